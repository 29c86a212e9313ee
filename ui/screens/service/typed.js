/**
 * What stands in the field that an event comes from.
 * @param {Event} event
 */
export function typed(event) {
  return /** @type {HTMLInputElement|HTMLTextAreaElement} */ (event.target).value;
}
