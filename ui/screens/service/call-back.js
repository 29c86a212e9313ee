/**
 * 回访 on the page of a service that was handed over: when it is due, what came of each call, and the four outcomes to
 * press once somebody has called. There is no text field: what the customer said of her skin is not kept here.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { t, word } from '../../lib/i18n.js';
import { desk } from '../../lib/desk.js';
import { day, when } from '../../lib/format.js';

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
  }

  /** @param {typeof OUTCOMES[number]} outcome */
  #called(outcome) {
    this.host.as('service.call_back', async () => {
      await this.host.send('service.call_back', { service: this.service, outcome });
    });
  }

  /** @param {Delivery['called_back'][number]} call */
  #made(call) {
    const [glyph, colour] = LOOK[call.outcome];
    return html`<p class="row" data-test=${`called-${call.outcome}`}>
      <span class=${`chip ${colour}`}><b aria-hidden="true">${glyph}</b>${word(`call_back.${call.outcome}`)}</span>
      <span class="soft">${call.by} · ${when(call.at, desk.view.today)}</span>
    </p>
    ${call.outcome === 'unwell' ? html`<p class="mend">${t('service.call_back.unwell_note')}</p>` : nothing}`;
  }

  /** Nobody calls before she was told that she would be. @param {Delivery} delivery */
  #form(delivery) {
    if (!delivery.call_back_open) return nothing;
    return html`<div class="toggles" role="group" aria-label=${t('service.call_back.outcome')}>
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
      : t('service.deliver.call_back_on', { day: day(delivery.call_back) });
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
        ${
          note ? html`<p class="soft">${t(note)}</p>` : nothing
        }${made.map((call) => this.#made(call))}${this.#form(delivery)}
      </div>
    </section>`;
  }
}

define('service-call-back', ServiceCallBack);
