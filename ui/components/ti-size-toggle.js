/**
 * Text size of the customer's window: usual, large, largest. It sets `data-size` on the root element, from which every
 * length of the window follows (styles/screens/customer-window.css); it is kept nowhere, as the next reader is another
 * person.
 */
import { html } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';

const SIZES = /** @type {const} */ (['usual', 'large', 'largest']);

class SizeToggle extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { size: { state: true } };

  constructor() {
    super();
    this.size = document.documentElement.dataset.size ?? 'usual';
  }

  willUpdate() {
    this.size = document.documentElement.dataset.size ?? 'usual';
  }

  /** @param {typeof SIZES[number]} size */
  set(size) {
    document.documentElement.dataset.size = size;
    this.requestUpdate();
  }

  render() {
    return html`<div class="switch sizes" role="group" aria-label=${t('screen.size')}>
      ${SIZES.map(
        (size) => html`<button class=${`size-${size}`} data-test=${`size-${size}`} aria-pressed=${this.size === size}
        aria-label=${t(`screen.size_${size}`)} title=${t(`screen.size_${size}`)}
          @click=${() => this.set(size)}>${t('screen.size_sample')}</button>`,
      )}</div>`;
  }
}

define('ti-size-toggle', SizeToggle);
