// A training that was passed and a health check (山东指南 第四、五条), each a record of its own: the file shows the latest.

import { rpc } from '../../../lib/host.js';
import { desk } from '../../../lib/desk.js';
import { t, word } from '../../../lib/i18n.js';

/** @typedef {import('../../../components/ti-sheet.js').Form} Form */
/** @typedef {import('../../../lib/wire').StaffCard} StaffCard */

/** @param {string} key @param {string} label @returns {import('../../../components/ti-input.js').Field} */
const when = (key, label) => ({
  key,
  label,
  kind: 'date',
  required: true,
  wide: true,
  quick: [{ label: t('setup.today'), value: desk.view.today }],
});

/** @param {StaffCard} card @returns {Form} */
export function train(card) {
  return {
    title: t('setup.train.title', { name: card.name }),
    why: t('setup.train.why'),
    clause: t('setup.clause', { article: '第四条' }),
    fields: [
      when('passed_on', word('field.passed_on')),
      { key: 'content', label: t('setup.staff.trained_in'), kind: 'text', required: true },
      { key: 'method', label: t('setup.staff.trained_how'), kind: 'text', required: true },
    ],
    initial: {
      passed_on: desk.view.today,
      content: card.training?.content ?? '',
      method: card.training?.method ?? '',
    },
    button: t('setup.train.save'),
    save: (values) =>
      rpc('staff.train', {
        staff: card.staff,
        passed_on: values.passed_on,
        content: values.content.trim(),
        method: values.method.trim(),
      }),
  };
}

/** @param {StaffCard} card @returns {Form} */
export function healthCheck(card) {
  return {
    title: t('setup.health.title', { name: card.name }),
    why: t('setup.health.why'),
    clause: t('setup.clause', { article: '第五条' }),
    fields: [
      when('on', t('setup.health.on')),
      { key: 'fit', label: t('setup.staff.fit'), kind: 'yes_no', required: true, wide: true },
    ],
    initial: { on: desk.view.today },
    button: t('setup.health.save'),
    save: (values) => rpc('staff.health_check', { staff: card.staff, on: values.on, fit: values.fit }),
  };
}
