/** The forms of a customer's page: put right, add, something is wrong, and what came of that. */
import { rpc } from '../../lib/host.js';
import { t, word } from '../../lib/i18n.js';

/** @typedef {import('../../components/ti-sheet.js').Form} Form */
/** @typedef {import('../../lib/wire').PersonView} PersonView */

/** @param {PersonView} person @returns {Form} */
export function correct(person) {
  const { customer, name } = person.customer.card;
  return {
    title: t('rights.correct'),
    why: t('rights.correct_why'),
    clause: t('rights.correct_clause'),
    fields: [
      { key: 'name', label: t('rights.name'), kind: 'text', required: true },
      { key: 'phone', label: t('rights.phone'), kind: 'text', required: true, hint: t('rights.phone_hint') },
      { key: 'reason', label: t('rights.reason'), kind: 'text', required: true, wide: true },
    ],
    initial: { name: name ?? '' },
    button: t('rights.correct_save'),
    save: (values) =>
      rpc('person.correct', { customer, name: values.name, phone: values.phone, reason: values.reason }),
  };
}

/** @param {PersonView} person @returns {Form} */
export function correctAllergies(person) {
  const { customer } = person.customer.card;
  const known = person.allergies.map((name) => ({ value: name, label: name }));
  /** @type {import('../../components/ti-input.js').Field} */
  const struck = { key: 'struck', label: t('rights.allergies_struck'), kind: 'choices', options: known, wide: true };
  /** @type {import('../../components/ti-input.js').Field} */
  const added = {
    key: 'added',
    label: t('rights.allergies_added'),
    kind: 'text',
    hint: t('service.needs.allergies_hint'),
    wide: true,
  };
  return {
    title: t('rights.allergies'),
    why: t('rights.allergies_why'),
    clause: t('rights.correct_clause'),
    fields: known.length ? [struck, added] : [added],
    initial: { struck: [], added: '' },
    button: t('rights.allergies_save'),
    save: (values) => {
      const said = values.added?.trim() ? [values.added] : [];
      return rpc('person.correct_allergies', { customer, struck: values.struck ?? [], added: said });
    },
  };
}

/** @param {PersonView} person @returns {Form} */
export function add(person) {
  const { customer } = person.customer.card;
  return {
    title: t('rights.add'),
    why: t('rights.add_why'),
    fields: [{ key: 'text', label: t('rights.add_text'), kind: 'area', required: true, wide: true }],
    initial: {},
    button: t('rights.add_save'),
    save: (values) => rpc('person.add', { customer, text: values.text }),
  };
}

/** @param {string} service @returns {Form} */
export function unwell(service) {
  return {
    title: t('rights.unwell'),
    why: t('rights.unwell_why'),
    fields: [{ key: 'note', label: t('rights.unwell_text'), kind: 'area', required: true, wide: true }],
    initial: {},
    button: t('rights.unwell_save'),
    save: (values) => rpc('case.open', { service, note: values.note }),
  };
}

/** @param {string} number @returns {Form} */
export function close(number) {
  return {
    title: t('rights.case_close', { number }),
    why: t('rights.case_close_why'),
    fields: [{ key: 'note', label: t('rights.case_outcome'), kind: 'area', required: true, wide: true }],
    initial: {},
    button: t('rights.case_close_save'),
    save: (values) => rpc('case.close', { case: number, note: values.note }),
  };
}

/** @type {readonly import('../../lib/wire').RequestFor[]} */
const ASKED = ['read', 'copy', 'correct', 'delete', 'withdraw', 'explain'];

/** @param {PersonView} person @returns {Form} */
export function request(person) {
  const { customer } = person.customer.card;
  return {
    title: t('rights.request'),
    why: t('rights.request_why'),
    clause: t('rights.request_clause'),
    fields: [
      {
        key: 'what',
        label: t('rights.request_for'),
        kind: 'select',
        required: true,
        options: ASKED.map((value) => ({ value, label: word(`request_for.${value}`) })),
      },
      { key: 'note', label: t('rights.add_text'), kind: 'area', required: true, wide: true },
    ],
    initial: { what: 'copy' },
    button: t('rights.request_save'),
    save: (values) => rpc('request.take', { customer, what: values.what, note: values.note }),
  };
}

/** @param {string} number @returns {Form} */
export function answer(number) {
  return {
    title: t('rights.answer', { number }),
    why: t('rights.answer_why'),
    fields: [
      { key: 'granted', label: t('rights.answer_granted'), kind: 'yes_no', required: true, wide: true },
      { key: 'answer', label: t('rights.answer_text'), kind: 'area', required: true, wide: true },
    ],
    initial: {},
    button: t('rights.answer_save'),
    save: (values) => rpc('request.answer', { request: number, granted: values.granted, answer: values.answer }),
  };
}
