// Whose hand a command asks for: what this person may do is offered, the rest is shown with the post that may. It
// only chooses words; who may is decided in Rust, and `desk.may` is what was decided.

import { html } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { t, word } from '../../lib/i18n.js';

/** @typedef {import('../../lib/wire').Role} Role */

/** The posts to name, where the command is not this person's. @type {Record<string, Role[]>} */
const POSTS = {
  'authorisation.set': ['store_manager'],
  'staff.enrol': ['store_manager'],
  'staff.set_pin': ['store_manager'],
  'staff.presence': ['advisor', 'operator', 'officer', 'store_manager'],
  'lot.receive': ['operator', 'officer', 'store_manager'],
  'lot.move': ['officer'],
  'container.open': ['operator', 'advisor', 'store_manager'],
  'equipment.register': ['store_manager'],
  'equipment.clean': ['operator'],
  'equipment.passed': ['officer', 'store_manager'],
  'room.read': ['operator', 'officer', 'store_manager'],
  'product.tested': ['officer'],
  'template.approve': ['officer', 'store_manager'],
  'template.withdraw': ['officer', 'store_manager'],
  'import.commit': ['store_manager'],
  'scale.set': ['store_manager', 'operator'],
  'device.set': ['store_manager'],
  'device.set_printer': ['store_manager'],
  'backup.make': ['store_manager'],
  'backup.now': ['store_manager'],
  'backup.add_place': ['store_manager'],
  'area.clean': ['operator'],
  'staff.all_left': ['store_manager'],
  'start.leave_demo': ['store_manager'],
};

/** Who may, in words. @param {string} command */
export function posts(command) {
  return (POSTS[command] ?? ['store_manager']).map((role) => word(`role.${role}`)).join(t('setup.or'));
}

/**
 * The button, if this person may; else who may.
 * @param {import('../../lib/desk.js').Name} command
 * @param {unknown} content
 */
export function offer(command, content) {
  return desk.may(command)
    ? content
    : html`<span class="by-other">${t('setup.by_other', { who: posts(command) })}</span>`;
}
