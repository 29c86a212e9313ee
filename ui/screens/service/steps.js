/**
 * The panels as the screen walks them: at which one a service comes to each step, which ones a mode has, and who may do
 * each. Rust decides which steps there are; this only says where to look and whom to ask for.
 */
import { MAY, STEPS } from '../../lib/lists.js';

/** @typedef {import('../../lib/wire').Step} Step */
/** @typedef {import('../../lib/wire').Mode} Mode */
/** @typedef {import('../../lib/wire').Role} Role */
/** @typedef {'notice'|'needs'|'skin'|'plan'|'agree'|'clear'|'blend'|'label'|'deliver'} StepKey */

/** The panel at which a service comes to each step. @type {Record<Step, StepKey>} */
const PANEL = {
  opened: 'notice',
  noticed: 'notice',
  needed: 'needs',
  tested: 'skin',
  planned: 'plan',
  agreed: 'agree',
  cleared: 'clear',
  blended: 'blend',
  labelled: 'label',
  scanned: 'label',
  released: 'label',
  done: 'deliver',
  ended: 'deliver',
};

/**
 * Whether a service of a mode passes a step.
 * @param {Mode} mode
 * @param {Step} step
 */
export const has = (mode, step) => STEPS[mode].includes(step);

/**
 * The panels of a mode, in order.
 * @param {Mode} mode
 * @returns {StepKey[]}
 */
export function panelsOf(mode) {
  return [...new Set(STEPS[mode].map((step) => PANEL[step]))];
}

/**
 * The panel that a service is at: the one that leads to its next step, and the last one once it is over.
 * @param {Step} step
 * @param {Mode} mode
 * @returns {StepKey}
 */
export function panelAt(step, mode) {
  const next = STEPS[mode][STEPS[mode].indexOf(step) + 1];
  return next && step !== 'ended' ? PANEL[next] : PANEL.ended;
}

/**
 * The command that carries each step on: who may send it may do the step.
 * @type {Record<StepKey, import('../../lib/host.js').Name>}
 */
export const COMMAND = {
  notice: 'screen.present',
  needs: 'service.needs',
  skin: 'service.no_skin_test',
  plan: 'service.plan',
  agree: 'screen.present',
  clear: 'service.clear',
  blend: 'service.weigh',
  label: 'service.label',
  deliver: 'service.hand_over',
};

/**
 * The roles to ask for, where a command is not open to the person at the window.
 * @param {string} command
 * @returns {readonly Role[]}
 */
export function rolesFor(command) {
  return MAY[/** @type {import('../../lib/host.js').Name} */ (command)] ?? [];
}

/**
 * Whether a person may weigh a unit: the operator who signed its clearance, or who is neither operator nor officer, at
 * whose window that operator works (山东指南 第三条). Rust judges it again, with who is present.
 * @param {import('../../lib/wire').Person} person
 * @param {import('../../lib/wire').ServiceView} view
 */
export function mayWeigh(person, view) {
  return (
    person.staff === view.clearance?.operator.staff ||
    !person.roles.some((role) => role === 'operator' || role === 'officer')
  );
}
