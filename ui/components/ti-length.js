/** A length out of one, as a bar without words: what it says stands beside it as a figure. */
import { html } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';

class Length extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { of: { type: Number } };

  constructor() {
    super();
    /** From 0 to 1. */
    this.of = 0;
  }

  updated() {
    this.querySelector('i')?.style.setProperty('--length', String(this.of));
  }

  render() {
    return html`<span class="length" aria-hidden="true"><i></i></span>`;
  }
}

define('ti-length', Length);
