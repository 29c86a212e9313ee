/**
 * A customer's telephone: its end for everybody, all of it on a tap that says what for and is written down. It goes
 * away with the page.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { t, word } from '../../lib/i18n.js';
import { unseen } from '../../lib/unseen.js';
import '../../components/ti-icon.js';
import '../../components/ti-refusal.js';

/** @typedef {import('../../lib/wire').PhoneUse} PhoneUse */

/** @type {readonly PhoneUse[]} */
const USES = ['call_back', 'recall', 'reaction', 'asked', 'marketing'];

export class PersonPhone extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    customer: {},
    end: {},
    use: {},
    asking: { state: true },
    reach: { state: true },
    refusal: { state: true },
  };

  constructor() {
    super();
    this.customer = '';
    /** @type {string | null} */
    this.end = null;
    /** What it is for, where that is known already. @type {PhoneUse | ''} */
    this.use = '';
    this.asking = false;
    /** @type {import('../../lib/wire').Reach | null} */
    this.reach = null;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('customer') || changed.has('end')) {
      this.reach = null;
      this.refusal = null;
      this.asking = false;
    }
  }

  /** @param {PhoneUse} use */
  async show(use) {
    this.refusal = null;
    try {
      this.reach = await rpc('person.phone', { customer: this.customer, wanted_for: use });
      this.asking = false;
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    }
  }

  ask() {
    if (this.use) void this.show(this.use);
    else this.asking = !this.asking;
  }

  render() {
    if (this.reach) {
      return html`<p class="phone shown"><ti-icon name="phone"></ti-icon><b class="num" data-test="phone-whole">${
        this.reach.phone
      }</b> <span class="soft">${t('rights.phone_noted')}</span></p>`;
    }
    if (!this.end) return html`<p class="phone soft">${unseen('customers.no_phone')}</p>`;
    return html`<div class="phone"><ti-icon name="phone"></ti-icon><span class="num">···· ${this.end}</span>
      ${
        desk.may('person.phone')
          ? html`<button class="button" data-test="phone-show" aria-expanded=${this.asking}
              @click=${this.ask}><ti-icon name="eye"></ti-icon>${t('rights.phone_show')}</button>`
          : nothing
      }
      ${
        this.asking
          ? html`<div class="phone-uses" role="group" aria-label=${t('rights.phone_for')}><span class="soft">${t(
              'rights.phone_for',
            )}</span>${USES.map(
              (use) =>
                html`<button class="button" data-test=${`phone-${use}`} @click=${() => this.show(use)}>${word(
                  `phone_use.${use}`,
                )}</button>`,
            )}</div>`
          : nothing
      }
      ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}</div>`;
  }
}

define('person-phone', PersonPhone);
