// A table of one page of rows: headings that sort, rows that open by pointer or by arrow keys and Enter. It fetches
// nothing and keeps at most the page that it was given.

import { html, nothing, repeat, classMap } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';

/**
 * @template [R=any]
 * @typedef {object} Column
 * @property {string} key
 * @property {string} label
 * @property {(row: R) => unknown} cell
 * @property {(row: R) => string | number} [by] What it sorts by; without it the column does not sort.
 * @property {boolean} [figure] Figures stand to the right.
 * @property {'wide' | 'narrow'} [room]
 */

class TiTable extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    columns: { attribute: false },
    rows: { attribute: false },
    name: { attribute: false },
    label: {},
    chosen: {},
    openable: { type: Boolean },
    served: { type: Boolean },
    sorted: { state: true },
  };

  constructor() {
    super();
    /** @type {Column[]} */
    this.columns = [];
    /** @type {any[]} */
    this.rows = [];
    /** A row's key. @type {(row: any) => string} */
    this.name = (row) => String(row.id);
    this.label = '';
    this.chosen = '';
    this.openable = false;
    /** Whoever gave the rows sorts them: this only says by what. */
    this.served = false;
    /** @type {{key: string, down: boolean} | null} */
    this.sorted = null;
  }

  get ordered() {
    const column = this.columns.find((one) => one.key === this.sorted?.key);
    if (!column?.by || this.served) return this.rows;
    const { by } = column;
    const turn = this.sorted?.down ? -1 : 1;
    return [...this.rows].sort((a, b) => {
      const [x, y] = [by(a), by(b)];
      return (
        turn * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'zh-CN'))
      );
    });
  }

  /** @param {Column} column */
  sort(column) {
    const same = this.sorted?.key === column.key;
    this.sorted = same && this.sorted?.down ? null : { key: column.key, down: same };
    if (this.served) this.tell('sort', this.sorted ?? { key: null, down: true });
  }

  /** @param {any} row */
  open(row) {
    if (this.openable) this.tell('row', row);
  }

  /** @param {KeyboardEvent} event @param {any} row */
  key(event, row) {
    const line = /** @type {HTMLElement} */ (event.currentTarget);
    const next = { ArrowDown: line.nextElementSibling, ArrowUp: line.previousElementSibling }[event.key];
    if (next instanceof HTMLElement) next.focus();
    else if (event.target === line && (event.key === 'Enter' || event.key === ' ')) this.open(row);
    else return;
    event.preventDefault();
  }

  /** @param {Column} column */
  heading(column) {
    const mine = this.sorted?.key === column.key;
    const way = mine ? (this.sorted?.down ? 'descending' : 'ascending') : 'none';
    return html`<th scope="col"
        class=${classMap({ figure: Boolean(column.figure), [column.room ?? '']: Boolean(column.room) })}
      aria-sort=${column.by ? way : nothing}>
      ${
        column.by
          ? html`<button type="button" class="sort" @click=${() => this.sort(column)} title=${t('setup.table.sort')}>
            ${column.label}<span class="sort-mark" aria-hidden="true">${
              mine ? (this.sorted?.down ? '↓' : '↑') : '↕'
            }</span></button>`
          : html`<span class="sort">${column.label}</span>`
      }
    </th>`;
  }

  render() {
    return html`<div class="table-frame"><table class="table" aria-label=${this.label}>
      <thead><tr>${this.columns.map((column) => this.heading(column))}</tr></thead>
      <tbody>${repeat(
        this.ordered,
        this.name,
        (row) => html`<tr
        class=${classMap({ openable: this.openable, chosen: this.chosen === this.name(row) })}
        tabindex=${this.openable ? 0 : nothing} data-test="row-${this.name(row)}"
        @click=${() => this.open(row)} @keydown=${(/** @type {KeyboardEvent} */ event) => this.key(event, row)}>
        ${this.columns.map((column) => html`<td class=${column.figure ? 'figure num' : ''}>${column.cell(row)}</td>`)}
      </tr>`,
      )}</tbody>
    </table></div>`;
  }
}

define('ti-table', TiTable);
