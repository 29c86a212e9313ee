/**
 * A day with the way to the one before and after it, and back to today. It tells `day` as the day does, and `turn` with
 * `{by}`: how far that is, the screen knows.
 */
import { html, nothing } from '../lib/lit.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-day.js';
import './ti-icon.js';

class DayTurn extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    value: {},
    max: {},
    shown: {},
    label: {},
    test: {},
    legend: {},
    marks: { attribute: false },
    last: { type: Boolean },
    home: { type: Boolean },
    earlier: {},
    later: {},
  };

  constructor() {
    super();
    this.value = '';
    this.max = '';
    this.shown = '';
    this.label = '';
    this.test = 'day';
    this.legend = '';
    /** What the ways to the one before and after are called. */
    this.earlier = '';
    this.later = '';
    /** @type {Map<string, import('./ti-month.js').DayMark>} */
    this.marks = new Map();
    /** There is nothing after it yet. */
    this.last = false;
    /** It is where today is. */
    this.home = false;
  }

  render() {
    return html`<div class="day-turn">
      <button type="button" class="button" data-test="${this.test}-before" aria-label=${this.earlier}
          title=${this.earlier} @click=${() => this.tell('turn', { by: -1 })}><ti-icon
              name="chevron-left"></ti-icon></button>
      <ti-day .value=${this.value} .max=${this.max} .shown=${this.shown} .label=${this.label} .test=${this.test}
          .marks=${this.marks} .legend=${this.legend}></ti-day>
      <button type="button" class="button" data-test="${this.test}-after" aria-label=${this.later} title=${this.later}
          ?disabled=${this.last} @click=${() => this.tell('turn', { by: 1 })}><ti-icon
            name="chevron-right"></ti-icon></button>
      ${
        this.home
          ? nothing
          : html`<button type="button" class="button" data-test="${this.test}-today"
    @click=${() => this.tell('day', { day: this.max })}>${t('common.today_short')}</button>`
      }
    </div>`;
  }
}

define('ti-day-turn', DayTurn);
