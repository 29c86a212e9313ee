/**
 * A question that must be answered before going on: the browser's own dialog, so that focus stays in it and Escape
 * leaves it. Closing by Escape or the cross tells `close`; who opened it decides what that means.
 */
import { html, nothing } from '../lib/lit.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

let made = 0;

export class Dialog extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    open: { type: Boolean },
    heading: {},
    content: { attribute: false },
    actions: { attribute: false },
    wide: { type: Boolean },
  };

  constructor() {
    super();
    this.open = false;
    this.heading = '';
    /** @type {import('../lib/lit.js').Content} */
    this.content = nothing;
    /** @type {import('../lib/lit.js').Content} the buttons at the foot */
    this.actions = nothing;
    this.wide = false;
    this.titleId = `dialog-${++made}`;
  }

  updated() {
    const dialog = this.querySelector('dialog');
    if (this.open && dialog && !dialog.open) dialog.showModal();
  }

  /** @param {Event} event */
  left(event) {
    event.preventDefault();
    this.tell('close');
  }

  render() {
    if (!this.open) return nothing;
    return html`<dialog class="dialog ${this.wide ? 'wide' : ''}" aria-labelledby=${this.titleId} @cancel=${this.left}>
      <header class="dialog-head">
        <h2 id=${this.titleId}>${this.heading}</h2>
        <button class="button quiet" data-test="dialog-close" aria-label=${t('common.close')} @click=${this.left}>
          <ti-icon name="x"></ti-icon>
        </button>
      </header>
      <div class="dialog-body">${this.content}</div>
      ${this.actions === nothing ? nothing : html`<footer class="dialog-foot">${this.actions}</footer>`}
    </dialog>`;
  }
}

define('ti-dialog', Dialog);
