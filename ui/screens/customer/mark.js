/** The product's mark: two drops that meet. Decoration only, so it is hidden from screen readers. */
import { svg, html } from '../../lib/lit.js';

const DROP = 'M0-40C7-22 25-8 25 13A25 25 0 0 1-25 13C-25-8-7-22 0-40Z';

export const mark = () =>
  html`<svg class="mark" viewBox="0 0 96 96" aria-hidden="true">${svg`
  <defs><clipPath id="mark-first"><path d=${DROP} transform="translate(33 54) rotate(-16)"/></clipPath></defs>
  <path class="mark-first" d=${DROP} transform="translate(33 54) rotate(-16)"/>
  <path class="mark-second" d=${DROP} transform="translate(63 54) rotate(16)"/>
  <g clip-path="url(#mark-first)"><path class="mark-both" d=${DROP}
      transform="translate(63 54) rotate(16)"/></g>`}</svg>`;
