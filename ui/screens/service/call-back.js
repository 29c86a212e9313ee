/**
 * 回访 on the page of a service that was handed over: when it is due, and on that day the telephone, a note and the four
 * outcomes to press; what came of each call, and taking back the one that was recorded by mistake. What is wrong opens
 * a case.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { t, word } from '../../lib/i18n.js';
import { desk } from '../../lib/desk.js';
import { day, when } from '../../lib/format.js';
import '../../components/ti-icon.js';
import '../person/phone.js';

/** @typedef {NonNullable<import('../../lib/wire').ServiceView['delivery']>} Delivery */

const OUTCOMES = /** @type {const} */ (['fine', 'unwell', 'not_reached', 'declined']);
/** Glyph and colour of each. @type {Record<typeof OUTCOMES[number], [string, string]>} */
const LOOK = { fine: ['✓', 'ok'], unwell: ['!', 'stop'], not_reached: ['…', 'warn'], declined: ['–', ''] };

export class ServiceCallBack extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    service: {},
    delivery: { attribute: false },
    busy: { attribute: false },
    customer: { attribute: false },
    note: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../service.js').ScreenService} */
    this.host = /** @type {never} */ (undefined);
    this.service = '';
    /** @type {Delivery|null} */
    this.delivery = null;
    /** @type {string|null} */
    this.busy = null;
    /** @type {import('../../lib/wire').CustomerCard | null} */
    this.customer = null;
    this.note = '';
  }

  /** @param {typeof OUTCOMES[number]} outcome */
  #called(outcome) {
    this.host.as('service.call_back', async () => {
      const { service, note } = this;
      await this.host.send('service.call_back', { service, outcome, note: note.trim() || undefined });
      this.note = '';
    });
  }

  #takeBack() {
    this.host.as('service.call_back_undo', async () => {
      await this.host.send('service.call_back_undo', { service: this.service });
    });
  }

  /** @param {Delivery['called_back'][number]} call */
  #made(call) {
    const [glyph, colour] = LOOK[call.outcome];
    return html`<p class="row" data-test=${`called-${call.outcome}`}>
      <span class=${`chip ${colour}`}><b aria-hidden="true">${glyph}</b>${word(`call_back.${call.outcome}`)}</span>
      <span class="soft">${call.by} · ${when(call.at, desk.view.today)}</span>
    </p>
    ${call.note ? html`<p data-test="call-note">${call.note}</p>` : nothing}
    ${call.outcome === 'unwell' ? html`<p class="mend">${t('service.call_back.unwell_note')}</p>` : nothing}`;
  }

  /** Nobody calls before she was told that she would be. @param {Delivery} delivery */
  #form(delivery) {
    if (!delivery.call_back_open || !delivery.call_back_due) return nothing;
    const { customer } = this;
    return html`${
      customer
        ? html`<person-phone .customer=${customer.customer} .end=${customer.phone_end} use="call_back"></person-phone>`
        : nothing
    }
    <label class="call-note"><span>${t('service.call_back.note')}</span><textarea data-test="call-note-field" rows="2"
        .value=${this.note} @input=${(/** @type {InputEvent} */ event) =>
          (this.note = /** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea></label>
    <div class="toggles" role="group" aria-label=${t('service.call_back.outcome')}>
      ${OUTCOMES.map(
        (outcome) =>
          html`<button type="button" class="button" data-test=${`call-${outcome}`} ?disabled=${this.busy !== null}
              @click=${() => this.#called(outcome)}>
            ${word(`call_back.${outcome}`)}
          </button>`,
      )}
    </div>`;
  }

  render() {
    const { delivery } = this;
    if (!delivery) return nothing;
    const made = delivery.called_back;
    const closed = made.length > 0 && !delivery.call_back_open;
    const lead = closed
      ? t('service.call_back.made')
      : t('service.deliver.call_back_on', { day: day(delivery.call_back) }) +
        (delivery.call_back_provisional ? t('common.provisional') : '');
    const note = !delivery.reachable
      ? 'service.call_back.no_contact'
      : closed
        ? null
        : made.length > 0
          ? 'service.call_back.again'
          : 'service.deliver.call_back_note';
    return html`<section class="card step-lead" data-test="call-back">
      <ti-icon name="phone"></ti-icon>
      <div class="stack">
        <p class="lead">${lead}</p>
        ${note ? html`<p class="soft">${t(note)}</p>` : nothing}${made.map((call) => this.#made(call))}${
          made.length && desk.may('service.call_back_undo')
            ? html`<p><button type="button" class="button" data-test="call-undo" ?disabled=${this.busy !== null}
                @click=${() => this.#takeBack()}><ti-icon name="undo-2"></ti-icon>${t(
                  'service.call_back.undo',
                )}</button></p>`
            : nothing
        }${this.#form(delivery)}
      </div>
    </section>`;
  }
}

define('service-call-back', ServiceCallBack);
