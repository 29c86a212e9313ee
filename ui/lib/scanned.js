/**
 * Where a scan goes: first to the screen in front, then to what was scanned.
 */
import { say } from './notice.js';
import { go } from './route.js';
import { front } from './screen.js';
import { t } from './i18n.js';

/** @typedef {import('./screen.js').Scan} Scan */

/** @type {Record<Exclude<Scan['kind'], 'none' | 'service'>, string>} */
const PLACES = {
  lot: 'materials/lots',
  container: 'materials/lots',
  product: 'materials/products',
  equipment: 'store/equipment',
  staff: 'store/staff',
  area: 'work/area',
};

/**
 * Gives a scan to whom it is for. Answers it back when it is the label of a unit that a customer already took home: the
 * shell then offers to make another.
 * @param {Scan} scan
 * @returns {Scan | null}
 */
export function routed(scan) {
  if (front()?.onScan(scan)) return null;
  // Whoever is in the middle of a question is not taken away from it.
  if (document.querySelector('dialog:modal')) {
    say(t('common.scan_dialog'), 'warn');
    return null;
  }
  if (scan.kind === 'none') {
    say(t('common.scan_none', { text: scan.text ?? '' }), 'warn');
    return null;
  }
  if (scan.kind !== 'service') {
    go(`#/${PLACES[scan.kind]}/${encodeURIComponent(scan.id)}`);
    return null;
  }
  if (scan.customer && (scan.step === 'done' || scan.step === 'ended')) return scan;
  go(`#/service/${scan.service ?? scan.id}`);
  return null;
}
