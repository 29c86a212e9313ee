/**
 * The day's log, to be read in two minutes: what is odd and what is due first, then the figures beside those before;
 * beside
 * them the sample, what still waits and the manager's signature. A week and a month are looked at in the same way, by
 * their
 * days, and signed day by day. It judges nothing: what is odd came from the desk with its reason.
 */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { monthOf } from '../lib/days.js';
import { t } from '../lib/i18n.js';
import { go } from '../lib/route.js';
import { define, Screen } from '../lib/screen.js';
import { calendar, legend, marks } from './day/calendar.js';
import { dueList } from '../components/due-list.js';
import { figures } from './day/figures.js';
import { oddList } from './day/odd.js';
import { around, called, hash, shifted, spanOf } from './day/period.js';
import { draftOf } from './day/looked.js';
import { sampleList } from './day/sample.js';
import { signedLog, unsigned } from './day/signed.js';
import { shown } from '../components/ti-search.js';
import '../components/ti-day-turn.js';
import '../components/ti-empty.js';
import '../components/ti-icon.js';
import './day/sign.js';
import './day/windows.js';

/** @typedef {import('../lib/wire').DayView} DayView */

const SPANS = /** @type {const} */ (['day', 'week', 'month']);

export class ScreenDay extends Screen {
  /** @type {import('../lib/wire').Topic[]} */
  static topics = ['service', 'store'];

  /** @type {import('../lib/lit.js').Properties} */
  static properties = { view: { state: true }, opened: { state: true }, marks: { state: true } };

  constructor() {
    super();
    /** @type {DayView | null} */
    this.view = null;
    /** Rules whose every question is shown. @type {Set<string>} */
    this.opened = new Set();
    /**
     * What is known of the days around those on view.
     * @type {Map<string, import('../components/ti-month.js').DayMark>}
     */
    this.marks = new Map();
    /** The period that `view` is of; another one may be on its way. @type {import('./day/period.js').Period} */
    this.of = { from: '', to: '' };
    /** The period that was asked for: `2026-11-20/2026-11-20`. */
    this.shown = '';
  }

  get period() {
    const [from = desk.view.today, to = from] = this.route.rest;
    return { from, to };
  }

  async load() {
    const { from, to } = this.period;
    const { today } = desk.view;
    const view = await rpc('day.look', { from, to: to > today && from <= today ? today : to });
    [this.view, this.of] = [view, { from, to }];
    this.marks = new Map([...this.marks, ...marks(view)]);
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

  get isLast() {
    return this.period.to >= desk.view.today;
  }

  keys() {
    return [
      { key: '[', label: t('day.key_before'), run: () => go(hash(shifted(this.period, -1))) },
      ...(this.isLast ? [] : [{ key: ']', label: t('day.key_after'), run: () => go(hash(shifted(this.period, 1))) }]),
    ];
  }

  /** What is known of the days of another month. @param {CustomEvent<{day: string}>} event */
  async turned({ detail }) {
    const [from, to] = monthOf(detail.day);
    const view = await rpc('day.look', { from, to }).catch(() => null);
    // Without marks a day can still be chosen.
    if (view) this.marks = new Map([...this.marks, ...marks(view)]);
  }

  /** @param {DayView} view */
  head(view) {
    const { from, to } = this.period;
    const span = spanOf({ from, to });
    const { today } = desk.view;
    const found = (/** @type {CustomEvent<import('../components/ti-search.js').Hit>} */ { detail }) =>
      go(shown(detail));
    return html`<header class="day-head">
      <h1>${t('day.log')}<span class="visually-hidden"> ${called({ from, to })}</span></h1>
      <ti-day-turn test="day" .value=${from > today ? today : from} .max=${today} .shown=${
        span === 'day' ? '' : called({ from, to })
      } .label=${t('day.pick')} .earlier=${t('day.key_before')} .later=${t('day.key_after')}
        .marks=${this.marks} .legend=${legend()} ?last=${this.isLast} ?home=${from <= today && today <= to}
        @day=${(/** @type {CustomEvent<{day: string}>} */ { detail }) => go(hash(around(detail.day, span)))}
          @turn=${(/** @type {CustomEvent<{by: number}>} */ { detail }) => go(hash(shifted({ from, to }, detail.by)))}
            @month=${this.turned}></ti-day-turn>
      <nav class="day-spans" aria-label=${t('day.spans')}>
        ${SPANS.map(
          (each) => html`<a class="button" data-test="span-${each}" aria-current=${each === span ? 'page' : 'false'}
    href=${hash(
      around(each === 'day' && from <= today && today <= to ? today : from, each),
    )}>${t(`day.span_${each}`)}</a>`,
        )}
      </nav>
      ${from === to && this.of.to === to ? unsigned(view) : nothing}
      <div class="day-find"><ti-search @choose=${found}></ti-search>
        <a class="button" data-test="day-records" href="#/records/${from > today ? today : from}"><ti-icon
            name="list"></ti-icon>${t('day.records')}</a></div>
    </header>`;
  }

  /** @param {string} rule */
  toggle(rule) {
    const opened = new Set(this.opened);
    if (!opened.delete(rule)) opened.add(rule);
    this.opened = opened;
  }

  /** @param {CustomEvent<{to: string}>} event */
  jump({ detail }) {
    this.querySelector(`[data-test="${detail.to}"]`)?.scrollIntoView({ block: 'start' });
  }

  /** @param {DayView} view */
  content(view) {
    const one = this.of.from === this.of.to;
    const { period, due: owed, call_backs_more: more } = view.sheet;
    const past = period.to < desk.view.today;
    const due = past && period.from !== period.to ? nothing : dueList(owed, view.names, { past, more });
    if (one && !view.sheet.sample) {
      return html`<div class="work day" data-test="day">${this.head(view)}<ti-empty icon="inbox"
          heading=${t('day.empty')}></ti-empty>${due}</div>`;
    }
    const work = html`<div class="work day" data-test="day">
      ${this.head(view)}
      ${one ? signedLog(view, this) : calendar(view, this.of)}
      ${oddList(view, one, this.opened, (rule) => this.toggle(rule))}
      ${due}
      ${
        view.sheet.leaving
          ? html`<p class="soft"><a href="#/store/retention" data-test="leaving">${t('day.leaving', {
              n: view.sheet.leaving,
            })}</a></p>`
          : nothing
      }
      ${figures(view)}
      ${one ? html`<ti-day-windows .day=${period.from}></ti-day-windows>` : nothing}</div>`;
    const draft = draftOf(view.sheet);
    if (!one || !draft) return work;
    return html`<div class="split">${work}
      <aside class="aside day-aside" aria-label=${t('day.sign')}>
        <div class="day-look">${sampleList(view, () => this.requestUpdate())}</div>
        <ti-day-sign .view=${view} .looked=${`${draft.seen.size}/${draft.read.size}`}
            @signed=${() => void this.reload()} @stale=${() => void this.reload()} @jump=${this.jump}></ti-day-sign>
      </aside></div>`;
  }

  render() {
    return this.frame(() => (this.view ? this.content(this.view) : nothing));
  }
}

define('screen-day', ScreenDay);
