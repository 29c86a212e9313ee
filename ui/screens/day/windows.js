/** Who sat at the window at which each signature of a day was given: one line a record, read when it is opened. */
import { html, nothing } from '../../lib/lit.js';
import { time } from '../../lib/format.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { pick, t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';
import '../../components/ti-icon.js';
import '../../components/ti-refusal.js';

/** @param {import('../../lib/wire').SignedAt} one */
const said = (one) =>
  one.window_name === null
    ? t('day.signed_at_unknown', { signer: one.signer_name })
    : t(one.other ? 'day.signed_at_other' : 'day.signed_at_own', { signer: one.signer_name, window: one.window_name });

/** @param {import('../../lib/wire').SignedLine} one */
const signed = ({ line, signatures }) => html`<li><a href="#/record/${line.record}" data-test="window-${line.record}">
  <span class="num faint">${time(line.at)}</span>
  <span>${pick(line.title, line.title_en)}${line.service ? html` · <span class="num">${line.service}</span>` : nothing}
    ${signatures.map((one) => html`<span class=${one.other ? '' : 'soft'}>${said(one)}</span> `)}</span>
  <ti-icon name="chevron-right"></ti-icon></a></li>`;

class DayWindows extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { day: {}, open: { state: true }, lines: { state: true }, refusal: { state: true } };

  constructor() {
    super();
    this.day = '';
    this.open = false;
    /** @type {import('../../lib/wire').SignedLine[] | null} */
    this.lines = null;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('day')) [this.open, this.lines, this.refusal] = [false, null, null];
  }

  /** @param {Event} event */
  async toggled(event) {
    this.open = /** @type {HTMLDetailsElement} */ (event.currentTarget).open;
    if (!this.open) return;
    const { day } = this;
    try {
      const lines = await rpc('day.signatures', { day });
      if (day === this.day) [this.lines, this.refusal] = [lines, null];
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    }
  }

  list() {
    if (this.refusal) return html`<ti-refusal .refusal=${this.refusal}></ti-refusal>`;
    if (!this.lines) return html`<p class="soft">${t('common.loading')}</p>`;
    if (this.lines.length === 0) return html`<p class="soft">${t('day.windows_none')}</p>`;
    return html`<ul class="questions lines">${this.lines.map(signed)}</ul>`;
  }

  render() {
    return html`<details class="day-part card" data-test="windows" ?open=${this.open} @toggle=${this.toggled}><summary
        data-test="windows-open">${t('day.windows')}</summary>${this.open ? this.list() : nothing}</details>`;
  }
}

define('ti-day-windows', DayWindows);
