// The form of an act, as the register declares it: each field of the wire becomes one of a sheet. It judges nothing
// and knows
// no register; what was typed goes as it is typed, and the counter reads it.

import { filled } from '../../components/form-rules.js';
import { rpc } from '../../lib/host.js';
import { pick, t } from '../../lib/i18n.js';
import { rulebook } from '../../components/ti-refusal.js';

/** @typedef {import('../../components/ti-sheet.js').Form} Form */
/** @typedef {import('../../components/ti-input.js').Field} Field */
/** A form, and which field takes what is scanned. @typedef {Form & {scans: Record<string, string>}} ActForm */
/** @typedef {import('../../lib/wire').FormView} View */
/** @typedef {import('../../lib/wire').FieldView} Drawn */
/** @typedef {import('../../lib/wire').Choice} Choice */

/** @param {Choice} choice */
const option = (choice) => ({ value: choice.value, label: pick(choice.label, choice.label_en) });

/** Units by part of their number: what was made here and labelled. @param {string} text */
const units = async (text) => {
  if (!text) return [];
  const found = await rpc('search', { text, limit: 8 });
  return found.services.map((one) => ({ value: one.number, label: one.number, hint: one.recipe_name ?? '' }));
};

/** Lots by part of their id, number or product. @param {string} text */
const lots = async (text) => {
  const { rows } = await rpc('lot.list', { text: text || null, zone: null, page: 0 });
  return rows.slice(0, 8).map((lot) => ({ value: lot.lot, label: `${lot.number} ${lot.product_name}` }));
};

/** @type {Record<Drawn['kind'], Field['kind']>} */
const KINDS = {
  text: 'text',
  area: 'area',
  number: 'number',
  date: 'date',
  yes_no: 'yes_no',
  select: 'select',
  unit: 'find',
  lot: 'find',
  lines: 'rows',
  files: 'files',
};

/** @param {Drawn} drawn @returns {Field} */
function field(drawn) {
  const hint = pick(drawn.hint, drawn.hint_en);
  return {
    key: drawn.key,
    label: pick(drawn.title, drawn.title_en),
    // Of what the store has none yet, the first is typed.
    kind: drawn.kind === 'select' && drawn.choices.length === 0 ? 'text' : KINDS[drawn.kind],
    required: drawn.required,
    yields: true,
    wide: ['area', 'lines', 'files', 'unit', 'lot'].includes(drawn.kind),
    ...(hint ? { hint } : {}),
    ...(drawn.unit ? { unit: pick(drawn.unit, drawn.unit_en) } : {}),
    ...(drawn.choices.length > 0 ? { options: drawn.choices.map(option) } : {}),
    ...(drawn.kind === 'text' && drawn.often.length > 0
      ? { suggest: drawn.often.map((one) => pick(one.label, one.label_en)) }
      : {}),
    ...(drawn.kind !== 'text' && drawn.often.length > 0 ? { quick: drawn.often.map(option) } : {}),
    ...(drawn.kind === 'lines' ? { parts: drawn.lines.map(field) } : {}),
    ...(drawn.kind === 'unit' ? { find: units } : {}),
    ...(drawn.kind === 'lot' ? { find: lots } : {}),
  };
}

/** Who signs, and with which PIN. @param {View} view @returns {Field[]} */
const signing = (view) =>
  view.signers.length === 0
    ? []
    : [
        {
          key: 'signer',
          label: t('register.signer'),
          kind: 'select',
          required: true,
          options: view.signers.map(option),
        },
        { key: 'pin', label: t('register.pin'), kind: 'pin', required: true },
      ];

/**
 * Each row with each of its parts turned into something else.
 * @param {Drawn} drawn @param {Record<string, any>[]} lines @param {(part: Drawn, value: any) => any} turned
 */
const rows = (drawn, lines, turned) =>
  lines.map((line) => Object.fromEntries(drawn.lines.map((part) => [part.key, turned(part, line[part.key])])));

/** What was offered, as the form holds it. @param {Drawn} drawn @param {any} value @returns {any} */
function held(drawn, value) {
  if (drawn.kind === 'lines' && Array.isArray(value)) return rows(drawn, value, held);
  return KINDS[drawn.kind] === 'find' && typeof value === 'string' ? { value, label: value } : value;
}

/** What was filled in, as the counter reads it. @param {Drawn} drawn @param {any} value */
function said(drawn, value) {
  if (value === undefined || value === null || value === '') return null;
  if (KINDS[drawn.kind] === 'find') return value.value;
  if (drawn.kind === 'lines') return rows(drawn, filled(value), said);
  return typeof value === 'string' ? value.trim() : value;
}

/**
 * The form of an act.
 * @param {string} act its command
 * @param {{number?: string, initial?: Record<string, any>}} [of] the entry that it changes; what is known already
 * @returns {Promise<ActForm>}
 */
export async function actForm(act, { number, initial = {} } = {}) {
  const view = await rpc('register.form', number === undefined ? { act } : { act, number });
  const offered = Object.fromEntries(Object.entries(view.initial).filter(([, value]) => value !== null));
  for (const drawn of view.fields) {
    if (drawn.key in offered) offered[drawn.key] = held(drawn, offered[drawn.key]);
  }
  return {
    title: pick(view.act.title, view.act.title_en),
    why: pick(view.why, view.why_en),
    clause: `${rulebook(view.rulebook)} ${view.article}`,
    fields: [...view.fields.map(field), ...signing(view)],
    initial: { ...offered, ...(view.signers[0] ? { signer: view.signers[0].value } : {}), ...initial },
    button: pick(view.act.title, view.act.title_en),
    scans: Object.fromEntries(view.fields.map(({ kind, key }) => [kind === 'unit' ? 'service' : kind, key])),
    save: (values) => {
      const filled = Object.fromEntries(view.fields.map((drawn) => [drawn.key, said(drawn, values[drawn.key])]));
      const signed = view.signers.length > 0 ? { signer: values['signer'], pin: values['pin'] } : {};
      const of = number === undefined ? {} : { number };
      return rpc(/** @type {'visitor.enter'} */ (act), { ...filled, ...signed, ...of });
    },
  };
}

/**
 * The form that corrects a field of an entry.
 * @param {string} register
 * @param {import('../../lib/wire').EntryView} view
 * @returns {Form}
 */
export function correction(register, view) {
  const open = view.fields.filter((one) => one.corrects);
  return {
    title: t('register.correct'),
    why: t('register.correct_why'),
    fields: [
      {
        key: 'field',
        label: t('register.field'),
        kind: 'select',
        required: true,
        options: open.map((one) => ({
          value: one.key,
          label: `${pick(one.title, one.title_en)} · ${pick(one.cell.text, one.cell.text_en)}`,
        })),
      },
      { key: 'right', label: t('register.right'), kind: 'text', required: true },
      { key: 'reason', label: t('register.reason'), kind: 'text', required: true, wide: true },
    ],
    initial: { field: open[0]?.key ?? '' },
    button: t('register.correct_save'),
    save: (values) =>
      rpc('register.correct', {
        register,
        number: view.row.number,
        field: values['field'],
        right: values['right'].trim(),
        reason: values['reason'].trim(),
      }),
  };
}
