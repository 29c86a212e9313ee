/**
 * Where every key passes first: the scanner, a keyboard that types fast and evenly and ends with Enter, Tab, both ends
 * of a line, or nothing. Until keys are known to be a scan or a person, nothing of theirs runs: outside of fields they
 * are held for a moment and then given on as they were; a scan is taken out of whatever had the focus, and told.
 *
 * A field says by `data-scan` whose a scan is: `yields`, or nothing said: the screen's. `own`: it stays there, and
 * what ends it sends nothing. `next`: it stays, and the hand goes to the next field. In figures and telephone numbers
 * only what can be no figure is a scan; secrets are never read.
 */
import { isWriting } from './keys.js';

/**
 * @typedef {object} Key
 * @property {string} char what it writes
 * @property {number} at
 * @property {KeyboardEvent | null} event null: it was written by its number, with the Alt key
 * @property {EventTarget | null} target
 * @property {boolean} held nobody has heard of it yet
 */
/** @typedef {{hears: () => boolean, forget: () => void}} Pad */
/** @typedef {'free' | 'pad' | 'secret' | 'figures' | 'own' | 'next' | 'yields'} Place */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** From key to key, in milliseconds: nobody types faster than this for so long. */
const FAST = 45;
/** The slowest scanner that is known by its even pace alone, from key to key on average. */
const SLOW = 90;
/** After this long another row of keys begins. A busy computer makes a scanner pause for less. */
const PAUSE = 120;
/**
 * The same for a row with a letter in it. No key of a screen is a letter, so that nobody waits for it; and a code whose
 * first letter came alone, because the computer was busy, would be read without it.
 */
const LETTER = 300;
/** So long after the end of a scan other ends of a line still belong to it. */
const TRAIL = 220;
/** A scan without an end to it may only have paused: so long after it, what comes is still its own. */
const TAIL = 400;
/** The shortest code of ours; with an end to it, a shorter one is told as well. */
const [SHORTEST, ENDED] = [4, 2];
/** The longest code that may have marks put around it. */
const LONGEST = 64;
/** Digits alone are no figure from this length on. */
const NO_FIGURE = 8;
/** What scanners put before a code to say its kind (ISO/IEC 15424). */
const KIND = /^\][A-Za-z][0-9A-Za-z]/u;
const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'AltGraph', 'NumLock'];
/** Where this counter's scanner is remembered. */
const KEPT = 'tiaohe.scanner';

/** @type {((text: string, pace: number) => void) | null} */
let taker = null;
/** @type {Set<Pad>} */
const pads = new Set();
/** The keys of one row. @type {Key[]} */
let row = [];
/** @type {Place} */
let place = 'free';
/** @type {{field: Field, value: string} | null} */
let before = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
let due = 0;
let trailUntil = Number.NEGATIVE_INFINITY;
let tailUntil = Number.NEGATIVE_INFINITY;
let byNumber = '';
/** Events that are given on: they pass. @type {WeakSet<Event>} */
const given = new WeakSet();

/** What is known of this counter's scanner: its pace once it was seen, and what it is set to put around a code. */
function scanner() {
  try {
    const { pace, prefix, suffix } = JSON.parse(localStorage.getItem(KEPT) ?? '{}');
    return { pace: Number(pace) || 0, prefix: String(prefix ?? ''), suffix: String(suffix ?? '') };
  } catch {
    return { pace: 0, prefix: '', suffix: '' };
  }
}
let known = scanner();

/** What this counter's scanner is set to put around a code, and its pace in milliseconds; 0: not seen yet. */
export function setting() {
  return { ...known };
}

/**
 * Keeps what the scanner of this counter is like.
 * @param {Partial<ReturnType<typeof scanner>>} change
 */
export function remember(change) {
  known = { ...known, ...change };
  localStorage.setItem(KEPT, JSON.stringify(known));
}

/**
 * A code of ours was read at this pace: that is how fast the scanner of this counter types.
 * @param {number} pace
 */
export function learn(pace) {
  if (Math.abs(pace - known.pace) > 5) remember({ pace: Math.round(pace) });
}

/** After how long a row of keys is over: a slow scanner is waited for once it is known. */
export function pause() {
  return Math.max(PAUSE, Math.min(300, known.pace * 1.7));
}

/**
 * Says who takes scans, with their pace: `ti-app`, or the customer's page. Answers how to stop.
 * @param {NonNullable<typeof taker>} take
 */
