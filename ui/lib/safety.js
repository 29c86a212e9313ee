/**
 * Whether records are safe at headquarters: from the receipt that lies here, without asking anybody.
 */
import { html, nothing } from './lit.js';
import { desk } from './desk.js';
import { t } from './i18n.js';

/** States in which it is not known how far a promise reaches. @type {ReadonlySet<import('./wire').Uploading>} */
const UNKNOWN = new Set(/** @type {const} */ (['behind', 'forked']));

/** How far headquarters' receipt reaches; null where there is none that counts. @returns {number | null} */
export const reach = () => {
  const safe = desk.view?.headquarters;
  return safe && !UNKNOWN.has(safe.uploading) ? safe.safe : null;
};

/**
 * The mark of what ends with this record; nothing in a store that is enrolled nowhere.
 * @param {number} record
 */
export function safety(record) {
  const safe = reach();
  if (safe === null || record === 0) return nothing;
  return record <= safe
    ? html`<span class="chip ok" data-test="safety" data-safe="yes"><b aria-hidden="true">✓</b>${t(
        'common.hq_safe',
      )}</span>`
    : html`<span class="chip" data-test="safety" data-safe="no"><b aria-hidden="true">↑</b>${t(
        'common.hq_not_yet',
      )}</span>`;
}
