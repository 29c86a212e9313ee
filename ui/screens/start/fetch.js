// A store back from headquarters alone: its computer is lost, and no copy opens. A recovery code brings the records;
// what was never in them is said before and after. A manager's first PIN ends it.

import { html, nothing } from '../../lib/lit.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';
import { roles } from '../../components/ti-faces.js';
import '../../components/ti-form.js';
import '../../components/ti-icon.js';
import '../../components/ti-refusal.js';
import { pinFields } from '../setup/forms/staff.js';
import './passphrase.js';

/** @typedef {import('../../lib/wire').EnrolStore} Ticket */

const BACK = /** @type {const} */ (['records', 'rules']);
const GONE = /** @type {const} */ (['people', 'customers', 'pins', 'unsent']);

class StartFetch extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    view: { state: true },
    typing: { state: true },
    asks: { state: true },
    busy: { state: true },
    refusal: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../lib/wire').FetchView | null} */
    this.view = null;
    this.typing = false;
    this.blank = { url: 'https://', code: '' };
    this.nobody = {};
    /** The ticket that waits for a passphrase: this computer has no key store. @type {Ticket | null} */
    this.asks = null;
    this.busy = false;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.said(() => rpc('start.fetch_look'));
  }

  /** @param {() => Promise<import('../../lib/wire').FetchView>} asked */
  async said(asked) {
    if (this.busy) return false;
    this.busy = true;
    this.refusal = null;
    try {
      this.view = await asked();
      return true;
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** @param {Partial<Ticket>} said @param {string | null} passphrase */
  async fetch(said, passphrase) {
    /** @type {Ticket} */
    const ticket = { scanned: null, file: null, url: null, code: null, ...said };
    const done = await this.said(() => rpc('start.fetch', { ticket, passphrase }));
    if (done) {
      this.asks = null;
      return true;
    }
    const refusal = this.refusal;
    if (refusal?.code === 'passphrase_needed') {
      this.asks = ticket;
      this.refusal = null;
    } else {
      // What came before the line was cut is kept, and is shown with the refusal; another code may be the better one.
      this.asks = null;
      await this.said(() => rpc('start.fetch_look'));
      this.refusal = refusal;
    }
    return false;
  }

  /** A code that was scanned while this page is open. @param {string} text */
  scanned(text) {
    return this.fetch({ scanned: text }, null);
  }

  async picked() {
    try {
      /** @type {import('../../lib/wire').FileView | null} */
      const picked = await rpc('files.pick', { purpose: 'enrolment' });
      if (picked) await this.fetch({ file: picked.file }, null);
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    }
  }

  /** @param {Event} event */
  async sent(event) {
    event.preventDefault();
    if (this.asks) {
      const passphrase = /** @type {any} */ (this.querySelector('start-passphrase')).taken();
      if (passphrase) await this.fetch(this.asks, passphrase);
      return;
    }
    const values = /** @type {any} */ (this.querySelector('ti-form'))?.taken();
    if (!values) return;
    if (this.view?.whole) await this.begin(values);
    else {
      this.blank = { url: values.url, code: values.code };
      await this.fetch(this.blank, null);
    }
  }

  /** @param {Record<string, any>} values */
  async begin(values) {
    if (this.busy) return;
    this.busy = true;
    this.refusal = null;
    try {
      this.tell('opened', await rpc('start.first_pin', { staff: values.staff, pin: values.pin }));
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** What comes back and what does not, said where it is decided. */
  truth() {
    /** @param {'back' | 'gone'} what @param {readonly string[]} points */
    const list = (what, points) => html`<section class="card"><h2>${t(`start.fetch.${what}`)}</h2>
      <ul class="way-list">${points.map(
        (point) => html`<li>${t(`start.fetch.${what}_${point}`)}</li>`,
      )}</ul></section>`;
    return html`<div class="fetch-truth">${list('back', BACK)}${list('gone', GONE)}</div>`;
  }

  ticket() {
    return html`<section class="card"><h2>${t('start.fetch.code')}</h2>
      <p class="row"><ti-icon name="qr-code"></ti-icon>${t('start.fetch.scan')}</p>
      <div class="row"><button type="button" class="button" data-test="fetch-file" ?disabled=${this.busy}
          @click=${() => this.picked()}><ti-icon name="file-text"></ti-icon>${t('start.fetch.file')}</button>
        <button type="button" class="button" data-test="fetch-typed" ?disabled=${this.busy}
          @click=${() => (this.typing = true)}><ti-icon
            name="keyboard"></ti-icon>${t('start.fetch.typed')}</button></div>
      ${
        this.typing
          ? html`<ti-form .fields=${[
              { key: 'url', label: t('start.fetch.url'), kind: 'text', required: true, wide: true },
              {
                key: 'code',
                label: t('start.fetch.code'),
                kind: 'text',
                required: true,
                wide: true,
                hint: t('start.fetch.code_hint'),
              },
            ]} .initial=${this.blank}></ti-form>`
          : nothing
      }</section>`;
  }

  /** @param {import('../../lib/wire').FetchView} view */
  first({ people }) {
    const options = people.map((person) => ({ value: person.staff, label: `${person.name} · ${roles(person)}` }));
    return html`<section class="card"><h2>${t('start.fetch.first')}</h2><p
        class="soft">${t('start.fetch.first_why')}</p>
      <ti-form .fields=${[
        { key: 'staff', label: t('start.fetch.who'), kind: 'select', required: true, options },
        ...pinFields(true),
      ]} .initial=${this.nobody}></ti-form></section>`;
  }

  /** @param {import('../../lib/wire').FetchView} view */
  middle(view) {
    if (view.whole) return this.first(view);
    if (this.asks) return html`<section class="card found-key"><start-passphrase></start-passphrase></section>`;
    return this.ticket();
  }

  /** @param {import('../../lib/wire').FetchView} view */
  buttons(view) {
    const back = html`<button type="button" class="button" data-test="fetch-back"
        @click=${() => this.tell('back')}>${t('start.back')}</button>`;
    if (view.whole)
      return html`${back}<button class="button next push" data-test="first-pin"
          ?disabled=${this.busy}>${t('start.fetch.begin')}</button>`;
    const goes = t(this.busy ? 'start.fetch.busy' : 'start.fetch.do');
    return html`${back}${
      view.store
        ? html`<button type="button" class="button push" data-test="fetch-on" ?disabled=${this.busy}
    @click=${() => this.fetch({}, null)}>${t(this.busy ? 'start.fetch.busy' : 'start.fetch.on')}</button>`
        : nothing
    }${
      this.typing || this.asks
        ? html`<button class="button next ${view.store ? '' : 'push'}" data-test="fetch"
    ?disabled=${this.busy}>${goes}</button>`
        : nothing
    }`;
  }

  render() {
    const { view } = this;
    if (!view) return this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing;
    return html`<form class="start-form" novalidate @submit=${this.sent}>
      <header class="heading"><h1>${t(view.whole ? 'start.fetch.whole' : 'start.fetch')}</h1><p class="soft">${
        view.store
          ? t(view.whole ? 'start.fetch.here' : 'start.fetch.partly', { store: view.store, n: view.last })
          : t('start.fetch.what')
      }</p></header>
      ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}
      ${this.truth()}
      ${this.middle(view)}
      <footer class="foot">${this.buttons(view)}</footer>
    </form>`;
  }
}

define('start-fetch', StartFetch);
