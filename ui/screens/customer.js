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
import { day, time } from '../lib/format.js';
import '../components/ti-icon.js';
import '../components/ti-empty.js';
import '../components/ti-skin-report.js';

/** @typedef {import('../lib/wire').ServiceCard} ServiceCard */
/**
 * @typedef {{card: import('../lib/wire').CustomerCard, services: ServiceCard[],
 *   skin: import('../lib/wire').SkinView | null,
 *   last: {needs: import('../lib/wire').NeedsView | null, recipe: string | null} | null}} CustomerLook
 */

/** The ways beside a product. */
const OTHER_MODES = MODES.filter((mode) => mode !== 'product');

/** @param {ServiceCard} card */
const isOpen = (card) => card.step !== 'done' && card.step !== 'ended';

class Customer extends Screen {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { look: { state: true } };

  constructor() {
    super();
    /** @type {CustomerLook | null} */
    this.look = null;
  }

  async load() {
    const customer = this.route.id;
    if (customer) this.look = await rpc('customer.look', { customer });
  }

  keys() {
    return [{ key: 'F2', label: t('customers.serve'), run: () => this.onwards() }];
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
    return this.frame(
      this.look
        ? html`<section class="work customer">
      ${this.head(this.look)}
      <div class="customer-body">
        <div class="customer-side">${this.said(this.look)}${this.timeline(this.look.services)}</div>
        <section class="customer-skin"><h2>${t('customers.skin')}</h2>
          ${
            this.look.skin
              ? html`<ti-skin-report .skin=${this.look.skin}></ti-skin-report>`
              : html`<ti-empty icon="activity" heading=${t('customers.no_skin')}
                  text=${t('customers.no_skin_why')}></ti-empty>`
          }</section>
      </div></section>`
        : nothing,
    );
  }

  /** @param {CustomerLook} look */
  head({ card }) {
    return html`<header class="customer-head">
      <a class="button" href="#/customers" data-test="back"><ti-icon
          name="chevron-left"></ti-icon>${t('customers.title')}</a>
      <div><h1>${card.name ?? t('customers.no_name')}</h1>
        <p class="soft"><span class="num">${
          card.phone_end ? `···· ${card.phone_end}` : t('customers.no_phone')
        }</span> ·
          ${t('customers.count', { count: card.services })}${
            card.last_on ? html` · ${t('customers.last_on')} <span class="num">${day(card.last_on)}</span>` : nothing
          }</p></div>
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

  /** What the customer said last, where they let it be kept. @param {CustomerLook} look */
  said({ last }) {
    const needs = last?.needs;
    return html`<section class="card said"><h2>${t('customers.said')}</h2>
      ${
        needs
          ? html`
        ${
          needs.allergies.length || needs.unknown_allergies.length
            ? html`<p class="said-allergies"><ti-icon name="triangle-alert"></ti-icon>
          ${t('customers.allergies')} <b>${[...new Set([...needs.allergies, ...needs.unknown_allergies])].join(
            t('common.comma'),
          )}</b></p>`
            : nothing
        }
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
      <div class="timeline-what"><b>${card.recipe_name ?? word(`mode.${card.mode}`)}</b>
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
          card.step === 'done' && desk.may('service.again')
            ? html`<button class="button" data-test=${`again-${card.number}`}
          ?disabled=${this.busy !== null} @click=${() => this.again()}><ti-icon
            name="repeat"></ti-icon>${t('customers.again')}</button>`
            : nothing
        }</div></li>`;
  }
}

define('screen-customer', Customer);
