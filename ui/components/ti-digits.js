/** Ten digits and an eraser for a finger. Events 'digit' {digit} and 'erase': what they make is the page's business. */
import { html } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';
import './ti-icon.js';

class Digits extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { label: { type: String } };

  constructor() {
    super();
    this.label = '';
  }

  /** @param {number} digit */
  key(digit) {
    return html`<button class="button num" data-test=${`digit-${digit}`}
      @click=${() => this.tell('digit', { digit })}>${digit}</button>`;
  }

  render() {
    return html`<div class="digits" role="group" aria-label=${this.label || t('screen.digits')}>
      ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => this.key(digit))}
      <span></span>${this.key(0)}
      <button class="button" data-test="digit-erase" aria-label=${t('screen.erase')}
        @click=${() => this.tell('erase')}><ti-icon name="delete"></ti-icon></button>
    </div>`;
  }
}

define('ti-digits', Digits);
