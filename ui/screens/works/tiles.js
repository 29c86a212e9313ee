// The works of the day as tiles: which command each asks for, and in a few words how it stands.

import { t } from '../../lib/i18n.js';

/** @typedef {import('../../lib/wire').WorkView} Work */

/** The command behind each work. @type {Record<string, string>} */
export const TASKS = {
  presence: 'staff.presence',
  room: 'room.read',
  equipment: 'equipment.clean',
  area: 'area.clean',
  receive: 'lot.receive',
  open: 'container.open',
  seal: 'container.seal',
  release: 'container.release',
  dispose: 'container.dispose',
  dispose_lot: 'lot.dispose',
  opening: 'container.correct_opening',
  visitor: 'visitor.enter',
  visitors: 'visitor.leave',
  leave: 'staff.all_left',
};

/** In the order of a day. */
export const TILES = [
  'presence',
  'room',
  'area',
  'equipment',
  'receive',
  'open',
  'seal',
  'release',
  'dispose',
  'dispose_lot',
  'visitor',
];

/** @type {Record<string, string>} */
const ICONS = {
  presence: 'user-check',
  room: 'thermometer',
  area: 'sparkles',
  equipment: 'spray-can',
  receive: 'truck',
  open: 'package-open',
  seal: 'archive',
  release: 'badge-check',
  dispose: 'trash-2',
  dispose_lot: 'boxes',
  visitor: 'users-round',
};

/**
 * How a work stands: its icon, a few words, and whether it waits for somebody.
 * @param {string} task
 * @param {Work} work
 * @returns {{icon: string, text: string, due: boolean}}
 */
export function state(task, work) {
  const of = (/** @type {string} */ standing) => work.leftovers.filter((one) => one.standing === standing).length;
  const said = (/** @type {number} */ n, /** @type {string} */ some, /** @type {string} */ none, waits = true) => ({
    icon: ICONS[task] ?? 'list',
    text: n > 0 ? t(`work.state.${some}`, { n }) : t(`work.state.${none}`),
    due: waits && n > 0,
  });
  switch (task) {
    case 'presence':
      return said(work.people.filter((one) => one.present).length, 'present', 'nobody', false);
    case 'room':
      return said(work.areas.filter((area) => area.measured && !area.measured.holds).length, 'to_measure', 'measured');
    case 'area':
      return said(work.areas.filter((area) => !area.clean.holds).length, 'to_clean', 'clean');
    case 'equipment':
      return said(work.equipment.filter((piece) => !piece.clean.holds).length, 'to_clean', 'clean');
    case 'receive':
      return said(work.lots_waiting, 'waiting', 'none_waiting', false);
    case 'seal':
      return said(of('in_use'), 'at_bench', 'none_at_bench', false);
    case 'release':
      return said(of('sealed'), 'to_release', 'none_to_release');
    case 'dispose':
      return said(work.leftovers.filter((one) => one.expired).length, 'expired', 'none_expired');
    case 'visitor':
      return said(work.visits.filter((one) => !one.left_at).length, 'inside', 'none_inside', false);
    default:
      return { icon: ICONS[task] ?? 'list', text: t(`work.state.${task}`), due: false };
  }
}
