/**
 * What the button of a finding does within a service: each action of the rules, led to where a person mends it.
 * Where that is one command it is sent at once; where a person has to say something first, a form opens; what is kept
 * elsewhere (files of staff, stock, room) leads to the page that the desk names for it.
 */
import { MENDS } from '../../lib/lists.js';
import { go } from '../../lib/route.js';

/** @typedef {import('../service.js').ScreenService} ScreenService */
/** @typedef {import('../../lib/wire').MendAction} MendAction */
/** @typedef {(host: ScreenService, action: MendAction, subject?: string) => void} Lead */

/** Up to here a plan may be chosen anew. @type {readonly string[]} */
const CHOOSABLE = ['tested', 'planned', 'agreed'];

/** @type {Lead} */
const page = (_, action) => go(`#/${MENDS[action].page}`);
/** @type {Lead} */
const clear = (host) => host.look(null);
/** @type {Lead} */
const needs = (host) => host.look(host.view?.step === 'tested' ? 'needs' : null);
/** @type {Lead} */
const plan = (host) => host.look(CHOOSABLE.includes(host.view?.step ?? '') ? 'plan' : null);
/** A unit of the lot is opened at once, where the lot is known. @type {Lead} */
const unit = (host, action, lot) => (lot ? openUnit(host, lot) : page(host, action));
/** A unit that was released cannot be made anew: its service ends. @type {Lead} */
const hold = (host) => host.open(host.view?.step === 'released' ? 'abandon' : 'write_off');
/** At the release another officer in post is chosen beside the PIN, where there is one. @type {Lead} */
const officer = (host, action) => {
  const choice = host.querySelector('.other-officer');
  if (host.view?.step !== 'scanned') clear(host, action);
  else if (choice instanceof HTMLDetailsElement) choice.open = true;
  else page(host, action);
};
/** @param {import('../service.js').DialogName} name @returns {Lead} */
const dialog = (name) => (host) => host.open(name);

/** @type {Record<MendAction, Lead>} */
const LEAD = {
  adjust_climate: page,
  ask_headquarters_for_rulebook: page,
  authorise_for_area: page,
  call_back: page,
  choose_approved_label: clear,
  choose_equipment: clear,
  choose_other_recipe: plan,
  clean_area: page,
  clean_equipment: dialog('cleaning'),
  clear_again: dialog('write_off'),
  confirm_material_entry: clear,
  discard_container: page,
  disinfect_area: page,
  explain_and_remove_need: needs,
  hold_unit: hold,
  answer_request: page,
  close_case: page,
  inspect_equipment: page,
  make_backup: page,
  mark_presence: dialog('presence'),
  measure_environment: page,
  move_to_recall_zone: page,
  name_other_officer: officer,
  name_two_signers: clear,
  offer_without_blending: dialog('abandon'),
  open_new_unit: unit,
  pass_sample_test: page,
  pick_lots: page,
  pick_other_lot: plan,
  receive_lot: page,
  release_leftover: page,
  renew_authorisation: page,
  renew_health_check: page,
  reword_recipe: page,
  reword_store: page,
  reword_warning: page,
  state_product: page,
  send_sample: page,
  sign_approvals: page,
  state_licence: page,
  train: page,
  try_restore: page,
  work_on_entry: page,
};

/**
 * Leads to where it is mended.
 * @param {ScreenService} host
 * @param {MendAction} action the rules' name of it
 * @param {string} [subject] what it is about: a lot for `open_new_unit`
 */
export function mend(host, action, subject) {
  LEAD[action](host, action, subject);
}

/**
 * Leads from a finding to where it is mended: the lot is found by the facts that decided.
 * @param {ScreenService} host
 * @param {import('../../lib/wire').Finding} finding
 */
export function mendFinding(host, finding) {
  if (!finding.mend) return;
  const place = finding.facts
    .map((fact) => /^components\[(\d+)\]/u.exec(fact)?.[1])
    .find((found) => found !== undefined);
  const lot = place === undefined ? undefined : host.view?.plan?.components[Number(place)]?.lot;
  mend(host, finding.mend.action, lot ?? undefined);
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
