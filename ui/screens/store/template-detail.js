// What stands on a label template and what was decided on it, as two tables. They show; nothing is changed here.

import { html, nothing } from '../../lib/lit.js';
import { day, time } from '../../lib/format.js';
import { t, word } from '../../lib/i18n.js';
import '../../components/ti-table.js';

/** @typedef {import('../../lib/wire').TemplateCard} Template */
/** @typedef {import('../../lib/wire').TemplateField} Field */
/** @typedef {import('../../lib/wire').DecisionLine} Decision */

/** @param {Field} one */
const presence = (one) =>
  one.presence === 'if_room'
    ? t('store.templates.if_room', { order: one.drop_order })
    : t(`store.templates.${one.presence}`);

/** The items in their order. @param {Template} one */
export function fields(one) {
  const columns = [
    {
      key: 'item',
      label: t('store.templates.field'),
      cell: (/** @type {Field} */ row) => t(`label_item.${row.item}`),
    },
    { key: 'guide', label: t('store.templates.guide'), cell: (/** @type {Field} */ row) => row.guide || '—' },
    {
      key: 'height',
      label: t('store.templates.height'),
      cell: (/** @type {Field} */ row) => t('store.templates.millimetres', { height: row.height_mm.toFixed(1) }),
      figure: true,
    },
    { key: 'presence', label: t('store.templates.presence'), cell: presence },
  ];
  return html`<details class="card template-fields"
      data-test="template-fields"><summary>${t('store.templates.fields', { count: one.items.length })}</summary>
    <ti-table .columns=${columns} .rows=${one.items} .name=${(/** @type {Field} */ row) => row.item}
        label=${t('store.templates.fields', { count: one.items.length })}></ti-table>
  </details>`;
}

/** @param {Decision} row */
function what(row) {
  if (row.approved_on) return t('store.templates.decided_approved', { version: row.version });
  return row.reason
    ? t('store.templates.decided_withdrawn', { version: row.version, reason: row.reason })
    : word('template.withdrawn');
}

/** @param {Decision} row */
function when(row) {
  if (row.at) return html`<span class="num">${day(row.at.slice(0, 10))} ${time(row.at)}</span>`;
  return row.approved_on ? html`<span class="num">${day(row.approved_on)}</span>` : '—';
}

/** Every decision, the latest first. @param {Template} one */
export function decisions(one) {
  if (one.decisions.length === 0) return nothing;
  const columns = [
    { key: 'when', label: t('store.templates.when'), cell: when },
    { key: 'what', label: t('store.templates.what'), cell: what },
    { key: 'by', label: t('store.templates.by'), cell: (/** @type {Decision} */ row) => row.by ?? '—' },
    {
      key: 'digest',
      label: t('store.templates.content'),
      cell: (/** @type {Decision} */ row) =>
        html`<span class="num">${row.sha256?.slice(0, 8) ?? t('store.templates.version_alone')}</span>`,
    },
  ];
  return html`<article class="card" data-test="template-decisions"><h2>${t('store.templates.history')}</h2>
    <ti-table .columns=${columns} .rows=${one.decisions.map((row, index) => ({ ...row, index }))}
        .name=${(/** @type {Decision & {index: number}} */ row) => String(row.index)}
          label=${t('store.templates.history')}></ti-table>
  </article>`;
}
