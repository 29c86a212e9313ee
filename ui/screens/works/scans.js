// Where a scan belongs on the page of the daily work: into the form that is open, else to the form that fits the thing.

import { rpc } from '../../lib/host.js';
import { say } from '../../lib/notice.js';
import { t } from '../../lib/i18n.js';

/** @typedef {import('../work.js').ScreenWork} ScreenWork */
/** @typedef {import('../../lib/screen.js').Scan} Scan */

/** Which field takes which kind of code. @type {Record<string, string[]>} */
const FIELDS = {
  container: ['container'],
  lot: ['lot'],
  equipment: ['pieces'],
  staff: ['escort', 'officer'],
  product: ['product'],
  area: ['area'],
};

/** @param {Scan} scan @param {any} before @param {string} key */
function value(scan, before, key) {
  if (key === 'lot' || key === 'product') return { value: scan.id, label: scan.id };
  if (key !== 'pieces') return scan.id;
  return (before ?? []).includes(scan.id) ? before : [...(before ?? []), scan.id];
}

/** Fills the open form; false where it has no place for it. @param {any} form @param {Scan} scan
 * @returns {import('../../lib/screen.js').Taken} */
function filled(form, scan) {
  const key = (FIELDS[scan.kind] ?? []).find((each) =>
    form.list.some((/** @type {any} */ field) => field.key === each),
  );
  if (!key) return false;
  const field = form.list.find((/** @type {any} */ each) => each.key === key);
  const known = !field.options || field.options.some((/** @type {any} */ option) => option.value === scan.id);
  if (!known) {
    say(t('work.scan_not_here', { id: scan.id }), 'warn');
    return 'wrong';
  }
  form.edited(new CustomEvent('edit', { detail: { key, value: value(scan, form.values[key], key) } }));
  return true;
}

/** A container leads to what is next with it. @param {ScreenWork} screen @param {string} container */
async function container(screen, container) {
  const one = await screen.act('scan', () => rpc('container.look', { container }));
  if (!one) return;
  if (one.expired) screen.begin('dispose', one);
  else if (one.standing === 'in_use') screen.begin('seal', one);
  else if (one.standing === 'sealed') screen.begin('release', one);
  else screen.tags = [{ of: 'container', id: one.container, name: one.container }];
}

/** @param {ScreenWork} screen @param {Scan} scan @returns {import('../../lib/screen.js').Taken} */
export function scanned(screen, scan) {
  const form = /** @type {any} */ (screen.querySelector('ti-sheet ti-form'));
  if (form) return filled(form, scan);
  if (document.querySelector('dialog:modal')) return false;
  switch (scan.kind) {
    case 'container':
      void container(screen, scan.id);
      return true;
    case 'lot':
      screen.begin('open', { value: scan.id, label: scan.id });
      return true;
    case 'equipment':
      screen.begin('equipment', scan.id);
      return true;
    case 'area':
      screen.begin('area', scan.id);
      return true;
    case 'staff':
      screen.begin('presence');
      return true;
    default:
      return false;
  }
}
