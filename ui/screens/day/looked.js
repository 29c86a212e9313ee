/**
 * What a manager opened, ticked and wrote before signing, by day: kept in this window while they look at services and
 * come
 * back. It is gone when the window is; nothing of it is saved but by the signature.
 */

/**
 * @typedef {object} Draft
 * @property {string} seed What the sample was drawn with: a day that goes on draws another, and the ticks with it are
 *   gone.
 * @property {Map<string, string>} seen The sampled services that were looked at, with what there was to say.
 * @property {Set<string>} read What is odd and was opened.
 * @property {string} notes
 */

/** @type {Map<string, Draft>} */
const drafts = new Map();

/** @param {string} day @param {string} seed @returns {Draft} */
export function draft(day, seed) {
  const known = drafts.get(day) ?? { seed, seen: new Map(), read: new Set(), notes: '' };
  if (known.seed !== seed) [known.seed, known.seen] = [seed, new Map()];
  drafts.set(day, known);
  return known;
}

/**
 * The draft of what is on view, where one day is.
 * @param {import('../../lib/wire').DaySheet} sheet
 * @returns {Draft | null}
 */
export function draftOf({ period, sample }) {
  return sample && period.from === period.to ? draft(period.from, sample.seed) : null;
}

/** @param {string} day */
export function forget(day) {
  drafts.delete(day);
}
