/**
 * Columns side by side, for what has an order of its own, as hours have. Each stands on its word and carries its
 * figure; where
 * a column has parts, they lie on one another and the key names them. The picture is for eyes only: the table below it
 * says
 * the same, to whoever hears the page and on paper.
 */
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';

/**
 * @typedef {{label: string, short: string, parts: number[], above: string, below: string, figure: string,
 *   note: string}}
 * Column
 */

class Columns extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { rows: { attribute: false }, parts: { attribute: false }, label: {}, legend: {} };

  constructor() {
    super();
    /** @type {Column[]} */
    this.rows = [];
    /** What each part is, where there are several. @type {string[]} */
    this.parts = [];
    this.label = '';
    /** What the figures above and below a column are, in a line. */
    this.legend = '';
  }

  updated() {
    const most = Math.max(1, ...this.rows.map((row) => row.parts.reduce((sum, part) => sum + part, 0)));
    const heights = this.rows.flatMap((row) => row.parts);
    this.querySelectorAll('.column i').forEach((bar, at) => {
      /** @type {HTMLElement} */ (bar).style.setProperty('--length', String((heights[at] ?? 0) / most));
    });
  }

  render() {
    const picture = this.rows.map(
      (row) => html`<li>
      <span class="column"><b class="num">${row.above}</b>${row.parts.map(
        (_, at) => html`<i class="part-${at + 1}"></i>`,
      )}</span>
      <span class="num column-foot">${row.short}</span><span class="num faint">${row.below}</span></li>`,
    );
    return html`<ol class="columns" aria-hidden="true">${picture}</ol>
      <p class="bars-key faint" aria-hidden="true">${
        this.parts.length > 1
          ? this.parts.map((part, at) => html`<span><i class="part-${at + 1}"></i>${part}</span>`)
          : nothing
      }<span>${this.legend}</span></p>
      <div class="visually-hidden on-paper"><table class="bars" aria-label=${this.label}><tbody>${this.rows.map(
        (row) => html`<tr>
        <th scope="row">${row.label}</th><td class="num figure">${row.figure}</td><td>${row.note}</td></tr>`,
      )}</tbody></table></div>`;
  }
}

define('ti-columns', Columns);
