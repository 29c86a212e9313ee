/**
 * The answers of one customer while the notice stands on the screen: which questions are asked, which comes next, what
 * is
 * sent. Pure: it draws nothing and calls nothing, so that the way through the questions can be read in one place. It
 * keeps
 * no default for any purpose: what was not pressed is not agreed to (个人信息保护法 第十四条).
 *
 * @typedef {import('../../lib/wire').Purpose} Purpose
 * @typedef {import('../../lib/wire').Mode} Mode
 * @typedef {'told'|'child'|'guardian'|'details'|'summary'|Purpose} Stage
 * @typedef {{
 *   age: number | null,
 *   guardian: {name: string, relation: string},
 *   choices: Partial<Record<Purpose, boolean>>,
 *   contact: {name: string, phone: string},
 * }} Answers
 */

import { STEPS } from '../../lib/lists.js';

/** Completed years up to which a person is a child of cosmetics law, and no blend is made (儿童化妆品监督管理规定). */
export const CHILD = 12;
/** Under this age a guardian consents and no facial image is taken (个人信息保护法 第三十一条). */
export const GUARDIAN_UNDER = 14;
/** From this age on a person is an adult (民法典 第十七条). */
export const ADULT = 18;
/** The oldest age that the pad takes: a third digit would be a slip of the finger. */
export const OLDEST = 120;

/** Purposes that use the name and the telephone of the contact: without a contact there is nothing to ask for. */
const NEEDS_CONTACT = /** @type {Purpose[]} */ (['upload_identity', 'marketing']);

/** @returns {Answers} */
export const blank = () => ({
  age: null,
  guardian: { name: '', relation: '' },
  choices: {},
  contact: { name: '', phone: '' },
});

/** @param {Answers} answers */
export const needsGuardian = (answers) => answers.age !== null && answers.age < GUARDIAN_UNDER;

/** Whether this age may not go on in this mode. @param {Answers} answers @param {Mode | null} mode */
export const isTurnedAway = (answers, mode) =>
  answers.age !== null && answers.age <= CHILD && mode !== null && STEPS[mode].includes('blended');

/**
 * Why a purpose is not asked: the law forbids the image of a person under 14, and without a contact nothing can be
 * uploaded
 * or written to. Null where it is asked.
 * @param {Purpose} purpose @param {Answers} answers @returns {'under_fourteen' | 'no_contact' | null}
 */
export function notAsked(purpose, answers) {
  if (purpose === 'facial_image' && needsGuardian(answers)) return 'under_fourteen';
  if (NEEDS_CONTACT.includes(purpose) && answers.choices.contact === false) return 'no_contact';
  return null;
}

/** The purposes that are asked, in their order. @param {Purpose[]} purposes @param {Answers} answers */
export const asked = (purposes, answers) => purposes.filter((purpose) => notAsked(purpose, answers) === null);

/**
 * The way through the questions as far as the answers decide it.
 * @param {Purpose[]} purposes @param {Mode | null} mode @param {Answers} answers @returns {Stage[]}
 */
export function way(purposes, mode, answers) {
  if (isTurnedAway(answers, mode)) return ['told', 'child'];
  /** @type {Stage[]} */
  const stages = ['told'];
  if (needsGuardian(answers)) stages.push('guardian');
  for (const purpose of asked(purposes, answers)) {
    stages.push(purpose);
    if (purpose === 'contact' && answers.choices.contact) stages.push('details');
  }
  stages.push('summary');
  return stages;
}

/** A telephone as a person writes it: digits, and what stands between them. @param {string} phone */
export const isPhone = (phone) => /^\+?[\d\s-]+$/u.test(phone) && /^\d{7,15}$/u.test(phone.replace(/\D/gu, ''));

/** Whether a stage has its answer. @param {Stage} stage @param {Answers} answers */
export function isAnswered(stage, answers) {
  switch (stage) {
    case 'told':
      return answers.age !== null;
    case 'guardian':
      return answers.guardian.name.trim() !== '' && answers.guardian.relation.trim() !== '';
    case 'details':
      return answers.contact.name.trim() !== '' && isPhone(answers.contact.phone);
    case 'summary':
    case 'child':
      return false;
    default:
      return answers.choices[stage] !== undefined;
  }
}

/**
 * Where to go after `stage`. When one answer is changed from the summary, only what became open is asked again.
 * @param {Stage[]} stages @param {Stage} stage @param {Answers} answers @param {boolean} changing @returns {Stage}
 */
export function after(stages, stage, answers, changing) {
  const following = stages[stages.indexOf(stage) + 1] ?? 'summary';
  // A contact just agreed to asks for its details at once, also where they were given before.
  if (!changing || (stage === 'contact' && following === 'details')) return following;
  return stages.find((each) => !isAnswered(each, answers)) ?? 'summary';
}

/**
 * What is sent: one choice for each purpose that was asked, and nothing that was typed for a purpose refused since.
 * @param {Purpose[]} purposes @param {Answers} answers
 */
export function given(purposes, answers) {
  const trimmed = (/** @type {string} */ text) => text.trim();
  return {
    age: answers.age ?? 0,
    guardian: needsGuardian(answers)
      ? { name: trimmed(answers.guardian.name), relation: trimmed(answers.guardian.relation) }
      : null,
    choices: asked(purposes, answers).map((purpose) => ({ purpose, agreed: answers.choices[purpose] === true })),
    contact: answers.choices.contact
      ? { name: trimmed(answers.contact.name), phone: trimmed(answers.contact.phone) }
      : null,
  };
}
