/**
 * The head of a service: whom it is for, its number, and the other services that are open, each a tap away.
 */
import { html, nothing } from '../../lib/lit.js';
import { t, word } from '../../lib/i18n.js';
import { go } from '../../lib/route.js';
import { safety } from '../../lib/safety.js';
import { spokenOf } from './spoken.js';
import { panelAt } from './steps.js';
import { modeWord } from './words.js';

/** @typedef {import('../../lib/wire').ServiceCard} ServiceCard */

/** How many other services stand in the head: more would push the rest of it away. */
const BESIDE = 2;

/** How a customer is called who gave no name. @param {string|null} name @param {string} number */
export function called(name, number) {
  return name ?? t('service.customer_of', { serial: number.split('-').at(-1) ?? number });
}

/**
 * The open services.
 * @param {ServiceCard[]} services
 * @param {string} number the one on view
 * @param {number} [most] how many are shown; the rest is a tap away
 */
export function strip(services, number, most = services.length) {
  const more = services.length - most;
  return html`<nav class="service-strip" aria-label=${t('service.open_services')}>
    ${services.slice(0, most).map(
      (card) =>
        html` <button
          type="button"
          class="strip-card"
          aria-current=${card.number === number ? 'page' : nothing}
          data-test=${`service-${card.number}`}
          @click=${() => go(`#/service/${card.number}`)}
        >
          <b>${called(card.customer_name, card.number)}</b
          ><span class="strip-step">${word(`stage.${panelAt(card.step, card.mode)}`)}</span>
        </button>`,
    )}
    ${
      more > 0
        ? html`<a class="strip-card" href="#/service"
    data-test="more-services">${t('service.more_services', { n: more })}</a>`
        : nothing
    }
  </nav>`;
}

/**
 * What must not be overlooked at any step: what the customer said of allergies, today or before, and of pregnancy.
 * @param {import('../../lib/wire').ServiceView} view
 */
function allergies(view) {
  const spoken = spokenOf(view.card.number);
  const said = view.needs ? view.needs.allergies : view.known_allergies;
  const unknown = view.needs?.unknown_allergies ?? [];
  const names = [...said.filter((name) => !unknown.includes(name)), ...(spoken?.allergies ?? [])];
  const expecting = view.needs?.pregnancy || spoken?.pregnancy;
  if (names.length === 0 && unknown.length === 0 && !expecting) return nothing;
  return html`<p class="service-allergies" role="note" data-test="allergies">
    ${
      names.length
        ? html`<span><b aria-hidden="true">!</b>${t(view.plan ? 'service.avoided' : 'service.allergic', {
            names: names.join(t('service.list')),
          })}</span>`
        : nothing
    }
    ${
      unknown.length
        ? html`<span data-test="allergies-unknown"><b aria-hidden="true">△</b>${t('service.not_recognised', {
            names: unknown.join(t('service.list')),
          })}</span>`
        : nothing
    }
    ${expecting ? html`<span><b aria-hidden="true">!</b>${t('service.needs.pregnant')}</span>` : nothing}
  </p>`;
}

/**
 * @param {import('../../lib/wire').ServiceView} view
 * @param {import('../service.js').ScreenService} host
 */
export function head(view, host) {
  const { card, customer } = view;
  const over = view.step === 'done' || view.step === 'ended';
  const others = host.services.filter((each) => each.number !== card.number);
  return html`<header class="service-head">
    <div class="service-who">
      <b class="service-name">${called(customer.name, card.number)}</b
      >${customer.phone_end ? html`<span class="num soft">…${customer.phone_end}</span>` : nothing}
      <span class="num soft">${card.number}</span
      >${view.mode === 'product' ? nothing : html`<span class="chip">${modeWord(view.mode)}</span>`}
      ${
        card.written_off
          ? html`<span class="chip warn"><span
    aria-hidden="true">!</span>${t('service.remade', { count: card.written_off })}</span>`
          : nothing
      }
      ${safety(card.last_record)}
    </div>
    ${others.length ? strip(others, card.number, BESIDE) : nothing}
    ${over ? nothing : allergies(view)}
    ${
      over
        ? nothing
        : html`<button type="button" class="button quiet service-abandon" data-test="abandon"
    ?disabled=${host.busy !== null} @click=${() => host.open('abandon')}>${t('service.abandon')}</button>`
    }
  </header>`;
}
