// Equipment: set up, cleaned, tested (山东指南 第十、十四、二十三条).

import { rpc } from '../../../lib/host.js';
import { t } from '../../../lib/i18n.js';
import { whole } from '../../../components/form-rules.js';

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
    initial: { valid_hours: '' },
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
