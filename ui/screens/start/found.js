// Setting up a new store: enterprise, store and region, authorisation, manager, and one look over it all. Going back
// keeps what was typed; a refusal leads to the page with the wrong field. The passphrase is asked for only where this
// computer has no key store.

import { html, keyed, nothing } from '../../lib/lit.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { pick, t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';
import { refused } from '../../components/form-rules.js';
import '../../components/ti-form.js';
import '../../components/ti-refusal.js';
import { PAGES, blank, fieldsOf, newStore } from './found-fields.js';
import './passphrase.js';

class StartFound extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    at: { state: true },
    provinces: { state: true },
    busy: { state: true },
    refusal: { state: true },
    asks: { state: true },
  };

  constructor() {
    super();
    /** The page in front; after the last comes the look over it all. */
    this.at = 0;
    /** @type {import('../../lib/wire').ProvinceName[]} */
    this.provinces = [];
    /** @type {Record<string, any>} */
    this.values = blank();
    /** @type {Record<string, string>} */
    this.told = {};
    this.busy = false;
    /** This computer has no key store: a passphrase must guard the key. */
    this.asks = false;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
  }

  connectedCallback() {
    super.connectedCallback();
    rpc('start.provinces').then(
      (found) => (this.provinces = found),
      (thrown) => (this.refusal = refusalOf(thrown)),
    );
  }

  get form() {
    return /** @type {any} */ (this.querySelector('ti-form'));
  }

  back() {
    this.refusal = null;
    if (this.form) this.values = { ...this.values, ...this.form.values };
    if (this.at === 0) this.tell('back');
    else this.at -= 1;
  }

  /** @param {Event} event */
  async next(event) {
    event.preventDefault();
    if (this.at < PAGES.length) {
      const values = this.form.taken();
      if (!values) return;
      this.values = { ...this.values, ...values };
      this.refusal = null;
      if (await this.faulty()) return;
      this.at += 1;
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector('[data-test="found"]'))?.focus();
      return;
    }
    const guard = /** @type {any} */ (this.querySelector('start-passphrase'));
    const passphrase = guard ? guard.taken() : null;
    if (!guard || passphrase) await this.found(passphrase);
  }

  /** Whether the counter finds something wrong on the page in front; what later pages lack is not asked yet. */
  async faulty() {
    const page = PAGES[this.at];
    this.told = {};
    try {
      await rpc('start.check', { new: newStore(this.values, null) });
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      if (refusal.code !== 'fields_refused') this.refusal = refusal;
      else if (page) this.told = refused(refusal, fieldsOf(page, this.provinces), pick);
    }
    if (Object.keys(this.told).length === 0) return this.refusal !== null;
    this.requestUpdate();
    await this.updateComplete;
    this.form?.toFirstFault();
    return true;
  }

  /** @param {string | null} passphrase */
  async found(passphrase) {
    if (this.busy) return;
    this.busy = true;
    this.refusal = null;
    try {
      this.tell('opened', await rpc('start.found', { ...newStore(this.values, passphrase) }));
    } catch (thrown) {
      this.refused(refusalOf(thrown));
    } finally {
      this.busy = false;
    }
  }

  /** @param {import('../../lib/wire').Refusal} refusal */
  refused(refusal) {
    if (refusal.code === 'passphrase_needed') {
      this.asks = true;
      return;
    }
    this.refusal = refusal;
    const pages = PAGES.map((page) => fieldsOf(page, this.provinces));
    this.told = refused(refusal, pages.flat(), pick);
    const wrong = pages.findIndex((fields) => fields.some((field) => field.key in this.told));
    if (wrong < 0) return;
    this.at = wrong;
    void this.updateComplete.then(() => this.form?.toFirstFault());
  }

  /** A field as it will be founded. @param {string} key */
  shown(key) {
    const value = this.values[key];
    if (key === 'premises.province') {
      const province = this.provinces.find((one) => one.code === value);
      return province ? pick(province.name, province.name_en) : value;
    }
    if (key === 'premises.code') return String(value).trim().toUpperCase();
    if (Array.isArray(value)) return value.map((one) => t(`service_type.${one}`)).join(t('common.and'));
    return String(value ?? '').trim() || '–';
  }

  /** What will be founded, each part with the way back to it. */
  look() {
    return html`<div class="found-look">${PAGES.map(
      (page, index) => html`<section class="card">
        <header class="row"><h2>${t(`start.page.${page}`)}</h2><button type="button" class="button quiet push"
            data-test="edit-${page}" @click=${() => (this.at = index)}>${t('common.edit')}</button></header>
        <dl class="facts">${fieldsOf(page, this.provinces)
          .filter((field) => field.kind !== 'pin')
          .map(
            (field) => html`<dt>${field.label}</dt>
          <dd>${this.shown(field.key)}</dd>`,
          )}
          ${page === 'manager' ? html`<dt>PIN</dt><dd class="num">••••••</dd>` : nothing}</dl></section>`,
    )}
      <section class="card found-key"><h2>${t('start.key')}</h2>
        ${
          this.asks ? html`<start-passphrase></start-passphrase>` : html`<p>${t('start.key.why')}</p>`
        }</section></div>`;
  }

  render() {
    const page = PAGES[this.at];
    return html`<form class="start-form" novalidate @submit=${this.next}>
      <ol class="found-steps" aria-label=${t('start.found')}>${[...PAGES, 'look'].map(
        (one, index) => html`<li class=${index < this.at ? 'done' : ''}
    aria-current=${index === this.at ? 'step' : nothing}>${t(`start.page.${one}`)}</li>`,
      )}</ol>
      <header class="heading"><h1>${t(`start.page.${page ?? 'look'}_title`)}</h1><p
          class="soft">${t(`start.page.${page ?? 'look'}_why`)}</p></header>
      ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}
      ${
        page
          ? keyed(
              page,
              html`<ti-form .fields=${fieldsOf(page, this.provinces)} .initial=${this.values}
    .told=${this.told}></ti-form>`,
            )
          : this.look()
      }
      <footer class="foot"><button type="button" class="button" data-test="found-back"
          @click=${() => this.back()}>${t('start.back')}</button>
        <span class="faint push">${t('start.found.kept')}</span>
        ${
          page
            ? html`<button class="button next" data-test="found-next">${t('common.next')}</button>`
            : html`<button class="button next" data-test="found" ?disabled=${this.busy}>${
                this.busy ? t('start.found.busy') : t('start.found.do')
              }</button>`
        }</footer>
    </form>`;
  }
}

define('start-found', StartFound);
