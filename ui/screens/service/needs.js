/**
 * 需求: the channel, the customer's words, allergies. Chips say the common words in one tap; whatever else is said is
 * typed as a line of its own. What the judgement drops is shown with its reason before the service goes on. Where the
 * customer does not want health data kept, what is said here stays in memory (see `spoken.js`) and the panel says so.
 */
import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { pick, t } from '../../lib/i18n.js';
import { define } from '../../lib/part.js';
import { StepPanel } from './panel.js';
import { CHANNELS, CONCERNS, channelWord, concernWord } from './words.js';
import { mayKeepHealth, say, spokenOf } from './spoken.js';
import { typed } from './typed.js';

const CHANNEL_KEY = 'tiaohe.channel';

/**
 * What was said of allergies, as it was said: where one name ends and the next begins, Rust knows (`1,2-己二醇` is one).
 * @param {string} text
 * @returns {string[]}
 */
export function parts(text) {
  return text.trim() === '' ? [] : [text.trim()];
}

export class ServiceNeeds extends StepPanel {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    channel: { state: true },
    chosen: { state: true },
    lines: { state: true },
    allergies: { state: true },
    pregnancy: { state: true },
    stands: { state: true },
    expecting: { state: true },
    struck: { state: true },
    lastRecipe: { state: true },
  };

  static kept = ['channel', 'chosen', 'lines', 'allergies', 'pregnancy', 'stands', 'expecting', 'struck'];

  constructor() {
    super();
    /** @type {import('../../lib/wire').Channel} The usual channel of this counter. */
    this.channel = CHANNELS.find((known) => known === localStorage.getItem(CHANNEL_KEY)) ?? 'skin_consultation';
    /** @type {readonly string[]} Concern chips that are on. */
    this.chosen = [];
    /** Other lines, one a line. */
    this.lines = '';
    this.allergies = '';
    this.pregnancy = false;
    /** @type {'' | 'same' | 'changed'} What she answers about known allergies; nothing: not asked yet. */
    this.stands = '';
    /** @type {'' | 'no' | 'yes'} The same about pregnancy and nursing. */
    this.expecting = '';
    /** @type {readonly string[]} Known allergies that are struck out. */
    this.struck = [];
    /** @type {{recipe: string, name: string}|null} What a returning customer had last. */
    this.lastRecipe = null;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.view.last_needs && !this.view.needs) void this.#remember();
    if (this.restored) return;
    const spoken = spokenOf(this.number);
    if (spoken) [this.allergies, this.pregnancy] = [spoken.allergies.join('、'), spoken.pregnancy];
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
    if (own.length) this.allergies = own.join('、');
    this.struck = known.filter((name) => before.struck.includes(name));
    this.pregnancy ||= before.pregnancy;
  }

  /** Whether the customer has been here before: then nothing about her body is taken for granted. */
  get #returning() {
    return this.view.last_needs !== null || this.view.known_allergies.length > 0;
  }

  /** Whether she was asked what has to be asked at every visit. */
  get #answered() {
    return !this.#returning || (this.stands !== '' && this.expecting !== '');
  }

  /** What she says today of allergies and pregnancy, as a command takes it. */
  get #health() {
    const pregnancy = this.#returning ? this.expecting === 'yes' : this.pregnancy;
    const allergies = parts(this.allergies);
    const answer = { struck: [...this.struck], confirmed: this.stands !== '' };
    if (mayKeepHealth(this.view)) return { allergies, pregnancy, ...answer };
    // Before it is sent: the plan that comes next asks for it.
    say(this.number, { allergies, pregnancy });
    return { allergies: [], pregnancy: false, ...answer };
  }

  /** @param {string} name */
  #strike(name) {
    this.struck = this.struck.includes(name) ? this.struck.filter((each) => each !== name) : [...this.struck, name];
    this.stands = 'changed';
  }

  /** @param {string} word */
  #toggle(word) {
    this.chosen = this.chosen.includes(word) ? this.chosen.filter((each) => each !== word) : [...this.chosen, word];
  }

  async #record() {
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

  /** Whether a test of today lies there: the same needs then do not go past 测肤. */
  async #testing() {
    if (!mayKeepHealth(this.view)) return false;
    const lying = await this.host.ask('inbox.look', { purpose: 'skin_test' });
    return lying?.some((file) => file.modified?.slice(0, 10) === desk.view.today) ?? false;
  }

  async #same() {
    if (!this.#answered) return;
    const testing = await this.#testing();
    if ((await this.send('service.needs_same', { ...this.#health, testing })) !== undefined) this.host.look(null);
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
    const service = this.number;
    const recipe = this.lastRecipe?.recipe ?? null;
    this.host.prefer = recipe;
    const testing = await this.#testing();
    if ((await this.send('service.needs_same', { ...this.#health, testing })) === undefined) return;
    this.host.look(null);
    // The plan comes after the test: the recipe of last time is preferred there.
    if (testing) return;
    const asked = { service, size: null, spoken: spokenOf(service) };
    const ranking = await this.host.ask('service.ranking', { service, size_mg: null, spoken: asked.spoken });
    if (ranking?.fits[0]?.recipe !== recipe) return;
    const chosen = await this.host.send('service.plan', { asked, recipe, reason: null });
    if (chosen !== undefined) await this.host.send('screen.present', { service, page: 'plan' });
  }

  /** Whether nothing was answered or said yet. */
  get #unsaid() {
    return this.stands === '' && this.expecting === '' && this.allergies.trim() === '' && this.struck.length === 0;
  }

  /** That the allergies stand, each by its name. */
  get #sameWords() {
    const known = this.view.known_allergies;
    const words = t(`service.needs.${known.length ? 'still' : 'no_allergy'}`);
    return known.length ? `${words}${t('service.colon')}${known.join(t('service.list'))}` : words;
  }

  /**
   * Both answers and the same recipe in one press: the button says each of the three in words, and neither answer is
   * taken for granted before it is pressed.
   */
  async #sameAll() {
    if (!this.#unsaid) return;
    [this.stands, this.expecting] = ['same', 'no'];
    await this.#sameRecipe();
  }

  /** What is asked of a returning customer at every visit: the allergies that are known, and pregnancy. */
  #asked() {
    const known = this.view.known_allergies;
    const [same, changed] = known.length ? ['still', 'changed'] : ['no_allergy', 'has_allergy'];
    return html`<section class="card needs-form asked-again" data-test="asked-again">
      <h2>${t('service.needs.ask_again')}</h2>
      ${
        known.length
          ? html`<ul class="known-allergies">
              ${known.map(
                (name) => html`<li class=${this.struck.includes(name) ? 'struck' : ''}>
                  <b>${name}</b
                  ><button
                    type="button"
                    class="button"
                    data-test=${`strike-${name}`}
                    aria-pressed=${String(this.struck.includes(name))}
                    @click=${() => this.#strike(name)}
                  >
                    ${t(this.struck.includes(name) ? 'service.needs.unstrike' : 'service.needs.strike')}
                  </button>
                </li>`,
              )}
            </ul>`
          : nothing
      }
      <div class="toggles" role="group" aria-label=${t('service.needs.allergies')}>
        ${this.#choice('stands-same', this.stands === 'same', `service.needs.${same}`, () => {
          this.stands = 'same';
          this.struck = [];
        })}
        ${this.#choice('stands-changed', this.stands === 'changed', `service.needs.${changed}`, () => {
          this.stands = 'changed';
        })}
      </div>
      ${
        this.stands === 'changed'
          ? html`<p class="soft">${t(known.length ? 'service.needs.changed_how' : 'service.needs.say_which')}</p>`
          : nothing
      }
      <div class="toggles" role="group" aria-label=${t('service.needs.pregnancy')}>
        ${this.#choice('expecting-no', this.expecting === 'no', 'service.needs.not_expecting', () => {
          this.expecting = 'no';
        })}
        ${this.#choice('expecting-yes', this.expecting === 'yes', 'service.needs.expecting', () => {
          this.expecting = 'yes';
        })}
      </div>
    </section>`;
  }

  /** @param {string} test @param {boolean} on @param {string} text @param {() => void} choose */
  #choice(test, on, text, choose) {
    return html`<button
      type="button"
      class="toggle"
      data-test=${test}
      aria-pressed=${String(on)}
      ?disabled=${!this.allowed}
      @click=${choose}
    >
      ${t(text)}
    </button>`;
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
    const keep = mayKeepHealth(this.view);
    const empty = this.chosen.length === 0 && this.lines.trim() === '';
    const last = this.view.needs ? null : this.view.last_needs;
    return html`<div class="step-head"><h1>${t('service.needs.title')}</h1></div>
      ${this.#returning ? this.#asked() : nothing}
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
                ${this.#answered ? nothing : html`<p class="soft">${t('service.needs.ask_first')}</p>`}
              </div>
              ${
                this.allowed && this.lastRecipe && this.#unsaid
                  ? html`<button
                      type="button"
                      class="button same-all"
                      data-test="same-all"
                      ?disabled=${this.busy !== null}
                      @click=${() => this.#sameAll()}
                    >
                      <span>${this.#sameWords}</span><span>${t('service.needs.not_expecting')}</span>
                      <b>${t('service.needs.same_recipe', { name: this.lastRecipe.name })}</b>
                    </button>`
                  : nothing
              }
              ${
                this.allowed && this.lastRecipe
                  ? html`<button
                      type="button"
                      class="button"
                      data-test="same-recipe"
                      ?disabled=${this.busy !== null || !this.#answered}
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
                      ?disabled=${this.busy !== null || !this.#answered}
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
      <section class=${`card needs-form health ${keep ? '' : 'spoken'}`}>
        ${
          keep
            ? nothing
            : html`<p class="remark warn" data-test="spoken-note"><span
    aria-hidden="true">!</span>${t('service.needs.spoken_note')}</p>`
        }
        <label class="entry"
          ><span>${t('service.needs.allergies')}</span>
          <input
            type="text"
            autocomplete="off"
            data-test="needs-allergies"
            maxlength="200"
            @keydown=${(/** @type {KeyboardEvent} */ event) =>
              event.key === 'Enter' && !event.isComposing && !empty && this.#answered && void this.#record()}
            .value=${this.allergies}
            placeholder=${t('service.needs.allergies_hint')}
            @input=${(/** @type {InputEvent} */ event) => (this.allergies = typed(event))}
        /></label>
        ${
          this.#returning
            ? nothing
            : html`<button
                type="button"
                class="toggle tick"
                role="checkbox"
                aria-checked=${String(this.pregnancy)}
                data-test="needs-pregnancy"
                @click=${() => (this.pregnancy = !this.pregnancy)}
              >
                <span class="tick-box" aria-hidden="true"></span>${t('service.needs.pregnancy')}
              </button>`
        }
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
              <span class="push soft">${
                this.#answered ? (empty ? t('service.needs.say_one') : nothing) : t('service.needs.ask_first')
              }</span>
              <button
                type="button"
                class=${`button ${last && empty ? '' : 'next'}`}
                data-test="next"
                ?disabled=${empty || this.busy !== null || !this.#answered}
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
