/**
 * 交付: how the unit reaches the customer, the hints told, the call-back day; afterwards the cleaning that the next
 * service
 * waits for, and the next customer.
 */
import { html, nothing } from '../../lib/lit.js';
import { t, word } from '../../lib/i18n.js';
import { day } from '../../lib/format.js';
import { define } from '../../lib/part.js';
import { go } from '../../lib/route.js';
import { rpc } from '../../lib/host.js';
import { StepPanel } from './panel.js';
import { forgetDrafts } from './drafts.js';
import { forget } from './spoken.js';
import { has } from './steps.js';
import { wayWord } from './words.js';
import { typed } from './typed.js';
import './call-back.js';
import './cleaning.js';
import './papers.js';

const WAYS = /** @type {const} */ (['on_the_spot', 'pick_up', 'home', 'carrier']);

export class ServiceDeliver extends StepPanel {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { way: { state: true }, carrier: { state: true }, order: { state: true }, told: { state: true } };

  static kept = ['way', 'carrier', 'order', 'told'];

  constructor() {
    super();
    /** @type {typeof WAYS[number]} */
    this.way = 'on_the_spot';
    this.carrier = '';
    this.order = '';
    /** Whether the hints were told to the customer. */
    this.told = false;
  }

  /** The hints come first. */
  focusNext() {
    const told = this.querySelector('[data-test="hints-told"]');
    if (!this.told && told instanceof HTMLElement) told.focus({ preventScroll: true });
    else super.focusNext();
  }

