/**
 * What every page of the customer's window shares: light DOM, the view from Rust, and a way to ask for something. A
 * page
 * calls no command itself: it sends an event to the window, which alone speaks to the desk.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part } from '../../lib/part.js';
import { has, lang, t } from '../../lib/i18n.js';
import '../../components/ti-icon.js';

/** @typedef {import('../../lib/wire').ScreenView} ScreenView */
/** @typedef {import('../../lib/wire').Refusal} Refusal */

export class CustomerPage extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    view: { attribute: false },
    busy: { attribute: false },
    refusal: { attribute: false },
  };

  constructor() {
    super();
    /** @type {ScreenView | null} */
    this.view = null;
    this.busy = false;
    /** @type {Refusal | null} */
    this.refusal = null;
  }

  /**
   * @template {import('./window.js').Act} N
   * @param {N} name
   * @param {import('../../lib/host.js').Args<N>} args
   */
  send(name, ...args) {
    this.tell('send', { name, args });
  }

  /** Why the last press was not accepted, in words for a customer: no clause, no code. */
  trouble() {
    if (!this.refusal) return nothing;
    const { code, message } = this.refusal;
    const known = `refusals.${code}`;
    return html`<p class="window-trouble" role="alert">
      <ti-icon name="triangle-alert"></ti-icon>${lang() === 'en' && has(known) ? t(known) : message}
    </p>`;
  }
}
