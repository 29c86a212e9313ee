/**
 * The keys of the staff window, the same on every screen.
 */
import { desk } from './desk.js';
import { go } from './route.js';
import { t } from './i18n.js';
import { places } from '../components/ti-rail.js';

/**
 * @param {{open: 'help' | null, lock: (changing: boolean) => Promise<void>}} shell
 * @returns {import('./keys.js').Binding[]}
 */
export function windowKeys(shell) {
  const help = { key: '?', label: t('common.key_help'), run: () => void (shell.open = 'help') };
  if (desk.view.phase !== 'open') return [help];
  return [
    { key: 'Enter', label: t('common.key_enter'), run: pressNext },
    { key: '/', label: t('common.key_search'), run: search },
    { key: 'F8', label: t('common.key_person'), run: () => void shell.lock(true) },
    { key: 'F9', label: t('common.key_lock'), run: () => void shell.lock(false) },
    ...places().map(({ name }, at) => ({
      key: `Alt+${at + 1}`,
      label: t(`common.nav_${name}`),
      run: () => go(`#/${name}`),
    })),
    help,
  ];
}

/** The one red button of the screen. */
function pressNext() {
  /** @type {HTMLButtonElement | null} */ (document.querySelector('.stage .button.next:not(:disabled)'))?.click();
}

/** The search of the screen in front, or today's. */
function search() {
  const here = /** @type {(HTMLElement & {take?: () => void}) | null} */ (document.querySelector('.stage ti-search'));
  if (here?.take) here.take();
  else go('#/today/search');
}
