// Values of an entry as they are shown: text in the language in use, what it names as a way to it, what is personal
// marked.

import { html, nothing } from '../../lib/lit.js';
import { pick } from '../../lib/i18n.js';
import '../../components/ti-icon.js';

/** @typedef {import('../../lib/wire').CellView} Cell */

/** Where a linked number leads. @type {Record<NonNullable<Cell['to']>, string>} */
const PLACES = { unit: 'service', lot: 'materials/lots', staff: 'store/staff', area: 'work/area' };

/** @param {Cell} cell */
export function cell(cell) {
  const text = pick(cell.text, cell.text_en);
  if (cell.to && cell.id) {
    return html`<a class="num" href="#/${PLACES[cell.to]}/${encodeURIComponent(cell.id)}"
      @click=${(/** @type {Event} */ event) => event.stopPropagation()}>${text}</a>`;
  }
  return html`${text}${cell.personal && text !== '—' ? html` <ti-icon name="lock"></ti-icon>` : nothing}`;
}

/** @type {Record<import('../../lib/wire').StateView['tone'], string>} */
const CHIPS = { open: 'warn', fine: 'ok', over: '' };
/** @type {Record<import('../../lib/wire').StateView['tone'], string>} */
const GLYPHS = { open: '△', fine: '○', over: '✓' };

/** @param {import('../../lib/wire').StateView} state */
export const chip = (state) =>
  html`<span class="chip ${CHIPS[state.tone]}"><b aria-hidden="true">${GLYPHS[state.tone]}</b>
    ${pick(state.title, state.title_en)}</span>`;
