// The fields of a new store, page by page, and what they become on the wire. What is lawful (a licence's shape, a code
// that is taken) the counter says, field by field.

import { desk } from '../../lib/desk.js';
import { pick, t, word } from '../../lib/i18n.js';
import { lines } from '../../components/form-rules.js';
import { dayAfter } from '../../lib/days.js';
import { pinFields } from '../setup/forms/staff.js';

/** @typedef {import('../../components/ti-input.js').Field} Field */
/** @typedef {'enterprise' | 'premises' | 'authorisation' | 'manager'} Page */

/** @type {Page[]} */
export const PAGES = ['enterprise', 'premises', 'authorisation', 'manager'];

/** @type {import('../../lib/wire').ServiceType[]} */
export const SERVICES = ['blend', 'repack', 'pack'];

/** What stands in the fields before anything is typed. */
export function blank() {
  const { today } = desk.view;
  return {
    'authorisation.services': ['blend'],
    'authorisation.from': today,
    'authorisation.to': dayAfter(today, 365),
    'manager.appointed_on': today,
  };
}

/**
 * @param {Page} page
 * @param {import('../../lib/wire').ProvinceName[]} provinces
 * @returns {Field[]}
 */
export function fieldsOf(page, provinces) {
  /** @param {string} key @param {Field['kind']} kind @param {Partial<Field>} [more] @returns {Field} */
  const field = (key, kind, more = {}) => ({
    key: `${page}.${key}`,
    label: t(`start.${page}.${key}`),
    kind,
    required: true,
    ...more,
  });
  switch (page) {
    case 'enterprise':
      return [
        field('name', 'text'),
        field('credit_code', 'text', {
          hint: t('start.enterprise.credit_code_hint'),
          check: (value) =>
            value.trim().length === 18 ? null : t('start.enterprise.credit_code_wrong', { n: value.trim().length }),
        }),
        field('address', 'text', { wide: true }),
        field('licence', 'text', { hint: t('start.enterprise.licence_hint'), placeholder: '鲁妆20240001' }),
        field('filers', 'lines', { required: false, hint: t('start.enterprise.filers_hint') }),
      ];
    case 'premises':
      return [
        field('name', 'text'),
        field('code', 'text', {
          placeholder: 'JN01',
          hint: t('start.premises.code_hint'),
          check: (value) =>
            /^[A-Z0-9]{2,8}$/.test(value.trim().toUpperCase()) ? null : t('start.premises.code_wrong'),
        }),
        field('address', 'text', { wide: true }),
        field('province', 'select', {
          options: provinces.map((one) => ({ value: one.code, label: pick(one.name, one.name_en) })),
          hint: t('start.premises.province_hint'),
        }),
        field('district', 'text', { required: false, hint: t('start.premises.district_hint') }),
        field('phone', 'text', { hint: t('start.premises.phone_hint') }),
      ];
    case 'authorisation':
      return [
        field('document', 'text', { hint: t('start.authorisation.document_hint'), wide: true }),
        field('services', 'choices', {
          wide: true,
          options: SERVICES.map((one) => ({ value: one, label: word(`service_type.${one}`) })),
        }),
        field('from', 'date'),
        field('to', 'date', {
          check: (value, values) => (value < values['authorisation.from'] ? t('start.authorisation.turned') : null),
        }),
      ];
    default:
      return [
        field('name', 'text'),
        field('appointed_on', 'date'),
        ...pinFields(true).map((one) => ({
          ...one,
          key: `manager.${one.key}`,
          ...(one.key === 'pin_again'
            ? {
                check: (/** @type {any} */ value, /** @type {Record<string, any>} */ values) =>
                  value === values['manager.pin'] ? null : t('setup.staff.pin_differs'),
              }
            : {}),
        })),
      ];
  }
}

/**
 * @param {Record<string, any>} values
 * @param {string | null} passphrase
 * @returns {import('../../lib/wire').NewStore}
 */
export function newStore(values, passphrase) {
  const said = (/** @type {string} */ key) => String(values[key] ?? '').trim();
  return {
    enterprise: {
      name: said('enterprise.name'),
      address: said('enterprise.address'),
      credit_code: said('enterprise.credit_code').toUpperCase(),
      licence: said('enterprise.licence'),
      filers: lines(values['enterprise.filers']),
    },
    premises: {
      code: said('premises.code').toUpperCase(),
      name: said('premises.name'),
      address: said('premises.address'),
      province: said('premises.province'),
      district: said('premises.district') || null,
      phone: said('premises.phone'),
    },
    authorisation: {
      document: said('authorisation.document'),
      services: values['authorisation.services'] ?? [],
      from: said('authorisation.from'),
      to: said('authorisation.to'),
    },
    manager: {
      name: said('manager.name'),
      pin: values['manager.pin'] ?? '',
      appointed_on: said('manager.appointed_on'),
    },
    passphrase,
  };
}
