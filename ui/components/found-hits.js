/**
 * What a search found as lines to choose from: people first, then services, lots and products.
 */
import { day } from '../lib/format.js';
import { t, word } from '../lib/i18n.js';

/** @typedef {import('../lib/wire').Found} Found */
/**
 * @typedef {{kind: 'service'|'customer'|'product'|'lot', id: string, title: string, note: string, icon: string}} Hit
 */

/** @param {Found} found @returns {Hit[]} */
export const hitsOf = (found) => [
  ...found.customers.map(
    (each) =>
      /** @type {Hit} */ ({
        kind: 'customer',
        id: each.customer,
        icon: 'user-round',
        title: each.name ?? t('common.customer_unnamed'),
        note: [
          each.phone_end && t('today.phone_end', { end: each.phone_end }),
          each.last_on && t('today.last_on', { on: day(each.last_on) }),
          t('today.services_n', { n: each.services }),
        ]
          .filter(Boolean)
          .join(' · '),
      }),
  ),
  ...found.services.map(
    (each) =>
      /** @type {Hit} */ ({
        kind: 'service',
        id: each.number,
        icon: 'flask-conical',
        title: each.number,
        note: [each.customer_name, word(`state.${each.step}`), each.recipe_name].filter(Boolean).join(' · '),
      }),
  ),
  ...found.lots.map(
    (each) =>
      /** @type {Hit} */ ({
        kind: 'lot',
        id: each.lot,
        icon: 'package',
        title: `${each.product_name} ${each.number}`,
        note: `${word(`zone.${each.zone}`)} · ${t('today.lot_until', { on: each.expires_on })}`,
      }),
  ),
  ...found.products.map(
    (each) =>
      /** @type {Hit} */ ({
        kind: 'product',
        id: each.product,
        icon: 'droplet',
        title: each.name,
        note: each.filing,
      }),
  ),
];
