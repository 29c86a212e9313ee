/**
 * A refusal as people read it: what is wrong, the clause that says so, and what mends it, in that order.
 * Where the page knows how to mend it, `mend` is the button's label and `mend` the event.
 */
import { html, nothing } from '../lib/lit.js';
import { has, lang, t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

export class RefusalPanel extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    refusal: { attribute: false },
    mend: { attribute: false },
    retry: { type: Boolean },
    closable: { type: Boolean },
    still: { type: Boolean },
  };

  constructor() {
    super();
    /** @type {import('../lib/wire').Refusal | null} */
    this.refusal = null;
    /** @type {string | null} the label of the button that mends it */
    this.mend = null;
    this.retry = false;
    this.closable = false;
    /** it stands where it belongs, and does not pull the page to itself */
    this.still = false;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    // What was refused must be seen, also where the screen was scrolled away from it.
    if (changed.has('refusal') && this.refusal && !this.still) this.scrollIntoView({ block: 'nearest' });
  }

  /** @param {import('../lib/wire').Refusal} refusal */
  words({ code, message, details }) {
    const key = `refusals.${code}`;
    // What headquarters says, it says in both languages.
    const told = /** @type {{en?: unknown} | undefined} */ (details?.[0]);
    if (lang() === 'en' && typeof told?.en === 'string') return html`<p class="refusal-what">${told.en}</p>`;
    if (lang() === 'zh-CN' || !has(key)) return html`<p class="refusal-what">${message}</p>`;
    // The desk's own words say where and which: they stay, under the translation of what.
    return html`<p class="refusal-what">${t(key)}</p><p class="refusal-own" lang="zh-CN">${message}</p>`;
  }

  render() {
    const { refusal } = this;
    if (!refusal) return nothing;
    const { clause } = refusal;
    return html`<section class="refusal" role="alert" data-test="refusal" data-code=${refusal.code}>
      <ti-icon name="octagon-x"></ti-icon>
      <div class="refusal-words">
        <b class="visually-hidden">${t('common.refused')}</b>
        ${this.words(refusal)}
        ${clause ? html`<p class="refusal-clause">${rulebook(clause.rulebook)} ${clause.number}</p>` : nothing}
        ${
          refusal.mend
            ? html`<p class="refusal-mend">${t('common.mend_hint')} <span
    lang="zh-CN">${refusal.mend}</span></p>`
            : nothing
        }
      </div>
      ${
        this.mend
          ? html`<button class="button" data-test="mend"
    @click=${() => this.tell('mend', refusal)}>${this.mend}</button>`
          : nothing
      }
      ${
        this.retry
          ? html`<button class="button" data-test="retry" @click=${() => this.tell('retry')}><ti-icon
    name="refresh-cw"></ti-icon>${t('common.retry')}</button>`
          : nothing
      }
      ${
        this.closable
          ? html`<button class="button quiet" data-test="close-refusal" aria-label=${t('common.close')}
            @click=${() => this.tell('close')}><ti-icon name="x"></ti-icon></button>`
          : nothing
      }
    </section>`;
  }
}

/** The short title of each rulebook that is shipped. @type {Record<import('../lib/wire').RulebookId, string>} */
const SHORT = {
  'guide-personalised-service': 'common.rulebook_guide_personalised_service',
  'nmpa-2025-58': 'common.rulebook_nmpa_2025_58',
  'shandong-guide': 'common.rulebook_shandong_guide',
  'shanghai-pudong-2023': 'common.rulebook_shanghai_pudong_2023',
};

/**
 * A rulebook's short title; its id for one that came later than this page.
 * @param {string} id
 */
export function rulebook(id) {
  return id in SHORT ? t(SHORT[/** @type {import('../lib/wire').RulebookId} */ (id)]) : id;
}

define('ti-refusal', RefusalPanel);
