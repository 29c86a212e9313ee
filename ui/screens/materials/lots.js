// Received lots by zone, with what is open and how long it holds. Moving a lot and opening a unit are done here; which
// lot a blend takes is not: that follows from expiry, at the plan.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { rpc } from '../../lib/host.js';
import { t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-import.js';
import '../../components/ti-sheet.js';
import '../../components/ti-table.js';
import '../../components/ti-zone.js';
import { offer } from '../setup/hands.js';
import { ZONES, move, open, receive, refuse } from '../setup/forms/stock.js';
import { expiry, lotDetail, opened } from './lot.js';
import { Paged } from './paged.js';

/** @typedef {import('../../lib/wire').LotCard} LotCard */

class Lots extends Paged {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { zone: { state: true }, chosen: { state: true } };

  constructor() {
    super();
    /** @type {import('../../lib/wire').Zone | null} */
    this.zone = null;
    /** @type {LotCard | null} */
    this.chosen = null;
  }

  connectedCallback() {
    // `#/materials/lots/P01` shows the lots of one product; a scanned lot comes the same way.
    this.text = this.route.rest[1] ?? '';
    super.connectedCallback();
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    const asked = this.route.rest[1];
    if (changed.has('route') && this.hasUpdated && asked !== undefined && asked !== this.text) this.search(asked);
  }

  fetched() {
    return rpc('lot.list', { text: this.wanted, zone: this.zone, page: this.page });
  }

  async load() {
    await super.load();
    const id = this.chosen?.lot ?? (this.rows.length === 1 ? this.rows[0].lot : undefined);
    this.chosen = this.rows.find((row) => row.lot === id) ?? null;
  }

  /** @param {import('../../lib/screen.js').Scan} scan */
  onScan(scan) {
    if (scan.kind !== 'lot' && scan.kind !== 'container') return false;
    this.zone = null;
    this.search(scan.text ?? scan.id);
    return true;
  }

  keys() {
    const add = desk.may('lot.receive')
      ? [{ key: 'F2', label: t('materials.lots.receive'), run: () => void (this.form = receive()) }]
      : [];
    const shut = this.chosen
      ? [{ key: 'Escape', label: t('setup.form.close'), run: () => void (this.chosen = null) }]
      : [];
    return [...add, ...shut, ...super.keys()];
  }

  /** @param {import('../../lib/wire').Zone | null} zone */
  filter(zone) {
    this.zone = zone;
    this.page = 0;
    void this.reload();
  }

  zones() {
    return html`<div class="zones" role="group" aria-label=${word('field.zone')}>
      ${[null, ...ZONES].map(
        (zone) => html`<button type="button" class="button zone" data-test="zone-${zone ?? 'all'}"
            aria-pressed=${zone === this.zone} @click=${() => this.filter(zone)}>
        ${zone ? html`<ti-zone .zone=${zone}></ti-zone>` : t('materials.lots.all')}</button>`,
      )}
    </div>`;
  }

  /** @returns {import('../../components/ti-table.js').Column<LotCard>[]} */
  get columns() {
    return [
      {
        key: 'name',
        label: word('field.product'),
        by: (one) => one.product_name,
        room: 'wide',
        cell: (one) => html`<b>${one.product_name}</b> <span class="num faint">${one.product}</span>`,
      },
      {
        key: 'number',
        label: word('field.number'),
        by: (one) => one.number,
        cell: (one) => html`<span class="num">${one.number}</span>`,
      },
      {
        key: 'zone',
        label: word('field.zone'),
        by: (one) => ZONES.indexOf(one.zone),
        cell: (one) => html`<ti-zone .zone=${one.zone}></ti-zone>`,
      },
      {
        key: 'expires',
        label: t('materials.lots.expires'),
        by: (one) => one.expires_on,
        cell: (one) => expiry(one.expires_on, one.term),
      },
      {
        key: 'units',
        label: t('materials.lots.units'),
        figure: true,
        by: (one) => one.units,
        cell: (one) => one.units,
      },
      {
        key: 'open',
        label: t('materials.lots.opened'),
        by: (one) => one.containers[0]?.good_until ?? '9',
        cell: (one) => opened(one),
      },
    ];
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  empty() {
    if (this.text || this.zone)
      return html`<ti-empty icon="search" .heading=${t('materials.none_found')}
          .text=${t('materials.none_found_why')}></ti-empty>`;
    return html`<ti-empty icon="package" .heading=${t('materials.lots.none')}
        .text=${t('materials.lots.none_why')}></ti-empty>`;
  }

  content() {
    return html`<header class="row list-head">${this.searchField(t('materials.lots.search'))} ${this.zones()}
        <span class="push row">
          ${
            desk.may('import.commit')
              ? html`<button class="button" data-test="import-lots"
    @click=${() => (this.table = 'lots')}>${t('materials.import')}</button>`
              : nothing
          }
          ${offer(
            'lot.receive',
            html`<button class="button next" data-test="receive-lot"
    @click=${() => (this.form = receive())}>${t('materials.lots.receive')}</button>`,
          )}</span></header>
      ${
        this.rows.length === 0
          ? this.empty()
          : html`<div class="list-body ${this.chosen ? 'with-detail' : ''}">
        <ti-table openable .columns=${this.columns} .rows=${this.rows} .chosen=${this.chosen?.lot ?? ''}
            .name=${(/** @type {LotCard} */ one) => one.lot} .label=${t('materials.tab.lots')}
          @row=${(/** @type {CustomEvent<LotCard>} */ event) =>
            (this.chosen = this.chosen?.lot === event.detail.lot ? null : event.detail)}></ti-table>
        ${
          this.chosen
            ? lotDetail(this.chosen, {
                move: (lot) => (this.form = move(lot)),
                refuse: (lot) => (this.form = refuse(lot)),
                open: (lot) => (this.form = open(lot)),
                close: () => (this.chosen = null),
              })
            : nothing
        }
      </div>${this.pager()}`
      }
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>
      <ti-import .what=${this.table} @imported=${() => this.reload()} @closed=${() => {
        this.table = '';
        void this.reload();
      }}></ti-import>`;
  }

  render() {
    return html`<div class="stack list">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-lots', Lots);
