/**
 * The manager's notes and signature: the sample first, then the PIN, over exactly what is on view. What was written stays
 * until it is signed.
 */
import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { say } from '../../lib/notice.js';
import { t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';
import { draft, forget } from './looked.js';
import '../../components/ti-dialog.js';
import '../../components/ti-pin-pad.js';
import '../../components/ti-refusal.js';

class DaySign extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { view: { attribute: false }, looked: { attribute: false }, open: { state: true }, busy: { state: true }, refusal: { state: true } };

  constructor() {
    super();
    /** @type {import('../../lib/wire').DayView | null} */
    this.view = null;
    /** How many of the sample were looked at: what may be signed follows it. */
    this.looked = 0;
    this.open = false;
    this.busy = false;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
  }

  /** @param {string} pin */
  async sign(pin) {
    const { view } = this;
    const sample = view?.sheet.sample;
    if (!view || !sample || this.busy) return;
    const { seen, notes } = draft(sample.seed);
    const looked = [...seen].map(([service, remark]) => ({ service, remark }));
    this.busy = true;
    this.refusal = null;
    try {
      await rpc('day.sign', { day: view.sheet.period.from, shown: view.shown, looked, notes, pin });
      this.open = false;
      forget();
      say(t('day.signed_now'), 'ok');
      this.tell('signed');
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
      if (this.refusal.code === 'day_changed') this.tell('stale');
    } finally {
      this.busy = false;
    }
  }

  /** @param {import('../../lib/wire').DayView} view @param {number} left */
  dialog(view, left) {
    return html`<p>${t('day.sign_what', { day: view.sheet.period.from, odd: view.sheet.odd.length })}</p>
      ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}
      <ti-pin-pad label=${t('day.sign_pin', { name: desk.view.me?.name ?? '' })} ?busy=${this.busy} ?disabled=${left > 0}
        @pin=${(/** @type {CustomEvent<{pin: string}>} */ { detail }) => void this.sign(detail.pin)}></ti-pin-pad>`;
  }

  render() {
    const { view } = this;
    const sample = view?.sheet.sample;
    if (!view || !desk.may('day.sign')) return nothing;
    if (!sample) return html`<p class="soft">${t('day.empty')}</p>`;
    const kept = draft(sample.seed);
    const left = sample.services.filter((service) => !kept.seen.has(service)).length;
    const again = view.signed.length > 0;
    const stands = again && view.signed[0]?.voided_by.length === 0;
    const write = (/** @type {Event} */ event) => (kept.notes = /** @type {HTMLTextAreaElement} */ (event.target).value);
    return html`<section class="stack day-sign">
      <label class="field"><span>${t('day.notes')}</span>
        <textarea class="input" rows="3" maxlength="2000" data-test="day-notes" placeholder=${t('day.notes_hint')} .value=${kept.notes} @input=${write}></textarea></label>
      <button type="button" class="button ${stands ? '' : 'next'}" data-test="day-sign" ?disabled=${left > 0} @click=${() => { this.refusal = null; this.open = true; }}>
        <ti-icon name="signature"></ti-icon>${again ? t('day.sign_again') : t('day.sign')}</button>
      ${left > 0 ? html`<p class="faint">△ ${t('day.sample_left', { n: left })}</p>` : nothing}
      <ti-dialog ?open=${this.open} heading=${t('day.sign')} .content=${this.open ? this.dialog(view, left) : nothing} @close=${() => (this.open = false)}></ti-dialog>
    </section>`;
  }
}

define('ti-day-sign', DaySign);
