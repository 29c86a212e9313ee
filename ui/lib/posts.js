/** Whose hand a command asks for, in words. Who may is decided in Rust; this only names them. */
import { t, word } from './i18n.js';
import { MAY } from './lists.js';

/** @param {import('./host.js').Name} command */
export function posts(command) {
  return (MAY[command] ?? []).map((role) => word(`role.${role}`)).join(t('setup.or'));
}
