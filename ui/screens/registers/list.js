// One register page by page: narrowed by state, by words, by what one presses in a column; sorted by any column;
// printed,
// saved, brought in. The counter sorts and counts: this keeps one page.

import { html, nothing } from '../../lib/lit.js';
import { rpc } from '../../lib/host.js';
import { lang, pick, t } from '../../lib/i18n.js';
import { rulebook } from '../../components/ti-refusal.js';
import { say } from '../../lib/notice.js';
import { go } from '../../lib/route.js';
import { Screen, define } from '../../lib/screen.js';
import { columns, narrowing } from './columns.js';
import { actForm } from './form.js';
import './brought.js';
import '../../components/ti-empty.js';
import '../../components/ti-icon.js';
import '../../components/ti-pager.js';
import '../../components/ti-sheet.js';
import '../../components/ti-table.js';

/** @typedef {import('../../lib/wire').RegisterCard} Card */
/** @typedef {import('../../lib/wire').EntryRow} Row */

export class RegisterList extends Screen {
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store', 'service'];

  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    card: { attribute: false },
    found: { state: true },
    asked: { state: true },
    page: { state: true },
    form: { state: true },
    bringing: { state: true },
  };

  constructor() {
    super();
    /** @type {Card | null} */
    this.card = null;
    /** @type {import('../../lib/wire').EntryPage | null} */
    this.found = null;
    /** What the list shows. @type {import('../../lib/wire').Shown} */
    this.asked = { text: '', state: null, narrowed: [], by: null, down: true };
    this.page = 0;
    /** @type {import('./form.js').ActForm | null} */
    this.form = null;
    this.bringing = false;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    const before = /** @type {Card | null | undefined} */ (changed.get('card'));
    if (!changed.has('card') || before?.register === this.card?.register) return;
    this.asked = { text: '', state: null, narrowed: [], by: null, down: true };
    this.found = null;
    this.page = 0;
    void this.reload();
  }

  async load() {
    if (!this.card) return;
    this.found = await rpc('register.list', { register: this.card.register, page: this.page, ...this.asked });
  }

  /** @param {Partial<import('../../lib/wire').Shown>} asked */
  show(asked) {
    this.asked = { ...this.asked, ...asked };
    this.page = 0;
    void this.reload();
  }

  keys() {
    const [first] = this.card?.enters ?? [];
    return first
      ? [{ key: 'F2', label: pick(first.title, first.title_en), run: () => void this.begin(first.act) }]
      : [];
  }

  /** @param {string} act @param {{number?: string, initial?: Record<string, any>}} [of] */
  async begin(act, of) {
    const form = await this.act('form', () => actForm(act, of));
    if (form) this.form = form;
  }

  /** @param {import('../../lib/wire').ActView} act @param {Row} row */
  async does(act, row) {
    if (act.form) return this.begin(act.act, { number: row.number });
    const done = await this.act('does', () => rpc(/** @type {'visitor.leave'} */ (act.act), { number: row.number }));
    if (done) await this.reload();
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  /** @param {'pdf' | 'xlsx' | 'csv'} form */
  async take(form) {
    const which = { register: this.card?.register ?? '', shown: this.asked, language: lang() };
    const saved = await this.act('take', () => rpc('register.save', { ...which, form }));
    if (saved) say(t('register.taken', { name: saved.name }), 'ok');
  }

  async print() {
    const which = { register: this.card?.register ?? '', shown: this.asked, language: lang() };
    const done = await this.act('print', () => rpc('register.print', which));
    if (done) say(t('register.printed'), 'ok');
  }

  /**
   * A unit's label or a lot's tag fills the form of what is entered here.
   * @param {import('../../lib/screen.js').Scan} scan
   */
  onScan(scan) {
    const [first] = this.card?.enters ?? [];
    if (!first || !['service', 'lot'].includes(scan.kind)) return false;
    void this.scanned(first.act, scan);
    return true;
  }

  /** @param {string} act @param {import('../../lib/screen.js').Scan} scan */
  async scanned(act, scan) {
    if (!this.form) await this.begin(act);
    const key = this.form?.scans[scan.kind];
    await this.updateComplete;
    const form = /** @type {any} */ (this.querySelector('ti-form'));
    if (!key || !form) return;
    form.values = { ...form.values, [key]: { value: scan.service ?? scan.id, label: scan.service ?? scan.id } };
  }

  /** @param {Event} event */
  searched = (event) => this.show({ text: /** @type {HTMLInputElement} */ (event.target).value });

  /** @param {CustomEvent<{key: string | null, down: boolean}>} event */
  sorted = ({ detail }) => this.show({ by: detail.key, down: detail.down });

  /** @param {CustomEvent<Row>} event */
  opened = ({ detail }) => go(`#/register/${this.card?.register}/${encodeURIComponent(detail.number)}`);

  /** @param {Card} card */
  content(card) {
    const button = (/** @type {'pdf' | 'xlsx' | 'csv'} */ form) =>
      html`<button type="button" class="button quiet" data-test="take-${form}" @click=${() => this.take(form)}>
        ${t(`register.take_${form}`)}</button>`;
    const enter = card.enters.map(
      (act) =>
        html`<button type="button" class="button next" data-test="enter-${act.act}"
          @click=${() => this.begin(act.act)}>${pick(act.title, act.title_en)}</button>`,
    );
    const none = this.asked.text || this.asked.state || this.asked.narrowed.length > 0;
    return html`<header class="row"><div><h1>${pick(card.title, card.title_en)}</h1>
        <p class="soft">${pick(card.why, card.why_en)} <span
          class="clause">${rulebook(card.rulebook)} ${card.article}</span></p></div>
        <span class="row push">${
          card.brings
            ? html`<button type="button" class="button" data-test="bring"
          @click=${() => (this.bringing = true)}>${t('register.bring')}</button>`
            : nothing
        }
          <button type="button" class="button quiet" data-test="register-print"
            @click=${() => this.print()}><ti-icon name="printer"></ti-icon>${t('register.print')}</button>
          ${button('pdf')} ${button('xlsx')} ${button('csv')} ${enter}</span></header>
      ${narrowing(this, card)}
      ${
        this.found?.total === 0
          ? html`<ti-empty icon=${card.icon} heading=${t(none ? 'register.none_found' : 'register.none')}
            .text=${none ? '' : pick(card.why, card.why_en)}></ti-empty>`
          : html`<ti-table openable served .columns=${columns(this, card)} .rows=${this.found?.rows ?? []}
            .name=${(/** @type {Row} */ row) => row.number}
            .label=${pick(card.title, card.title_en)}
              @sort=${this.sorted}
            @row=${this.opened}></ti-table>
          <ti-pager page=${this.page} total=${this.found?.total ?? 0} @page=${(
            /** @type {CustomEvent<{page: number}>} */ { detail },
          ) => {
            this.page = detail.page;
            void this.reload();
          }}></ti-pager>`
      }
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>
      <register-brought .register=${this.bringing ? card.register : ''} @closed=${() => {
        this.bringing = false;
        void this.reload();
      }}></register-brought>`;
  }

  render() {
    return html`<div class="stack"
      data-test="register-list">${this.frame(() => (this.card ? this.content(this.card) : nothing))}</div>`;
  }
}

define('register-list', RegisterList);
