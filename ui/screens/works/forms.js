// The short forms of the daily work, each with its defaults: what was said last, what is due first, what the records
// leave. They judge nothing; the counter does, and says which article asks.

import { rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { day, grams, when } from '../../lib/format.js';
import { t, word } from '../../lib/i18n.js';
import { milligrams, whole } from '../../components/form-rules.js';

/** @typedef {import('../../components/ti-sheet.js').Form} Form */
/** @typedef {import('../../components/ti-input.js').Field} Field */
/** @typedef {import('../../lib/wire').WorkView} Work */
/** @typedef {import('../../lib/wire').LeftoverCard} Leftover */
/** @typedef {import('../../lib/wire').TagOf} TagOf */
/** What a saved form leads to: the tags that belong on things now.
 * @typedef {{of: TagOf, id: string, name: string}[]} Tags */

/** How long a first cleaning is proposed to hold, in hours. */
const FIRST_HOURS = 24;

/** @param {string} article */
const clause = (article) => t('setup.clause', { article });

/** Whether a thing is clean, in words. @param {import('../../lib/wire').DutyCard} clean @param {string} not */
const cleanness = (clean, not) =>
  clean.holds ? t('work.clean_until', { at: when(clean.until ?? '', desk.view.today) }) : t(not);

/** @returns {Field} */
const validity = () => ({
  key: 'valid_hours',
  label: t('work.valid'),
  kind: 'number',
  unit: t('setup.hours'),
  required: true,
  wide: true,
  yields: true,
  quick: [8, 24, 72, 168].map((hours) => ({
    label: hours < 24 ? t('work.hours', { n: hours }) : t('setup.equipment.days', { n: hours / 24 }),
    value: String(hours),
  })),
  check: (value) => (whole(value) ? null : t('setup.form.no_whole')),
});

/**
 * Equipment: all that needs it at once, in the order of the list.
 * @param {Work} work
 * @param {string} [first]
 * @returns {Form}
 */
export function cleanEquipment(work, first) {
  const dirty = work.equipment.filter((piece) => !piece.clean.holds);
  const chosen = first ? [first] : dirty.filter((piece) => piece.clean.used).map((piece) => piece.id);
  const one = work.equipment.find((piece) => piece.id === (chosen[0] ?? dirty[0]?.id));
  const state = (/** @type {Work['equipment'][number]} */ piece) =>
    cleanness(piece.clean, piece.clean.used ? 'work.used' : 'work.unclean');
  return {
    title: t('work.equipment.title'),
    why: t('work.equipment.why'),
    clause: clause('第二十三条'),
    fields: [
      {
        key: 'pieces',
        label: t('work.equipment.which'),
        kind: 'choices',
        required: true,
        wide: true,
        options: work.equipment.map((piece) => ({
          value: piece.id,
          label: `${piece.id} ${piece.name} · ${state(piece)}`,
        })),
      },
      validity(),
    ],
    initial: { pieces: chosen, valid_hours: String(one?.valid_hours ?? FIRST_HOURS) },
    button: t('work.equipment.save'),
    save: async (values) => {
      /** @type {Tags} */
      const tags = [];
      for (const id of values.pieces) {
        await rpc('equipment.clean', { equipment: id, valid_hours: /** @type {number} */ (whole(values.valid_hours)) });
        tags.push({ of: 'equipment', id, name: work.equipment.find((piece) => piece.id === id)?.name ?? id });
      }
      return tags;
    },
  };
}

/** @param {Leftover} one */
const named = (one) => `${one.container} · ${one.product_name} · ${grams(one.left_mg)}`;

/** @param {Leftover[]} list @returns {Field} */
const containerField = (list) => ({
  key: 'container',
  label: t('work.container'),
  kind: 'select',
  required: true,
  wide: true,
  hint: t('work.scan_hint'),
  options: list.map((one) => ({ value: one.container, label: named(one) })),
});

/**
 * What is left is weighed, sealed and labelled: all that stands open in one list, the one that was scanned first. What
 * is left blank stays open.
 * @param {Leftover[]} list
 * @param {Leftover} [first]
 * @returns {Form}
 */
export function seal(list, first) {
  const open = list.filter((one) => one.standing === 'in_use' && !one.expired && one.container !== first?.container);
  const listed = first ? [first, ...open] : open;
  /** @param {Leftover} one @param {Record<string, any>} values */
  const left = (one, values) => {
    const typed = values[`left-${one.container}`]?.trim() ?? '';
    if (typed) return milligrams(typed);
    return values['booked']?.length ? one.left_mg : null;
  };
  return {
    title: t('work.seal.title'),
    why: t('work.seal.why'),
    clause: clause('第十八条'),
    fields: (values) => [
      {
        key: 'booked',
        label: t('work.seal.all'),
        kind: 'choices',
        wide: true,
        hint: t('work.seal.all_hint'),
        options: [{ value: 'yes', label: t('work.seal.all_booked', { n: listed.length }) }],
      },
      ...listed.flatMap((one) => {
        /** @type {Field[]} */
        const row = [
          {
            key: `left-${one.container}`,
            label: named(one),
            kind: 'number',
            unit: 'g',
            yields: true,
            placeholder: values['booked']?.length ? String(one.left_mg / 1000) : '',
            hint: t('work.seal.booked', { grams: grams(one.left_mg), use_by: day(one.use_by) }),
            quick: [{ label: t('work.seal.as_booked'), value: String(one.left_mg / 1000) }],
            check: (value) => (!value?.trim() || milligrams(value) ? null : t('setup.form.no_grams')),
          },
        ];
        if ((left(one, values) ?? one.left_mg) < one.left_mg - 1000)
          row.push({
            key: `why_less-${one.container}`,
            label: t('work.seal.why_less'),
            kind: 'text',
            required: true,
            yields: true,
          });
        return row;
      }),
    ],
    initial: {},
    button: t('work.seal.save'),
    save: async (values) => {
      const containers = listed.flatMap((one) => {
        const left_mg = left(one, values);
        const why_less = values[`why_less-${one.container}`]?.trim() || null;
        return left_mg === null ? [] : [{ container: one.container, left_mg, why_less }];
      });
      await rpc('container.seal_all', { containers });
      return containers.map(
        ({ container }) => /** @type {Tags[0]} */ ({ of: 'container', id: container, name: container }),
      );
    },
  };
}

/** Officers in post, those in the store first. @param {Work} work */
const officers = (work) =>
  work.people.filter((one) => one.roles.includes('officer')).sort((a, b) => Number(b.present) - Number(a.present));

/** @param {Work} work @param {boolean} required @returns {Field[]} */
const signing = (work, required) => [
  {
    key: 'officer',
    label: t('work.officer'),
    kind: 'select',
    required,
    options: officers(work).map((one) => ({
      value: one.staff,
      label: `${one.staff} ${one.name}${one.present ? '' : ` · ${t('work.absent')}`}`,
    })),
  },
  { key: 'pin', label: t('work.officer_pin'), kind: 'pin', required },
];

/** @param {Work} work */
const firstOfficer = (work) => officers(work).find((one) => one.present)?.staff ?? '';

/**
 * The officer confirms sealed leftovers: looks at each, and signs those that are ticked by one entry of the PIN.
 * @param {Work} work
 * @param {Leftover} [first]
 * @returns {Form}
 */
export function release(work, first) {
  const sealed = work.leftovers.filter((one) => one.standing === 'sealed' && one.container !== first?.container);
  const listed = first ? [first, ...sealed] : sealed;
  /** @param {Leftover} one */
  const said = (one) =>
    `${named(one)} · ${t('work.release.said', {
      grams: grams(one.left_mg),
      use_by: day(one.use_by),
      by: one.sealed_by ?? '',
    })}`;
  return {
    title: t('work.release.title'),
    why: t('work.release.why'),
    clause: clause('第十八条'),
    fields: [
      {
        key: 'containers',
        label: t('work.container'),
        kind: 'choices',
        required: true,
        wide: true,
        hint: t('work.scan_hint'),
        options: listed.map((one) => ({ value: one.container, label: said(one) })),
        quick:
          listed.length > 1
            ? [{ label: t('work.release.all', { n: listed.length }), value: listed.map((one) => one.container) }]
            : [],
      },
      ...signing(work, true),
    ],
    initial: { containers: first ? [first.container] : [], officer: firstOfficer(work) },
    button: t('work.release.save'),
    save: async (values) => {
      const { containers, officer, pin } = values;
      await rpc('container.release_all', { containers, officer, pin });
      return containers.map((/** @type {string} */ id) => ({ of: 'container', id, name: id }));
    },
  };
}

/** @type {import('../../lib/i18n.js').Code<'disposal'>[]} */
const DISPOSALS = ['destroyed', 'handed_over', 'returned'];

/** @returns {Field[]} */
const throwing = () => [
  {
    key: 'reason',
    label: t('work.dispose.reason'),
    kind: 'text',
    required: true,
    yields: true,
    suggest: [1, 2, 3, 4].map((n) => t(`work.dispose.reason_${n}`)),
  },
  {
    key: 'method',
    label: t('work.dispose.method'),
    kind: 'select',
    required: true,
    options: DISPOSALS.map((value) => ({ value, label: word(`disposal.${value}`) })),
  },
];

/** What is left in a container is thrown away. @param {Work} work @param {Leftover} [first] @returns {Form} */
export function dispose(work, first) {
  const list = [...(first ? [first] : []), ...work.leftovers.filter((one) => one.container !== first?.container)].sort(
    (a, b) => Number(b.expired) - Number(a.expired),
  );
  const one = first ?? list.find((each) => each.expired);
  return {
    title: t('work.dispose.title'),
    why: t('work.dispose.why'),
    clause: clause('第二十二条'),
    fields: (values) => {
      const chosen = list.find((each) => each.container === values['container']);
      return [containerField(list), ...throwing(), ...(chosen?.officer_signs ? signing(work, true) : [])];
    },
    initial: {
      container: one?.container ?? '',
      reason: one?.expired ? t('work.dispose.reason_1') : '',
      method: 'destroyed',
      officer: firstOfficer(work),
    },
    button: t('work.dispose.save'),
    save: async (values) => {
      await rpc('container.dispose', {
        container: values.container,
        method: values.method,
        reason: values.reason.trim(),
        officer: values.pin ? values.officer : null,
        pin: values.pin || null,
      });
      return /** @type {Tags} */ ([{ of: 'container', id: values.container, name: values.container }]);
    },
  };
}

/** Lots by part of their id, number or product. @param {import('../../lib/wire').Zone | null} zone */
const lots = (zone) => async (/** @type {string} */ text) => {
  const { rows } = await rpc('lot.list', { text: text || null, zone, page: 0 });
  return rows
    .filter((lot) => lot.units > 0)
    .slice(0, 8)
    .map((lot) => ({
      value: lot.lot,
      label: `${lot.number} ${lot.product_name}`,
      hint: t('work.lot_hint', { units: lot.units, expires: day(lot.expires_on), zone: word(`zone.${lot.zone}`) }),
    }));
};

/** A container was opened earlier than the records say. @param {Leftover} one @returns {Form} */
export function opening(one) {
  return {
    title: t('work.opening_day.title', { name: one.product_name }),
    why: t('work.opening_day.why', { container: one.container, day: day(one.opened_at) }),
    clause: clause('第二十二条'),
    fields: [
      { key: 'opened_at', label: t('work.opening_day.on'), kind: 'date', required: true, wide: true },
      {
        key: 'reason',
        label: t('work.opening_day.reason'),
        kind: 'text',
        required: true,
        wide: true,
        hint: t('work.opening_day.reason_hint'),
      },
    ],
    initial: {},
    button: t('work.opening_day.save'),
    save: async (values) => {
      await rpc('container.correct_opening', {
        container: one.container,
        opened_at: values.opened_at,
        reason: values.reason.trim(),
      });
      // What stands on it says another day now.
      return /** @type {Tags} */ ([{ of: 'container', id: one.container, name: one.container }]);
    },
  };
}

/** Unopened units are thrown away; the officer signs. @param {Work} work @returns {Form} */
export function disposeLot(work) {
  return {
    title: t('work.dispose_lot.title'),
    why: t('work.dispose_lot.why'),
    clause: clause('第十三条'),
    fields: [
      { key: 'lot', label: t('work.lot'), kind: 'find', required: true, wide: true, find: lots(null) },
      {
        key: 'units',
        label: word('field.units'),
        kind: 'number',
        unit: t('setup.lot.unit'),
        required: true,
        yields: true,
        check: (value) => (whole(value) ? null : t('setup.form.no_whole')),
      },
      ...throwing(),
      ...signing(work, true),
    ],
    initial: { units: '1', method: 'destroyed', officer: firstOfficer(work) },
    button: t('work.dispose.save'),
    save: async (values) => {
      await rpc('lot.dispose', {
        lot: values.lot.value,
        units: /** @type {number} */ (whole(values.units)),
        method: values.method,
        reason: values.reason.trim(),
        officer: values.officer,
        pin: values.pin,
      });
      return /** @type {Tags} */ ([{ of: 'lot', id: values.lot.value, name: values.lot.label }]);
    },
  };
}

/**
 * A unit is opened: from here its period after opening counts.
 * @param {{value: string, label: string}} [first]
 * @returns {Form}
 */
export function open(first) {
  return {
    title: t('work.open.title'),
    why: t('work.open.why'),
    clause: clause('第二十二条'),
    fields: [
      {
        key: 'lot',
        label: t('work.lot'),
        kind: 'find',
        required: true,
        wide: true,
        hint: t('work.scan_hint'),
        find: lots('accepted'),
      },
    ],
    initial: { lot: first ?? null },
    button: t('work.open.save'),
    save: async (values) => {
      const { id } = /** @type {{id: string}} */ (await rpc('container.open', { lot: values.lot.value }));
      return /** @type {Tags} */ ([{ of: 'container', id, name: id }]);
    },
  };
}
