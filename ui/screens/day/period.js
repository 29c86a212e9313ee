/**
 * Days, weeks from Monday, and months as they stand in an address. Days are civil days without a clock: no time zone moves
 * them.
 */
import { day } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { desk } from '../../lib/desk.js';

/** @typedef {{from: string, to: string}} Period */
/** @typedef {'day' | 'week' | 'month' | 'other'} Span */

const DAY = 86_400_000;

/** @param {string} text */
const at = (text) => Date.parse(`${text}T00:00:00Z`);
/** @param {number} moment */
const written = (moment) => new Date(moment).toISOString().slice(0, 10);

/** @param {string} from the first day of a period: the day whose records are listed */
export const dayOf = (from) => from;

/** @param {Period} period */
export function hash({ from, to }) {
  return from === to ? `#/day/${from}` : `#/day/${from}/${to}`;
}

/** The day, week or month around a day, up to today. @param {string} from @param {Span} span @returns {Period} */
export function around(from, span) {
  const date = new Date(at(from));
  if (span === 'week') {
    const monday = at(from) - ((date.getUTCDay() + 6) % 7) * DAY;
    return upToToday(written(monday), written(monday + 6 * DAY));
  }
  if (span === 'month') {
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    return upToToday(written(Date.UTC(year, month, 1)), written(Date.UTC(year, month + 1, 0)));
  }
  return { from, to: from };
}

/** @param {string} from @param {string} to @returns {Period} */
function upToToday(from, to) {
  const { today } = desk.view;
  return { from, to: to > today ? today : to };
}

/** What a period is: a day, a week, a month, up to today. @param {Period} period @returns {Span} */
export function spanOf({ from, to }) {
  for (const span of /** @type {Span[]} */ (['day', 'week', 'month'])) {
    const whole = around(from, span);
    if (whole.from === from && whole.to === to) return span;
  }
  return 'other';
}

/** The period before or after. @param {Period} period @param {1 | -1} by @returns {Period} */
export function shifted(period, by) {
  const span = spanOf(period);
  const whole = span === 'other' ? period : around(period.from, span);
  if (by < 0) {
    const before = written(at(whole.from) - DAY);
    return span === 'other' ? moved(whole, -1) : around(before, span);
  }
  return span === 'other' ? moved(whole, 1) : around(written(at(whole.to) + DAY), span);
}

/** @param {Period} period @param {1 | -1} by @returns {Period} */
function moved({ from, to }, by) {
  const length = at(to) - at(from) + DAY;
  return upToToday(written(at(from) + by * length), written(at(to) + by * length));
}

/** @param {Period} period */
export function title({ from, to }) {
  if (from === to) return t('day.title', { day: day(from, { weekday: true }) });
  return t('day.title_period', { from: day(from), to: day(to) });
}
