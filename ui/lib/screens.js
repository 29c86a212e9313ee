/**
 * Which element shows which place, and fetching its module when it is first gone to. A module that cannot be fetched is
 * said to be missing; the rest of the window goes on.
 */

import { desk } from './desk.js';

/** @typedef {{tag: string, load: () => Promise<unknown>}} Place */

/** @type {Record<string, Place>} by the phase of the desk, closing among them */
const PHASES = {
  first_start: { tag: 'screen-start', load: () => import('../screens/start.js') },
  fetching: { tag: 'screen-start', load: () => import('../screens/start.js') },
  damaged: { tag: 'screen-start', load: () => import('../screens/start.js') },
  passphrase: { tag: 'screen-unlock-store', load: () => import('../screens/unlock-store.js') },
  closing: { tag: 'screen-closing', load: () => import('../screens/closing.js') },
  locked: { tag: 'screen-lock', load: () => import('../screens/lock.js') },
};

/** @type {Record<string, Place>} by the route's name, while the store is open */
const ROUTES = {
  today: { tag: 'screen-today', load: () => import('../screens/today.js') },
  services: { tag: 'screen-services', load: () => import('../screens/services.js') },
  service: { tag: 'screen-service', load: () => import('../screens/service.js') },
  customers: { tag: 'screen-customers', load: () => import('../screens/customers.js') },
  customer: { tag: 'screen-customer', load: () => import('../screens/customer.js') },
  materials: { tag: 'screen-materials', load: () => import('../screens/materials.js') },
  store: { tag: 'screen-store', load: () => import('../screens/store.js') },
  day: { tag: 'screen-day', load: () => import('../screens/day.js') },
  record: { tag: 'screen-record', load: () => import('../screens/record.js') },
  records: { tag: 'screen-records', load: () => import('../screens/records.js') },
  work: { tag: 'screen-work', load: () => import('../screens/work.js') },
  register: { tag: 'screen-register', load: () => import('../screens/register.js') },
  security: { tag: 'screen-store-security', load: () => import('../screens/store/security.js') },
  setup: { tag: 'screen-setup', load: () => import('../screens/setup.js') },
};

/** @type {Set<string>} tags whose module could not be fetched */
const missing = new Set();

/**
 * The place for a phase, or for a route once the store is open. A route that is not there is today.
 * @param {import('./wire').DeskView['phase'] | 'closing'} phase
 * @param {import('./route.js').Route} route
 * @returns {Place}
 */
export function place(phase, route) {
  const name = route.name === 'service' && !route.id ? 'services' : route.name;
  const first = /** @type {Place} */ (ROUTES[desk.may('today.look') ? 'today' : 'security']);
  const here = name === 'today' ? first : ROUTES[name];
  return PHASES[phase] ?? here ?? first;
}

/**
 * The element's class is there, or on its way; `then` is called when it has come or is known to be missing.
 * @param {Place} wanted
 * @param {() => void} then
 * @returns {'there' | 'coming' | 'missing'}
 */
export function fetched({ tag, load }, then) {
  if (customElements.get(tag)) return 'there';
  if (missing.has(tag)) return 'missing';
  load()
    .catch((cause) => {
      console.error(`${tag} cannot be fetched`, cause);
    })
    .finally(() => {
      if (!customElements.get(tag)) missing.add(tag);
      then();
    });
  return 'coming';
}
