/**
 * The day's log, to be read in two minutes: what is odd first, then the figures beside those before, the sample, what is
 * due, and the manager's signature. A week and a month are looked at in the same way, and signed day by day. It judges
 * nothing: what is odd came from the desk with its reason.
 */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { go } from '../lib/route.js';
import { define, Screen } from '../lib/screen.js';
import { dueList } from './day/due.js';
import { figures } from './day/figures.js';
import { oddList } from './day/odd.js';
import { around, dayOf, hash, shifted, spanOf, title } from './day/period.js';
import { draft } from './day/looked.js';
import { sampleList } from './day/sample.js';
import { signedLogs } from './day/signed.js';
import '../components/ti-empty.js';
import '../components/ti-icon.js';
import './day/sign.js';

/** @typedef {import('../lib/wire').DayView} DayView */

const SPANS = /** @type {const} */ (['day', 'week', 'month']);

export class ScreenDay extends Screen {
  static topics = ['service', 'store'];

  /** @type {import('../lib/lit.js').Properties} */
  static properties = { view: { state: true }, opened: { state: true } };

  constructor() {
    super();
    /** @type {DayView | null} */
    this.view = null;
    /** Rules whose every question is shown. @type {Set<string>} */
    this.opened = new Set();
    /** The period that is on view: `2026-11-20/2026-11-20`. */
    this.shown = '';
  }

  get period() {
    const [from = desk.view.today, to = from] = this.route.rest;
    return { from, to };
  }

  async load() {
    const { from, to } = this.period;
    this.view = await rpc('day.look', { from, to });
    this.shown = `${from}/${to}`;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    const { from, to } = this.period;
    if (changed.has('route') && this.shown && this.shown !== `${from}/${to}`) {
      this.shown = `${from}/${to}`;
      this.opened = new Set();
      void this.reload();
    }
  }

  keys() {
    const { from, to } = this.period;
    const last = to >= desk.view.today;
    return [
      { key: '[', label: t('day.key_before'), run: () => go(hash(shifted({ from, to }, -1))) },
      ...(last ? [] : [{ key: ']', label: t('day.key_after'), run: () => go(hash(shifted({ from, to }, 1))) }]),
    ];
  }

  head() {
    const { from, to } = this.period;
    const span = spanOf({ from, to });
    const { today } = desk.view;
    const pick = (/** @type {Event} */ event) => {
      const chosen = /** @type {HTMLInputElement} */ (event.target).value;
      if (chosen && chosen <= today) go(hash(around(chosen, span)));
    };
    return html`<header class="day-head">
      <h1>${title({ from, to })}</h1>
      <div class="row">
        <a class="button" data-test="day-before" aria-label=${t('day.key_before')} href=${hash(shifted({ from, to }, -1))}><ti-icon name="chevron-left"></ti-icon></a>
        <label class="day-pick"><span class="visually-hidden">${t('day.pick')}</span>
          <input type="date" data-test="day-pick" .value=${from} max=${today} @change=${pick}></label>
        <a class="button" role="link" data-test="day-after" aria-label=${t('day.key_after')} aria-disabled=${to >= today}
          href=${to >= today ? nothing : hash(shifted({ from, to }, 1))}><ti-icon name="chevron-right"></ti-icon></a>
      </div>
      <nav class="day-spans" aria-label=${t('day.spans')}>
        ${SPANS.map((each) => html`<a class="button" data-test="span-${each}" aria-current=${each === span ? 'page' : 'false'} href=${hash(around(from, each))}>${t(`day.span_${each}`)}</a>`)}
      </nav>
      <a class="button push" data-test="day-records" href="#/records/${dayOf(from)}"><ti-icon name="list"></ti-icon>${t('day.records')}</a>
    </header>`;
  }

  /** @param {string} rule */
  toggle(rule) {
    const opened = new Set(this.opened);
    if (!opened.delete(rule)) opened.add(rule);
    this.opened = opened;
  }

  /** @param {DayView} view */
  content(view) {
    const one = view.sheet.period.from === view.sheet.period.to;
    return html`<div class="split">
      <div class="work day" data-test="day">
        ${this.head()}
        ${one ? signedLogs(view, this) : nothing}
        ${oddList(view, this.opened, (rule) => this.toggle(rule))}
        ${figures(view)}
      </div>
      <aside class="aside">
        ${one ? sampleList(view, () => this.requestUpdate()) : nothing}
        ${dueList(view.sheet.due)}
        ${one ? html`<ti-day-sign .view=${view} .looked=${view.sheet.sample ? draft(view.sheet.sample.seed).seen.size : 0} @signed=${() => void this.reload()} @stale=${() => void this.reload()}></ti-day-sign>` : html`<p class="soft">${t('day.sign_by_day')}</p>`}
      </aside>
    </div>`;
  }

  render() {
    return this.frame(() => (this.view ? this.content(this.view) : nothing));
  }
}

define('screen-day', ScreenDay);
