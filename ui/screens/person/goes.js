/** What goes and what stays when a customer takes something back, before it is done. It decides nothing. */
import { html, nothing } from '../../lib/lit.js';
import { t, word } from '../../lib/i18n.js';
import { day } from '../../lib/format.js';

/** @typedef {import('../../lib/wire').PersonView} PersonView */
/** @typedef {import('../../lib/wire').Held} Held */

/** How many of each kind. @param {Held[]} kinds */
function counted(kinds) {
  /** @type {Map<Held, number>} */
  const counts = new Map();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => t('rights.goes_one', { what: word(`held.${kind}`), count }));
}

/**
 * What the law keeps whatever she takes back: cases and requests, each until its day.
 * @param {readonly {what: Held, until: string}[]} items
 */
export const otherwise = (items) =>
  items.map((item) => `${word(`held.${item.what}`)} ${t('rights.until_day', { day: day(item.until) })}`);

/**
 * @param {PersonView} person
 * @param {readonly import('../../lib/wire').Purpose[]} purposes
 */
export function goes(person, purposes) {
  const gone = person.kept.filter((item) => item.purpose !== null && purposes.includes(item.purpose));
  const lines = counted(gone.map((item) => item.what));
  const stays = [
    ...person.by_law.map((row) => `${row.service} ${t('rights.until_day', { day: day(row.until) })}`),
    ...otherwise(person.kept.filter((item) => item.purpose === null)),
  ];
  if (purposes.includes('skin_and_allergy') && !purposes.includes('service_record')) lines.push(t('rights.goes_said'));
  return html`<p><b>${t('rights.goes')}</b> ${lines.length ? lines.join(t('common.comma')) : t('rights.goes_none')}</p>
    ${stays.length ? html`<p class="soft"><b>${t('rights.stays')}</b> ${stays.join(t('common.comma'))}</p>` : nothing}`;
}
