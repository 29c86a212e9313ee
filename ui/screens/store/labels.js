// 标签对账: the labels of a day, added up. What came out of the printers was used, spoiled or voided; what is none of these
// yet is open, and stands first, each with a way to its service.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { dayAfter } from '../../lib/days.js';
import { day, time } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { t, word } from '../../lib/i18n.js';
import { go } from '../../lib/route.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-day-turn.js';
import '../../components/ti-empty.js';
import '../../components/ti-table.js';
import { LOOK } from '../service/label-print.js';

/** @typedef {import('../../lib/wire').LabelDay} LabelDay */
/** @typedef {import('../../lib/wire').LabelRow} LabelRow */

class Labels extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { on: { state: true }, found: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['service', 'job'];

  constructor() {
    super();
    this.on = desk.view.today;
    /** @type {LabelDay | null} */
    this.found = null;
  }

  async load() {
    this.found = await rpc('labels.day', { day: this.on });
  }

  /** @param {string} date */
  turn(date) {
    if (date > desk.view.today) return;
    this.on = date;
    void this.reload();
  }

  /** @param {LabelDay} found The equation that the day must come to. */
  sum({ counts, settled }) {
    const figure = (/** @type {'printed' | 'used' | 'spoiled' | 'voided' | 'open'} */ key) =>
      html`<div class=${
        key === 'open' && counts.open > 0 ? 'warn' : ''
      }><dt>${word(`label_count.${key}`)}</dt><dd class="num" data-test=${`labels-${key}`}>${counts[key]}</dd></div>`;
    const beside = /** @type {const} */ (['pending', 'reprints', 'to_file', 'never_printed']).filter(
      (key) => counts[key] > 0,
    );
    return html`<section class="card label-sum" aria-label=${t('labels.title')}>
      <dl class="label-equation">${figure('printed')}<span aria-hidden="true">=</span>${figure('used')}<span
          aria-hidden="true">+</span>${figure('spoiled')}<span aria-hidden="true">+</span>${figure('voided')}<span
            aria-hidden="true">+</span>${figure('open')}</dl>
      <p class="row"><span class="chip ${settled ? 'ok' : 'warn'}" data-test="labels-settled"><b
          aria-hidden="true">${settled ? '✓' : '!'}</b>${
            settled ? t('labels.settled') : t('labels.unsettled', { n: counts.open + counts.pending })
          }</span>
        ${beside.map(
          (key) => html`<span class="chip"><b aria-hidden="true">·</b>${word(`label_count.${key}`)} <span
    class="num">${counts[key]}</span></span>`,
        )}</p>
    </section>`;
  }

  /** @returns {import('../../components/ti-table.js').Column<LabelRow>[]} */
  get columns() {
    return [
      {
        key: 'service',
        label: t('labels.col.service'),
        cell: (row) => html`<span class="num">${row.service}</span>`,
        by: (row) => row.service,
        room: 'wide',
      },
      {
        key: 'copy',
        label: t('labels.col.copy'),
        cell: (row) =>
          html`${row.copy}${row.reprint ? html` <span class="chip warn">${t('labels.reprinted')}</span>` : nothing}`,
        by: (row) => row.copy,
      },
      {
        key: 'state',
        label: t('labels.col.state'),
        cell: (row) =>
          html`<span class="chip ${LOOK[row.state][1]}"><b
              aria-hidden="true">${LOOK[row.state][0]}</b>${word(`label_copy.${row.state}`)}</span>`,
        by: (row) => row.state,
      },
      {
        key: 'why',
        label: t('labels.col.why'),
        cell: (row) => row.reason ?? row.reprint ?? row.note ?? '–',
        room: 'wide',
      },
      {
        key: 'printer',
        label: t('labels.col.printer'),
        cell: (row) => (row.to_file ? word('label_count.to_file') : (row.printer ?? '–')),
      },
      {
        key: 'issued',
        label: t('labels.col.issued'),
        cell: (row) => html`<span class="num">${time(row.issued_at)}</span>`,
        by: (row) => row.issued_at,
      },
    ];
  }

  content() {
    const { found } = this;
    if (!found) return nothing;
    return html`<header class="heading row"><div><h1>${t('labels.title')}</h1><p
        class="soft">${t('labels.why')}</p></div>
        <ti-day-turn class="push at-end" test="labels" .value=${this.on} .max=${desk.view.today}
            .label=${t('labels.day')} .earlier=${t('labels.day_before')} .later=${t('labels.day_after')}
          ?last=${this.on >= desk.view.today} ?home=${this.on === desk.view.today}
            @day=${(/** @type {CustomEvent<{day: string}>} */ { detail }) => this.turn(detail.day)}
          @turn=${(/** @type {CustomEvent<{by: number}>} */ { detail }) =>
            this.turn(dayAfter(this.on, detail.by))}></ti-day-turn></header>
      ${
        found.rows.length === 0
          ? html`<ti-empty icon="tag" .heading=${t('labels.none', { day: day(this.on) })}
            .text=${t('labels.none_note')}></ti-empty>`
          : html`${this.sum(found)}<ti-table .columns=${this.columns} .rows=${found.rows}
              .name=${(/** @type {LabelRow} */ row) => `${row.service}.${row.copy}`}
                .label=${t('labels.title')} openable
            @row=${(/** @type {CustomEvent<LabelRow>} */ event) => go(`#/service/${event.detail.service}`)}></ti-table>`
      }`;
  }

  render() {
    return html`<div class="stack labels">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-labels', Labels);
