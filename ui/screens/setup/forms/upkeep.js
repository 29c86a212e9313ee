// What takes equipment out of use and brings it back (山东指南 第十、十四条): the self-check after a long stop, and a change or
// repair that owes a sample test.

import { rpc } from '../../../lib/host.js';
import { desk } from '../../../lib/desk.js';
import { day } from '../../../lib/format.js';
import { t } from '../../../lib/i18n.js';

/** @typedef {import('../../../components/ti-sheet.js').Form} Form */
/** @typedef {import('../../../lib/wire').EquipmentCard} Machine */

/** @param {Machine} machine @returns {Form} */
export function inspect(machine) {
  return {
    title: t('setup.inspect.title', { name: machine.name }),
    why: t('setup.inspect.why', { day: day(machine.last_used) }),
    clause: t('setup.clause', { article: '第十四条' }),
    fields: [
      {
        key: 'on',
        label: t('setup.inspect.on'),
        kind: 'date',
        required: true,
        wide: true,
        quick: [{ label: t('setup.today'), value: desk.view.today }],
      },
      {
        key: 'equipment_sound',
        label: t('setup.inspect.equipment'),
        kind: 'yes_no',
        required: true,
        wide: true,
        hint: t('setup.inspect.equipment_hint'),
      },
      {
        key: 'environment_sound',
        label: t('setup.inspect.environment'),
        kind: 'yes_no',
        required: true,
        wide: true,
        hint: t('setup.inspect.environment_hint'),
      },
    ],
    initial: { on: desk.view.today },
    button: t('setup.inspect.save'),
    save: (values) =>
      rpc('equipment.inspect', {
        equipment: machine.id,
        on: values.on,
        equipment_sound: values.equipment_sound,
        environment_sound: values.environment_sound,
      }),
  };
}

/** @param {Machine[]} machines @returns {Form} */
export function change(machines) {
  return {
    title: t('setup.change.title'),
    why: t('setup.change.why'),
    clause: t('setup.clause', { article: '第十条' }),
    fields: [
      {
        key: 'change',
        label: t('setup.change.what'),
        kind: 'select',
        required: true,
        wide: true,
        options: /** @type {const} */ (['changed', 'repaired']).map((value) => ({
          value,
          label: t(`setup.change.${value}`),
        })),
      },
      {
        key: 'equipment',
        label: t('setup.change.which'),
        kind: 'choices',
        required: true,
        wide: true,
        hint: t('setup.change.which_hint'),
        options: machines.map((one) => ({ value: one.id, label: `${one.id} ${one.name} · ${one.area}` })),
      },
    ],
    initial: { change: '', equipment: [] },
    button: t('setup.change.save'),
    save: (values) => rpc('equipment.declare_change', { equipment: values.equipment, change: values.change }),
  };
}
