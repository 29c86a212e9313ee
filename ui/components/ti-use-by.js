/**
 * The use-by day of a unit: the day, what decides it, and, where another lot would keep longer, what that would gain.
 * Nobody can type one here.
 */
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { pick, t } from '../lib/i18n.js';
import { day } from '../lib/format.js';

/** @typedef {import('../lib/wire').UseByView} UseByView */

export class TiUseBy extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { useBy: { attribute: false }, gain: { attribute: false }, limits: { type: Boolean } };

  constructor() {
    super();
    /** @type {UseByView|null} */
    this.useBy = null;
    /** @type {{text: string, text_en: string}|null} */
    this.gain = null;
    /** Whether every limit is listed, not only the one that decides. */
    this.limits = false;
  }

  render() {
    const useBy = this.useBy;
    if (!useBy) return nothing;
    return html`<span class="use-by"
        ><b class="num">${day(useBy.date)}</b> <span class="soft">${pick(useBy.decides, useBy.decides_en)}</span></span
      >
      ${
        this.gain
          ? html`<span class="use-by-gain"><ti-icon
    name="calendar-clock"></ti-icon>${pick(this.gain.text, this.gain.text_en)}</span>`
          : nothing
      }
      ${
        this.limits
          ? html`<ul class="use-by-limits">
              ${useBy.limits.map(
                (limit) =>
                  html`<li class=${limit.decides ? 'decides' : ''}>
                    <span>${pick(limit.what, limit.what_en)}</span>
                    ${
                      limit.decides
                        ? html`<span class="visually-hidden">${t('service.use_by.decides')}</span>`
                        : nothing
                    }
                  </li>`,
              )}
            </ul>`
          : nothing
      }`;
  }
}

define('ti-use-by', TiUseBy);
