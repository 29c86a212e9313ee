/**
 * Where in the window we are, told by the part of the address after `#`. It knows no screen: `ti-app` maps names to
 * them.
 */

/** @typedef {{name: string, id: string | null, rest: string[]}} Route */

/** Names under which `rest` and not an id follows. */
const WITHOUT_ID = new Set(['materials', 'store', 'start', 'today', 'customers', 'day', 'work']);

/**
 * Goes there: `go('#/service/JN01-261121-0001')`.
 * @param {string} hash
 */
export function go(hash) {
  if (location.hash === hash) dispatchEvent(new HashChangeEvent('hashchange'));
  else location.hash = hash;
}

/**
 * Goes there without a way back to here.
 * @param {string} hash
 */
export function become(hash) {
  history.replaceState(null, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** @returns {Route} */
export function route() {
  const [name = '', ...parts] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (WITHOUT_ID.has(name)) return { name, id: null, rest: parts };
  const [id = null, ...rest] = parts;
  return { name: name || 'today', id, rest };
}

/**
 * Hears of every change of place. Answers how to stop.
 * @param {(route: Route) => void} listener
 */
export function onRoute(listener) {
  const heard = () => listener(route());
  addEventListener('hashchange', heard);
  return () => removeEventListener('hashchange', heard);
}
