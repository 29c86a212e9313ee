/** Earlier skin tests of one customer as lines, up to four metrics at a time: press a name to show or hide its line. */
import { html } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { pick, t } from '../lib/i18n.js';
import './ti-chart.js';

/** @typedef {import('../lib/wire').SkinView} SkinView */

/** More lines than this cannot be told apart. */
const MOST = 4;

class SkinHistory extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { skin: { attribute: false }, chosen: { state: true } };

  constructor() {
    super();
    /** @type {SkinView | null} */
    this.skin = null;
    /** What was pressed; null while the proposal stands. @type {string[] | null} */
    this.chosen = null;
  }

  /** Metrics with at least two scores, in the report's order. */
  get known() {
    const tests = this.skin?.history ?? [];
    return (this.skin?.metrics ?? []).filter(
      (metric) => tests.filter((test) => test.metrics.some((each) => each.metric === metric.metric)).length > 1,
    );
  }

  /** What changed measurably comes first, then what is lowest: that is what the two at the counter talk about. */
  get shown() {
    if (this.chosen) return this.chosen;
    const rank = (/** @type {SkinView['metrics'][number]} */ each) =>
      (each.change === 'better' || each.change === 'worse' ? -1000 : 0) + (each.score ?? 100);
    return [...this.known]
      .sort((one, other) => rank(one) - rank(other))
      .slice(0, 3)
      .map((each) => each.metric);
  }

  /** @param {string} metric */
  toggle(metric) {
    const shown = this.shown;
    // One more than can be told apart takes the place of the oldest.
    this.chosen = shown.includes(metric) ? shown.filter((each) => each !== metric) : [...shown, metric].slice(-MOST);
  }

  render() {
    const tests = [...(this.skin?.history ?? [])].sort((one, other) => one.on.localeCompare(other.on));
    const shown = this.shown;
    const lines = this.known
      .filter((metric) => shown.includes(metric.metric))
      .map((metric) => ({
        label: pick(metric.zh, metric.en),
        values: tests.map((test) => test.metrics.find((each) => each.metric === metric.metric)?.score ?? null),
      }));
    const label = lines.map((line) => `${line.label}: ${line.values.join(', ')}`).join('; ');
    return html`<section class="skin-history"><h3>${t('customers.history')}</h3>
      <div class="skin-lines" role="group" aria-label=${t('customers.history_which')}>${this.known.map(
        (metric) => html`<button
        class="button" data-test=${`line-${metric.metric}`} aria-pressed=${shown.includes(metric.metric)}
        @click=${() => this.toggle(metric.metric)}>${pick(metric.zh, metric.en)}</button>`,
      )}</div>
      <ti-chart .days=${tests.map((test) => test.on)} .lines=${lines} .label=${label}></ti-chart></section>`;
  }
}

define('ti-skin-history', SkinHistory);
