/**
 * The rail: the places of the window, each with its key. It goes nowhere itself; its links do.
 */
import { html } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

/** @typedef {keyof import('../lib/wire').Commands} Command */

/** The places in order; `Alt+1` … `Alt+6`. A place that needs a permission is there for those who have it. */
const ALL = /** @type {{name: string, icon: string, also: string[], needs?: Command, lacks?: Command}[]} */ ([
  { name: 'today', icon: 'house', also: ['work'], needs: 'today.look' },
  { name: 'service', icon: 'flask-conical', also: [], needs: 'service.view' },
  { name: 'customers', icon: 'users-round', also: ['customer'], needs: 'customer.look' },
  { name: 'materials', icon: 'package', also: [], needs: 'lot.list' },
  { name: 'store', icon: 'store', also: [], needs: 'setup.look' },
  // Whoever has no other post has no place of the store's but this one.
  { name: 'security', icon: 'shield-check', also: [], needs: 'security.look', lacks: 'setup.look' },
  { name: 'register', icon: 'layers', also: [], needs: 'register.all' },
  { name: 'day', icon: 'clipboard-list', also: ['record', 'records'], needs: 'day.look' },
]);

/** The places of whoever sits here. */
export function places() {
  return ALL.filter(({ needs, lacks }) => (!needs || desk.may(needs)) && !(lacks && desk.may(lacks)));
}

export class Rail extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { here: {}, service: {} };

  constructor() {
    super();
    /** the route's name */
    this.here = 'today';
    /** @type {string | null} the service that was looked at last: the way back to it */
    this.service = null;
  }

  render() {
    return html`<nav class="rail" aria-label=${t('common.nav')}>
      <p class="rail-mark" lang="zh-CN">调和</p>
      ${places().map(({ name, icon, also }) => {
        const here = this.here === name || also.some((each) => each === this.here);
        const back = name === 'service' && !here && this.service ? `/${this.service}` : '';
        return html`<a href="#/${name}${back}" data-test="nav-${name}" aria-current=${here ? 'page' : 'false'}>
          <ti-icon name=${icon}></ti-icon><span>${t(`common.nav_${name}`)}</span></a>`;
      })}
    </nav>`;
  }
}

define('ti-rail', Rail);
