/**
 * The barcode scanner: a keyboard that types fast and ends with Enter. What it types is taken out of whatever field had
 * the focus, asked of the desk, and given to the screen in front; what the screen does not take goes to its own place.
 *
 * A field that is meant to be scanned into says `data-scan="own"` and keeps what it gets; one of a form whose screen
 * knows
 * where every code belongs says `data-scan="yields"`. Secrets and figures
 * (`type=password`, `inputmode=numeric|decimal`) are never read as a scan.
 */

/**
 * No scanner of a counter is slower than this from key to key on average, in milliseconds; no person is as fast for so
 * long.
 */
const GAP = 45;
/**
 * After this long between two keys another code begins; a busy computer makes a scanner pause for less, in
 * milliseconds.
 */
const PAUSE = 120;
/** The shortest code of ours. */
const SHORTEST = 4;

/** @type {((text: string) => void) | null} */
let taker = null;
let typed = '';
let first = 0;
let last = 0;
/** @type {{field: HTMLInputElement | HTMLTextAreaElement, value: string} | null} */
let before = null;

/**
 * Says who takes scans: `ti-app`, or the customer's page nobody. Answers how to stop.
 * @param {(text: string) => void} take
 */
export function onScanned(take) {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLInputElement | HTMLTextAreaElement}
 */
function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** @param {HTMLElement} field */
function keepsItsOwn(field) {
  if (field.dataset['scan'] === 'yields') return false;
  const figures = ['numeric', 'decimal', 'tel'].includes(field.getAttribute('inputmode') ?? '');
  return (
    figures ||
    ['password', 'number', 'date'].includes(field.getAttribute('type') ?? '') ||
    field.dataset['scan'] === 'own'
  );
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (!taker || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const field = isField(event.target) ? event.target : null;
  if (field && keepsItsOwn(field)) return;
  const now = event.timeStamp;
  if (event.key.length === 1) {
    if (now - last > PAUSE) {
      typed = '';
      first = now;
      before = field && { field, value: field.value };
    }
    typed += event.key;
    last = now;
    return;
  }
  if (event.key !== 'Enter') return;
  const text = typed.trim();
  const isScan = now - last <= PAUSE && text.length >= SHORTEST && last - first <= GAP * (typed.length - 1);
  typed = '';
  if (!isScan) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (before && before.field === field) {
    before.field.value = before.value;
    before.field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  taker(text);
}

// In the capturing phase: before any field or key binding sees the Enter.
addEventListener('keydown', pressed, { capture: true });
