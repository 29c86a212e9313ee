// Which form an item of the checklist opens, chosen by what the store already has: lots need products, equipment is
// registered before it is cleaned. What is still missing is the counter's to say (`setup.look`).

import { desk } from '../../lib/desk.js';
import { rpc } from '../../lib/host.js';
import { actForm } from '../registers/form.js';
import { licence } from './forms/licence.js';
import { clean, passed, register } from './forms/room.js';
import { enrol, presence } from './forms/staff.js';
import { receive } from './forms/stock.js';
import { approve } from './forms/template.js';

/** @typedef {import('../../components/ti-sheet.js').Form} Form */
/** @typedef {import('../../lib/wire').SetupItem['key']} Key */
/** @typedef {import('../../lib/host.js').Name} Name */

/**
 * The commands that move an item on; the first is the one whose posts are named.
 * @type {Record<Key, [Name, ...Name[]]>}
 */
export const COMMANDS = {
  staff: ['staff.enrol'],
  products: ['import.commit'],
  recipes: ['import.commit'],
  lots: ['lot.receive', 'import.commit'],
  equipment: ['equipment.register', 'equipment.passed', 'equipment.clean'],
  room: ['room.read'],
  product_test: ['product.tested'],
  template: ['template.approve'],
  licence: ['licence.state'],
  approvals: ['approval.sign'],
  presence: ['staff.presence'],
};

/** Areas that anything in the store names. @returns {Promise<string[]>} */
export async function areas() {
  const [machines, readings] = await Promise.all([rpc('equipment.list'), rpc('room.list')]);
  return [...new Set([...machines, ...readings].map((one) => /** @type {string} */ (one.area)))].sort();
}

/** A new person, in a post that nobody holds yet. @returns {Promise<Form>} */
async function person() {
  /** @type {import('../../lib/wire').StaffCard[]} */
  const people = await rpc('staff.list');
  const wanted = /** @type {const} */ (['operator', 'officer', 'advisor']);
  const role = wanted.find((one) => !people.some((card) => card.in_post && card.roles.includes(one)));
  return enrol(null, role ? [role] : []);
}

/** @returns {Promise<Form>} */
async function equipment() {
  const [machines, known] = await Promise.all([rpc('equipment.list'), areas()]);
  const untested = machines.find((one) => one.open_test);
  if (untested && desk.may('equipment.passed')) return passed(untested);
  const dirty = machines.find((one) => !one.clean.holds);
  return dirty && desk.may('equipment.clean') ? clean(dirty) : register(known);
}

/**
 * The form of an item; none for what comes by a table.
 * @param {Key} key
 * @returns {Promise<Form | null>}
 */
export async function formOf(key) {
  switch (key) {
    case 'staff':
      return person();
    case 'equipment':
      return equipment();
    case 'room':
      return actForm('room.read');
    case 'product_test':
      return actForm('product.tested');
    case 'template':
      return approve(await rpc('template.list'));
    case 'licence':
      return licence();
    case 'presence':
      return presence(await rpc('staff.list'));
    case 'lots':
      return receive();
    default:
      return null;
  }
}
