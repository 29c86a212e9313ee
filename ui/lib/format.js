/**
 * How quantities are written: weights, money, days, moments, shares. It rounds nothing that is a record; where a figure
 * is cut short, the caller said to how many places.
 */
import { weekday as weekdayOf } from './days.js';
import { lang, t } from './i18n.js';

/**
 * Grams without a unit, from milligrams: exact, or with as many places as asked.
 * @param {number} mg
 * @param {number} [places]
 */
export function figure(mg, places) {
  if (places !== undefined) return (mg / 1000).toFixed(places);
  const sign = mg < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(mg) / 1000);
  const rest = String(Math.abs(mg) % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${sign}${whole}${rest && `.${rest}`}`;
}

/**
 * `3.71 g`, from milligrams.
 * @param {number} mg
 * @param {number} [places]
 */
export function grams(mg, places) {
  return `${figure(mg, places)} g`;
}

/**
 * A size that people can compare: `3.4 MB`, `27 GB`.
 * @param {number} size in bytes
 */
export function bytes(size) {
  const megabytes = size / 1024 / 1024;
  return megabytes < 1000
    ? `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`
    : `${Math.round(megabytes / 1024)} GB`;
}

/**
 * `¥ 268` or `¥ 268.50`, from fen.
 * @param {number} fen
 */
export function yuan(fen) {
  return `¥ ${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)}`;
}

/**
 * A share of 10 000 as a percentage: `70%`, `24.75%`.
 * @param {number} share
 */
export function percent(share) {
  return `${Number((share / 100).toFixed(2))}%`;
}

/**
 * A day as the language writes it, with its year or without: `2026-11-20` or `11-20`, `20 Nov 2026` or `20 Nov`.
 * @param {string} plain
 * @param {boolean} year
 */
function written(plain, year) {
  const [y = '', m = '', d = ''] = plain.split('-');
  if (lang() === 'en') return `${Number(d)} ${t(`common.month_${Number(m)}`)}${year ? ` ${y}` : ''}`;
  return year ? plain : `${m}-${d}`;
}

/**
 * The day of a date or moment as it is kept; with its weekday as people say it: `2026-11-20 周五`, `Fri 20 Nov 2026`.
 * @param {string | null} date
 * @param {{weekday?: boolean}} [how]
 */
export function day(date, { weekday = false } = {}) {
  if (!date) return '—';
  const plain = date.slice(0, 10);
  return weekday
    ? t('common.day_weekday', {
        day: written(plain, true),
        weekday: t(`common.weekday_${(weekdayOf(plain) + 1) % 7}`),
      })
    : plain;
}

/**
 * From one day to another, a year that is the same said once: `2026-11-16 至 11-22`, `16 Nov – 22 Nov 2026`.
 * @param {string} from
 * @param {string} to
 */
export function days(from, to) {
  const same = from.slice(0, 4) === to.slice(0, 4);
  const last = lang() === 'en';
  return t('common.days', { from: written(from, !same || !last), to: written(to, !same || last) });
}

/** A day's month: `2026年11月`, `Nov 2026`. @param {string} date */
export function month(date) {
  return t('common.month', { year: date.slice(0, 4), month: t(`common.month_${Number(date.slice(5, 7))}`) });
}

/**
 * The time of a moment as it was on the store's clock: `14:05`.
 * @param {string | null} moment
 */
export function time(moment) {
  return moment ? moment.slice(11, 16) : '—';
}

/**
 * The time of a moment as it was on the store's clock, with its second: `14:05:09`.
 * @param {string} moment
 */
export function toTheSecond(moment) {
  return moment.slice(11, 19);
}

/**
 * `14:05` today, `2026-11-20 14:05` on another day.
 * @param {string} moment
 * @param {string} today
 */
export function when(moment, today) {
  return moment.slice(0, 10) === today ? time(moment) : `${day(moment)} ${time(moment)}`;
}

/**
 * A time left, from seconds: `0:45`, `14:59`, `1:02:03`.
 * @param {number} seconds
 */
export function countdown(seconds) {
  const left = Math.max(0, Math.ceil(seconds));
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor((left % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
}
