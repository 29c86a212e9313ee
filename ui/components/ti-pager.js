// Which page of how many rows, and the way to the next. Pages are counted from nought on the wire, from one here.

import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';

class TiPager extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    page: { type: Number },
    total: { type: Number },
    size: { type: Number },
    more: { type: Boolean },
  };

  constructor() {
    super();
    this.page = 0;
    this.total = 0;
    this.size = 50;
    /** There are more than were counted. */
    this.more = false;
  }

  /** @param {number} page */
  turn(page) {
    this.tell('page', { page });
  }

  render() {
    const pages = Math.max(1, Math.ceil(this.total / this.size));
    const from = this.total === 0 ? 0 : this.page * this.size + 1;
    const to = Math.min(this.total, (this.page + 1) * this.size);
    const figure = (/** @type {number} */ n) => n.toLocaleString('en').replaceAll(',', ' ');
    return html`<nav class="pager" aria-label=${t('setup.pager.label')}>
      <span class="num soft" role="status">${t('setup.pager.shown', {
        from: figure(from),
        to: figure(to),
        total: `${figure(this.total)}${this.more ? '+' : ''}`,
      })}</span>
      ${
        pages === 1
          ? nothing
          : html`<button type="button" class="button" data-test="page-first" ?disabled=${this.page === 0}
              @click=${() => this.turn(0)}>${t('setup.pager.first')}</button>
        <button type="button" class="button" data-test="page-before" ?disabled=${this.page === 0}
            @click=${() => this.turn(this.page - 1)}>${t('setup.pager.before')}</button>
        <span class="num">${figure(this.page + 1)} / ${figure(pages)}</span>
        <button type="button" class="button" data-test="page-next" ?disabled=${this.page + 1 >= pages}
            @click=${() => this.turn(this.page + 1)}>${t('setup.pager.next')}</button>`
      }
    </nav>`;
  }
}

define('ti-pager', TiPager);
