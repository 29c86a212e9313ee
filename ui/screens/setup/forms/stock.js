// Goods-in, a lot's move to another zone, and the opening of a unit (山东指南 第十三、十六、二十二条).

import { rpc } from '../../../lib/host.js';
import { desk } from '../../../lib/desk.js';
import { day, grams } from '../../../lib/format.js';
import { t, word } from '../../../lib/i18n.js';
import { lines, milligrams, whole } from '../../../components/form-rules.js';

/** @typedef {import('../../../components/ti-sheet.js').Form} Form */
/** @typedef {import('../../../lib/wire').LotCard} LotCard */
/** @typedef {import('../../../lib/wire').ProductCard} ProductCard */

/** Every zone. @type {import('../../../lib/wire').Zone[]} */
export const ZONES = ['waiting', 'accepted', 'rejected', 'returned_or_recalled'];

/** Products by part of their name, id or filing number. @param {string} text */
async function products(text) {
  /** @type {{rows: ProductCard[]}} */
  const { rows } = await rpc('product.list', { text: text || null, page: 0 });
  return rows.slice(0, 8).map((row) => ({
    value: row.product,
    label: `${row.product} ${row.name}`,
    hint: row.may_be_blended ? row.filing : `${row.filing} · ${row.why_not ?? ''}`,
  }));
}

/** A lot that came in. @returns {Form} */
export function receive() {
  const { today, me } = desk.view;
  // Acceptance is the officer's or the manager's (山东指南 第二条); an operator's goods wait.
  const accepts = Boolean(me?.roles.some((role) => role === 'officer' || role === 'store_manager'));
  return {
    title: t('setup.lot.title'),
    why: t(accepts ? 'setup.lot.why' : 'setup.lot.why_waiting'),
    clause: t('setup.clause', { article: '第十六条' }),
    fields: [
      { key: 'product', label: t('setup.lot.product'), kind: 'find', find: products, required: true, wide: true },
      {
        key: 'number',
        label: word('field.number'),
        kind: 'text',
        scan: true,
        required: true,
        hint: t('setup.lot.number_hint'),
      },
      {
        key: 'expires_on',
        label: word('field.expires_on'),
        kind: 'date',
        required: true,
        within: { from: today, not: t('setup.lot.expired') },
      },
      {
        key: 'unit_net_mg',
        label: word('field.unit_net'),
        kind: 'number',
        unit: 'g',
        required: true,
        check: (value) => (milligrams(value) ? null : t('setup.form.no_grams')),
      },
      {
        key: 'units',
        label: word('field.units'),
        kind: 'number',
        unit: t('setup.lot.unit'),
        required: true,
        check: (value) => (whole(value) ? null : t('setup.form.no_whole')),
      },
      { key: 'supplier', label: word('field.supplier'), kind: 'text', required: true },
      {
        key: 'documents',
        label: word('field.documents'),
        kind: 'lines',
        required: true,
        hint: t('setup.lot.documents_hint'),
      },
      ...(accepts
        ? [
            /** @type {import('../../../components/ti-input.js').Field} */ ({
              key: 'accept',
              label: t('setup.lot.accept'),
              kind: 'yes_no',
              required: true,
              wide: true,
              hint: t('setup.lot.accept_hint'),
            }),
          ]
        : []),
    ],
    initial: { units: '1', accept: null },
    save: (values) =>
      rpc('lot.receive', {
        product: values.product.value,
        number: values.number.trim(),
        expires_on: values.expires_on,
        supplier: values.supplier.trim(),
        documents: lines(values.documents),
        // The form has judged both: they are figures.
        unit_net_mg: /** @type {number} */ (milligrams(values.unit_net_mg)),
        units: /** @type {number} */ (whole(values.units)),
        accept: values.accept === true,
      }),
  };
}

/** A lot to another zone, with its reason. @param {LotCard} lot @returns {Form} */
export function move(lot) {
  const expired = !lot.term.holds;
  /** @type {import('../../../lib/wire').Zone[]} */
  const open_to = lot.recalled ? ['returned_or_recalled'] : ZONES.filter((zone) => !(expired && zone === 'accepted'));
  const others = open_to.filter((zone) => zone !== lot.zone);
  return {
    title: t('setup.lot.move', { number: lot.number }),
    why: `${lot.product_name} · ${t('setup.lot.now_in', { zone: word(`zone.${lot.zone}`) })}`,
    clause: t('setup.clause', { article: '第十三条' }),
    fields: (values) => [
      {
        key: 'to',
        label: t('setup.lot.to'),
        kind: 'select',
        required: true,
        options: others.map((zone) => ({ value: zone, label: word(`zone.${zone}`) })),
        hint: values.to ? t(`setup.lot.to.${values.to}`) : undefined,
      },
      ...(values.to === 'returned_or_recalled'
        ? [
            /** @type {import('../../../components/ti-input.js').Field} */ ({
              key: 'recalled',
              label: t('setup.lot.recalled'),
              kind: 'yes_no',
              required: true,
            }),
          ]
        : []),
      { key: 'reason', label: word('field.reason'), kind: 'area', required: true, wide: true },
    ],
    initial: { to: '', recalled: lot.recalled || null, reason: '' },
    button: t('setup.lot.move_save'),
    save: (values) =>
      rpc('lot.move', {
        lot: lot.lot,
        to: values.to,
        accepted: values.to === 'accepted' || (lot.accepted && values.to !== 'waiting'),
        recalled: values.to === 'returned_or_recalled' ? values.recalled : lot.recalled,
        reason: values.reason.trim(),
      }),
  };
}

/** One unit of a lot is opened now: from here its period after opening counts. @param {LotCard} lot @returns {Form} */
export function open(lot) {
  return {
    title: t('setup.lot.open', { number: lot.number }),
    why: t('setup.lot.open_why', {
      name: lot.product_name,
      net: grams(lot.unit_net_mg),
      left: lot.units,
      expires: day(lot.expires_on),
    }),
    clause: t('setup.clause', { article: '第二十二条' }),
    fields: [],
    initial: {},
    button: t('setup.lot.open_save'),
    save: () => rpc('container.open', { lot: lot.lot }),
  };
}

/** A lot that came in and is not taken: into 不合格, with what is wrong. @param {LotCard} lot @returns {Form} */
export function refuse(lot) {
  return {
    title: t('setup.lot.refuse', { number: lot.number }),
    why: `${lot.product_name} · ${t('setup.lot.refuse_why')}`,
    clause: t('setup.clause', { article: '第十六条' }),
    fields: [{ key: 'reason', label: word('field.reason'), kind: 'area', required: true, wide: true }],
    initial: { reason: '' },
    button: t('setup.lot.refuse_save'),
    save: (values) => rpc('lot.refuse', { lot: lot.lot, reason: values.reason.trim() }),
  };
}
