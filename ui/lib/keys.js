/**
 * The keyboard: which keys do what now, and running them. Bindings belong to the window or to the screen in front; the
 * help (`?`) shows both. A key that writes text does nothing while a field has the focus, and nothing under a dialog.
 */

/**
 * @typedef {object} Binding
 * @property {string} key `F2`, `/`, `Escape`, `Ctrl+K`, `Alt+1`
 * @property {string} label what it does, for the help
 * @property {() => void} run
 * @property {boolean} [hidden] not in the help
 */

/** @type {(() => Binding[])[]} */
const sources = [];

/**
 * Adds a source of bindings; a later one wins. Answers how to take it away.
 * @param {() => Binding[]} source
 */
export function bind(source) {
  sources.unshift(source);
  return () => {
    const at = sources.indexOf(source);
    if (at >= 0) sources.splice(at, 1);
  };
}

/** Every binding now, those of the screen in front first, each group as its source gave it. */
export function bindings() {
  return sources.map((source) => source()).filter((group) => group.length > 0);
}

/**
 * Whether text is being written here, so that letters belong to it.
 * @param {EventTarget | null} target
 */
export function isWriting(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}

/**
 * Whether Enter already means something here: pressing a button, following a link.
 * @param {EventTarget | null} target
 */
function takesEnter(target) {
  return target instanceof Element && target.closest('button, a[href], summary, label, [role="button"]') !== null;
}

/**
 * How an event's key is written in a binding.
 * @param {KeyboardEvent} event
 */
function spelled(event) {
  const plain = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${plain}`;
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (document.querySelector('dialog:modal')) return;
  const key = spelled(event);
  if (isWriting(event.target) && (event.key.length === 1 || event.key === 'Enter') && !key.includes('+')) return;
  if (key === 'Enter' && takesEnter(event.target)) return;
  for (const source of sources) {
    const binding = source().find((each) => each.key.toUpperCase() === key.toUpperCase());
    if (!binding) continue;
    event.preventDefault();
    binding.run();
    return;
  }
}

addEventListener('keydown', pressed);
