// The catalogue of filed products, one page at a time: which may be blended and, where one may not, why.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { rpc } from '../../lib/host.js';
import { t, word } from '../../lib/i18n.js';
import { go } from '../../lib/route.js';
import { define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-import.js';
import '../../components/ti-table.js';
import { offer } from '../setup/hands.js';
import { Paged } from './paged.js';

/** @typedef {import('../../lib/wire').ProductCard} ProductCard */

class Products extends Paged {
  connectedCallback() {
    this.text = this.route.rest[1] ?? '';
    super.connectedCallback();
  }

  fetched() {
    return rpc('product.list', { text: this.wanted, page: this.page });
  }

  /** @param {import('../../lib/screen.js').Scan} scan */
  onScan(scan) {
    if (scan.kind !== 'product') return false;
    this.search(scan.id);
    return true;
  }

  /** @returns {import('../../components/ti-table.js').Column<ProductCard>[]} */
  get columns() {
    return [
      {
        key: 'id',
        label: t('materials.products.id'),
        by: (one) => one.product,
        cell: (one) => html`<span class="num">${one.product}</span>`,
      },
      {
        key: 'name',
        label: t('materials.products.name'),
        by: (one) => one.name,
        room: 'wide',
        cell: (one) => html`<b>${one.name}</b>`,
      },
      {
        key: 'filing',
        label: word('field.filing'),
        by: (one) => one.filing,
        cell: (one) => html`<span class="num">${one.filing}</span>`,
      },
      {
        key: 'filer',
        label: word('field.filer'),
        by: (one) => one.filer,
        cell: (one) => html`<span class="soft">${one.filer}</span>`,
      },
      {
        key: 'may',
        label: t('materials.products.may'),
        by: (one) => (one.may_be_blended ? 0 : 1),
        cell: (one) => this.may(one),
      },
      {
        key: 'lots',
        label: t('materials.products.lots'),
        figure: true,
        by: (one) => one.lots,
        cell: (one) => one.lots,
      },
    ];
  }

  /** @param {ProductCard} one */
  may(one) {
    if (one.may_be_blended)
      return html`<span class="chip ok"><b aria-hidden="true">✓</b>${t('materials.products.yes')}</span>`;
    return html`<span class="chip stop"><b aria-hidden="true">✕</b>${t('materials.products.no')}</span>${
      one.why_not ? html` <small class="why-not">${one.why_not}</small>` : nothing
    }`;
  }

  empty() {
    return this.text
      ? html`<ti-empty icon="search" .heading=${t('materials.none_found')}
        .text=${t('materials.none_found_why')}></ti-empty>`
      : html`<ti-empty icon="package" .heading=${t('materials.products.none')}
          .text=${t('materials.products.none_why')}></ti-empty>`;
  }

  content() {
    return html`<header class="row list-head">${this.searchField(t('materials.products.search'))}
        <span class="push">${offer(
          'import.commit',
          html`<button class="button next" data-test="import-products"
    @click=${() => (this.table = 'products')}>${t('materials.import')}</button>`,
        )}</span></header>
      ${
        this.rows.length === 0
          ? this.empty()
          : html`<div class="list-body"><ti-table openable .columns=${this.columns} .rows=${this.rows}
          .name=${(/** @type {ProductCard} */ one) => one.product} .label=${t('materials.tab.products')}
          @row=${(/** @type {CustomEvent<ProductCard>} */ event) =>
            go(`#/materials/lots/${encodeURIComponent(event.detail.product)}`)}></ti-table></div>${this.pager()}`
      }
      <ti-import .what=${this.table} @imported=${() => this.reload()} @closed=${() => {
        this.table = '';
        void this.reload();
      }}></ti-import>`;
  }

  keys() {
    const add = desk.may('import.commit')
      ? [{ key: 'F2', label: t('materials.import'), run: () => void (this.table = 'products') }]
      : [];
    return [...add, ...super.keys()];
  }

  render() {
    return html`<div class="stack list">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-products', Products);
