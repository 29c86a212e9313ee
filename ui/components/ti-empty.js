/**
 * A place with nothing in it: what would be here, and the way to it.
 */
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

export class Empty extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { icon: {}, heading: {}, text: {}, action: { attribute: false } };

  constructor() {
    super();
    this.icon = 'inbox';
    this.heading = '';
    this.text = '';
    /** @type {import('../lib/lit.js').Content} */
    this.action = nothing;
  }

  render() {
    return html`<div class="empty">
      <ti-icon name=${this.icon}></ti-icon>
      ${this.heading ? html`<h2>${this.heading}</h2>` : nothing}
      ${this.text ? html`<p class="soft">${this.text}</p>` : nothing}
      ${this.action}
    </div>`;
  }
}

define('ti-empty', Empty);
