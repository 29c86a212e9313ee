/**
 * Lines over days, drawn by uPlot: at most four at a time, told apart by colour, dash and the name at their end. Beside
 * the
 * picture stands nothing that only the picture says: whoever uses it shows the numbers too.
 */
import './known-language.js';
import uPlot from '../vendor/uplot/uPlot.esm.js';
import { dayOf, secondsOf } from '../lib/days.js';
import { Part, define } from '../lib/part.js';

/** @typedef {{label: string, values: (number | null)[]}} Line */

/** One a line, in order: colour is never the only difference. */
const DASHES = [[], [8, 4], [2, 4], [10, 4, 2, 4]];
const COLOURS = ['--chart-1', '--chart-2', '--chart-3', '--chart-4'];
const DAY = 86_400;

class Chart extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { days: { attribute: false }, lines: { attribute: false }, label: { attribute: false } };

  constructor() {
    super();
    /** "YYYY-MM-DD", rising. @type {string[]} */
    this.days = [];
    /** @type {Line[]} */
    this.lines = [];
    this.label = '';
    /** @type {uPlot | null} */
    this.plot = null;
    this.observer = new ResizeObserver(() => this.plot?.setSize(this.size));
  }

  connectedCallback() {
    super.connectedCallback();
    this.observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
    this.plot?.destroy();
    this.plot = null;
  }

  get size() {
    return { width: Math.max(240, this.clientWidth), height: Math.max(160, this.clientHeight) };
  }

  updated() {
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', this.label);
    this.plot?.destroy();
    const days = this.days.map(secondsOf);
    this.plot = days.length
      ? new uPlot(this.options(days), [days, ...this.lines.map((line) => line.values)], this)
      : null;
  }

  /** @param {string} name */
  colour(name) {
    return getComputedStyle(this).getPropertyValue(name).trim() || 'currentColor';
  }

  /** @param {number[]} days @returns {uPlot.Options} */
  options(days) {
    const style = getComputedStyle(this);
    const font = `${parseFloat(style.fontSize) * 0.875}px ${style.fontFamily}`;
    const axis = {
      stroke: this.colour('--ink-soft'),
      font,
      grid: { stroke: this.colour('--line'), width: 1 },
      ticks: { show: false },
    };
    const day = (/** @type {number} */ at) => dayOf(at).slice(2);
    return {
      ...this.size,
      cursor: { show: false },
      legend: { show: false },
      padding: [12, 96, 0, 0],
      scales: {
        x: { time: false, range: () => [days[0] - 3 * DAY, days[days.length - 1] + 3 * DAY] },
        y: { range: [0, 100] },
      },
      // A label at each day that was measured, and nowhere between.
      axes: [
        {
          ...axis,
          splits: () => apart(days, this.size.width),
          values: (_, splits) => splits.map(day),
          grid: { show: false },
        },
        { ...axis, size: 40, splits: () => [0, 25, 50, 75, 100] },
      ],
      series: [
        {},
        ...this.lines.map((line, index) => ({
          label: line.label,
          stroke: this.colour(COLOURS[index]),
          width: 2,
          dash: DASHES[index],
          spanGaps: true,
          points: { show: true, size: 8, fill: this.colour(COLOURS[index]) },
        })),
      ],
      hooks: { draw: [(plot) => this.names(plot, font)] },
    };
  }

  /**
   * Writes each line's name and last value at its end; names that would overlap are moved apart.
   * @param {uPlot} plot
   * @param {string} font
   */
  names(plot, font) {
    const ratio = devicePixelRatio;
    const ends = this.lines
      .map((line, index) => {
        const last = line.values.findLastIndex((value) => value !== null);
        return {
          index,
          text: `${line.label} ${line.values[last] ?? ''}`,
          y: plot.valToPos(line.values[last] ?? 0, 'y', true),
          last,
        };
      })
      .filter((end) => end.last >= 0)
      .sort((one, other) => one.y - other.y);
    const least = parseFloat(font) * 1.3 * ratio;
    const { ctx } = plot;
    ctx.save();
    ctx.font = font.replace(/^[\d.]+/, (size) => String(Number(size) * ratio));
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    let before = -Infinity;
    for (const end of ends) {
      const y = Math.max(end.y, before + least);
      before = y;
      ctx.fillStyle = this.colour(COLOURS[end.index]);
      ctx.fillText(end.text, plot.bbox.left + plot.bbox.width + 6 * ratio, y);
    }
    ctx.restore();
  }
}

/** The days that have room for their label; the last one always stays. @param {number[]} days @param {number} width */
function apart(days, width) {
  const room = (days[days.length - 1] - days[0] || DAY) * (90 / width);
  const kept = [days[days.length - 1]];
  for (const day of [...days].reverse()) if (kept[0] - day >= room) kept.unshift(day);
  return kept;
}

define('ti-chart', Chart);
