/**
 * One short line to the person at the window, for what needs no answer: "printed", "the code is not ours". What refuses
 * an act is no notice: it stands where the act is, as a `ti-refusal`.
 */

/** @typedef {{text: string, tone: 'plain' | 'ok' | 'warn'}} Notice */

/** @type {Set<(notice: Notice) => void>} */
const listeners = new Set();

/**
 * Says it.
 * @param {string} text
 * @param {Notice['tone']} [tone]
 */
export function say(text, tone = 'plain') {
  for (const listener of listeners) listener({ text, tone });
}

/**
 * Hears what is said. Answers how to stop.
 * @param {(notice: Notice) => void} listener
 */
export function onNotice(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
