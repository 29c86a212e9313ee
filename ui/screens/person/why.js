/**
 * Why a recipe was proposed and the others were not, as it was said at the choice; printed or saved.
 * It ranks nothing: what is not kept is said to be missing.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { rpc } from '../../lib/host.js';
import { pick, t } from '../../lib/i18n.js';
import '../../components/ti-icon.js';
import { medium } from './kept.js';

/** @typedef {import('../../lib/wire').Explained} Explained */
/** @typedef {Explained['considered'][number]} Considered */

class PersonWhy extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    why: { attribute: false },
    busy: { attribute: false },
    went: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../customer.js').Customer} */
    this.host = /** @type {never} */ (undefined);
    /** @type {Explained} */
    this.why = /** @type {never} */ (undefined);
    /** @type {string | null} */
    this.busy = null;
    this.went = '';
  }

  get paper() {
    return { of: /** @type {const} */ ('why'), service: this.why.service };
  }

  async print() {
    const asked = { paper: this.paper, medium: medium() };
    const printed = await this.host.act('why', () => rpc('person.print', asked));
    if (printed) this.went = t(`service.papers.${printed.outcome}`, { where: printed.where });
  }

  async save() {
    const saved = await this.host.act('why', () => rpc('person.save', { paper: this.paper, form: 'pdf' }));
    if (saved) this.went = t('service.papers.saved_as', { where: saved.name });
  }

  /** @param {Considered} one */
  considered(one) {
    const chosen = one.recipe === this.why.chosen;
    const standing = chosen
      ? t('rights.why_chosen')
      : one.place === null
        ? t('rights.why_unfit')
        : t('rights.why_place', { place: one.place });
    return html`<li class="why-one" data-test=${`why-${one.recipe}`}>
      <p><b>${one.name}</b> <span class=${chosen ? 'chip ok' : 'chip'}>${
        chosen ? '✓' : one.place === null ? '✕' : '○'
      } ${standing}</span></p>
      ${
        one.reasons.length === 0
          ? nothing
          : html`<ul>${one.reasons.map(
              (told) =>
                html`<li>${pick(told.text, told.text_en)} ${
                  told.clause ? html`<span class="clause">${told.clause}</span>` : nothing
                }</li>`,
            )}</ul>`
      }</li>`;
  }

  render() {
    const { why } = this;
    return html`<article class="person-why" data-test="person-why">
      <p class="soft">${t('rights.why_how')}</p>
      ${why.considered.length === 0 ? html`<p>${t('rights.why_not_kept')}</p>` : nothing}
      ${why.against ? html`<p>${t('rights.why_against')} ${why.against}</p>` : nothing}
      ${why.spoken ? html`<p class="card" data-test="why-spoken">${t('rights.why_spoken')}</p>` : nothing}
      ${why.health_gone ? html`<p class="card" data-test="why-gone">${t('rights.why_gone')}</p>` : nothing}
      <ol>${why.considered.map((one) => this.considered(one))}</ol>
      <div class="row">
        <button class="button" data-test="why-print" ?disabled=${this.busy !== null} @click=${this.print}><ti-icon
            name="printer"></ti-icon>${t('rights.copy_print')}</button>
        <button class="button" data-test="why-save" ?disabled=${this.busy !== null} @click=${this.save}><ti-icon
            name="download"></ti-icon>${t('rights.copy_pdf')}</button>
        <span class="soft" role="status" data-test="why-went">${this.went || nothing}</span>
      </div></article>`;
  }
}

define('person-why', PersonWhy);