  get #ready() {
    const carried = this.way !== 'carrier' || (this.carrier.trim() !== '' && this.order.trim() !== '');
    return this.told && carried && this.busy === null;
  }

  async #hand() {
    const delivery =
      this.way === 'carrier'
        ? { way: this.way, carrier: this.carrier.trim(), order: this.order.trim() }
        : { way: this.way };
    if ((await this.send('service.hand_over', { delivery, hints_given: this.told })) === undefined) return;
    forget(this.number);
    forgetDrafts(this.number);
  }

  /** @param {import('../../lib/wire').Mode} mode @param {string|null} customer */
  async #next(mode, customer) {
    const number = await this.host.act('service.open', () => rpc('service.open', { mode, customer }));
    if (number) go(`#/service/${number}`);
  }

  keys() {
    if (!this.allowed) return [];
    if (this.view.step === 'done' || this.view.step === 'ended')
      return [
        {
          key: 'F2',
          label: t('service.deliver.next_customer'),
          run: () => this.host.as('service.open', () => this.#next('product', null)),
        },
      ];
    return WAYS.map((way, index) => ({ key: String(index + 1), label: wayWord(way), run: () => (this.way = way) }));
  }

  render() {
    if (this.view.step === 'ended') return this.#ended();
    if (this.view.step === 'done') return this.#done();
    const hints = this.view.plan?.hints ?? [];
    return html`<div class="step-head">
        <h1>${t('service.deliver.title')}</h1>
        ${
          this.view.released
            ? html`<span class="chip ok"><span
    aria-hidden="true">✓</span>${t('service.deliver.released', { name: this.view.released.by.name })}</span>`
            : nothing
        }
      </div>
      <div class="deliver-columns">
        <section class="card">
          <h2>${t('service.deliver.hints')}</h2>
          <ol class="hints large">
            ${
              this.view.plan?.usage ? html`<li>${this.view.plan.usage}</li>` : nothing
            }${hints.map((hint) => html`<li>${hint}</li>`)}${(this.view.plan?.warnings ?? []).map(
              (warning) => html`<li>${warning}</li>`,
            )}
            ${
              this.view.plan && has(this.view.mode, 'blended')
                ? html`<li>${t('service.deliver.use_by', {
                    day: day(this.view.label?.use_by ?? this.view.plan.use_by.date),
                  })}</li>`
                : nothing
            }
          </ol>
          <button
            type="button"
            class="toggle tick"
            role="checkbox"
            aria-checked=${String(this.told)}
            data-test="hints-told"
            ?disabled=${!this.allowed}
            @click=${async () => {
              this.told = !this.told;
              await this.updateComplete;
              this.focusNext();
            }}
          >
            <span class="tick-box" aria-hidden="true"></span>${t('service.deliver.told')}
          </button>
        </section>
        <section class="card">
          <h2>${word('field.way')}</h2>
          <div class="toggles" role="group">
            ${WAYS.map(
              (way) =>
                html`<button
                  type="button"
                  class="toggle"
                  aria-pressed=${String(this.way === way)}
                  data-test=${`way-${way}`}
                  ?disabled=${!this.allowed}
                  @click=${() => (this.way = way)}
                >
                  ${wayWord(way)}
                </button>`,
            )}
          </div>
          ${
            this.way === 'carrier'
              ? html`<div class="carrier">
                    ${
                      /** @type {const} */ (['carrier', 'order']).map(
                        (part) =>
                          html`<label class="entry"
                            ><span>${word(`field.${part}`)}</span>
                            <input
                              type="text"
                              autocomplete="off"
                              data-scan="own"
                              data-test=${part}
                              .value=${this[part]}
                              @input=${(/** @type {InputEvent} */ event) => (this[part] = typed(event))}
                          /></label>`,
                      )
                    }
                  </div>
                  <p class="soft">${t('service.deliver.carrier_note')}</p>`
              : nothing
          }
        </section>
      </div>
      <service-papers .view=${this.view} .host=${this.host} .busy=${this.busy}></service-papers>
      ${
        this.allowed
          ? html`<div class="foot">
              <span class="push soft">${this.told ? nothing : t('service.deliver.tell_first')}</span>
              <button type="button" class="button next" data-test="next" ?disabled=${!this.#ready}
                  @click=${() => this.#hand()}>
                ${t('service.deliver.hand_over')}
              </button>
            </div>`
          : nothing
      }`;
  }

  #done() {
    const { delivery, clearance } = this.view;
    return html`<div class="step-head">
        <h1>${t('service.deliver.done')}</h1>
        ${
          delivery
            ? html`<span class="chip ok"><span aria-hidden="true">✓</span>${wayWord(delivery.way)}</span>`
            : nothing
        }
      </div>
      ${
        delivery
          ? html`<service-call-back .host=${this.host} .service=${this.number} .delivery=${delivery}
    .customer=${this.view.customer}
    .busy=${this.busy}></service-call-back>`
          : nothing
      }
      ${
        clearance
          ? html`<service-cleaning .host=${this.host} .busy=${this.busy}
    .wanted=${clearance.equipment.map((each) => each.id)} .place=${clearance.area}></service-cleaning>`
          : nothing
      }
      <service-papers .view=${this.view} .host=${this.host} .busy=${this.busy}></service-papers>
      <div class="foot">
        <button type="button" class="button" data-test="to-today" @click=${() => go('#/today')}>
          ${t('service.deliver.today')}</button
        ><span class="push"></span>
        <button
          type="button"
          class="button next"
          data-test="next"
          ?disabled=${this.busy !== null}
          @click=${() => this.host.as('service.open', () => this.#next('product', null))}
        >
          ${t('service.deliver.next_customer')}
        </button>
      </div>`;
  }

  #ended() {
    return html`<div class="step-head"><h1>${t('service.ended.title')}</h1></div>
      <section class="card step-lead">
        <ti-icon name="ban"></ti-icon>
        <div>
          <p class="lead">${this.view.ended}</p>
          <p class="soft">${t('service.ended.note')}</p>
        </div>
      </section>
      <div class="foot">
        <button type="button" class="button" data-test="to-today" @click=${() => go('#/today')}>
          ${t('service.deliver.today')}</button
        ><span class="push"></span>
        <button
          type="button"
          class="button"
          data-test="as-plan"
          @click=${() => this.host.as('service.open', () => this.#next('plan', this.view.customer.customer))}
        >
          ${t('service.ended.as_plan')}
        </button>
        <button
          type="button"
          class="button next"
          data-test="next"
          @click=${() => this.host.as('service.open', () => this.#next(this.view.mode, this.view.customer.customer))}
        >
          ${t('service.ended.again')}
        </button>
      </div>`;
  }
}

define('service-deliver', ServiceDeliver);
