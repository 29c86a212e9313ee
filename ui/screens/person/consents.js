/**
 * What a customer chose last, purpose by purpose, each with its day, and taken back in two taps: the first says what
 * will go and what the law keeps, the second does it and gives the receipt.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { t, word } from '../../lib/i18n.js';
import { day } from '../../lib/format.js';
import '../../components/ti-icon.js';
import { goes } from './goes.js';

/** @typedef {import('../../lib/wire').PersonView} PersonView */
/** @typedef {PersonView['consents'][number]} Consented */

class PersonConsents extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    person: { attribute: false },
    busy: { attribute: false },
    asked: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../customer.js').Customer} */
    this.host = /** @type {never} */ (undefined);
    /** @type {PersonView} */
    this.person = /** @type {never} */ (undefined);
    /** @type {string | null} */
    this.busy = null;
    /** Which purpose was pressed first. @type {Consented['purpose'] | null} */
    this.asked = null;
  }

  /** @param {Consented['purpose']} purpose */
  async withdraw(purpose) {
    const { customer } = this.person.customer.card;
    const asked = { customer, purposes: [purpose], everything: false };
    const receipt = await this.host.act('withdraw', () => rpc('person.withdraw', asked));
    if (!receipt) return;
    this.asked = null;
    await this.host.gave(receipt);
  }

  /** @param {Consented} one */
  consent(one) {
    const may = one.agreed && desk.may('person.withdraw');
    const state = one.agreed ? 'agreed' : one.withdrawn ? 'withdrawn' : 'refused';
    return html`<li class="consent-row" data-test=${`consent-${one.purpose}`}>
      <div><b>${word(`purpose.${one.purpose}`)}</b> <small class="soft">${t('rights.chosen', {
        day: day(one.on),
        version: one.text_version,
      })}</small></div>
      <span class=${one.agreed ? 'chip ok' : 'chip'}>${one.agreed ? '✓' : '○'} ${t(`rights.${state}`)}</span>
      ${
        may
          ? html`<button class="button" data-test=${`withdraw-${one.purpose}`} ?disabled=${this.busy !== null}
              aria-expanded=${this.asked === one.purpose} aria-label=${t('rights.withdraw_of', {
                purpose: word(`purpose.${one.purpose}`),
              })}
              @click=${() => (this.asked = this.asked === one.purpose ? null : one.purpose)}>${t(
                'rights.withdraw',
              )}</button>`
          : nothing
      }
      ${this.asked === one.purpose ? this.confirm(one.purpose) : nothing}</li>`;
  }

  /** @param {Consented['purpose']} purpose */
  confirm(purpose) {
    return html`<div class="consent-ask" data-test="withdraw-ask">${goes(this.person, [purpose])}
      <div class="row"><button class="button danger" data-test="withdraw-confirm" ?disabled=${this.busy !== null}
          @click=${() => this.withdraw(purpose)}><ti-icon name="undo-2"></ti-icon>${t('rights.withdraw_yes')}</button>
        <button class="button quiet" @click=${() => (this.asked = null)}>${t('rights.leave_it')}</button></div></div>`;
  }

  /** What a guardian chose counts until she is 14. */
  again() {
    const from = this.person.asked_again_on;
    if (!from) return nothing;
    const over = this.person.asked_again_now;
    return html`<p class=${over ? 'card case-open' : 'card'} data-test="asked-again"><ti-icon
        name="triangle-alert"></ti-icon>${t(over ? 'rights.asked_again_now' : 'rights.asked_again', {
          day: day(from),
        })} <span class="clause">${t('rights.asked_again_clause')}</span></p>`;
  }

  render() {
    const { consents } = this.person;
    return html`<section class="stack" data-test="consents"><h2>${t('rights.consents')}</h2>
      ${this.again()}
      ${
        consents.length === 0
          ? html`<p class="soft">${t('rights.never_asked')}</p>`
          : html`<ul class="card consent-rows">${consents.map((one) => this.consent(one))}</ul>`
      }</section>`;
  }
}

define('person-consents', PersonConsents);
