// A person's file and PIN (山东指南 第二至五条). What the posts ask for is shown as asked for; whether it suffices is
// judged by the counter's checks, at clearance.

import { rpc } from '../../../lib/host.js';
import { desk } from '../../../lib/desk.js';
import { when } from '../../../lib/format.js';
import { t, word } from '../../../lib/i18n.js';
import { lines } from '../../../components/form-rules.js';

/** @typedef {import('../../../components/ti-input.js').Field} Field */
/** @typedef {import('../../../components/ti-sheet.js').Form} Form */
/** @typedef {import('../../../lib/wire').StaffCard} StaffCard */
/** @typedef {import('../../../lib/wire').Role} Role */

/** @type {Role[]} */
export const ROLES = ['advisor', 'operator', 'officer', 'store_manager', 'inspector'];

/** Stands among the posts for who is there for information security alone. */
const DEDICATED = 'security';

/** Two fields for a PIN that is typed twice. @param {boolean} required @returns {Field[]} */
export function pinFields(required) {
  return [
    { key: 'pin', label: t('setup.staff.pin'), kind: 'pin', required, hint: t('setup.staff.pin_hint') },
    {
      key: 'pin_again',
      label: t('setup.staff.pin_again'),
      kind: 'pin',
      required,
      check: (value, values) => (value === values.pin ? null : t('setup.staff.pin_differs')),
    },
  ];
}

/** Posts that work with the product. @param {Record<string, any>} values */
const atWork = (values) => ['operator', 'officer'].some((role) => (values.roles ?? []).includes(role));

/** @param {Record<string, any>} values @param {boolean} known the person has a file already */
function fields(values, known) {
  const { today } = desk.view;
  const work = atWork(values);
  const past = [{ label: t('setup.today'), value: today }];
  /** @type {Field[]} */
  const list = [
    ...(known
      ? []
      : [/** @type {Field} */ ({ key: 'name', label: t('setup.staff.name'), kind: 'text', required: true })]),
    { key: 'appointed_on', label: word('field.appointed_on'), kind: 'date', required: true },
    {
      key: 'roles',
      label: word('field.roles'),
      kind: 'choices',
      required: true,
      wide: true,
      hint: t('setup.staff.roles_hint'),
      options: [
        ...ROLES.map((role) => ({ value: role, label: word(`role.${role}`) })),
        { value: DEDICATED, label: t('setup.staff.dedicated') },
      ],
      check: (roles) => {
        if (roles.includes(DEDICATED) && roles.length > 1) return t('setup.staff.dedicated_alone');
        return roles.includes('officer') && roles.includes('operator') ? t('setup.staff.two_posts') : null;
      },
    },
  ];
  if (work) {
    list.push(
      {
        key: 'experience_since',
        label: word('field.experience_since'),
        kind: 'date',
        required: values.roles.includes('officer'),
        hint: t('setup.staff.experience_hint'),
      },
      { key: 'training.passed_on', label: word('field.passed_on'), kind: 'date', required: true, quick: past },
      {
        key: 'training.content',
        label: t('setup.staff.trained_in'),
        kind: 'text',
        required: true,
        placeholder: t('setup.staff.trained_in_example'),
      },
      {
        key: 'training.method',
        label: t('setup.staff.trained_how'),
        kind: 'text',
        required: true,
        placeholder: t('setup.staff.trained_how_example'),
      },
      {
        key: 'health.on',
        label: t('setup.staff.health_on'),
        kind: 'date',
        required: true,
        hint: t('setup.staff.health_hint'),
        quick: past,
      },
      { key: 'health.fit', label: t('setup.staff.fit'), kind: 'yes_no', required: true },
      {
        key: 'areas',
        label: t('setup.staff.areas'),
        kind: 'text',
        required: true,
        hint: t('setup.staff.areas_hint'),
        placeholder: 'A1',
      },
      { key: 'until', label: t('setup.staff.until'), kind: 'date', required: true },
    );
  }
  if (known)
    list.push({ key: 'left_on', label: word('field.left_on'), kind: 'date', hint: t('setup.staff.left_hint') });
  else list.push(...pinFields(true));
  return list;
}

/**
 * A new file, or a known person's as it stands now.
 * @param {StaffCard | null} card
 * @param {Role[]} [roles] posts that the store still lacks
 * @returns {Form}
 */
