/**
 * Days, weeks from Monday, and whole months as they stand in an address, and how they are called. A week that is not
 * over
 * stands there as a week; what is asked of the counter ends today.
 */
import { day, days, month } from '../../lib/format.js';
import { dayAfter, daysBetween, monthOf, weekday } from '../../lib/days.js';

/** @typedef {{from: string, to: string}} Period */
/** @typedef {'day' | 'week' | 'month' | 'other'} Span */

/** @param {Period} period */
export function hash({ from, to }) {
  return from === to ? `#/day/${from}` : `#/day/${from}/${to}`;
}

/** The day, week or month around a day. @param {string} on @param {Span} span @returns {Period} */
export function around(on, span) {
  if (span === 'week') {
    const monday = dayAfter(on, -weekday(on));
    return { from: monday, to: dayAfter(monday, 6) };
  }
  const [from, to] = span === 'month' ? monthOf(on) : [on, on];
  return { from, to };
}

/** @param {Period} period @returns {Span} */
export function spanOf({ from, to }) {
  for (const span of /** @type {Span[]} */ (['day', 'week', 'month'])) {
    const whole = around(from, span);
    if (whole.from === from && whole.to === to) return span;
  }
  return 'other';
}

/** The period before or after, of the same kind. @param {Period} period @param {number} by 1 or -1 @returns {Period} */
export function shifted({ from, to }, by) {
  const span = spanOf({ from, to });
  if (span !== 'other') return around(by < 0 ? dayAfter(from, -1) : dayAfter(to, 1), span);
  const length = by * (daysBetween(from, to) + 1);
  return { from: dayAfter(from, length), to: dayAfter(to, length) };
}

/** @param {Period} period */
export function called({ from, to }) {
  const span = spanOf({ from, to });
  return span === 'day' ? day(from, { weekday: true }) : span === 'month' ? month(from) : days(from, to);
}
