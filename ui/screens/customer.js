/**
 * One customer: what was done for them, how their skin went, what they said last, and the way to the next service. It
 * shows
 * what the customer agreed to have kept and nothing else: where a record was refused, its place says so.
 */
import { html, nothing, repeat } from '../lib/lit.js';
import { rpc } from '../lib/host.js';
import { desk } from '../lib/desk.js';
import { Screen, define } from '../lib/screen.js';
import { MODES } from '../lib/lists.js';
import { go } from '../lib/route.js';
import { lang, t, word } from '../lib/i18n.js';
import { unseen } from '../lib/unseen.js';
import { day, time } from '../lib/format.js';
import { safety } from '../lib/safety.js';
import '../components/ti-icon.js';
import '../components/ti-empty.js';
import '../components/ti-skin-report.js';
import '../components/ti-tabs.js';
import '../components/ti-dialog.js';
import '../components/ti-sheet.js';
import './person/change.js';
import './person/consents.js';
import { add, correct, correctAllergies, request, unwell } from './person/forms.js';
import { goes } from './person/goes.js';
import './person/kept.js';
import './person/phone.js';
import './person/receipt.js';
import { cases, changes, joined, receipts, requests, said, shared } from './person/side.js';
import './person/why.js';

/** @typedef {import('../lib/wire').ServiceCard} ServiceCard */
/** @typedef {import('../lib/wire').PersonView} PersonView */
/** @typedef {import('../lib/wire').CustomerView} CustomerLook */

/** The ways beside a product. */
const OTHER_MODES = MODES.filter((mode) => mode !== 'product');

/** All that a customer is asked for. @type {readonly import('../lib/wire').Purpose[]} */
const PURPOSES = ['service_record', 'skin_and_allergy', 'facial_image', 'contact', 'upload_identity', 'marketing'];

/** The receipt of a change, where that is what a form was answered. @param {unknown} result */
const changeOf = (result) =>
  result !== null && typeof result === 'object' && 'changed' in result
    ? /** @type {import('../lib/wire').ChangeReceipt} */ (result)
    : null;

/** @param {ServiceCard} card */
const isOpen = (card) => card.step !== 'done' && card.step !== 'ended';

