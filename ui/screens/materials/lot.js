// One lot: how long it holds, what is open of it, and what may be done with it. Days are shown as days left; the record
// has the dates.

import { desk } from '../../lib/desk.js';
import { html, nothing } from '../../lib/lit.js';
import { day, grams } from '../../lib/format.js';
import { t, word } from '../../lib/i18n.js';
import '../../components/ti-icon.js';
import '../../components/ti-zone.js';
import { offer } from '../setup/hands.js';

/** @typedef {import('../../lib/wire').LotCard} LotCard */

/** @param {import('../../lib/wire').DutyCard} term */
function left(term) {
  const days = t('materials.days', { n: term.days ?? 0 });
  if (!term.holds) return html`<span class="chip stop"><b aria-hidden="true">✕</b>${t('materials.expired')}</span>`;
  if (term.state !== 'done') return html`<span class="chip warn"><b aria-hidden="true">!</b>${days}</span>`;
  return html`<span class="faint num">${days}</span>`;
}

/** A day and what is left until it. @param {string} until @param {import('../../lib/wire').DutyCard} term */
export function expiry(until, term) {
  return html`<span class="num">${day(until)}</span> ${left(term)}`;
}

/** What is open of a lot, in one line. @param {LotCard} lot */
export function opened(lot) {
  if (lot.containers.length === 0) return html`<span class="faint">–</span>`;
  return lot.containers.map(
    (one) => html`<span class="opened-line"><span class="num">${grams(one.left_mg, 1)}</span> ${left(one.term)}</span>`,
  );
}

/**
 * @param {LotCard} lot
 * @param {Record<'move' | 'open' | 'refuse', (lot: LotCard) => void> & {close: () => void}} acts
 */
export function lotDetail(lot, acts) {
  const mayOpen = lot.zone === 'accepted' && lot.units > 0 && !lot.recalled && lot.term.holds;
  return html`<aside class="card lot-detail" aria-label=${t('materials.lots.detail')} data-test="lot-detail">
    <header class="row"><h2>${lot.product_name}</h2>
      <button class="button quiet push" aria-label=${t('setup.form.close')} @click=${acts.close}><ti-icon
          name="x"></ti-icon></button></header>
    <p class="row"><ti-zone .zone=${lot.zone}></ti-zone>${
      lot.recalled
        ? html`<span class="chip stop"><b aria-hidden="true">✕</b>${t('materials.lots.recalled')}</span>`
        : nothing
    }</p>
    <dl class="facts"><dt>${word('field.number')}</dt><dd class="num">${lot.number}</dd>
      <dt>${t('materials.lots.expires')}</dt><dd>${expiry(lot.expires_on, lot.term)}</dd>
      <dt>${t('materials.lots.unopened')}</dt><dd
          class="num">${t('materials.lots.unopened_of', { n: lot.units, net: grams(lot.unit_net_mg) })}</dd></dl>
    <h3>${t('materials.lots.containers')}</h3>
    ${
      lot.containers.length === 0
        ? html`<p class="faint">${t('materials.lots.no_container')}</p>`
        : html`<ul class="containers">${lot.containers.map(
            (one) => html`<li>
      <b class="num">${one.container}</b><span class="num">${grams(one.left_mg)}</span>
      <span
          class="faint num">${t('materials.lots.opened_on', {
            day: day(one.opened_at),
          })}</span><span>${t('materials.lots.good_until')} ${expiry(one.good_until, one.term)}</span></li>`,
          )}</ul>`
    }
    <footer class="row lot-acts">
      ${
        mayOpen
          ? offer(
              'container.open',
              html`<button class="button" data-test="open-container"
    @click=${() => acts.open(lot)}>${t('materials.lots.open')}</button>`,
            )
          : nothing
      }
      ${
        lot.zone === 'waiting' && !desk.may('lot.move')
          ? offer(
              'lot.refuse',
              html`<button class="button"
    data-test="refuse-lot" @click=${() => acts.refuse(lot)}>${t('materials.lots.refuse')}</button>`,
            )
          : nothing
      }
      ${
        lot.recalled && lot.zone === 'returned_or_recalled'
          ? nothing
          : offer(
              'lot.move',
              html`<button class="button"
    data-test="move-lot" @click=${() => acts.move(lot)}>${t('materials.lots.move')}</button>`,
            )
      }
    </footer>
  </aside>`;
}
