// Equipment, the operation area's readings and the quarter's product test (山东指南 第十、十二、十四、二十三条).

import { rpc } from '../../../lib/host.js';
import { desk } from '../../../lib/desk.js';
import { t } from '../../../lib/i18n.js';
import { tenths, whole } from '../../../components/form-rules.js';
import { dayAfter } from '../../../lib/days.js';

/** @typedef {import('../../../components/ti-sheet.js').Form} Form */
/** @typedef {{id: string, name: string, area: string}} Machine */

/** @param {string[]} areas known ones @returns {import('../../../components/ti-input.js').Field} */
const areaField = (areas) => ({
  key: 'area',
  label: t('setup.area'),
  kind: 'text',
  required: true,
  suggest: areas,
  quick: areas.length > 1 ? areas.map((area) => ({ label: area, value: area })) : undefined,
});

/**
 * Where a reading was taken: a slip of the finger must not make a new area. Only a new store's first is typed.
 * @param {string[]} areas known ones
 * @returns {import('../../../components/ti-input.js').Field}
 */
const knownArea = (areas) =>
  areas.length === 0
    ? areaField(areas)
    : {
        key: 'area',
        label: t('setup.area'),
        kind: 'select',
        required: true,
        options: areas.map((area) => ({ value: area, label: area })),
      };

/** @param {string[]} areas @returns {Form} */
export function register(areas) {
  return {
    title: t('setup.equipment.title'),
    why: t('setup.equipment.why'),
    clause: t('setup.clause', { article: '第十四条' }),
    fields: [
      {
        key: 'id',
        label: t('setup.equipment.id'),
        kind: 'text',
        scan: true,
        required: true,
        placeholder: 'SC01',
        hint: t('setup.equipment.id_hint'),
      },
      {
        key: 'name',
        label: t('setup.equipment.name'),
        kind: 'text',
        required: true,
        placeholder: t('setup.equipment.name_example'),
      },
      areaField(areas),
      { key: 'procedure', label: t('setup.equipment.procedure'), kind: 'text', required: true },
      {
        key: 'wax_only',
        label: t('setup.equipment.wax_only'),
        kind: 'yes_no',
        wide: true,
        hint: t('setup.equipment.wax_hint'),
      },
    ],
    initial: { area: areas[0] ?? 'A1', wax_only: false },
    save: (values) =>
      rpc('equipment.register', {
        id: values.id.trim(),
        name: values.name.trim(),
        area: values.area.trim(),
        wax_only: values.wax_only,
        procedure: values.procedure.trim(),
      }),
  };
}

/** @param {Machine} machine @returns {Form} */
export function clean(machine) {
  return {
    title: t('setup.equipment.clean', { name: machine.name }),
    why: t('setup.equipment.clean_why'),
    clause: t('setup.clause', { article: '第二十三条' }),
    fields: [
      {
        key: 'valid_hours',
        label: t('setup.equipment.valid'),
        kind: 'number',
        unit: t('setup.hours'),
        required: true,
        wide: true,
        quick: [24, 72, 168].map((hours) => ({
          label: t('setup.equipment.days', { n: hours / 24 }),
          value: String(hours),
        })),
        check: (value) => (whole(value) ? null : t('setup.form.no_whole')),
      },
    ],
    initial: { valid_hours: '168' },
    button: t('setup.equipment.clean_save'),
    save: (values) =>
      rpc('equipment.clean', { equipment: machine.id, valid_hours: /** @type {number} */ (whole(values.valid_hours)) }),
  };
}

/** @param {Machine} machine @returns {Form} */
export function passed(machine) {
  return {
    title: t('setup.equipment.passed', { name: machine.name }),
    why: t('setup.equipment.passed_why'),
    clause: t('setup.clause', { article: '第十条' }),
    fields: [{ key: 'report', label: t('setup.report'), kind: 'text', required: true, wide: true }],
    initial: {},
    save: (values) => rpc('equipment.passed', { equipment: machine.id, report: values.report.trim() }),
  };
}

/** @param {string[]} areas @returns {Form} */
export function reading(areas) {
  const { now, today } = desk.view;
  return {
    title: t('setup.room.title'),
    why: t('setup.room.why'),
    clause: t('setup.clause', { article: '第十二条' }),
    fields: [
      knownArea(areas),
      {
        key: 'cfu',
        label: t('setup.room.cfu'),
        kind: 'number',
        unit: 'cfu/m³',
        required: true,
        hint: t('setup.room.cfu_hint'),
        check: (value) => (whole(value) === null ? t('setup.form.no_whole') : null),
      },
      {
        key: 'temperature',
        label: t('setup.room.temperature'),
        kind: 'number',
        unit: '℃',
        required: true,
        check: (value) => (tenths(value) === null ? t('setup.form.no_tenth') : null),
      },
      {
        key: 'humidity',
        label: t('setup.room.humidity'),
        kind: 'number',
        unit: '%',
        required: true,
        check: (value) => (tenths(value) === null ? t('setup.form.no_tenth') : null),
      },
      {
        key: 'next_due',
        label: t('setup.room.next'),
        kind: 'date',
        required: true,
        wide: true,
        hint: t('setup.room.next_hint'),
        quick: [1, 7, 30].map((days) => ({
          label: t('setup.room.in_days', { n: days }),
          value: dayAfter(today, days),
        })),
        within: { from: dayAfter(today, 1), not: t('setup.room.next_past') },
      },
    ],
    initial: { area: areas[0] ?? 'A1', next_due: dayAfter(today, 1) },
    // The same time of day in the store's own offset: the plan counts days.
    save: (values) =>
      rpc('room.read', {
        area: values.area.trim(),
        // The form has judged the three: they are figures.
        cfu: /** @type {number} */ (whole(values.cfu)),
        temperature: /** @type {number} */ (tenths(values.temperature)),
        humidity: /** @type {number} */ (tenths(values.humidity)),
        next_due: `${values.next_due}${now.slice(10)}`,
      }),
  };
}

/** @returns {Form} */
export function productTest() {
  const { today } = desk.view;
  return {
    title: t('setup.test.title'),
    why: t('setup.test.why'),
    clause: t('setup.clause', { article: '第十条' }),
    fields: [
      {
        key: 'sampled_on',
        label: t('setup.test.sampled_on'),
        kind: 'date',
        required: true,
        within: { to: today, not: t('setup.form.future') },
      },
      {
        key: 'reported_on',
        label: t('setup.test.reported_on'),
        kind: 'date',
        required: true,
        within: { to: today, not: t('setup.form.future') },
        check: (value, values) => (value < values.sampled_on ? t('setup.test.before_sample') : null),
      },
      { key: 'report', label: t('setup.report'), kind: 'text', required: true, wide: true },
      { key: 'microbiology', label: t('setup.test.microbiology'), kind: 'yes_no', required: true },
      { key: 'physico_chemical', label: t('setup.test.physico_chemical'), kind: 'yes_no', required: true },
    ],
    initial: { sampled_on: '', reported_on: today, microbiology: null, physico_chemical: null },
    save: (values) =>
      rpc('product.tested', {
        sampled_on: values.sampled_on,
        reported_on: values.reported_on,
        microbiology: values.microbiology,
        physico_chemical: values.physico_chemical,
        report: values.report.trim(),
      }),
  };
}
