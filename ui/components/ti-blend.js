/**
 * What a blend is made of, as one bar by shares, with its legend if asked. Colours are for telling parts apart; the
 * names and figures carry the meaning.
 */
import { html, nothing } from '../lib/lit.js';
import { percent } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';

/** @typedef {{name: string, share: number, note?: string, pending?: boolean}} BlendPart share of 10 000 */

export class Blend extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { parts: { attribute: false }, legend: { type: Boolean } };

  constructor() {
    super();
    /** @type {BlendPart[]} */
    this.parts = [];
    this.legend = false;
  }

  updated() {
    // The content policy forbids style attributes; a custom property set here is not one.
    this.querySelectorAll('.blend > i').forEach((bar, at) => {
      /** @type {HTMLElement} */ (bar).style.setProperty('--share', String(this.parts[at]?.share ?? 0));
    });
  }

  render() {
    const said = this.parts.map((part) => `${part.name} ${percent(part.share)}`).join(t('common.comma'));
    return html`<div class="blend" role="img" aria-label=${said}>
        ${this.parts.map((part, at) => html`<i class="blend-${(at % 6) + 1} ${part.pending ? 'pending' : ''}"></i>`)}
      </div>
      ${
        this.legend
          ? html`<ul class="blend-legend">${this.parts.map(
              (part, at) => html`<li>
            <i class="blend-${(at % 6) + 1} ${part.pending ? 'pending' : ''}"></i><span>${part.name}</span>
            <span class="num">${part.note ?? percent(part.share)}</span></li>`,
            )}</ul>`
          : nothing
      }`;
  }
}

define('ti-blend', Blend);
