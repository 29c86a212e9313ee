/**
 * Asks about allergies and pregnancy once more, where the customer agreed to nothing being kept: the answers live in
 * this window for this one service. Event `asked` with the words; that there is none is an answer too, given as one.
 */
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { UNASKED, missing, parts, questions } from './asked-health.js';

export class TiAskAgain extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { lead: {}, button: {}, health: { state: true } };

  constructor() {
    super();
    /** Why it is asked here. */
    this.lead = '';
    /** The word on the button. */
    this.button = '';
    this.health = UNASKED;
  }

  #said() {
    const { allergies, expecting } = this.health;
    if (missing(this.health) !== null) return;
    /** @type {import('../lib/wire').Spoken} */
    const spoken = { allergies: parts(allergies), pregnancy: expecting === 'yes' };
    this.tell('asked', spoken);
  }

  render() {
    const open = missing(this.health);
    return html`<section class="card spoken needs-form" data-test="ask-again">
      <p class="remark warn"><span aria-hidden="true">!</span>${this.lead}</p>
      ${questions({
        health: this.health,
        known: [],
        allowed: true,
        change: (health) => (this.health = health),
        enter: () => this.#said(),
      })}
      ${open === null ? nothing : html`<p class="soft">${open}</p>`}
      <button type="button" class="button next" data-test="asked" ?disabled=${open !== null}
    @click=${() => this.#said()}>${this.button}</button>
    </section>`;
  }
}

define('ti-ask-again', TiAskAgain);
