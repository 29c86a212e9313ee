/**
 * Asks about allergies once more, where the customer agreed to nothing being kept: the answer lives in this window for
 * this one service. Event `asked` with the words; that there is none is an answer too.
 */
import { html } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';

export class TiAskAgain extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { lead: {}, button: {}, allergies: { state: true }, pregnancy: { state: true } };

  constructor() {
    super();
    /** Why it is asked here. */
    this.lead = '';
    /** The word on the button. */
    this.button = '';
    this.allergies = '';
    this.pregnancy = false;
  }

  #said() {
    this.tell('asked', { allergies: this.allergies, pregnancy: this.pregnancy });
  }

  render() {
    return html`<section class="card spoken" data-test="ask-again">
      <p class="remark warn"><span aria-hidden="true">!</span>${this.lead}</p>
      <label class="entry"
        ><span>${t('service.needs.allergies')}</span
        ><input
          type="text"
          autocomplete="off"
          maxlength="200"
          data-test="ask-allergies"
          .value=${this.allergies}
          @input=${(/** @type {InputEvent} */ event) =>
            (this.allergies = /** @type {HTMLInputElement} */ (event.target).value)}
      /></label>
      <button type="button" class="toggle tick" role="checkbox" aria-checked=${String(this.pregnancy)}
          @click=${() => (this.pregnancy = !this.pregnancy)}>
        <span class="tick-box" aria-hidden="true"></span>${t('service.needs.pregnancy')}
      </button>
      <button type="button" class="button next" data-test="asked" @click=${() => this.#said()}>${this.button}</button>
    </section>`;
  }
}

define('ti-ask-again', TiAskAgain);
