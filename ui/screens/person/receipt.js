/**
 * The receipt of what was taken back: what went, what stays by which rule until which day, and how long copies of the
 * store may hold it; printed or saved as often as somebody asks.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { t, word } from '../../lib/i18n.js';
import { day, when } from '../../lib/format.js';
import '../../components/ti-icon.js';
import { otherwise } from './goes.js';
import { medium } from './kept.js';

/** @typedef {import('../../lib/wire').Receipt} Receipt */

/** What it is about. @param {Receipt} receipt */
export const about = (receipt) =>
  receipt.everything
    ? t('rights.everything')
    : receipt.purposes.map((purpose) => word(`purpose.${purpose}`)).join(t('common.comma'));

class PersonReceipt extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    receipt: { attribute: false },
    busy: { attribute: false },
    went: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../customer.js').Customer} */
    this.host = /** @type {never} */ (undefined);
    /** @type {Receipt} */
    this.receipt = /** @type {never} */ (undefined);
    /** @type {string | null} */
    this.busy = null;
    this.went = '';
  }

  get paper() {
    return { of: /** @type {const} */ ('receipt'), receipt: this.receipt.receipt };
  }

  async print() {
    const asked = { paper: this.paper, medium: medium() };
    const printed = await this.host.act('receipt', () => rpc('person.print', asked));
    if (printed) this.went = t(`service.papers.${printed.outcome}`, { where: printed.where });
  }

  async save() {
    const saved = await this.host.act('receipt', () => rpc('person.save', { paper: this.paper, form: 'pdf' }));
    if (saved) this.went = t('service.papers.saved_as', { where: saved.name });
  }

  render() {
    const { receipt } = this;
    return html`<article class="card receipt" data-test="receipt">
      <header><h3>${about(receipt)}</h3><p class="soft"><span class="num">${receipt.receipt}</span> · ${when(
        receipt.at,
        desk.view.today,
      )} · ${receipt.by}</p></header>
      <dl class="facts">
        <dt>${t('rights.gone')}</dt><dd data-test="receipt-gone">${
          receipt.erased.length
            ? receipt.erased
                .map((line) => t('rights.goes_one', { what: word(`held.${line.what}`), count: line.count }))
                .join(t('common.comma'))
            : t('rights.goes_none')
        }</dd>
        ${
          receipt.stays.length + receipt.others.length
            ? html`<dt>${t('rights.stays_short')}</dt><dd data-test="receipt-stays">${[
                ...receipt.stays.map((line) => `${line.service} ${t('rights.until_day', { day: day(line.until) })}`),
                ...otherwise(receipt.others),
              ].join(t('common.comma'))}</dd>`
            : nothing
        }
        <dt>${t('rights.copies')}</dt><dd>${
          receipt.copies_until ? t('rights.copies_until', { day: day(receipt.copies_until) }) : t('rights.copies_none')
        }</dd>
        ${
          receipt.purposes.includes('upload_identity')
            ? html`<dt>${t('rights.at_headquarters')}</dt><dd>${t('rights.receipt_headquarters')}</dd>`
            : nothing
        }
      </dl>
      <div class="row">
        <button class="button" data-test="receipt-print" ?disabled=${this.busy !== null} @click=${this.print}><ti-icon
            name="printer"></ti-icon>${t('rights.receipt_print')}</button>
        <button class="button" data-test="receipt-save" ?disabled=${this.busy !== null} @click=${this.save}><ti-icon
            name="download"></ti-icon>${t('rights.copy_pdf')}</button>
        <span class="soft" role="status" data-test="receipt-went">${this.went || nothing}</span>
      </div></article>`;
  }
}

define('person-receipt', PersonReceipt);
