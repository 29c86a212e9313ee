/**
 * A day, chosen: a button that shows it as the store writes days, and under it a field to type it into and the month to
 * press
 * it in. The window's own field writes days as the computer's language does, month first. It tells `day` with `{day}`
 * when
 * one is chosen, `month` with `{day}` when another month is shown, and keeps nothing.
 */
import { html, nothing } from '../lib/lit.js';
import { day, month } from '../lib/format.js';
import { monthAfter, readDay } from '../lib/days.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';
import './ti-month.js';

class Day extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    value: {},
    max: {},
    shown: {},
    label: {},
    test: {},
    legend: {},
    marks: { attribute: false },
    open: { state: true },
    on: { state: true },
    wrong: { state: true },
  };

  constructor() {
    super();
    this.value = '';
    /** The last day that can be chosen: today, where days are looked back on. */
    this.max = '';
    /** What stands on the button, where it is not the day. */
    this.shown = '';
    this.label = '';
    this.test = 'day';
    /** What the marks mean, in a line. */
    this.legend = '';
    /** @type {Map<string, import('./ti-month.js').DayMark>} */
    this.marks = new Map();
    this.open = false;
    this.on = '';
    this.wrong = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const outside = (/** @type {Event} */ event) => {
      if (this.open && !this.contains(/** @type {Node} */ (event.target))) this.open = false;
    };
    for (const kind of ['pointerdown', 'focusin']) {
      document.addEventListener(kind, outside);
      this.endings.push(() => document.removeEventListener(kind, outside));
    }
  }

  async toggle() {
    this.open = !this.open;
    [this.on, this.wrong] = [this.value, false];
    await this.updateComplete;
    if (!this.open) return this.querySelector('button')?.focus();
    const shown = /** @type {import('../lib/part.js').Part & {take(): void}} */ (this.querySelector('ti-month'));
    await shown.updateComplete;
    shown.take();
  }

  /** @param {string | null} chosen */
  choose(chosen) {
    this.wrong = chosen === null || chosen > this.max;
    if (this.wrong || chosen === null) return;
    this.open = false;
    this.querySelector('button')?.focus();
    this.tell('day', { day: chosen });
  }

  /** @param {string} to */
  walk(to) {
    const before = this.on;
    this.on = to > this.max ? this.max : to;
    if (this.on.slice(0, 7) !== before.slice(0, 7)) this.tell('month', { day: this.on });
  }

  /** @param {KeyboardEvent} event */
  pressed = (event) => {
    const typing = event.target instanceof HTMLInputElement;
    if (event.key === 'Escape') void this.toggle();
    else if (typing && event.key === 'Enter') this.choose(readDay(event.target.value, this.max));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  sheet() {
    const { on, max, wrong } = this;
    const taken = (/** @type {CustomEvent<{day: string}>} */ { detail }) => this.choose(detail.day);
    const walked = (/** @type {CustomEvent<{day: string}>} */ { detail }) => this.walk(detail.day);
    return html`<div class="day-sheet" role="dialog" aria-label=${this.label} @choose=${taken} @walk=${walked}>
      <input type="text" class="input num" data-test="${this.test}-typed" data-scan="own" autocomplete="off"
          spellcheck="false" aria-label=${t('common.day_typed')} aria-invalid=${wrong}
        .value=${day(this.value, { weekday: true })}
          @focus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()}>
      ${
        wrong
          ? html`<p class="field-error" role="alert"><b
    aria-hidden="true">✕</b> ${t('common.day_wrong_until', { max })}</p>`
          : nothing
      }
      <div class="day-month"><button type="button" class="button quiet" data-test="month-before"
          aria-label=${t('common.month_before')} @click=${() => this.walk(monthAfter(on, -1))}><ti-icon
            name="chevron-left"></ti-icon></button>
        <b class="num" aria-live="polite">${month(on)}</b>
        <button type="button" class="button quiet" data-test="month-after" aria-label=${t('common.month_after')}
            ?disabled=${on.slice(0, 7) >= max.slice(0, 7)} @click=${() => this.walk(monthAfter(on, 1))}><ti-icon
              name="chevron-right"></ti-icon></button></div>
      <ti-month .on=${on} .value=${this.value} .max=${max} .today=${max} .marks=${this.marks}></ti-month>
      ${this.legend ? html`<p class="faint">${this.legend}</p>` : nothing}
    </div>`;
  }

  render() {
    const shown = this.shown || day(this.value, { weekday: true });
    return html`<div class="day-choice" @keydown=${this.open ? this.pressed : nothing}>
      <button type="button" class="button day-button" data-test="${this.test}-pick" value=${this.value}
          aria-haspopup="dialog" aria-expanded=${this.open} aria-label="${this.label} ${shown}"
            @click=${() => void this.toggle()}>
        <ti-icon name="calendar"></ti-icon><span class="num">${shown}</span><ti-icon
            name="chevron-down"></ti-icon></button>
      ${this.open ? this.sheet() : nothing}</div>`;
  }
}

define('ti-day', Day);
