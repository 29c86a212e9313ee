// A list that is too long to hold: one page of it, found by what is typed. It asks for a page when typing pauses, and
// an answer that comes after a later question is thrown away.

import { html } from '../../lib/lit.js';
import { t } from '../../lib/i18n.js';
import { Screen } from '../../lib/screen.js';
import '../../components/ti-icon.js';
import '../../components/ti-pager.js';

/** How long typing pauses before the counter is asked, in milliseconds. */
const PAUSE = 120;
/** How far the counter counts what a search found. */
const COUNTED = 10_000;

export class Paged extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    rows: { state: true },
    total: { state: true },
    page: { state: true },
    text: { state: true },
    form: { state: true },
    table: { state: true },
  };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store'];

  constructor() {
    super();
    /** @type {any[]} */
    this.rows = [];
    this.total = 0;
    this.page = 0;
    this.text = '';
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
    this.table = '';
    this.asked = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
  }

  /** Asks for the page. To be overridden. @returns {Promise<{rows: any[], total: number}>} */
  async fetched() {
    return { rows: [], total: 0 };
  }

  async load() {
    this.asked += 1;
    const mine = this.asked;
    const { rows, total } = await this.fetched();
    if (mine !== this.asked) return;
    this.rows = rows;
    this.total = total;
    if (rows.length === 0 && total > 0 && this.page > 0) {
      this.page = 0;
      await this.load();
    }
  }

  /** @param {string} text */
  search(text) {
    this.text = text;
    this.page = 0;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.reload(), PAUSE);
  }

  /** @param {number} page */
  async turn(page) {
    this.page = page;
    await this.reload();
    this.querySelector('.table-frame')?.scrollTo({ top: 0 });
  }

  /** What is asked for, as the wire wants it. */
  get wanted() {
    return this.text.trim() || null;
  }

  /** @param {string} hint */
  searchField(hint) {
    return html`<label class="list-search"><ti-icon name="search"></ti-icon><span class="visually-hidden">${hint}</span>
      <input type="search" data-test="list-search" placeholder=${hint} .value=${this.text} autocomplete="off"
          spellcheck="false"
        @input=${(/** @type {Event} */ event) =>
          this.search(/** @type {HTMLInputElement} */ (event.target).value)}></label>`;
  }

  pager() {
    return html`<ti-pager .page=${this.page} .total=${this.total}
        ?more=${this.text.trim() !== '' && this.total >= COUNTED}
          @page=${(/** @type {CustomEvent<{page: number}>} */ event) => this.turn(event.detail.page)}></ti-pager>`;
  }

  keys() {
    return [
      {
        key: 'F3',
        label: t('materials.search'),
        run: () => /** @type {HTMLElement | null} */ (this.querySelector('[data-test="list-search"]'))?.focus(),
      },
      {
        key: 'PageDown',
        label: t('setup.pager.next'),
        run: () => {
          if ((this.page + 1) * 50 < this.total) void this.turn(this.page + 1);
        },
      },
      {
        key: 'PageUp',
        label: t('setup.pager.before'),
        run: () => {
          if (this.page > 0) void this.turn(this.page - 1);
        },
      },
    ];
  }
}
