/** The receipt of what was put right, added, joined or parted: printed or saved as often as asked. It names nobody. */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { t, word } from '../../lib/i18n.js';
import { when } from '../../lib/format.js';
import '../../components/ti-icon.js';
import { medium } from './kept.js';

/** @typedef {import('../../lib/wire').ChangeReceipt} ChangeReceipt */

class PersonChange extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    change: { attribute: false },
    busy: { attribute: false },
    went: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../customer.js').Customer} */
    this.host = /** @type {never} */ (undefined);
    /** @type {ChangeReceipt} */
    this.change = /** @type {never} */ (undefined);
    /** @type {string | null} */
    this.busy = null;
    this.went = '';
  }

  get paper() {
    return { of: /** @type {const} */ ('change'), receipt: this.change.receipt };
  }

  async print() {
    const asked = { paper: this.paper, medium: medium() };
    const printed = await this.host.act('change', () => rpc('person.print', asked));
    if (printed) this.went = t(`service.papers.${printed.outcome}`, { where: printed.where });
  }

  async save() {
    const saved = await this.host.act('change', () => rpc('person.save', { paper: this.paper, form: 'pdf' }));
    if (saved) this.went = t('service.papers.saved_as', { where: saved.name });
  }

  render() {
    const { change } = this;
    return html`<article class="card receipt" data-test="change-receipt">
      <header><h3>${word(`changed.${change.changed}`)}</h3>
        <p class="soft"><span class="num">${change.receipt}</span> · ${when(
          change.at,
          desk.view.today,
        )} · ${change.by}</p></header>
      ${
        change.other
          ? html`<p class="soft">${t('rights.change_other')} <span class="num">${change.other}</span></p>`
          : nothing
      }
      <p>${word(`change_means.${change.changed}`)}</p>
      <div class="row">
        <button class="button" data-test="change-print" ?disabled=${this.busy !== null} @click=${this.print}><ti-icon
            name="printer"></ti-icon>${t('rights.receipt_print')}</button>
        <button class="button" data-test="change-save" ?disabled=${this.busy !== null} @click=${this.save}><ti-icon
            name="download"></ti-icon>${t('rights.copy_pdf')}</button>
        <span class="soft" role="status" data-test="change-went">${this.went || nothing}</span>
      </div></article>`;
  }
}

define('person-change', PersonChange);
