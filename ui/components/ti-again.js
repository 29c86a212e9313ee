/**
 * The label of a unit that was handed over is scanned: a customer has come back. What they had last, and one tap to
 * make it again.
 */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { refusalOf, rpc } from '../lib/host.js';
import { day } from '../lib/format.js';
import { t, word } from '../lib/i18n.js';
import { go } from '../lib/route.js';
import { Part, define } from '../lib/part.js';
import './ti-dialog.js';
import './ti-refusal.js';

/** @typedef {import('../lib/wire').CustomerCard} CustomerCard */

export class Again extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    scan: { attribute: false },
    card: { state: true },
    last: { state: true },
    refusal: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../lib/screen.js').Scan | null} what was scanned; null shows nothing */
    this.scan = null;
    /** @type {CustomerCard | null} */
    this.card = null;
    /** @type {import('../lib/wire').ServiceCard | null} */
    this.last = null;
    /** @type {import('../lib/wire').Refusal | null} */
    this.refusal = null;
    this.busy = false;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('scan') && this.scan?.customer) void this.look(this.scan.customer);
  }

  /** @param {string} customer */
  async look(customer) {
    this.card = this.last = this.refusal = null;
    try {
      const { card, services } = await rpc('customer.look', { customer });
      this.card = card;
      this.last = services.find((each) => each.number === this.scan?.service) ?? services[0] ?? null;
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    }
  }

  async again() {
    const customer = this.scan?.customer;
    if (this.busy || !customer) return;
    this.busy = true;
    try {
      const number = await rpc('service.again', { customer });
      // The notice is presented at once: one press saved.
      this.leave(`#/service/${number}/present`);
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** @param {string} hash */
  leave(hash) {
    this.tell('close');
    go(hash);
  }

  render() {
    const { scan, card, last } = this;
    // It comes up whole: a button that moves while it is being pressed is missed.
    if (!scan || (!card && !this.refusal)) return nothing;
    const name = card?.name ?? t('common.customer_unnamed');
    const on = day(card?.last_on ?? last?.opened_at ?? null);
    return html`<ti-dialog open heading=${t('common.scan_again_title', { name })}
      .content=${html`${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}
        <p>${t('common.scan_last', { on, what: last?.recipe_name ?? word(`mode.${last?.mode ?? 'product'}`) })}</p>
        <p class="soft num">${scan.service}</p>`}
      .actions=${html`<button class="button" data-test="look-service"
        @click=${() => this.leave(`#/service/${scan.service}`)}>${t('common.look_service')}</button>
        <button class="button" data-test="look-customer"
            @click=${() => this.leave(`#/customer/${scan.customer}`)}>${t('common.look_customer')}</button>
        ${
          desk.may('service.again')
            ? html`<button class="button next push" data-test="again" autofocus ?disabled=${this.busy}
    @click=${() => this.again()}>${t('common.again')}</button>`
            : nothing
        }`}></ti-dialog>`;
  }
}

define('ti-again', Again);
