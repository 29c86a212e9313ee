/**
 * The nine steps as the screen walks them: which panel a saved state belongs to, which steps a mode has, and who may
 * do each. Rust decides; this only says where to look and whom to ask for.
 */

/** @typedef {import('../../lib/wire').Step} Step */
/** @typedef {import('../../lib/wire').Mode} Mode */
/** @typedef {import('../../lib/wire').Role} Role */
/** @typedef {'notice'|'needs'|'skin'|'plan'|'agree'|'clear'|'blend'|'label'|'deliver'} StepKey */

/** @type {readonly StepKey[]} */
export const STEPS = ['notice', 'needs', 'skin', 'plan', 'agree', 'clear', 'blend', 'label', 'deliver'];

/** @type {readonly StepKey[]} */
const PRODUCT_ONLY = ['clear', 'blend', 'label'];

/** @type {Record<Step, StepKey>} */
const PANEL = {
  opened: 'notice',
  noticed: 'needs',
  needed: 'skin',
  tested: 'plan',
  planned: 'agree',
  agreed: 'clear',
  cleared: 'blend',
  blended: 'label',
  labelled: 'label',
  scanned: 'label',
  released: 'deliver',
  done: 'deliver',
  ended: 'deliver',
};

/**
 * Whether a mode makes a product.
 * @param {Mode} mode
 */
export function makesProduct(mode) {
  return mode === 'product' || mode === 'combined';
}

/**
 * The steps that a mode has, in order.
 * @param {Mode} mode
 * @returns {StepKey[]}
 */
export function stepsOf(mode) {
  return STEPS.filter((step) => makesProduct(mode) || !PRODUCT_ONLY.includes(step));
}

/**
 * The step that a service is at.
 * @param {Step} step
 * @param {Mode} mode
 * @returns {StepKey}
 */
export function stepAt(step, mode) {
  const key = PANEL[step];
  return PRODUCT_ONLY.includes(key) && !makesProduct(mode) ? 'deliver' : key;
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

/** Whom to ask for where the person at the window may not. @type {Record<string, readonly Role[]>} */
const ASK = {
  'service.clear': ['advisor', 'store_manager', 'operator'],
  'service.weigh': ['operator', 'advisor', 'store_manager'],
  'service.label': ['advisor', 'store_manager', 'operator'],
  'service.write_off': ['operator', 'officer', 'advisor', 'store_manager'],
  'container.open': ['operator', 'advisor', 'store_manager'],
  'equipment.clean': ['operator'],
  'staff.presence': ['operator', 'officer', 'store_manager'],
};

/**
 * The roles to ask for, where a command is not open to the person at the window.
 * @param {string} command
 * @returns {readonly Role[]}
 */
export function rolesFor(command) {
  return ASK[command] ?? ['advisor', 'store_manager'];
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
