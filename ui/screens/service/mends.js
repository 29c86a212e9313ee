/**
 * What the button of a refusal does: each action of the rules, led to the place where a person mends it. Where that is
 * one command it is sent at once; where a person has to say something first, a form opens; what is kept elsewhere
 * (files of staff, stock, room) leads to that page. An action that is not known here still leads to the store's pages.
 */
import { go } from '../../lib/route.js';

/** @typedef {import('../service.js').ScreenService} ScreenService */

/** Pages of the store on which an action is mended. @type {Record<string, string>} */
const PAGE = {
  renew_authorisation: '#/store/authorisation',
  ask_headquarters_for_rulebook: '#/store',
  renew_health_check: '#/store/staff',
  authorise_for_area: '#/store/staff',
  train: '#/store/staff',
  inspect_equipment: '#/store/equipment',
  pass_sample_test: '#/store/equipment',
  measure_environment: '#/store/room',
  adjust_climate: '#/store/room',
  disinfect_area: '#/store/room',
  send_sample: '#/store/room',
  move_to_recall_zone: '#/materials/lots',
  receive_lot: '#/materials/lots',
  discard_container: '#/materials/lots',
  pick_lots: '#/materials/lots',
  reword_recipe: '#/materials/recipes',
  reword_warning: '#/materials/products',
  reword_store: '#/store',
};

/** Actions that are mended in a step of the service itself. @type {Record<string, import('./steps.js').StepKey>} */
const STEP = {
  choose_other_recipe: 'plan',
  pick_other_lot: 'plan',
  explain_and_remove_need: 'needs',
  name_two_signers: 'clear',
  name_other_officer: 'clear',
  choose_equipment: 'clear',
  choose_approved_label: 'clear',
  confirm_material_entry: 'clear',
};

/** Up to here a plan may be chosen anew. @type {readonly string[]} */
const CHOOSABLE = ['tested', 'planned', 'agreed'];

/**
 * Leads to where it is mended.
 * @param {ScreenService} host
 * @param {string} action the rules' name of it
 * @param {string} [subject] what it is about: a lot for `open_new_unit`
 */
export function mend(host, action, subject) {
  if (action === 'clean_equipment') return host.open('cleaning');
  if (action === 'mark_presence') return host.open('presence');
  if (action === 'open_new_unit' && subject) return openUnit(host, subject);
  if (action === 'offer_without_blending') return host.open('abandon');
  const step = STEP[action];
  if (step === 'clear' && host.view?.step === 'agreed') return host.look(null);
  if (step === 'needs' && host.view?.step === 'tested') return host.look('needs');
  if (step === 'plan' && CHOOSABLE.includes(host.view?.step ?? '')) return host.look('plan');
  if (step) return host.look(null);
  return go(PAGE[action] ?? '#/store');
}

/**
 * Leads from a finding to where it is mended: the lot is found by the facts that decided.
 * @param {ScreenService} host
 * @param {import('../../lib/wire').Finding} finding
 */
export function mendFinding(host, finding) {
  const place = finding.facts
    .map((fact) => /^components\[(\d+)\]/u.exec(fact)?.[1])
    .find((found) => found !== undefined);
  const lot = place === undefined ? undefined : host.view?.plan?.components[Number(place)]?.lot;
  mend(host, finding.mend?.action ?? '', lot ?? undefined);
}

/**
 * Opens an unopened unit of a lot.
 * @param {ScreenService} host
 * @param {string} lot
 */
export function openUnit(host, lot) {
  host.as('container.open', async () => {
    await host.send('container.open', { lot });
  });
}
