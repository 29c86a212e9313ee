// What can be said of a form's fields without asking anybody: filled or not, a day, a figure, six digits. Whether a
// number is lawful, a code taken or a person fit is the counter's to say; nothing of that is repeated here.

import { isDay } from '../lib/days.js';
import { t } from '../lib/i18n.js';

/** @typedef {import('./ti-input.js').Field} Field */

/**
 * Milligrams from grams as typed: up to three places, and more than nothing.
 * @param {string} text
 * @returns {number | null}
 */
export function milligrams(text) {
  const plain = String(text).trim();
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(plain)) return null;
  const mg = Math.round(Number(plain) * 1000);
  return mg > 0 ? mg : null;
}

/**
 * A whole number from nought, or nothing.
 * @param {string} text
 * @returns {number | null}
 */
export function whole(text) {
  const plain = String(text).trim();
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}

/** Lines of a text, without blanks. @param {string} text */
export function lines(text) {
  return String(text ?? '')
    .split(/\n|[;；]/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Whether nothing was said. @param {any} value */
const blank = (value) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'string' && value.trim() === '');

/**
 * The rows up to the last one that says something: below it there may be one to type into.
 * @param {Record<string, any>[]} rows
 */
export const filled = (rows) => rows.slice(0, rows.findLastIndex((row) => !Object.values(row).every(blank)) + 1);

/**
 * What is wrong with one field, in words, or nothing.
 * @param {Field} field
 * @param {Record<string, any>} values
 * @returns {string | null}
 */
export function wrong(field, values) {
  const value = values[field.key];
  if (blank(field.kind === 'rows' ? filled(value ?? []) : value)) {
    if (!field.required) return null;
    return t(
      ['select', 'choices', 'yes_no', 'find'].includes(field.kind) ? 'setup.form.missing_choice' : 'setup.form.missing',
    );
  }
  if (field.kind === 'date' && !isDay(value)) return t('setup.form.no_day');
  if (field.within && (value < (field.within.from ?? value) || value > (field.within.to ?? value)))
    return field.within.not;
  if (field.kind === 'number' && !/^-?\d+(\.\d+)?$/.test(String(value).trim())) return t('setup.form.no_number');
  if (field.kind === 'pin' && !/^\d{6}$/.test(value)) return t('setup.form.no_pin');
  return field.check?.(value, values) ?? null;
}

/**
 * What is wrong with the cells of rows, by the cell's whole name: `looks.0.seen`.
 * @param {Field} field
 * @param {Record<string, any>[]} rows
 */
function cells(field, rows) {
  const said = filled(rows).flatMap((row, at) =>
    (field.parts ?? []).map((part) => [`${field.key}.${at}.${part.key}`, wrong(part, row)]),
  );
  return Object.fromEntries(said.filter(([, fault]) => fault));
}

/**
 * Everything that is wrong with a form, by field; of rows by cell.
 * @param {Field[]} fields
 * @param {Record<string, any>} values
 * @returns {Record<string, string>}
 */
export function faults(fields, values) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const field of fields) {
    const said = wrong(field, values);
    if (said) found[field.key] = said;
    else if (field.kind === 'rows') Object.assign(found, cells(field, values[field.key] ?? []));
  }
  return found;
}

/**
 * What a refusal says of single fields ({field, message, message_en} in its details), by the form's own keys:
 * either end of a path suffices (`areas.0.area` is found by `areas`, `areas.0.until` by `until`).
 * @param {import('../lib/wire').Refusal | null} refusal
 * @param {Field[]} fields
 * @param {(zh: string, en: string) => string} pick
 * @returns {Record<string, string>}
 */
export function refused(refusal, fields, pick) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const raw of refusal?.details ?? []) {
    const detail = /** @type {{field?: string, message?: string, message_en?: string}} */ (raw);
    if (!detail?.field || !detail.message) continue;
    const path = detail.field;
    const field =
      fields.find((one) => one.key === path) ??
      fields.find((one) => path.startsWith(`${one.key}.`)) ??
      fields.find((one) => path.endsWith(`.${one.key}`));
    const said = pick(detail.message, detail.message_en ?? detail.message);
    // Of rows each cell says its own.
    if (field) found[field.kind === 'rows' ? path : field.key] ??= said;
  }
  return found;
}
