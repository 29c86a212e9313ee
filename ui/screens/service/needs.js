/**
 * 需求: the channel, the customer's words, allergies. Chips say the common words in one tap; whatever else is said is
 * typed as a line of its own. What the judgement drops is shown with its reason before the service goes on. Where the
 * customer does not want health data kept, what is said here stays in memory (see `spoken.js`) and the panel says so.
 */
import { html, nothing } from '../../lib/lit.js';
import { pick, t } from '../../lib/i18n.js';
import { define } from '../../lib/part.js';
import { UNASKED, missing, parts, questions } from '../../components/asked-health.js';
import { StepPanel } from './panel.js';
import { CHANNELS, CONCERNS, channelWord, concernWord } from './words.js';
import { mayKeepHealth, say, spokenOf } from './spoken.js';
import { typed } from './typed.js';

const CHANNEL_KEY = 'tiaohe.channel';

export class ServiceNeeds extends StepPanel {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    channel: { state: true },
    chosen: { state: true },
    lines: { state: true },
    health: { state: true },
    lastRecipe: { state: true },
  };

  static kept = ['channel', 'chosen', 'lines', 'health'];

  constructor() {
    super();
    /** @type {import('../../lib/wire').Channel} The usual channel of this counter. */
    this.channel = CHANNELS.find((known) => known === localStorage.getItem(CHANNEL_KEY)) ?? 'skin_consultation';
    /** @type {readonly string[]} Concern chips that are on. */
    this.chosen = [];
    /** Other lines, one a line. */
    this.lines = '';
    /** @type {import('../../components/asked-health.js').Health} */
    this.health = UNASKED;
    /** @type {{recipe: string, name: string}|null} What a returning customer had last. */
    this.lastRecipe = null;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.view.last_needs && !this.view.needs) void this.#remember();
    if (this.restored) return;
    const spoken = spokenOf(this.number);
    if (spoken) this.#stillSaid(spoken.allergies.join('、'), [], spoken.pregnancy);
    // Said anew: what was said before stands in the fields.
    const before = this.view.needs;
    if (!before) return;
    const words = CONCERNS.map((each) => each.word);
    this.chosen = words.filter((word) => before.lines.some((line) => line.text === word));
    this.lines = before.lines
      .map((line) => line.text)
      .filter((text) => !words.includes(text))
      .join('\n');
    const known = this.view.known_allergies;
    const own = before.allergies.filter((name) => !known.includes(name));
    const struck = known.filter((name) => before.struck.includes(name));
    if (mayKeepHealth(this.view)) this.#stillSaid(own.join('、'), struck, before.pregnancy);
  }

  /**
   * What she said at this visit stands in the answers; what she did not say is asked for again.
   * @param {string} allergies
   * @param {readonly string[]} struck
   * @param {boolean} pregnancy
   */
  #stillSaid(allergies, struck, pregnancy) {
    const changed = allergies !== '' || struck.length > 0;
    this.health = { allergies, struck, stands: changed ? 'changed' : '', expecting: pregnancy ? 'yes' : '' };
  }

  /** What she has to be asked yet. */
  get #open() {
    return missing(this.health);
  }

  /** What she says today of allergies and pregnancy, as a command takes it. */
  get #health() {
    const { stands, struck, expecting } = this.health;
    const allergies = parts(this.health.allergies);
    const answer = { stands: stands === '' ? null : stands };
    const pregnancy = expecting === 'yes';
    if (mayKeepHealth(this.view)) return { ...answer, allergies, struck: [...struck], pregnancy, spoken: null };
    const spoken = { allergies, pregnancy };
    // Before it is sent: the plan that comes next asks for it.
    say(this.number, spoken);
    return { ...answer, allergies: [], struck: [], pregnancy: null, spoken };
  }

  /** @param {string} word */
  #toggle(word) {
    this.chosen = this.chosen.includes(word) ? this.chosen.filter((each) => each !== word) : [...this.chosen, word];
  }

  async #record() {
    if (this.#open !== null || this.#empty) return;
    const { channel } = this;
    const texts = [
      ...this.chosen,
      ...this.lines
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ];
    const statements = texts.map((text) => ({ channel, text }));
    localStorage.setItem(CHANNEL_KEY, channel);
    const done = await this.send('service.needs', { statements, ...this.#health });
    if (done === undefined) return;
    const dropped = this.host.view?.needs?.lines.some((line) => !line.kept) ?? false;
    const unknown = (this.host.view?.needs?.unknown_allergies.length ?? 0) > 0;
    // Said anew, the form would stand there again: the plan then says what it could not follow.
    const anew = this.host.view?.step === 'tested';
    if ((dropped || unknown) && !anew) this.host.look('needs');
    else this.host.look(null);
  }

  async #same() {
    if (this.#open !== null) return;
    if ((await this.send('service.needs_same', this.#health)) !== undefined) this.host.look(null);
  }

  async #remember() {
    const known = await this.host.ask('customer.look', { customer: this.view.customer.customer });
    const before = known?.services.find((card) => card.recipe_name !== null && card.number !== this.number);
    if (!before?.recipe_name) return;
    // The customer's page knows the recipe by its name; which it was is in the service.
    const recipe = (await this.host.ask('service.view', { service: before.number }))?.plan?.recipe;
    if (recipe) this.lastRecipe = { recipe, name: before.recipe_name };
  }

  /** The same needs and the same recipe. Where another is ranked first now, the advisor is shown both. */
  async #sameRecipe() {
    if (this.#open !== null) return;
    const service = this.number;
    const recipe = this.lastRecipe?.recipe ?? null;
    this.host.prefer = recipe;
    if ((await this.send('service.needs_same', this.#health)) === undefined) return;
    this.host.look(null);
    const asked = { service, size: null, spoken: spokenOf(service) };
    const ranking = await this.host.ask('service.ranking', { service, size_mg: null, spoken: asked.spoken });
    if (ranking?.fits[0]?.recipe !== recipe) return;
    const chosen = await this.host.send('service.plan', { asked, recipe, reason: null });
    if (chosen !== undefined) await this.host.send('screen.present', { service, page: 'plan' });
  }

  /** Whether nothing of what she wants is said. */
  get #empty() {
    return this.chosen.length === 0 && this.lines.trim() === '';
  }

  /** What is asked at every visit. */
  #asked() {
    const before = this.view.last_needs !== null || this.view.known_allergies.length > 0;
    return html`<section class="card needs-form asked-again" data-test="asked-again">
      <h2>${t(before ? 'service.needs.ask_again' : 'service.needs.ask')}</h2>
      ${
        mayKeepHealth(this.view)
          ? nothing
          : html`<p class="remark warn" data-test="spoken-note"><span
    aria-hidden="true">!</span>${t('service.needs.spoken_note')}</p>`
      }
      ${questions({
        health: this.health,
        known: this.view.known_allergies,
        allowed: this.allowed,
        change: (health) => (this.health = health),
        enter: () => void this.#record(),
      })}
    </section>`;
  }

  keys() {
    if (!this.allowed) return [];
    const chips = CONCERNS.map((each, index) => ({
      key: '1234567890-='[index] ?? '',
      label: concernWord(each.code),
      run: () => this.#toggle(each.word),
    }));
    return this.view.last_needs
      ? [{ key: 'F2', label: t('service.needs.same'), run: () => void this.#same() }, ...chips]
      : chips;
  }

  render() {
    const [empty, open] = [this.#empty, this.#open];
    const last = this.view.needs ? null : this.view.last_needs;
    return html`<div class="step-head"><h1>${t('service.needs.title')}</h1></div>
      ${this.#asked()}
      ${
        last
          ? html`<section class="card same-again">
              <div>
                <h2>${t('service.needs.last')}</h2>
                <p>
                  ${
                    last.lines
                      .filter((line) => line.kept)
                      .map((line) => line.text)
                      .join(t('service.list')) || t('service.none')
                  }
                </p>
                ${open === null ? nothing : html`<p class="soft">${open}</p>`}
              </div>
              ${
                this.allowed && this.lastRecipe
                  ? html`<button
                      type="button"
                      class="button"
                      data-test="same-recipe"
                      ?disabled=${this.busy !== null || open !== null}
                      @click=${() => this.#sameRecipe()}
                    >
                      ${t('service.needs.same_recipe', { name: this.lastRecipe.name })}
                    </button>`
                  : nothing
              }
              ${
                this.allowed
                  ? html`<button
                      type="button"
                      class=${`button ${empty ? 'next' : ''}`}
                      data-test="needs-same"
                      ?disabled=${this.busy !== null || open !== null}
                      @click=${() => this.#same()}
                    >
                      ${t('service.needs.same')}
                    </button>`
                  : nothing
              }
            </section>`
          : nothing
      }
      <section class="card needs-form">
        <fieldset>
          <legend>${t('service.needs.concerns')}</legend>
          <div class="toggles">
            ${CONCERNS.map(
              ({ code, word }) =>
                html`<button
                  type="button"
                  class="toggle"
                  data-test=${`concern-${code}`}
                  aria-pressed=${String(this.chosen.includes(word))}
                  @click=${() => this.#toggle(word)}
                >
                  ${concernWord(code)}
                </button>`,
            )}
          </div>
        </fieldset>
        <label class="entry"
          ><span>${t('service.needs.lines')}</span>
          <textarea
            rows="2"
            data-test="needs-lines"
            .value=${this.lines}
            placeholder=${t('service.needs.lines_hint')}
            @input=${(/** @type {InputEvent} */ event) => (this.lines = typed(event))}
          ></textarea>
        </label>
      </section>
      <section class="card needs-form">
        <fieldset>
          <legend>${t('service.needs.channel')}</legend>
          <div class="toggles small">
            ${CHANNELS.map(
              (channel) =>
                html`<button
                  type="button"
                  class="toggle"
                  data-test=${`channel-${channel}`}
                  aria-pressed=${String(this.channel === channel)}
                  @click=${() => (this.channel = channel)}
                >
                  ${channelWord(channel)}
                </button>`,
            )}
          </div>
        </fieldset>
      </section>
      ${
        this.allowed
          ? html`<div class="foot">
              <span class="push soft">${open ?? (empty ? t('service.needs.say_one') : nothing)}</span>
              <button
                type="button"
                class=${`button ${last && empty ? '' : 'next'}`}
                data-test="next"
                ?disabled=${empty || this.busy !== null || open !== null}
                @click=${() => this.#record()}
              >
                ${t('service.needs.record')}
              </button>
            </div>`
          : nothing
      }`;
  }
}

define('service-needs', ServiceNeeds);

/**
 * The verdict on each line that was said: what was kept as which concern, what was dropped and why.
 * @param {import('../../lib/wire').NeedsView} needs
 */
export function verdict(needs) {
  return html`<ul class="verdicts">
      ${needs.lines.map(
        (line) =>
          html`<li class=${line.kept ? 'kept' : 'dropped'}>
            <span class="verdict-glyph" aria-hidden="true">${line.kept ? '✓' : '✕'}</span>
            <span
              ><b>${line.text}</b>
              <span class="soft"
                >${
                  line.kept
                    ? t('service.needs.kept', { concern: line.concern ? concernWord(line.concern) : '' })
                    : t('service.needs.dropped')
                }</span
              >
              ${
                line.why ? html`<span class="verdict-why">${pick(line.why, line.why_en ?? line.why)}</span>` : nothing
              }</span
            >
          </li>`,
      )}
    </ul>
    ${
      needs.allergies.length
        ? html`<p>${t('service.needs.allergies')} <b>${needs.allergies.join(t('service.list'))}</b></p>`
        : nothing
    }
    ${
      needs.unknown_allergies.length
        ? html`<p class="remark warn"><span
    aria-hidden="true">!</span>${t('service.needs.unknown_allergies', {
      names: needs.unknown_allergies.join(t('service.list')),
    })}</p>`
        : nothing
    }
    ${needs.pregnancy ? html`<p>${t('service.needs.pregnant')}</p>` : nothing}`;
}