export function onScanned(take) {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/**
 * A pad takes digits as they come, and forgets them once they are known to be a code. Answers how to stop.
 * @param {Pad} pad
 */
export function padIn(pad) {
  pads.add(pad);
  return () => void pads.delete(pad);
}

/**
 * What was scanned without what the scanner or an input method put around it.
 * @param {string} raw
 */
function cleaned(raw) {
  let text = raw.normalize('NFKC').trim();
  if (known.prefix && text.startsWith(known.prefix)) text = text.slice(known.prefix.length);
  if (known.suffix && text.endsWith(known.suffix)) text = text.slice(0, -known.suffix.length);
  text = text.replace(KIND, '');
  // What is long is a text of its own, down to its marks.
  return text.length > LONGEST ? text : text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

const written = () => row.map(({ char }) => char).join('');

/** After how long this row is over. */
function gap() {
  return /[\p{L}*]/u.test(written()) ? Math.max(LETTER, pause()) : pause();
}

/**
 * Which place a key goes to.
 * @param {EventTarget | null} target
 * @returns {Place}
 */
function placeOf(target) {
  if (!isWriting(target) || target instanceof HTMLSelectElement)
    return [...pads].some((pad) => pad.hears()) ? 'pad' : 'free';
  const field = /** @type {HTMLElement} */ (target);
  const type = field.getAttribute('type') ?? '';
  if (type === 'password') return 'secret';
  const scan = field.dataset['scan'];
  if (scan === 'own' || scan === 'next' || scan === 'yields') {
    if (scan === 'yields' || !figures(field)) return scan;
  }
  return figures(field) ? 'figures' : 'yields';
}

/** @param {HTMLElement} field */
function figures(field) {
  return (
    ['numeric', 'decimal', 'tel'].includes(field.getAttribute('inputmode') ?? '') ||
    ['number', 'date', 'tel'].includes(field.getAttribute('type') ?? '')
  );
}

/** How the keys of the row follow each other; `even`: as no person types. */
function paced() {
  const gaps = row.slice(1).map(({ at }, index) => at - (row[index]?.at ?? at));
  if (gaps.length === 0) return { mean: Number.POSITIVE_INFINITY, even: false };
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return { mean, even: Math.max(...gaps) <= mean * 1.7 + 10 && Math.min(...gaps) >= mean * 0.4 };
}

/** Whether the row is a scanner's. @param {boolean} ended by Enter or its like */
function isScan(ended) {
  const text = written().normalize('NFKC');
  const length = text.length;
  // Ink of a language is a person's, by way of an input method; and a row of one key is a finger that stays.
  if (!/^[\x20-\x7e]+$/u.test(text) || new Set(text).size === 1) return false;
  const { mean, even } = paced();
  const slow = mean <= FAST || (even && mean <= Math.max(SLOW, known.pace * 1.3));
  switch (place) {
    case 'secret':
      return false;
    case 'free':
      // The key of the search, and what is typed on its heels.
      if (text.startsWith('/') && mean > FAST) return false;
      return length >= SHORTEST || (ended && length >= ENDED && slow);
    case 'pad':
      // Six digits and nothing after them are a PIN, however fast; with an end on their heels they are a code.
      if (/\D/u.test(text)) return length >= SHORTEST || ended;
      return length > 6 || (ended && length >= SHORTEST && slow);
    case 'figures':
      if (/[A-Za-z]/u.test(text)) return /\d/u.test(text) && length >= SHORTEST && slow;
      return ended && /^\d+$/u.test(text) && length >= NO_FIGURE && length !== 11 && slow;
    case 'own':
    case 'next':
      return ended && length >= SHORTEST && /\d/u.test(text) && slow;
    case 'yields':
      return ended && length >= SHORTEST && (mean <= FAST || (slow && /\d/u.test(text)));
  }
}

/** @param {Event} event */
function swallow(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function forgotten() {
  clearTimeout(waiting);
  [row, before] = [[], null];
}

/** Puts a field back to what stood in it before the scan. */
function restore() {
  if (!before) return;
  const { field, value } = before;
  // A half-composed word is not the field's yet: it goes with the focus.
  if (row.some(({ event }) => event?.isComposing)) field.blur();
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Leaves a scan in the field that it is for, without what was put around it. */
function keepClean() {
  const [raw, text] = [written(), cleaned(written())];
  const field = before?.field;
  if (!field || raw === text || !field.value.endsWith(raw)) return;
  field.value = field.value.slice(0, -raw.length) + text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The row is a scan: it leaves no trace, and is told. */
function take() {
  const [text, { mean }] = [cleaned(written()), paced()];
  restore();
  for (const pad of pads) pad.forget();
  forgotten();
  if (text !== '') taker?.(text, mean);
}

/** The row is a person's: what was held is given on, each key to where the hand is by then. */
function giveOn() {
  const held = row.filter((key) => key.held);
  forgotten();
  for (const { event, target, char } of held) {
    if (!event) continue;
    const active = document.activeElement;
    // An earlier key of the row has moved the hand into a field: what follows is written there.
    if (active !== target && isField(active) && isWriting(active)) {
      active.setRangeText(char, active.selectionStart ?? 0, active.selectionEnd ?? 0, 'end');
      active.dispatchEvent(new Event('input', { bubbles: true }));
      continue;
    }
    const { key, code, shiftKey } = event;
    const again = new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true });
    given.add(again);
    (target instanceof Element && target.isConnected ? target : document.body).dispatchEvent(again);
  }
}

/** The row is over without an end to it. */
function over() {
  // A page that was busy hears its clock before the keys that came meanwhile: those first.
  if (performance.now() - due > 25) return wait(30);
  broken(performance.now());
}

/** A row without an end, by its length a scan or a person's. @param {number} now */
function broken(now) {
  if (row.length === 0 || !isScan(false)) return giveOn();
  take();
  tailUntil = now + TAIL;
}

/** @param {number} milliseconds */
function wait(milliseconds) {
  clearTimeout(waiting);
  due = performance.now() + milliseconds;
  waiting = setTimeout(over, milliseconds);
}

/**
 * @param {EventTarget | null} target
 * @returns {target is Field}
 */
function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/**
 * What a key writes; nothing where it writes nothing. An input method that keeps a key still says which it is.
 * @param {KeyboardEvent} event
 */
function charOf({ key, code, shiftKey, isComposing }) {
  if (key.length === 1) return key;
  if (key !== 'Process' && !isComposing) return '';
  const letter = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/u.exec(code);
  if (letter) return letter[2] ?? (shiftKey ? letter[1] : letter[1]?.toLowerCase()) ?? '';
  return code === 'Minus' ? '-' : '';
}

/** Whether it ends a line, as scanners are set to: CR, LF, Tab. @param {KeyboardEvent} event */
function isEnd({ key, code, ctrlKey, altKey, metaKey, shiftKey }) {
  if (altKey || metaKey) return false;
  if (ctrlKey) return ['j', 'm', 'i'].includes(key.toLowerCase());
  if (key === 'Process') return ['Enter', 'NumpadEnter', 'Tab'].includes(code);
  return key === 'Enter' || key === 'Linefeed' || (key === 'Tab' && !shiftKey);
}

/** @param {KeyboardEvent} event @param {string} char */
function pressed(event, char) {
  const now = event.timeStamp;
  const last = row.at(-1);
  if (last && now - last.at > gap()) {
    if (place === 'free' || place === 'pad') broken(last.at);
    else giveOn();
  }
  if (row.length === 0 && now < tailUntil && ['free', 'pad'].includes(placeOf(event.target))) {
    tailUntil = now + TAIL;
    return swallow(event);
  }
  // A finger that stays on a key is no scanner.
  if (event.repeat && row.length > 0) return row.some((key) => key.held) ? swallow(event) : undefined;
  if (row.length === 0) {
    place = placeOf(event.target);
    before = isField(event.target) && place !== 'free' ? { field: event.target, value: event.target.value } : null;
  }
  // Blanks press the button that has the focus, unless they are within a code.
  if (place === 'secret' || (char === ' ' && row.length === 0)) return forgotten();
  const held = place === 'free' || (place === 'pad' && !/^[0-9]$/u.test(char));
  row.push({ char, at: now, event, target: event.target, held });
  if (place === 'pad' && (held || row.length > 6)) for (const pad of pads) pad.forget();
  if (held || (place === 'pad' && row.length > 6)) swallow(event);
  if (place === 'free' || place === 'pad') wait(gap());
  trailUntil = Number.NEGATIVE_INFINITY;
}

/** @param {KeyboardEvent} event */
function ended(event) {
  const now = event.timeStamp;
  if (row.length === 0) {
    if (now > Math.max(trailUntil, tailUntil)) return;
    trailUntil = now + TRAIL;
    return swallow(event);
  }
  const near = now - (row.at(-1)?.at ?? now) <= gap();
  if (near && isScan(true)) {
    trailUntil = now + TRAIL;
    if (place === 'own' || place === 'next') {
      keepClean();
      if (place === 'own') swallow(event);
      return forgotten();
    }
    swallow(event);
    return take();
  }
  if (near || (place !== 'free' && place !== 'pad')) return giveOn();
  broken(row.at(-1)?.at ?? now);
  if (now < tailUntil) swallow(event);
}

/** @param {KeyboardEvent} event */
function passes(event) {
  if (given.has(event) || MODIFIERS.includes(event.key)) return;
  // A scanner that writes each sign by its number, with the Alt key down: the numbers are nobody's keys.
  if (event.altKey && !event.ctrlKey && /^Numpad[0-9]$/u.test(event.code)) {
    byNumber += event.code.slice(-1);
    return swallow(event);
  }
  if (isEnd(event)) return ended(event);
  const char = event.ctrlKey || event.altKey || event.metaKey ? '' : charOf(event);
  if (char !== '') return pressed(event, char);
  giveOn();
}

/** @param {KeyboardEvent} event */
function lifted(event) {
  if (event.key !== 'Alt' || byNumber === '') return;
  const char = String.fromCharCode(Number(byNumber) % 256);
  byNumber = '';
  if (row.length === 0) place = placeOf(event.target);
  row.push({ char, at: event.timeStamp, event: null, target: event.target, held: false });
  if (place === 'free' || place === 'pad') wait(gap());
}

// In the capturing phase: before any field, pad or key binding sees a key. A hand that taps is a person's.
addEventListener('keydown', passes, { capture: true });
addEventListener('keyup', lifted, { capture: true });
addEventListener('pointerdown', giveOn, { capture: true });
