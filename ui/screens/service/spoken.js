/**
 * What a customer said who did not agree to have skin and allergy data kept: it lives in this window's memory for this
 * one service and nowhere else (个人信息保护法 第二十九条). Leaving the page forgets it; the clearance then asks again.
 */

/** @typedef {import('../../lib/wire').Spoken} Spoken */

/** @type {Map<string, Spoken>} */
const said = new Map();

/**
 * What was said in a service; null where nothing was said, or where it was forgotten.
 * @param {string} service
 * @returns {Spoken|null}
 */
export function spokenOf(service) {
  return said.get(service) ?? null;
}

/**
 * Remembers it until the page is left.
 * @param {string} service
 * @param {Spoken} spoken
 */
export function say(service, spoken) {
  said.set(service, spoken);
}

/**
 * Forgets it: the service is over.
 * @param {string} service
 */
export function forget(service) {
  said.delete(service);
}

/**
 * Whether the customer agreed to have skin and allergy data kept.
 * @param {import('../../lib/wire').ServiceView} view
 */
export function mayKeepHealth(view) {
  return view.notice?.choices.some((choice) => choice.purpose === 'skin_and_allergy' && choice.agreed) ?? false;
}

/**
 * Whether the customer has to be asked about allergies again: nothing of them is kept, and this window remembers
 * nothing.
 * @param {import('../../lib/wire').ServiceView} view
 */
export function unasked(view) {
  return !mayKeepHealth(view) && spokenOf(view.card.number) === null;
}
