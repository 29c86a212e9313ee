/**
 * Asks for a reason: the common ones in one tap, any other in words. Event `change` with the text; an empty one says
 * that there is none yet.
 */
import { html } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';

export class TiReasons extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    label: { attribute: false },
    options: { attribute: false },
    value: { attribute: false },
    name: { type: String },
  };

  constructor() {
    super();
    this.label = '';
    /** @type {readonly string[]} */
    this.options = [];
    this.value = '';
    /** Tells this one from another on the same screen. */
    this.name = 'reason';
  }

  /** @param {string} value */
  #say(value) {
    this.dispatchEvent(new CustomEvent('change', { detail: value }));
  }

  render() {
    const other = this.options.includes(this.value) ? '' : this.value;
    return html`<fieldset>
      <legend>${this.label}</legend>
      <div class="reasons">
        ${this.options.map(
          (option, index) =>
            html`<button
              type="button"
              class="toggle"
              data-test=${`${this.name}-${index}`}
              aria-pressed=${String(option === this.value)}
              @click=${() => this.#say(option === this.value ? '' : option)}
            >
              ${option}
            </button>`,
        )}
        <label class="entry"
          ><span class="visually-hidden">${t('service.other_reason')}</span>
          <input
            type="text"
            autocomplete="off"
            maxlength="120"
            placeholder=${t('service.other_reason')}
            data-test=${`${this.name}-other`}
            .value=${other}
            @input=${(/** @type {InputEvent} */ event) => {
              event.stopPropagation();
              this.#say(/** @type {HTMLInputElement} */ (event.target).value);
            }}
            @change=${(/** @type {Event} */ event) => event.stopPropagation()}
        /></label>
      </div>
    </fieldset>`;
  }
}

define('ti-reasons', TiReasons);
