// Decisions on a label template (山东指南 第十九条), each signed by one's own PIN at that moment.

import { rpc } from '../../../lib/host.js';
import { t } from '../../../lib/i18n.js';

/** @typedef {import('../../../components/ti-sheet.js').Form} Form */
/** @typedef {import('../../../lib/wire').TemplateCard} Template */

/** @param {Template} one */
export const templateName = (one) =>
  t('setup.template.name', { width: one.width_mm, height: one.height_mm, version: one.version });

/** @returns {import('../../../components/ti-input.js').Field} */
const ownPin = () => ({
  key: 'pin',
  label: t('setup.template.pin'),
  kind: 'pin',
  required: true,
  wide: true,
  hint: t('setup.template.pin_hint'),
});

/** @param {Template[]} templates @param {Template} [chosen] @returns {Form} */
export function approve(templates, chosen) {
  const open = templates.filter((one) => one.approved_on === null);
  const usual = chosen ?? open.find((one) => one.template === 'label-60x40') ?? open[0];
  return {
    title: t('setup.template.title'),
    why: t('setup.template.why'),
    clause: t('setup.clause', { article: '第十九条' }),
    fields: [
      {
        key: 'template',
        label: t('setup.template.which'),
        kind: 'select',
        required: true,
        wide: true,
        hint: t('setup.template.hint'),
        options: open.map((one) => ({ value: one.template, label: templateName(one) })),
      },
      ownPin(),
    ],
    initial: { template: usual?.template ?? '', pin: '' },
    button: t('setup.template.save'),
    save: (values) => {
      const { template, version, sha256 } = /** @type {Template} */ (
        open.find((each) => each.template === values.template)
      );
      return rpc('template.approve', { template, version, sha256, pin: values.pin });
    },
  };
}

/** @param {Template} one @returns {Form} */
export function withdraw(one) {
  return {
    title: t('setup.template.withdraw', { name: templateName(one) }),
    why: t('setup.template.withdraw_why'),
    clause: t('setup.clause', { article: '第十九条' }),
    fields: [{ key: 'reason', label: t('setup.template.reason'), kind: 'text', required: true, wide: true }, ownPin()],
    initial: { reason: '', pin: '' },
    button: t('setup.template.withdraw_save'),
    save: (values) =>
      rpc('template.withdraw', { template: one.template, reason: values.reason.trim(), pin: values.pin }),
  };
}
