/**
 * One service as a card to press: whose, at which step, since when. It tells nothing; it is a link to the service.
 */
import { html, nothing } from '../lib/lit.js';
import { when } from '../lib/format.js';
import { STEPS } from '../lib/lists.js';
import { desk } from '../lib/desk.js';
import { t, word } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

export class ServiceLink extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { card: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../lib/wire').ServiceCard | null} */
    this.card = null;
  }

  updated() {
    const steps = STEPS[this.card?.mode ?? 'product'];
    const step = Math.max(steps.indexOf(this.card?.step ?? 'opened'), 0);
    const bar = /** @type {HTMLElement | null} */ (this.querySelector('.service-way i'));
    bar?.style.setProperty('--way', String(step / (steps.length - 1)));
  }

  render() {
    const { card } = this;
    if (!card) return nothing;
    const name = card.customer_name ?? t('common.customer_unnamed');
    const over = card.step === 'done' || card.step === 'ended';
    return html`<a class="service-link ${over ? 'over' : ''}" href="#/service/${card.number}"
        data-test="open-${card.number}">
      <span class="service-who"><b>${name}</b><span
          class="chip ${over ? 'ok' : ''}">${over ? '✓ ' : ''}${word(`state.${card.step}`)}</span></span>
      <span class="service-what">${card.recipe_name ?? word(`mode.${card.mode}`)}</span>
      ${over ? nothing : html`<span class="service-way" aria-hidden="true"><i></i></span>`}
      <span class="service-facts"><span class="num">${card.number}</span><span>${card.advisor_name}</span><span
          class="num">${when(card.opened_at, desk.view.today)}</span>
        ${
          card.written_off > 0
            ? html`<span
    class="service-off">△ ${t('today.written_off', { n: card.written_off })}</span>`
            : nothing
        }</span>
    </a>`;
  }
}

define('ti-service-card', ServiceLink);
