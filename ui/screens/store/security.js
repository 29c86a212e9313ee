// Information security: who looks after it, requests with their clock, who looked at whose page when, and what is kept
// until when. Customers stand here by number alone; what they asked and said is not shown.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { day, when } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-icon.js';
import '../../components/ti-sheet.js';
import '../../components/ti-table.js';
import { offer } from '../setup/hands.js';

/** @typedef {import('../../lib/wire').SecurityView} View */
/** @typedef {View['requests'][number]} RequestClock */
/** @typedef {View['looks'][number]} AccessLine */
/** @typedef {View['kept'][number]} KeptCount */

/** @param {View} view @returns {import('../../components/ti-sheet.js').Form} */
function appointment(view) {
  const people = desk.view.faces.filter((each) => !each.roles.includes('inspector'));
  return {
    title: t('store.security.appoint'),
    why: t('store.security.appoint_why'),
    clause: t('store.security.clause'),
    fields: [
      {
        key: 'staff',
        label: t('store.security.who'),
        kind: 'select',
        required: true,
        options: people.map((each) => ({ value: each.staff, label: `${each.staff} ${each.name}` })),
      },
      { key: 'full_time', label: t('store.security.full_time'), kind: 'yes_no', required: true },
      { key: 'document', label: t('store.security.document'), kind: 'text', required: true, wide: true },
    ],
    initial: { staff: view.officer?.staff ?? '', full_time: false },
    button: t('store.security.appoint'),
    save: (values) =>
      rpc('security.appoint', { staff: values.staff, full_time: values.full_time, document: values.document }),
  };
}

class Security extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { view: { state: true }, form: { state: true }, by: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store', 'access'];

  constructor() {
    super();
    /** @type {View | null} */
    this.view = null;
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
    /** Whose looks alone; of everybody otherwise. */
    this.by = '';
  }

