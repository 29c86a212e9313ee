/** What the store owes itself: overdue first, each with the way to where it is done. */
import { html } from '../../lib/lit.js';
import { day } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';

/** @typedef {import('../../lib/wire').DueItem} DueItem */

/** Where each kind is done. @type {Record<string, (subject: string) => string>} */
const WHERE = {
  cleaning: () => '#/store/equipment',
  environment: () => '#/store/room',
  equipment_test: () => '#/store/equipment',
  product_test: () => '#/store/setup',
  health: () => '#/store/staff',
  training: () => '#/store/staff',
  call_back: (service) => `#/service/${service}`,
  authorisation: () => '#/store/authorisation',
  backup: () => '#/store/backup',
  drill: () => '#/store/backup',
};

/** @param {DueItem[]} items */
export function dueList(items) {
  return html`<section class="stack" data-test="due"><h2 class="heading">${t('day.due')} <span class="faint num">${items.length}</span></h2>
    ${items.length === 0
      ? html`<p class="soft">✓ ${t('day.due_none')}</p>`
      : html`<ul class="due-items">${items.map((item) => html`<li><a href=${WHERE[item.kind]?.(item.subject) ?? '#/today'} data-test="due-${item.kind}-${item.subject}">
          <span class="chip ${item.overdue ? 'stop' : 'warn'}">${item.overdue ? '✕' : '△'} ${t(item.overdue ? 'day.overdue' : 'day.soon')}</span>
          <b>${t(`day.due_${item.kind}`)}</b>
          <span class="faint num">${item.subject} · ${item.on ? t('day.until', { on: day(item.on) }) : t('day.never')}</span></a></li>`)}</ul>`}
  </section>`;
}
