/**
 * What a manager ticked and wrote before signing: kept in this window while they look at services and come back, by what
 * the sample was drawn with. It is gone when the window is; nothing of it is saved but by the signature.
 */

/** @typedef {{seen: Map<string, string>, notes: string}} Draft */

/** @type {Map<string, Draft>} */
const drafts = new Map();

/** @param {string} seed @returns {Draft} */
export function draft(seed) {
  const known = drafts.get(seed);
  if (known) return known;
  const fresh = { seen: new Map(), notes: notesBefore() };
  drafts.clear();
  drafts.set(seed, fresh);
  return fresh;
}

/** A day that goes on draws another sample; what was written of the day stays. */
function notesBefore() {
  return [...drafts.values()][0]?.notes ?? '';
}

export function forget() {
  drafts.clear();
}
