/**
 * 方案: the recipes that fit, best first, each with its reasons, use-by day and price; and those that do not, each with
 * its reason and clause. Taking another than the first asks why: the customer may ask the same
 * (个人信息保护法 第二十四条). Rust ranks; nothing is ranked here.
 */
import { html, nothing } from '../../lib/lit.js';
import { pick, t } from '../../lib/i18n.js';
import { define } from '../../lib/part.js';
import { StepPanel } from './panel.js';
import { mend } from './mends.js';
import { mayKeepHealth, say, spokenOf, unasked } from './spoken.js';
import { concernWord } from './words.js';
import '../../components/ti-ask-again.js';
import '../../components/ti-recipe-card.js';
import '../../components/ti-reasons.js';

/** @typedef {import('../../lib/wire').RankingView} RankingView */

/** So many stand side by side. */
const BEST = 3;

/** Why another recipe than the first is taken: the common reasons. */
const WHY = ['texture', 'scent', 'price', 'liked_before', 'season'];

/**
 * Recipes that are refused for the same reasons are said once.
 * @param {RankingView['rejected']} rejected
 * @returns {{names: string[], reasons: RankingView['rejected'][number]['reasons']}[]}
 */
function alike(rejected) {
  /** @type {Map<string, ReturnType<typeof alike>[number]>} */
  const groups = new Map();
  for (const { name, reasons } of rejected) {
    const key = JSON.stringify(reasons);
    const group = groups.get(key) ?? { names: [], reasons };
    groups.set(key, { ...group, names: [...group.names, name] });
  }
  return [...groups.values()];
}

