// The product's mark: two drops that become one.

import { html } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';

class StartMark extends Part {
  render() {
    return html`<svg class="start-mark" viewBox="0 0 96 96" aria-hidden="true">
      <defs><path id="start-drop" d="M0-40C7-22 25-8 25 13A25 25 0 0 1-25 13C-25-8-7-22 0-40Z"></path>
        <clipPath id="start-first-drop"><use href="#start-drop"
            transform="translate(33 54) rotate(-16)"></use></clipPath></defs>
      <use class="drop-first" href="#start-drop" transform="translate(33 54) rotate(-16)"></use>
      <use class="drop-second" href="#start-drop" transform="translate(63 54) rotate(16)"></use>
      <g clip-path="url(#start-first-drop)"><use class="drop-both" href="#start-drop"
          transform="translate(63 54) rotate(16)"></use></g>
    </svg>`;
  }
}

define('start-mark', StartMark);
