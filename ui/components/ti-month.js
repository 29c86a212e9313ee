/**
 * The days of a month, from Monday on, to be pressed or walked over with the keys: arrows go by days and weeks, Home
 * and End
 * to the week's ends, Page keys by months. It tells `walk` where to and `choose` what was pressed, both with `{day}`.
 */
import { html, nothing } from '../lib/lit.js';
import { day } from '../lib/format.js';
import { dayAfter, monthAfter, monthOf, weekday } from '../lib/days.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';

/**
 * What is known of a day, as a glyph, a word and a look.
 * @typedef {{glyph: string, word: string, look: string}} DayMark
 */

/** @type {Record<string, (on: string) => string>} */
const STEPS = {
  ArrowLeft: (on) => dayAfter(on, -1),
  ArrowRight: (on) => dayAfter(on, 1),
  ArrowUp: (on) => dayAfter(on, -7),
  ArrowDown: (on) => dayAfter(on, 7),
  Home: (on) => dayAfter(on, -weekday(on)),
  End: (on) => dayAfter(on, 6 - weekday(on)),
  PageUp: (on) => monthAfter(on, -1),
  PageDown: (on) => monthAfter(on, 1),
};

class Month extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { on: {}, value: {}, max: {}, today: {}, marks: { attribute: false } };

  constructor() {
    super();
    /** The day that the keys stand on; its month is shown. */
    this.on = '';
    this.value = '';
    /** The last day that can be chosen. */
    this.max = '';
    this.today = '';
    /** @type {Map<string, DayMark>} */
    this.marks = new Map();
    this.walked = false;
  }

  updated() {
    if (this.walked) this.take();
    this.walked = false;
  }

  /** The day that the keys stand on has the focus. */
  take() {
    /** @type {HTMLElement | null} */ (this.querySelector('[tabindex="0"]'))?.focus();
  }

  /** @param {KeyboardEvent} event */
  pressed = (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    this.walked = true;
    this.tell('walk', { day: step(this.on) });
  };

  /** @param {string} each */
  cell(each) {
    const mark = this.marks.get(each);
    const said = [day(each, { weekday: true }), mark?.word, each === this.today ? t('common.today_short') : '']
      .filter(Boolean)
      .join(' ');
    return html`<td><button type="button" class="month-day num ${mark?.look ?? ''}" data-test="day-${each}"
        tabindex=${each === this.on ? 0 : -1}
      aria-pressed=${each === this.value} aria-current=${
        each === this.today ? 'date' : nothing
      } ?disabled=${each > this.max} @click=${() => this.tell('choose', { day: each })}>
      <span class="visually-hidden">${said}</span><span aria-hidden="true">${Number(each.slice(8))}</span>${
        mark ? html`<i aria-hidden="true">${mark.glyph}</i>` : nothing
      }</button></td>`;
  }

  render() {
    const [first, last] = monthOf(this.on);
    const weeks = [];
    for (let monday = dayAfter(first, -weekday(first)); monday <= last; monday = dayAfter(monday, 7))
      weeks.push(monday);
    const cells = (/** @type {string} */ monday) =>
      Array.from({ length: 7 }, (_, place) => dayAfter(monday, place)).map((each) =>
        each < first || each > last ? html`<td></td>` : this.cell(each),
      );
    return html`<table class="month" @keydown=${this.pressed}>
      <thead><tr>${[1, 2, 3, 4, 5, 6, 0].map(
        (each) => html`<th scope="col">${t(`common.weekday_${each}`)}</th>`,
      )}</tr></thead>
      <tbody>${weeks.map((monday) => html`<tr>${cells(monday)}</tr>`)}</tbody></table>`;
  }
}

define('ti-month', Month);
