// The way to the first service: what is done, what is open, why each is asked. One press opens an item; it decides
// nothing about who may fill it in.

import { html, nothing, classMap } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { pick, t } from '../lib/i18n.js';

/** @typedef {import('../lib/wire').SetupItem} Item */

class TiChecklist extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { items: { attribute: false }, hands: { attribute: false } };

  constructor() {
    super();
    /** @type {Item[]} */
    this.items = [];
    /** Who must do an item that this person may not, in words. @type {Record<string, string>} */
    this.hands = {};
  }

  /** The next open item has the focus. */
  async focusNext() {
    await this.updateComplete;
    const open = this.items.find((item) => !item.done);
    /** @type {HTMLElement | null} */ (this.querySelector(`[data-test="check-${open?.key}"]`))?.focus();
  }

  /** @param {KeyboardEvent} event */
  key = (event) => {
    const buttons = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('button')]);
    const at = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
    const next = { ArrowDown: buttons[at + 1], ArrowUp: buttons[at - 1] }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  /** @param {Item} item @param {number} index @param {boolean} next */
  line(item, index, next) {
    const other = this.hands[item.key];
    return html`<li class=${classMap({ 'check-item': true, done: item.done, now: next })}>
      <button type="button" data-test="check-${item.key}" aria-describedby="why-${item.key}"
        @click=${() => this.tell('open-item', item)}>
        <span class="check-mark num" aria-hidden="true">${item.done ? '✓' : index + 1}</span>
        <span class="check-title">${t(`setup.item.${item.key}`)}</span>
        <span class="check-why" id="why-${item.key}">${pick(item.why, item.why_en)}${
          item.clause ? html` <span class="clause">${item.clause}</span>` : nothing
        }</span>
        <span class="check-state">${
          item.done
            ? html`<span class="chip ok"><b aria-hidden="true">✓</b>${t('setup.done')}${
                item.count > 0 ? html`<span class="num">${item.count}</span>` : nothing
              }</span>`
            : other
              ? html`<span class="chip warn"><b aria-hidden="true">→</b>${t('setup.by_other', { who: other })}</span>`
              : html`<span class="chip"><b aria-hidden="true">○</b>${t('setup.open')}</span>`
        }</span>
      </button>
    </li>`;
  }

  render() {
    const first = this.items.find((item) => !item.done)?.key;
    return html`<ol class="checklist"
        @keydown=${this.key}>${this.items.map((item, index) => this.line(item, index, item.key === first))}</ol>`;
  }
}

define('ti-checklist', TiChecklist);