export function enrol(card, roles = []) {
  const { today } = desk.view;
  const known = card !== null;
  return {
    title: known ? t('setup.staff.change', { name: card.name }) : t('setup.staff.title'),
    why: t('setup.staff.why'),
    fields: (values) => fields(values, known),
    initial: {
      name: card?.name ?? '',
      roles: card && card.roles.length === 0 ? [DEDICATED] : (card?.roles ?? roles),
      appointed_on: card?.appointed_on ?? today,
      experience_since: card?.experience_since ?? '',
      'training.passed_on': card?.training?.passed_on ?? '',
      'training.content': card?.training?.content ?? '',
      'training.method': card?.training?.method ?? '',
      'health.on': card?.health?.on ?? '',
      'health.fit': card?.health?.fit ?? null,
      areas: card?.areas.map((one) => one.area).join('、') ?? '',
      left_on: card?.left_on ?? '',
      until: card?.areas[0]?.until ?? '',
    },
    save: (values) => rpc('staff.enrol', asked(values, card)),
  };
}

/**
 * What the form does not show stays as it was.
 * @param {Record<string, any>} values
 * @param {StaffCard | null} card
 */
function asked(values, card) {
  const work = atWork(values);
  const before = new Map(card?.areas.map(({ area, until }) => [area, until]));
  /** An area whose day was not touched keeps its own. @param {string} area */
  const until = (area) => (values.until === card?.areas[0]?.until ? (before.get(area) ?? values.until) : values.until);
  return {
    id: card?.staff ?? null,
    name: (values.name ?? '').trim(),
    roles: values.roles.filter((/** @type {string} */ role) => role !== DEDICATED),
    dedicated: values.roles.includes(DEDICATED),
    appointed_on: values.appointed_on,
    left_on: values.left_on || null,
    experience_since: (work ? values.experience_since : card?.experience_since) || null,
    training: work
      ? {
          passed_on: values['training.passed_on'],
          content: values['training.content'],
          method: values['training.method'],
        }
      : (card?.training ?? null),
    health: work ? { on: values['health.on'], fit: values['health.fit'] } : (card?.health ?? null),
    areas: work
      ? lines(values.areas.replaceAll(/[、，,\s]+/g, '\n')).map((area) => ({ area, until: until(area) }))
      : [...before].map(([area, until]) => ({ area, until })),
    pin: values.pin || null,
  };
}

/** A name that was written wrongly; the old one stays readable. @param {StaffCard} card @returns {Form} */
export function rename(card) {
  return {
    title: t('setup.staff.rename', { name: card.name }),
    why: t('setup.staff.rename_why'),
    fields: [
      { key: 'name', label: t('setup.staff.name'), kind: 'text', required: true },
      { key: 'reason', label: word('field.reason'), kind: 'text', required: true, wide: true },
    ],
    initial: { name: card.name, reason: '' },
    button: t('setup.staff.rename_save'),
    save: (values) =>
      rpc('staff.rename', { staff: card.staff, name: values.name.trim(), reason: values.reason.trim() }),
  };
}

/** A new PIN; it also ends a lock-out. @param {StaffCard} card @returns {Form} */
export function setPin(card) {
  const own = card.staff === desk.view.me?.staff;
  return {
    title: t('setup.staff.set_pin', { name: card.name }),
    why: card.locked ? t('setup.staff.set_pin_locked') : t('setup.staff.set_pin_why'),
    fields: own
      ? [{ key: 'old', label: t('setup.staff.pin_old'), kind: 'pin', required: true }, ...pinFields(true)]
      : pinFields(true),
    initial: {},
    button: t('setup.staff.pin_save'),
    save: (values) => rpc('staff.set_pin', { staff: card.staff, pin: values.pin, ...(own ? { old: values.old } : {}) }),
  };
}

/** Everybody marks for themselves, the manager for all. @param {string} staff */
export function mayMark(staff) {
  const { me } = desk.view;
  return desk.may('staff.presence') && (me?.staff === staff || Boolean(me?.roles.includes('store_manager')));
}

/** Who is in the store now. @param {StaffCard[]} people @returns {Form} */
export function presence(people) {
  const posted = people.filter((person) => person.in_post && mayMark(person.staff));
  const before = posted.filter((person) => person.present).map((person) => person.staff);
  return {
    title: t('setup.presence.title'),
    why: t('setup.presence.why'),
    clause: t('setup.clause', { article: '第三条' }),
    fields: [
      {
        key: 'present',
        label: t('setup.presence.who'),
        kind: 'choices',
        wide: true,
        options: posted.map((person) => ({
          value: person.staff,
          label: `${person.name} · ${person.roles.map((role) => word(`role.${role}`)).join('、')}${
            person.left_unmarked
              ? ` · ${t('setup.presence.unmarked', { at: when(person.left_unmarked, desk.view.today) })}`
              : ''
          }`,
        })),
      },
    ],
    initial: { present: before },
    save: async (values) => {
      for (const { staff } of posted) {
        const present = values.present.includes(staff);
        if (present !== before.includes(staff)) await rpc('staff.presence', { staff, present });
      }
    },
  };
}
