/**
 * What the store owes itself, as of now: by what it is, overdue first, each with the way to where it is done. A
 * call-back leads to its service. Today and the day's log show it.
 */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { day } from '../lib/format.js';
import { t, word } from '../lib/i18n.js';

/** @typedef {import('../lib/wire').DueItem} DueItem */

/** The form of the day's work. @param {string} form */
const work = (form) => ['#', 'work', form].join('/');

/**
 * Where each kind is done: in the day's work by who may, and else where it is kept; a call-back at its service, an
 * entry where it stands in its register.
 * @type {Record<Exclude<DueItem['kind'], 'call_back'>, (first: DueItem) => string>}
 */
const WHERE = {
  cleaning: () => (desk.may('equipment.clean') ? work('equipment') : '#/store/equipment'),
  environment: () => (desk.may('room.read') ? work('room') : '#/store/room'),
  equipment_inspection: () => '#/store/equipment',
  equipment_test: () => '#/store/equipment',
  product_test: () => '#/store/room',
  health: () => '#/store/staff',
  training: () => '#/store/staff',
  authorisation: () => '#/store/authorisation',
  licence: () => '#/store/authorisation',
  register: ({ register, subject }) => `#/register/${register}/${subject}`,
  backup: () => '#/store/backup',
  drill: () => '#/store/backup',
  reaction: () => '#/today',
  request: () => '#/customers',
  area_cleaning: () => (desk.may('area.clean') ? work('area') : '#/store/room'),
  area_leave: () => '#/store/staff',
  lot_expiry: ({ subject }) => `#/materials/lots/${subject}`,
  container_period: () => (desk.may('container.dispose') ? work('dispose') : '#/materials/lots'),
};
/** So many of one kind are named, where the page has room. */
const NAMED = 6;

/** @param {DueItem} item */
const until = (item) =>
  item.on ? t('day.until', { on: day(item.on) }) : word(item.used ? 'until.used' : 'until.never');

/** What the subjects are called, by kind and code. @typedef {import('../lib/wire').DayView['names']} Names */

/**
 * What is due on the same day stands behind one word.
 * @param {DueItem[]} items
 * @param {Names} names
 * @param {number} named
 */
function subjects(items, names, named) {
  const shown = items.slice(0, named);
  const ends = [...new Set(shown.map(until))];
  const words = ends.map(
    (end) =>
      `${shown
        .filter((item) => until(item) === end)
        .map((item) => names[`${item.kind}:${item.subject}`] ?? item.subject)
        .join(t('day.comma'))} ${end}`,
  );
  return words.join(' · ') + (items.length > named ? ` ${t('day.due_more', { n: items.length - named })}` : '');
}

/** @param {DueItem[]} items of one kind, all overdue or none @param {Names} names @param {number} named */
function line(items, names, named) {
  const [first] = items;
  if (!first) return nothing;
  const { kind, overdue } = first;
  const where = kind === 'call_back' ? `#/service/${first.subject}` : WHERE[kind](first);
  return html`<li><a href=${where} data-test="due-${kind}-${first.subject}">
    <span class="chip ${overdue ? 'stop' : 'warn'}"><b aria-hidden="true">${overdue ? '✕' : '△'}</b>${word(
      overdue ? 'until.overdue' : 'until.soon',
    )}</span>
    <b>${word(`due.${kind}`)}</b><span class="soft num">${subjects(items, names, named)}</span><ti-icon
        name="chevron-right"></ti-icon></a></li>`;
}

/**
 * What is due, or that a past day does not say: what is due is known of today alone.
 * @param {DueItem[]} items
 * @param {Names} names
 * @param {{past?: boolean, more?: number, named?: number}} [beside] whether the day is past; call-backs beside those
 * named; how many of one kind are named
 */
export function dueList(items, names, { past = false, more = 0, named = NAMED } = {}) {
  if (past) {
    return html`<section class="day-part" data-test="due"><h2 class="heading">${t('day.due')}</h2>
      <p class="soft" data-test="due-past">${t('day.due_past')}</p></section>`;
  }
  if (items.length === 0) {
    return html`<section class="day-part" data-test="due"><h2 class="heading">${t('day.due')} <span
        class="faint num">0</span></h2>
      <p class="due-none"><ti-icon name="circle-check"></ti-icon>${t('day.due_none')}</p></section>`;
  }
  /** @type {Map<string, DueItem[]>} */
  const groups = new Map();
  for (const item of items) {
    const key = item.kind === 'call_back' || item.kind === 'register' ? item.subject : `${item.kind} ${item.overdue}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const lines = [...groups.values()].sort(([a], [b]) => Number(b?.overdue) - Number(a?.overdue));
  return html`<section class="stack" data-test="due"><h2 class="heading">${t('day.due')} <span
      class="faint num">${items.length}</span></h2>
    <ul class="due-items card">${lines.map((items) => line(items, names, named))}</ul>
    ${
      more > 0 ? html`<p class="soft" data-test="due-calls-more">${t('day.due_calls_more', { n: more })}</p>` : nothing
    }</section>`;
}
