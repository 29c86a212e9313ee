/**
 * The rail: the places of the window, each with its key. It goes nowhere itself; its links do.
 */
import { html } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

/** The places in order; `Alt+1` … `Alt+6`. A place that needs a permission is there for those who have it. */
const ALL =
  /** @type {{name: string, icon: string, also: string[], needs?: keyof import('../lib/wire').Commands}[]} */ ([
    { name: 'today', icon: 'house', also: ['work'] },
    { name: 'service', icon: 'flask-conical', also: [] },
    { name: 'customers', icon: 'users-round', also: ['customer'] },
    { name: 'materials', icon: 'package', also: [] },
    { name: 'store', icon: 'store', also: [] },
    { name: 'register', icon: 'layers', also: [] },
    { name: 'day', icon: 'clipboard-list', also: ['record', 'records'], needs: 'day.look' },
  ]);

/** The places of whoever sits here. */
export function places() {
  return ALL.filter(({ needs }) => !needs || desk.may(needs));
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
