/** The records of a day, page by page, in the order in which they were written. */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { dayAfter } from '../lib/days.js';
import { day, time } from '../lib/format.js';
import { pick, t } from '../lib/i18n.js';
import { go } from '../lib/route.js';
import { define, Screen } from '../lib/screen.js';
import '../components/ti-day-turn.js';
import '../components/ti-empty.js';
import '../components/ti-icon.js';
import '../components/ti-pager.js';
import '../components/ti-table.js';

/** @typedef {import('../lib/wire').RecordPage} RecordPage */
/** @typedef {import('../lib/wire').RecordLine} RecordLine */

export class ScreenRecords extends Screen {
  /** @type {import('../lib/wire').Topic[]} */
  static topics = ['service', 'store'];

  /** @type {import('../lib/lit.js').Properties} */
  static properties = { found: { state: true }, page: { state: true } };

  constructor() {
    super();
    /** @type {RecordPage | null} */
    this.found = null;
    this.page = 0;
  }

  async load() {
    this.found = await rpc('record.list', { day: this.route.id ?? desk.view.today, service: null, page: this.page });
  }

  /** @param {CustomEvent<{page: number}>} event */
  turn = ({ detail }) => {
    this.page = detail.page;
    void this.reload();
  };

  get columns() {
    return [
      { key: 'record', label: t('day.record'), cell: (/** @type {RecordLine} */ row) => row.record, figure: true },
      {
        key: 'at',
        label: t('day.record_at'),
        cell: (/** @type {RecordLine} */ row) => html`<span class="num">${time(row.at)}${row.at.slice(16, 19)}</span>`,
      },
      {
        key: 'title',
        label: t('day.record_what'),
        cell: (/** @type {RecordLine} */ row) => pick(row.title, row.title_en),
      },
      {
        key: 'service',
        label: t('day.record_service'),
        cell: (/** @type {RecordLine} */ row) => html`<span class="num">${row.service ?? '—'}</span>`,
      },
      {
        key: 'actor',
        label: t('day.record_by'),
        cell: (/** @type {RecordLine} */ row) => pick(row.actor_name, row.actor_name_en),
      },
    ];
  }

  /** @param {RecordPage} found */
  content(found) {
    const { today } = desk.view;
    const on = this.route.id ?? today;
    return html`<div class="work" data-test="records">
      <header class="day-head"><h1>${t('day.records')}<span
          class="visually-hidden"> ${day(on, { weekday: true })}</span></h1>
        <ti-day-turn test="records" .value=${on} .max=${today} .label=${t('day.pick')} .earlier=${t('day.key_before')}
            .later=${t('day.key_after')} ?last=${on >= today} ?home=${on === today}
          @day=${(/** @type {CustomEvent<{day: string}>} */ { detail }) => go(`#/records/${detail.day}`)}
            @turn=${(/** @type {CustomEvent<{by: number}>} */ { detail }) =>
              go(`#/records/${dayAfter(on, detail.by)}`)}></ti-day-turn>
        <a class="button push" href="#/day/${on}" data-test="records-day"><ti-icon
            name="calendar"></ti-icon>${t('day.back')}</a></header>
      ${
        found.total === 0
          ? html`<ti-empty icon="inbox" heading=${t('day.records_none')}></ti-empty>`
          : html`<ti-table openable .columns=${this.columns} .rows=${found.records}
              .name=${(/** @type {RecordLine} */ row) => String(row.record)} label=${t('day.records')}
            @row=${(/** @type {CustomEvent<RecordLine>} */ { detail }) => go(`#/record/${detail.record}`)}></ti-table>
          <ti-pager page=${this.page} total=${found.total} @page=${this.turn}></ti-pager>`
      }
    </div>`;
  }

  render() {
    return this.frame(() => (this.found ? this.content(this.found) : nothing));
  }
}

define('screen-records', ScreenRecords);
