/**
 * An icon of the kept set, by its Lucide name. It says nothing to a screen reader: the word beside it does.
 */
import { html } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';

export class Icon extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { name: {} };

  constructor() {
    super();
    this.name = 'circle';
  }

  render() {
    return html`<svg aria-hidden="true"><use href="vendor/lucide/sprite.svg#${this.name}"></use></svg>`;
  }
}

define('ti-icon', Icon);
