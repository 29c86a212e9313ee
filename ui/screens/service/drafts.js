/**
 * What is half-typed in a step: it outlives a lock and a change of person, and nothing else. It lies in this window's
 * memory, never on disk, because it may be about a customer who has not agreed to anything yet.
 */

/** @type {Map<string, Record<string, unknown>>} by service and place */
const drafts = new Map();

/**
 * What was half-typed there, if anything.
 * @param {string} service
 * @param {string} place the saved state and the step
 */
export function draftOf(service, place) {
  return drafts.get(`${service} ${place}`) ?? null;
}

/**
 * Keeps what is half-typed.
 * @param {string} service
 * @param {string} place the saved state and the step
 * @param {Record<string, unknown>} draft
 */
export function keep(service, place, draft) {
  drafts.set(`${service} ${place}`, draft);
}

/**
 * Forgets what was half-typed in a service: it is over.
 * @param {string} service
 */
export function forgetDrafts(service) {
  for (const key of drafts.keys()) if (key.startsWith(`${service} `)) drafts.delete(key);
}
