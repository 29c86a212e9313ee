/**
 * Finding a customer: by name, the phone's last digits, a service's number, or a scan of their label. Nothing is listed
 * before
 * it is asked for: a list of customers on a counter's screen is nobody's business who walks past.
 */
import { html, nothing, repeat } from '../lib/lit.js';
import { rpc } from '../lib/host.js';
import { desk } from '../lib/desk.js';
import { Screen, define } from '../lib/screen.js';
import { go } from '../lib/route.js';
import { t, word } from '../lib/i18n.js';
import { unseen } from '../lib/unseen.js';
import { day } from '../lib/format.js';
import '../components/ti-icon.js';
import '../components/ti-empty.js';

/** @typedef {import('../lib/wire').Found} Found */
/** @typedef {import('../lib/wire').CustomerCard} CustomerCard */
/** @typedef {import('../lib/wire').ServiceCard} ServiceCard */

const LIMIT = 30;
/** Milliseconds of silence after which a typed word is searched. */
const PAUSE = 120;

class Customers extends Screen {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { text: { state: true }, found: { state: true } };

  constructor() {
    super();
    this.text = '';
    /** @type {Found | null} */
    this.found = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** Which question the answer belongs to: a late one is dropped. */
    this.asked = 0;
  }

  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  async load() {
    await this.search();
  }

  keys() {
    return [
      { key: 'F2', label: t('customers.new'), run: () => this.open(null) },
      { key: 'F3', label: t('customers.search'), run: () => this.querySelector('input')?.select() },
    ];
  }

  /** A label is scanned here to see whose it is. @param {import('../lib/screen.js').Scan} scan */
  onScan(scan) {
    if (!scan.customer) return false;
    go(`#/customer/${scan.customer}`);
    return true;
  }

  /** @param {string} text */
  type(text) {
    this.text = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), PAUSE);
  }

  async search() {
    const text = this.text.trim();
    const asked = ++this.asked;
    if (!text) {
      this.found = null;
      return;
    }
    const found = await this.act('search', () => /** @type {Promise<Found>} */ (rpc('search', { text, limit: LIMIT })));
    if (found && asked === this.asked) this.found = found;
  }

  /**
   * Opens a product service; a returning customer's last choices, needs and recipe are at hand in it.
   * @param {string | null} customer
   */
  async open(customer) {
    const number = await this.act(
      'open',
      () =>
        /** @type {Promise<string>} */ (
          customer === null
            ? rpc('service.open', { mode: 'product', customer: null })
            : rpc('service.again', { customer })
        ),
    );
    // A returning customer's screen is asked for at once: one press saved.
    if (number) go(customer === null ? `#/service/${number}` : `#/service/${number}/present`);
  }

  /**
   * Down from the field into the results and between them; Enter in the field opens the first.
   * @param {KeyboardEvent} event
   */
  walk(event) {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !event.isComposing) {
      /** @type {HTMLElement | null} */ (this.querySelector('.person-link'))?.click();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const rows = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('input, .person-link')]);
    const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    rows[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    event.preventDefault();
  }

  render() {
    return this.frame(
      () => html`<section class="work customers" @keydown=${this.walk}>
      <header class="customers-head"><h1>${t('customers.title')}</h1>
        ${
          desk.may('service.open')
            ? html`<button class="button next" data-test="new-customer" ?disabled=${this.busy === 'open'}
          @click=${() => this.open(null)}><ti-icon name="user-round-plus"></ti-icon>${t('customers.new')}</button>`
            : nothing
        }
      </header>
      <p class="customers-search"><ti-icon name="search"></ti-icon>
        <input type="search" data-test="customer-search" aria-label=${t('customers.search')}
            placeholder=${t('customers.search_by')}
          autocomplete="off" .value=${this.text}
              @input=${(/** @type {InputEvent} */ event) =>
                this.type(/** @type {HTMLInputElement} */ (event.target).value)}></p>
      <div class="customers-results" aria-live="polite">${this.results()}</div>
    </section>`,
    );
  }

  results() {
    if (!this.found) {
      return html`<ti-empty icon="scan-line" heading=${t('customers.ask')} text=${t('customers.ask_how')}></ti-empty>`;
    }
    const customers = [...this.found.customers].sort((one, other) =>
      (other.last_on ?? '').localeCompare(one.last_on ?? ''),
    );
    const { services } = this.found;
    if (customers.length === 0 && services.length === 0) {
      return html`<ti-empty icon="user-round" heading=${t('customers.none', { text: this.text.trim() })}
          text=${t('customers.none_how')}></ti-empty>`;
    }
    return html`
      ${
        customers.length
          ? html`<h2>${t('customers.found', { count: customers.length })}</h2>
        <ul class="people">${repeat(
          customers,
          (each) => each.customer,
          (each) => this.person(each),
        )}</ul>`
          : nothing
      }
      ${
        services.length
          ? html`<h2>${t('customers.found_services', { count: services.length })}</h2>
        <ul class="people">${repeat(
          services,
          (each) => each.number,
          (each) => this.service(each),
        )}</ul>`
          : nothing
      }`;
  }

  /** @param {CustomerCard} card */
  person(card) {
    return html`<li class="person">
      <a class="person-link" href=${`#/customer/${card.customer}`} data-test=${`customer-${card.customer}`}>
        <b class="person-name">${card.name ?? unseen('customers.no_name')}</b>
        <span class="num soft">${card.phone_end ? `···· ${card.phone_end}` : unseen('customers.no_phone')}</span>
        <span class="soft">${
          card.last_on
            ? html`${t('customers.last_on')} <span class="num">${day(card.last_on)}</span>`
            : t('customers.first')
        }</span>
        <span class="soft num">${t('customers.count', { count: card.services })}</span>
        ${
          card.same_phone
            ? html`<span class="chip warn" data-test="same-phone-${card.customer}">! ${t('rights.same_phone', {
                n: card.same_phone + 1,
              })}</span>`
            : nothing
        }
      </a>
      ${
        desk.may('service.again')
          ? html`<button class="button" data-test=${`serve-${card.customer}`} ?disabled=${this.busy === 'open'}
        @click=${() => this.open(card.customer)}><ti-icon name="plus"></ti-icon>${t('customers.serve')}</button>`
          : nothing
      }</li>`;
  }

  /** @param {ServiceCard} card */
  service(card) {
    return html`<li class="person">
      <a class="person-link" href=${`#/service/${card.number}`} data-test=${`service-${card.number}`}>
        <b class="person-name num">${card.number}</b>
        <span>${card.customer_name ?? unseen('customers.no_name')}</span>
        <span class="soft">${card.recipe_name ?? word(`mode.${card.mode}`)}</span>
        <span class="chip">${word(`state.${card.step}`)}</span></a>
      <a class="button" href=${`#/customer/${card.customer}`}><ti-icon
          name="user-round"></ti-icon>${t('customers.to_customer')}</a></li>`;
  }
}

define('screen-customers', Customers);