export class Customer extends Screen {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    person: { state: true },
    form: { state: true },
    deleting: { state: true },
    receipt: { state: true },
    change: { state: true },
    why: { state: true },
  };

  constructor() {
    super();
    /** @type {PersonView | null} */
    this.person = null;
    /** @type {import('../components/ti-sheet.js').Form | null} */
    this.form = null;
    this.deleting = false;
    /** The receipt that was just given. @type {import('../lib/wire').Receipt | null} */
    this.receipt = null;
    /** The receipt of a change that was just made. @type {import('../lib/wire').ChangeReceipt | null} */
    this.change = null;
    /** Why a recipe was proposed. @type {import('../lib/wire').Explained | null} */
    this.why = null;
  }

  /** What was done for her. @returns {CustomerLook | null} */
  get look() {
    return this.person?.customer ?? null;
  }

  async load() {
    const customer = this.route.id;
    if (customer) this.person = await rpc('person.look', { customer });
  }

  keys() {
    return [{ key: 'F2', label: t('customers.serve'), run: () => this.onwards() }];
  }

  /**
   * Changes what is kept, and shows the receipt over the page as it is then.
   * @param {string} name
   * @param {() => Promise<import('../lib/wire').ChangeReceipt>} act
   */
  async then(name, act) {
    const change = await this.act(name, act);
    if (!change) return;
    this.change = change;
    await this.reload();
  }

  /** @param {string} service */
  async explain(service) {
    this.why = (await this.act('explain', () => rpc('person.explain', { service }))) ?? null;
  }

  /** A receipt is shown where it was asked for. @param {import('../lib/wire').Receipt} receipt */
  async gave(receipt) {
    this.receipt = receipt;
    await this.reload();
  }

  /** @param {unknown} result */
  async saved(result) {
    this.form = null;
    this.change = changeOf(result);
    await this.reload();
  }

  async deleteAll() {
    const customer = this.person?.customer.card.customer;
    if (!customer) return;
    const asked = { customer, purposes: [], everything: true };
    const receipt = await this.act('delete', () => rpc('person.withdraw', asked));
    this.deleting = false;
    if (receipt) await this.gave(receipt);
  }

  /** The half-done service goes before a new one. */
  get half() {
    return this.look?.services.find(isOpen) ?? null;
  }

  onwards() {
    if (this.half) go(`#/service/${this.half.number}`);
    else this.again();
  }

  /** @param {import('../lib/wire').Mode} [mode] */
  async again(mode) {
    const customer = this.look?.card.customer;
    if (!customer) return;
    const number = await this.act('again', () =>
      mode ? rpc('service.open', { mode, customer }) : rpc('service.again', { customer }),
    );
    // The notice is presented at once: one press saved.
    if (number) go(`#/service/${number}/present`);
  }

  render() {
    return this.frame(() => (this.person ? this.page(this.person) : nothing));
  }

  /** @param {PersonView} person */
  page(person) {
    const here = this.route.rest[0] === 'kept' ? 'kept' : 'overview';
    const address = `#/customer/${person.customer.card.customer}`;
    const tabs = [
      { id: 'overview', label: t('rights.tab_overview'), href: address },
      { id: 'kept', label: t('rights.tab_kept'), href: `${address}/kept` },
    ];
    return html`<section class="work customer">
      ${this.head(person.customer)}
      <ti-tabs label=${t('rights.tabs')} .tabs=${tabs} current=${here}></ti-tabs>
      ${
        here === 'kept'
          ? html`<person-kept .host=${this} .person=${person} .busy=${this.busy}></person-kept>`
          : this.overview(person)
      }${this.foot(person)}</section>${this.dialogs(person)}`;
  }

  /** @param {PersonView} person */
  dialogs(person) {
    const { receipt } = this;
    const saved = (/** @type {CustomEvent<unknown>} */ event) => this.saved(event.detail);
    return html`<ti-sheet .form=${this.form} @saved=${saved}
        @closed=${() => (this.form = null)}></ti-sheet>
      <ti-dialog ?open=${receipt !== null} heading=${t('rights.receipt')} @close=${() => (this.receipt = null)}
        .content=${
          receipt
            ? html`<person-receipt .host=${this} .receipt=${receipt} .busy=${this.busy}></person-receipt>`
            : nothing
        }></ti-dialog>
      <ti-dialog ?open=${this.change !== null} heading=${t('rights.receipt')} @close=${() => (this.change = null)}
        .content=${
          this.change
            ? html`<person-change .host=${this} .change=${this.change} .busy=${this.busy}></person-change>`
            : nothing
        }></ti-dialog>
      <ti-dialog ?open=${this.why !== null} heading=${t('rights.why')} @close=${() => (this.why = null)}
        .content=${
          this.why ? html`<person-why .host=${this} .why=${this.why} .busy=${this.busy}></person-why>` : nothing
        }></ti-dialog>
      <ti-dialog ?open=${this.deleting} heading=${t('rights.delete')} @close=${() => (this.deleting = false)}
        .content=${html`<p>${t('rights.delete_why')}</p>${goes(person, PURPOSES)}`}
        .actions=${html`<button class="button push" @click=${() => (this.deleting = false)}>${t(
          'rights.leave_it',
        )}</button>
          <button class="button danger" data-test="delete-confirm" ?disabled=${this.busy !== null}
            @click=${() => this.deleteAll()}><ti-icon name="trash-2"></ti-icon>${t('rights.delete_yes')}</button>`}
        ></ti-dialog>`;
  }

  /** What can be done about what is kept. @param {PersonView} person */
  foot(person) {
    const last = person.customer.card.last_service;
    if (!desk.may('person.withdraw')) return nothing;
    const held = this.busy !== null;
    return html`<div class="foot person-foot">
      ${
        last
          ? html`<button class="button" data-test="unwell" ?disabled=${held}
              @click=${() => (this.form = unwell(last))}><ti-icon name="triangle-alert"></ti-icon>${t(
                'rights.unwell_do',
              )}</button>`
          : nothing
      }
      <button class="button" data-test="correct" ?disabled=${held} @click=${() => (this.form = correct(person))}>
        <ti-icon name="pencil"></ti-icon>${t('rights.correct_do')}</button>
      <button class="button" data-test="correct-allergies" ?disabled=${held}
          @click=${() => (this.form = correctAllergies(person))}><ti-icon
          name="pencil"></ti-icon>${t('rights.allergies_do')}</button>
      <button class="button" data-test="add" ?disabled=${held} @click=${() => (this.form = add(person))}><ti-icon
          name="plus"></ti-icon>${t('rights.add_do')}</button>
      <button class="button" data-test="request" ?disabled=${held} @click=${() => (this.form = request(person))}>
        <ti-icon name="hourglass"></ti-icon>${t('rights.request_do')}</button>
      <button class="button quiet push" data-test="delete" ?disabled=${held}
          @click=${() => (this.deleting = true)}><ti-icon name="trash-2"></ti-icon>${t('rights.delete_do')}</button>
    </div>`;
  }

  /** What waits for an answer. @param {PersonView} person */
  besides(person) {
    return [cases(this, person), requests(this, person)];
  }

  /** Who she is, as others are. @param {PersonView} person */
  others(person) {
    return [shared(this, person), joined(this, person), said(person)];
  }

  /** @param {PersonView} person */
  overview(person) {
    const look = person.customer;
    return html`<div class="customer-body">
        <div class="customer-side">${
          person.deleted_on
            ? html`<p class="card" data-test="deleted">${t('rights.deleted_on', { day: day(person.deleted_on) })}</p>`
            : nothing
        }${this.besides(person)}${this.said(person)}${this.others(person)}
          <person-consents .host=${this} .person=${person} .busy=${this.busy}></person-consents>
          ${receipts(this, person)}${changes(this, person)}${this.timeline(look.services)}</div>
        <section class="customer-skin"><h2>${t('customers.skin')}</h2>
          ${
            look.skin
              ? html`<ti-skin-report .skin=${look.skin}></ti-skin-report>`
              : html`<ti-empty icon="activity" heading=${t('customers.no_skin')}
                  text=${t('customers.no_skin_why')}></ti-empty>`
          }</section>
      </div>`;
  }

  /** @param {CustomerLook} look */
  head({ card }) {
    return html`<header class="customer-head">
      <a class="button" href="#/customers" data-test="back"><ti-icon
          name="chevron-left"></ti-icon>${t('customers.title')}</a>
      <div><h1>${card.name ?? unseen('customers.no_name')}</h1>
        <p class="soft">${t('customers.count', { count: card.services })}${
          card.last_on ? html` · ${t('customers.last_on')} <span class="num">${day(card.last_on)}</span>` : nothing
        }</p></div>
      <person-phone .customer=${card.customer} .end=${card.phone_end}></person-phone>
      ${
        desk.may('service.again')
          ? html`<div class="customer-acts">
        ${OTHER_MODES.map(
          (mode) => html`<button class="button" data-test=${`open-${mode}`} ?disabled=${this.busy !== null}
          @click=${() => this.again(mode)}>${word(`mode.${mode}`)}</button>`,
        )}
        <button class="button next" data-test="serve" ?disabled=${this.busy !== null} @click=${() => this.onwards()}>${
          this.half
            ? html`<ti-icon name="play"></ti-icon>${t('customers.go_on')}`
            : html`<ti-icon name="plus"></ti-icon>${t('customers.serve')}`
        }</button>
      </div>`
          : nothing
      }</header>`;
  }

  /** What the customer said last, as far as it is kept, and what allergies stand. @param {PersonView} person */
  said({ allergies, customer: { last } }) {
    const needs = last?.needs;
    return html`<section class="card said"><h2>${t('customers.said')}</h2>
      ${
        allergies.length
          ? html`<p class="said-allergies" data-test="known-allergies"><ti-icon name="triangle-alert"></ti-icon>
          ${t('customers.allergies')} <b>${allergies.join(t('common.comma'))}</b></p>`
          : nothing
      }
      ${
        needs
          ? html`
        ${
          needs.pregnancy
            ? html`<p class="said-allergies"><ti-icon
    name="triangle-alert"></ti-icon>${t('customers.pregnancy')}</p>`
            : nothing
        }
        <ul class="said-lines">${needs.lines
          .filter((line) => line.kept)
          .map(
            (line) => html`<li>${line.text}
          <small class="faint">${word(`channel.${line.channel}`)}${
            line.concern ? ` · ${lang() === 'en' ? t(`concern.${line.concern}`) : line.concern_zh}` : ''
          }</small></li>`,
          )}</ul>`
          : html`<p class="soft">${t('customers.said_nothing')}</p>`
      }
      ${
        last?.recipe ? html`<p class="soft">${t('customers.last_recipe')} <b>${last.recipe}</b></p>` : nothing
      }</section>`;
  }

  /** @param {ServiceCard[]} services */
  timeline(services) {
    const sorted = [...services].sort((one, other) => other.opened_at.localeCompare(one.opened_at));
    return html`<section><h2>${t('customers.services')}</h2>
      ${
        sorted.length === 0
          ? html`<ti-empty icon="history" heading=${t('customers.no_services')}></ti-empty>`
          : html`<ol class="timeline">${repeat(
              sorted,
              (each) => each.number,
              (each) => this.service(each),
            )}</ol>`
      }</section>`;
  }

  /** @param {ServiceCard} card */
  service(card) {
    const open = isOpen(card);
    return html`<li class=${open ? 'open' : card.step}>
      <p class="timeline-when num"><b>${day(card.opened_at.slice(0, 10))}</b> <span
          class="soft">${time(card.opened_at)}</span></p>
      <div class="timeline-what"><b>${card.recipe_name ?? word(`mode.${card.mode}`)}</b> ${safety(card.last_record)}
        <span class=${open ? 'chip warn' : 'chip'}>${
          open ? '●' : card.step === 'done' ? '✓' : '✕'
        } ${word(`state.${card.step}`)}</span>
        <small class="soft"><span class="num">${card.number}</span> · ${card.advisor_name}${
          card.written_off ? ` · ${t('customers.written_off', { count: card.written_off })}` : ''
        }</small></div>
      <div class="timeline-acts">
        <a class="button" href=${`#/service/${card.number}`} data-test=${`resume-${card.number}`}>${t(
          open ? 'customers.go_on' : 'customers.see',
        )}</a>
        ${
          card.recipe_name && desk.may('person.print')
            ? html`<button class="button" data-test=${`why-${card.number}`} ?disabled=${this.busy !== null}
          @click=${() => this.explain(card.number)}>${t('rights.why_do')}</button>`
            : nothing
        }
        ${
          card.step === 'done' && desk.may('service.again')
            ? html`<button class="button" data-test=${`again-${card.number}`}
          ?disabled=${this.busy !== null} @click=${() => this.again()}><ti-icon
            name="repeat"></ti-icon>${t('customers.again')}</button>`
            : nothing
        }</div></li>`;
  }
}

define('screen-customer', Customer);