export class ServicePlan extends StepPanel {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    ranking: { state: true },
    chosen: { state: true },
    size: { state: true },
    reason: { state: true },
  };

  static kept = ['chosen', 'size', 'reason'];

  constructor() {
    super();
    /** @type {RankingView|null} */
    this.ranking = null;
    /** @type {string|null} The recipe that would be taken. */
    this.chosen = null;
    /** @type {number|null} The wanted size in milligrams; each recipe's first otherwise. */
    this.size = null;
    this.reason = '';
  }

  connectedCallback() {
    super.connectedCallback();
    const { prefer } = this.host;
    // What she had the last time is chosen for her to see; whether she was pleased with it, she says.
    if (prefer && !this.restored) this.chosen = prefer;
    if (this.view.plan && !this.restored) [this.chosen, this.size] = [this.view.plan.recipe, this.view.plan.size_mg];
    void this.#rank();
  }

  get #asked() {
    return { service: this.number, spoken: spokenOf(this.number) };
  }

  async #rank() {
    if (unasked(this.view)) return;
    const ranking = /** @type {RankingView|undefined} */ (
      await this.host.ask('service.ranking', { ...this.#asked, size_mg: this.size })
    );
    if (!ranking) return;
    this.ranking = ranking;
    if (!ranking.fits.some((each) => each.recipe === this.chosen)) this.chosen = ranking.fits[0]?.recipe ?? null;
    await this.updateComplete;
    this.focusNext();
  }

  get #against() {
    return this.chosen !== null && this.ranking?.fits[0]?.recipe !== this.chosen;
  }

  /** @param {string} recipe */
  async #choose(recipe) {
    this.chosen = recipe;
    await this.updateComplete;
    this.focusNext();
  }

  /** @param {number} size */
  #resize(size) {
    this.size = size;
    void this.#rank();
  }

  /** @param {boolean} present whether the customer is asked to sign at once */
  async #take(present) {
    const recipe = this.chosen;
    if (recipe === null || (this.#against && this.reason.trim() === '')) return;
    const asked = { ...this.#asked, size: this.size };
    const reply = await this.host.send('service.plan', {
      asked,
      recipe,
      reason: this.#against ? this.reason.trim() : null,
    });
    if (reply === undefined) return;
    this.host.look(null);
    if (present) await this.host.send('screen.present', { service: this.number, page: 'plan' });
  }

  keys() {
    if (!this.allowed) return [];
    const fits = this.ranking?.fits ?? [];
    return fits
      .slice(0, 9)
      .map((each, index) => ({ key: String(index + 1), label: each.name, run: () => void this.#choose(each.recipe) }));
  }

  render() {
    if (unasked(this.view)) return this.#ask();
    const ranking = this.ranking;
    if (!ranking)
      return html`<div class="step-head"><h1>${t('service.plan.title')}</h1></div>
        <div class="skeleton cards" aria-busy="true"></div>`;
    const count = ranking.fits.length;
    return html`<div class="step-head">
        <h1>${count ? t('service.plan.found', { count: Math.min(count, BEST) }) : t('service.plan.none')}</h1>
        ${this.#basis()}
      </div>
      ${
        count
          ? html`<section class="recipes">
              ${this.#cards(ranking.fits.slice(0, BEST), 0)}
            </section>
            ${this.#others(ranking.fits)}`
          : html`<p class="remark stop"><span aria-hidden="true">✕</span>${t('service.plan.none_note')}</p>`
      }
      ${this.#rejected(ranking)} ${this.allowed ? this.#foot(ranking) : nothing}`;
  }

  /** @param {RankingView['fits']} fits @param {number} before how many stand before them */
  #cards(fits, before) {
    return fits.map(
      (each, index) =>
        html`<ti-recipe-card
          .recipe=${each}
          .place=${before + index + 1}
          .chosen=${each.recipe === this.chosen}
          @choose=${() => this.#choose(each.recipe)}
          @size=${(/** @type {CustomEvent<number>} */ event) => this.#resize(event.detail)}
        ></ti-recipe-card>`,
    );
  }

  /**
   * What fits beside the best: a customer compares three, and finds the rest behind a tap.
   * @param {RankingView['fits']} fits
   */
  #others(fits) {
    const others = fits.slice(BEST);
    if (others.length === 0) return nothing;
    const open = others.some((each) => each.recipe === this.chosen);
    return html`<details class="others" ?open=${open}>
      <summary data-test="others">${t('service.plan.others', { count: others.length })}</summary>
      <section class="recipes">${this.#cards(others, BEST)}</section>
    </details>`;
  }

  /** Nothing is recommended while it is unknown what the customer must not have. */
  #ask() {
    return html`<div class="step-head"><h1>${t('service.plan.title')}</h1></div>
      <ti-ask-again
        .lead=${t('service.plan.ask_again')}
        .button=${t('service.plan.asked')}
        @asked=${(/** @type {CustomEvent<import('../../lib/wire').Spoken>} */ { detail }) => {
          say(this.number, detail);
          this.requestUpdate();
          void this.#rank();
        }}
      ></ti-ask-again>`;
  }

  #basis() {
    const { skin, needs } = this.view;
    const low = (skin?.metrics ?? [])
      .filter((metric) => metric.confirmed && metric.score !== null)
      .sort((one, other) => (one.score ?? 0) - (other.score ?? 0))
      .slice(0, 3);
    const spoken = mayKeepHealth(this.view) ? null : spokenOf(this.number);
    const allergies = spoken?.allergies ?? needs?.allergies ?? [];
    const concerns = (needs?.lines ?? [])
      .filter((line) => line.kept && line.concern)
      .map((line) => concernWord(line.concern ?? ''));
    const parts = [
      [...new Set(concerns)].join(t('service.list')),
      low.map((metric) => `${pick(metric.zh, metric.en)} ${metric.score}`).join(' · '),
      allergies.length ? `${t('service.needs.allergies')} ${allergies.join(t('service.list'))}` : '',
    ].filter((part) => part !== '');
    return html`<span class="soft">${t('service.plan.basis')} ${parts.join(' · ') || t('service.none')}</span>`;
  }

  /** @param {RankingView} ranking */
  #rejected(ranking) {
    if (ranking.rejected.length === 0) return nothing;
    return html`<details class="rejected" ?open=${ranking.fits.length === 0 || ranking.rejected.length <= 3}>
      <summary data-test="rejected">${t('service.plan.rejected', { count: ranking.rejected.length })}</summary>
      <ul>
        ${alike(ranking.rejected).map(
          ({ names, reasons }) =>
            html`<li>
              <b>${names.length > 1 ? t('service.plan.alike', { count: names.length }) : names[0]}</b>
              <ul>
                ${names.length > 1 ? html`<li class="soft">${names.join(t('service.list'))}</li>` : nothing}
                ${reasons.map(
                  (reason) =>
                    html`<li>
                      <span class="reject-why"
                        ><span aria-hidden="true">✕</span>
                        ${pick(reason.text, reason.text_en)}${
                          reason.clause
                            ? html`<span class="reject-clause">${reason.rulebook_title ?? ''} ${reason.clause}</span>`
                            : nothing
                        }</span
                      >
                      ${
                        reason.mend
                          ? html`<button
                              type="button"
                              class="finding-mend"
                              ?disabled=${this.busy !== null}
                              data-test=${`mend-${reason.mend.action}`}
                              @click=${() => reason.mend && mend(this.host, reason.mend.action)}
                            >
                              <span>${pick(reason.mend.text, reason.mend.text_en)}</span><ti-icon
                                  name="arrow-right"></ti-icon>
                            </button>`
                          : nothing
                      }
                    </li>`,
                )}
              </ul>
            </li>`,
        )}
      </ul>
    </details>`;
  }

  /** @param {RankingView} ranking */
  #foot(ranking) {
    const chosen = ranking.fits.find((each) => each.recipe === this.chosen);
    const blocked = !chosen || this.busy !== null || (this.#against && this.reason.trim() === '');
    return html`<div class="foot">
      ${
        this.#against
          ? html`<ti-reasons
              .label=${t('service.plan.why')}
              .options=${WHY.map((key) => t(`service.plan.why.${key}`))}
              .value=${this.reason}
              @change=${(/** @type {CustomEvent<string>} */ event) => (this.reason = event.detail)}
            ></ti-reasons>`
          : nothing
      }
      <button type="button" class="button" @click=${() => this.host.look('needs')}>${t('service.plan.back')}</button>
      <span class="push soft">${this.#against ? nothing : t('service.plan.against_note')}</span>
      <button type="button" class="button" data-test="plan-only" ?disabled=${blocked} @click=${() => this.#take(false)}>
        ${t('service.plan.only')}
      </button>
      <button type="button" class="button next" data-test="next" ?disabled=${blocked} @click=${() => this.#take(true)}>
        ${t('service.plan.take')}
      </button>
    </div>`;
  }
}

define('service-plan', ServicePlan);