  async load() {
    this.view = await rpc('security.look', this.by ? { by: this.by } : {});
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  /** @param {string} by */
  async of(by) {
    this.by = by;
    await this.reload();
  }

  /** @param {View} view */
  officer(view) {
    const { officer } = view;
    return html`<header class="heading store-head"><h1>${t('store.security.title')}</h1>
      <p class="soft" data-test="security-officer">${
        officer
          ? html`<b>${officer.name}</b> · ${t(`store.security.is_${officer.full_time ? 'full' : 'part'}_time`)} ·
            ${t('store.security.since', { day: day(officer.since), document: officer.document })}`
          : t('store.security.nobody')
      }</p>
      <span class="push row"><a class="button" href="#/register/incidents" data-test="to-incidents"><ti-icon
            name="shield-check"></ti-icon>${t('store.security.incidents')}</a>
        <a class="button" href="#/register/privacy_assessments" data-test="to-assessments"><ti-icon
            name="clipboard-check"></ti-icon>${t('store.security.assessments')}</a>
        ${offer(
          'security.appoint',
          html`<button class="button next" data-test="appoint-security"
    @click=${() => (this.form = appointment(view))}>${t('store.security.appoint')}</button>`,
        )}</span></header>`;
  }

  /** @param {View} view */
  requests(view) {
    const columns = [
      {
        key: 'request',
        label: t('store.security.request'),
        cell: (/** @type {RequestClock} */ row) => html`<span class="num">${row.request}</span>`,
      },
      {
        key: 'what',
        label: t('rights.request_for'),
        cell: (/** @type {RequestClock} */ row) => word(`request_for.${row.what}`),
      },
      {
        key: 'due',
        label: t('store.security.due'),
        figure: true,
        cell: (/** @type {RequestClock} */ row) => day(row.due_on),
        by: (/** @type {RequestClock} */ row) => row.due_on,
      },
      {
        key: 'state',
        label: t('store.security.state'),
        cell: (/** @type {RequestClock} */ row) =>
          row.answered_at
            ? html`<span class="chip ok">✓
              ${t('store.security.answered', { day: day(row.answered_at.slice(0, 10)) })}</span>`
            : row.overdue
              ? html`<span class="chip stop">! ${t('store.security.overdue')}</span>`
              : html`<span class="chip warn">● ${t('store.security.open')}</span>`,
      },
    ];
    return html`<section class="stack" data-test="security-requests"><h2>${t('store.security.requests')} <span
        class="faint num">${view.requests.length}</span></h2>
      ${
        view.requests.length === 0
          ? html`<p class="soft">${t('store.security.no_requests')}</p>`
          : html`<ti-table label=${t('store.security.requests')} .columns=${columns} .rows=${view.requests}
              .name=${(/** @type {RequestClock} */ row) => row.request}></ti-table>`
      }</section>`;
  }

  /** @param {View} view */
  kept(view) {
    const columns = [
      {
        key: 'what',
        label: t('rights.what'),
        cell: (/** @type {KeptCount} */ row) => word(`held.${row.what}`),
      },
      {
        key: 'count',
        label: t('store.security.count'),
        figure: true,
        cell: (/** @type {KeptCount} */ row) => row.count,
        by: (/** @type {KeptCount} */ row) => row.count,
      },
      {
        key: 'soon',
        label: t('store.security.soon'),
        figure: true,
        cell: (/** @type {KeptCount} */ row) => row.soon,
        by: (/** @type {KeptCount} */ row) => row.soon,
      },
      {
        key: 'first',
        label: t('store.security.first'),
        figure: true,
        cell: (/** @type {KeptCount} */ row) =>
          html`${day(row.first_until)}${
            row.past > 0
              ? html` <span class="chip warn">! ${t('store.security.past', { n: row.past })}</span>`
              : nothing
          }`,
        by: (/** @type {KeptCount} */ row) => row.first_until,
      },
    ];
    return html`<section class="stack" data-test="security-kept"><h2>${t('store.security.kept')}</h2>
      <p class="soft">${t('store.security.erased', {
        period: view.erased_by_period,
        asked: view.erased_by_customer,
      })}</p>
      ${
        view.kept.length === 0
          ? html`<p class="soft">${t('rights.kept_nothing')}</p>`
          : html`<ti-table label=${t('store.security.kept')} .columns=${columns} .rows=${view.kept}
              .name=${(/** @type {KeptCount} */ row) => row.what}></ti-table>`
      }</section>`;
  }

  /** @param {View} view */
  looks(view) {
    const columns = [
      {
        key: 'at',
        label: t('store.security.at'),
        cell: (/** @type {AccessLine} */ row) => html`<span class="num">${when(row.at, desk.view.today)}</span>`,
        by: (/** @type {AccessLine} */ row) => row.at,
      },
      {
        key: 'by',
        label: t('store.security.by'),
        cell: (/** @type {AccessLine} */ row) => html`${row.by} <span class="faint num">${row.staff}</span>`,
        by: (/** @type {AccessLine} */ row) => row.staff,
      },
      {
        key: 'what',
        label: t('rights.what'),
        cell: (/** @type {AccessLine} */ row) =>
          `${word(`looked_at.${row.looked_at}`)}${row.wanted_for ? ` · ${word(`phone_use.${row.wanted_for}`)}` : ''}`,
      },
      {
        key: 'customer',
        label: t('store.security.customer'),
        cell: (/** @type {AccessLine} */ row) => html`<span class="num">${row.customer}</span>`,
        by: (/** @type {AccessLine} */ row) => row.customer,
      },
    ];
    const people = desk.view.faces;
    return html`<section class="stack" data-test="security-looks">
      <header class="row"><h2>${t('store.security.looks')} <span class="faint num">${view.looks_count}</span></h2>
        <label class="row push"><span class="soft">${t('store.security.by')}</span><select class="input"
            data-test="looks-by"
            @change=${(/** @type {Event} */ event) => this.of(/** @type {HTMLSelectElement} */ (event.target).value)}>
          <option value="" ?selected=${this.by === ''}>${t('store.security.everybody')}</option>
          ${people.map(
            (each) =>
              html`<option value=${each.staff} ?selected=${this.by === each.staff}>${each.staff} ${each.name}</option>`,
          )}</select></label></header>
      <p class="soft">${t('store.security.looks_why')}</p>
      ${
        view.looks.length === 0
          ? html`<p class="soft">${t('store.security.no_looks')}</p>`
          : html`<ti-table label=${t('store.security.looks')} .columns=${columns} .rows=${view.looks}
              .name=${(/** @type {AccessLine} */ row) => `${row.at}-${row.staff}-${row.customer}`}></ti-table>`
      }
      ${
        view.looks_count > view.looks.length
          ? html`<p class="soft">${t('store.security.looks_more', { n: view.looks.length })}</p>`
          : nothing
      }</section>`;
  }

  content() {
    const { view } = this;
    if (!view) return nothing;
    return html`${this.officer(view)}
      <div class="security-body"><div class="stack">${this.requests(view)}${this.kept(view)}</div>
        ${this.looks(view)}</div>
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-security', Security);
