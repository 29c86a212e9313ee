/**
 * Where a scan goes: first to the screen in front, then to what was scanned. What became of it is always told.
 */
import { tell } from './heard.js';
import { go } from './route.js';
import { front } from './screen.js';
import { has, t } from './i18n.js';

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

/** Where what was scanned is shown. @param {Scan} scan */
function placeOf(scan) {
  if (scan.kind === 'none') return null;
  if (scan.kind === 'service') return `#/service/${scan.service ?? scan.id}`;
  return `#/${PLACES[scan.kind]}/${encodeURIComponent(scan.id)}`;
}

/**
 * So much of a code as a person tells it by: some have hundreds of digits, and some are secrets.
 * @param {string} code
 */
const brief = (code) => (code.length > 24 ? `${code.slice(0, 8)}…` : code);

/** What was scanned, in words. @param {Scan} scan */
function named(scan) {
  const key = `common.scan_kind_${scan.kind}`;
  return has(key) ? t(key, { id: scan.id }) : brief(scan.text ?? scan.id);
}

/**
 * Gives a scan to whom it is for. Answers it back when it is the label of a unit that a customer already took home: the
 * shell then offers to make another.
 * @param {Scan} scan
 * @returns {Promise<Scan | null>}
 */
export async function routed(scan) {
  const screen = front();
  const taken = (await screen?.onScan(scan)) ?? false;
  const what = named(scan);
  if (taken !== false) {
    tell(
      taken === 'wrong'
        ? { verdict: 'wrong', text: t('common.scan_wrong', { what }) }
        : { verdict: 'right', text: what },
    );
    return null;
  }
  const to = placeOf(scan);
  // Whoever is in the middle of a question is not taken away from it.
  if (document.querySelector('dialog:modal')) {
    tell({ verdict: 'wrong', text: t('common.scan_dialog', { what }) });
    return null;
  }
  if (to === null) {
    tell({ verdict: 'wrong', text: t('common.scan_none', { text: brief(scan.text ?? '') }) });
    return null;
  }
  if (screen?.holds && location.hash !== to) {
    tell({ verdict: 'wrong', text: t('common.scan_not_here', { what }), to });
    return null;
  }
  tell({ verdict: 'right', text: what });
  if (scan.customer && (scan.step === 'done' || scan.step === 'ended')) return scan;
  go(to);
  return null;
}
