/**
 * Bars beside their figures: each row has its words, one or several parts of a length, and the figure that says the
 * same.
 * Beside the picture stands nothing that only the picture says.
 */
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';

/** @typedef {{label: string, note?: string, parts: number[], figure: string, href?: string, strong?: boolean}} Bar */

class Bars extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { rows: { attribute: false }, parts: { attribute: false }, label: {} };

  constructor() {
    super();
    /** @type {Bar[]} */
    this.rows = [];
    /** What each part is, where there are several. @type {string[]} */
    this.parts = [];
    this.label = '';
  }

  updated() {
    const most = Math.max(1, ...this.rows.map((row) => row.parts.reduce((sum, part) => sum + part, 0)));
    const lengths = this.rows.flatMap((row) => row.parts);
    this.querySelectorAll('.bar > i').forEach((bar, at) => {
      /** @type {HTMLElement} */ (bar).style.setProperty('--length', String((lengths[at] ?? 0) / most));
    });
  }

  /** @param {Bar} row */
  row(row) {
    return html`<tr class=${row.strong ? 'strong' : ''}>
      <th scope="row">${row.href ? html`<a href=${row.href}>${row.label}</a>` : row.label}${
        row.note ? html`<small class="faint">${row.note}</small>` : nothing
      }</th>
      <td class="bar" aria-hidden="true">${row.parts.map((_, at) => html`<i class="part-${at + 1}"></i>`)}</td>
      <td class="num figure">${row.figure}</td>
    </tr>`;
  }

  render() {
    return html`<table class="bars"
        aria-label=${this.label}><tbody>${this.rows.map((row) => this.row(row))}</tbody></table>
      ${
        this.parts.length > 1
          ? html`<p class="bars-key faint">${this.parts.map(
              (part, at) => html`<span><i class="part-${at + 1}"></i>${part}</span>`,
            )}</p>`
          : nothing
      }`;
  }
}

define('ti-bars', Bars);
