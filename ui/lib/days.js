/**
 * Civil days: `2026-11-20`, without a clock, so that no time zone moves them. Reckoning with them, and reading them as
 * people write them. How they are shown is `format.js`'s.
 */

const DAY = 86_400_000;

/** @param {string} day */
const at = (day) => Date.parse(`${day}T00:00:00Z`);
/** @param {number} moment */
const written = (moment) => new Date(moment).toISOString().slice(0, 10);

/** @param {string} text */
export function isDay(text) {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}

/**
 * The day `days` after `day` (before it, when negative).
 * @param {string} day
 * @param {number} days
 */
export function dayAfter(day, days) {
  return written(at(day) + days * DAY);
}

/** Where a day begins on an axis, in seconds. @param {string} day */
export function secondsOf(day) {
  return at(day) / 1000;
}

/** The day at a place on such an axis. @param {number} seconds */
export function dayOf(seconds) {
  return written(seconds * 1000);
}

/** How many days lie from one day to another. @param {string} from @param {string} to */
export function daysBetween(from, to) {
  return Math.round((at(to) - at(from)) / DAY);
}

/** The same day some months on, or that month's last. @param {string} day @param {number} by */
export function monthAfter(day, by) {
  const date = new Date(at(day));
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + by];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return written(Date.UTC(year, month, Math.min(date.getUTCDate(), last)));
}

/** From Monday, which is 0. @param {string} day */
export function weekday(day) {
  return (new Date(at(day)).getUTCDay() + 6) % 7;
}

/** The first and the last day of a day's month. @param {string} day @returns {[string, string]} */
export function monthOf(day) {
  const first = `${day.slice(0, 8)}01`;
  return [first, dayAfter(monthAfter(first, 1), -1)];
}

/**
 * A day as it is kept, from what people write: 20261120, 2026/11/20, 2026.11.20, 2026年11月20日.
 * What is no day comes back as it was typed.
 * @param {string} text
 */
export function plainDay(text) {
  const [, year, month, date] = text.trim().match(/^(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?$/) ?? [];
  return year && month && date ? kept(year, month, date) : text.trim();
}

/** @param {string} year @param {string} month @param {string} date */
function kept(year, month, date) {
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY =
  /周[一二三四五六日天]|星期[一二三四五六日天]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?/giu;

/**
 * A day that has been: as `plainDay`, and also 11月20日, 11-20, 20 Nov 2026, Nov 20, each with its weekday or without,
 * 今天, 昨天. Without a year it is the latest such day up to `today`. `null` is no day.
 * @param {string} text
 * @param {string} today
 */
export function readDay(text, today) {
  const said = text.replace(WEEKDAY, '').trim().toLowerCase();
  if (said === '今天' || said === 'today') return today;
  if (said === '昨天' || said === 'yesterday') return dayAfter(today, -1);
  const whole = plainDay(said);
  if (isDay(whole)) return whole;
  const [, name, date, year] =
    said.replace(/^(\d{1,2})\s*([a-z]+)/u, '$2 $1').match(/^([a-z]{3})[a-z]*\.?\s*(\d{1,2}),?\s*(\d{4})?$/u) ?? [];
  const [, month, day] = name
    ? ['', String(MONTHS.indexOf(name) + 1), date]
    : (said.match(/^(\d{1,2})\D(\d{1,2})\D?$/u) ?? []);
  if (!month || !day) return null;
  const years = year ? [year] : [today.slice(0, 4), String(Number(today.slice(0, 4)) - 1)];
  return years.map((each) => kept(each, month, day)).find((each) => isDay(each) && (year || each <= today)) ?? null;
}
