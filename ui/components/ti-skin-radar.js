/**
 * Scores of one skin test as a radar: 0 in the middle, 100 at the rim, and 100 is always best. Fewer than three scores
 * make no
 * area, so whoever uses it shows bars then. The polygon says the shape; the numbers stand at the axes.
 */
import { html, nothing, svg } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { pick, t } from '../lib/i18n.js';

/** @typedef {import('../lib/wire').SkinView['metrics'][number]} Metric */

const RADIUS = 100;
const RINGS = [25, 50, 75, 100];

/** The point of `score` on axis `index` of `of`. @param {number} index @param {number} of @param {number} score */
export function point(index, of, score) {
  const angle = (index / of) * 2 * Math.PI - Math.PI / 2;
  const way = (score / 100) * RADIUS;
  return { x: Math.round(Math.cos(angle) * way * 10) / 10, y: Math.round(Math.sin(angle) * way * 10) / 10 };
}

class SkinRadar extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { metrics: { attribute: false }, earlier: { attribute: false } };

  constructor() {
    super();
    /** Those with a score. @type {(Metric & {score: number})[]} */
    this.metrics = [];
    /** Scores of the test before, by metric. @type {Map<string, number> | null} */
    this.earlier = null;
  }

  /** @param {(number | undefined)[]} scores */
  area(scores) {
    return scores
      .map((score, index) => {
        const { x, y } = point(index, scores.length, score ?? 0);
        return `${x},${y}`;
      })
      .join(' ');
  }

  render() {
    const { metrics } = this;
    const earlier =
      this.earlier && metrics.every((metric) => this.earlier?.has(metric.metric))
        ? metrics.map((metric) => this.earlier?.get(metric.metric))
        : null;
    const words = metrics.map((metric) => `${pick(metric.zh, metric.en)} ${metric.score}`).join(', ');
    return html`<svg class="radar-figure" viewBox="-215 -124 430 248" role="img"
        aria-label=${t('customers.radar', { scores: words })}>
      ${RINGS.map((ring) => svg`<polygon class="radar-ring" points=${this.area(metrics.map(() => ring))}/>`)}
      ${metrics.map((_, index) => {
        const end = point(index, metrics.length, 100);
        return svg`<line class="radar-axis" x2=${end.x} y2=${end.y}/>`;
      })}
      ${earlier ? svg`<polygon class="radar-before" points=${this.area(earlier)}/>` : nothing}
      <polygon class="radar-now" points=${this.area(metrics.map((metric) => metric.score))}></polygon>
      ${metrics.map((metric, index) => this.name(metric, index))}
    </svg>`;
  }

  /** @param {Metric & {score: number}} metric @param {number} index */
  name(metric, index) {
    const dot = point(index, this.metrics.length, metric.score);
    const at = point(index, this.metrics.length, 113);
    const anchor = Math.abs(at.x) < 12 ? 'middle' : at.x > 0 ? 'start' : 'end';
    return svg`<circle class="radar-dot" cx=${dot.x} cy=${dot.y} r="2.6"/>
      <text class="radar-name" x=${at.x} y=${at.y} dy="3.5" text-anchor=${anchor}>${pick(metric.zh, metric.en)}
        <tspan class="num">${metric.score}</tspan></text>`;
  }
}

define('ti-skin-radar', SkinRadar);
