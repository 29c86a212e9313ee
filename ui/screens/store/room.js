// The operation areas' readings and when the next is due (山东指南 第十二条), and the quarter's product test (第十条).

import { html } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { when } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { t } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-sheet.js';
import { offer } from '../setup/hands.js';
import { actForm } from '../registers/form.js';

/** @typedef {import('../../lib/wire').RoomCard} Reading */

class Room extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { readings: { state: true }, form: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store'];

  constructor() {
    super();
    /** @type {Reading[]} */
    this.readings = [];
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
  }

  async load() {
    this.readings = await rpc('room.list');
  }

  /** @param {string} act */
  async begin(act) {
    const form = await this.act('form', () => actForm(act));
    if (form) this.form = form;
  }

  keys() {
    return desk.may('room.read')
      ? [{ key: 'F2', label: t('store.room.add'), run: () => void this.begin('room.read') }]
      : [];
  }

  /** One reading of each area: the list has the latest. @returns {Reading[]} */
  get latest() {
    return [...new Map(this.readings.map((one) => [one.area, one])).values()];
  }

  /** @param {Reading} one */
  area(one) {
    const { today } = desk.view;
    const over = !one.due.holds;
    return html`<article class="card room-now">
      <header class="row"><h2>${t('store.room.area', { area: one.area })}</h2>
        <span class="chip push ${over ? 'stop' : 'ok'}"><b aria-hidden="true">${over ? '✕' : '✓'}</b>${t(
          over ? 'store.room.over' : 'store.room.fine',
        )}</span></header>
      <p class="room-figures num">
        <span><b>${(one.temperature / 10).toFixed(1)}</b> ℃</span><span><b>
          ${(one.humidity / 10).toFixed(1)}</b> %</span
        ><span><b>${one.cfu}</b> cfu/m³</span>
      </p>
      <p class="faint">${t('store.room.times', { at: when(one.at, today), next: when(one.next_due, today) })}</p>
    </article>`;
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  content() {
    return html`<header class="heading store-head"><h1>${t('store.room.title')}</h1>
        <span class="push row">
          ${offer(
            'product.tested',
            html`<button class="button" data-test="add-test"
    @click=${() => this.begin('product.tested')}>${t('store.room.add_test')}</button>`,
          )}
          ${offer(
            'room.read',
            html`<button class="button next" data-test="add-reading"
    @click=${() => this.begin('room.read')}>${t('store.room.add')}</button>`,
          )}</span></header>
      ${
        this.readings.length === 0
          ? html`<ti-empty icon="thermometer" .heading=${t('store.room.none')}
            .text=${t('store.room.none_why')}></ti-empty>`
          : html`<div class="grid rooms">${this.latest.map((one) => this.area(one))}</div>
          <p class="row"><a class="button" href="#/register/readings"
            data-test="room-history">${t('store.room.history')}</a>
            <a class="button" href="#/register/product_tests" data-test="room-tests">${t('store.room.tests')}</a></p>`
      }
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-room', Room);
