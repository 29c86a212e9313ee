/**
 * The tolerance band of one weighing: a scale from nothing to a little over the upper limit, the band in which the
 * weight passes, and a needle. The state is also said in words beside it by whoever shows the gauge.
 */
import { html } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';
import { grams } from '../lib/format.js';

/** The part of the gauge at which the band begins: the band is drawn as wide as a finger, whatever the tolerance. */
const BAND_FROM = 0.7;
const BAND_TO = 0.86;

export class TiGauge extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    low: { type: Number },
    high: { type: Number },
    target: { type: Number },
    weight: { attribute: false },
  };

  constructor() {
    super();
    this.low = 0;
    this.high = 0;
    this.target = 0;
    /** @type {number|null} What the scale shows, in milligrams. */
    this.weight = null;
  }

  /** Where a weight stands on the gauge, from 0 to 1: linear below the band, inside it, and above it. */
  get #place() {
    const weight = this.weight ?? 0;
    if (weight <= 0) return 0;
    if (weight < this.low) return (weight / this.low) * BAND_FROM;
    if (weight <= this.high) {
      const width = Math.max(1, this.high - this.low);
      return BAND_FROM + ((weight - this.low) / width) * (BAND_TO - BAND_FROM);
    }
    const over = (weight - this.high) / Math.max(1, this.high * 0.2);
    return Math.min(0.995, BAND_TO + over * (1 - BAND_TO));
  }

  updated() {
    this.style.setProperty('--gauge-at', `${(this.#place * 100).toFixed(2)}%`);
  }

  render() {
    return html`<div
        class="gauge"
        role="meter"
        aria-label=${t('service.blend.gauge')}
        aria-valuemin="0"
        aria-valuemax=${this.high}
        aria-valuenow=${this.weight ?? 0}
        aria-valuetext=${grams(this.weight ?? 0)}
      >
        <span class="gauge-band"></span><span class="gauge-needle"></span>
      </div>
      <div class="gauge-legend num" aria-hidden="true">
        <span class="gauge-zero">0</span>
        <span class="gauge-low">${t('service.blend.low')} ${grams(this.low)}</span>
        <span class="gauge-target">${t('service.blend.target')} ${grams(this.target)}</span>
        <span class="gauge-high">${t('service.blend.high')} ${grams(this.high)}</span>
      </div>`;
  }
}

define('ti-gauge', TiGauge);
