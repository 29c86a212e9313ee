/**
 * The foot of the day: what still waits to be looked at, the manager's notes, and the signature, always in sight. Only
 * the
 * sample must be ticked before a day is signed; what is odd or overdue is counted and does not forbid it, for it is
 * signed as
 * it stands. It tells `jump` where a count leads.
 */
import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { say } from '../../lib/notice.js';
import { t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';
import { draftOf, forget } from './looked.js';
import { named } from './odd.js';
import '../../components/ti-dialog.js';
import '../../components/ti-icon.js';
import '../../components/ti-pin-pad.js';
import '../../components/ti-refusal.js';

class DaySign extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    view: { attribute: false },
    looked: {},
    again: { state: true },
    open: { state: true },
    busy: { state: true },
    refusal: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../lib/wire').DayView | null} */
    this.view = null;
    /** Changes with what was ticked and opened, which the draft of the day keeps. */
    this.looked = '';
    /** A log that stands is to be signed again all the same. */
    this.again = false;
    this.open = false;
    this.busy = false;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    const before = /** @type {import('../../lib/wire').DayView | null | undefined} */ (changed.get('view'));
    if (before && before.sheet.period.from !== this.view?.sheet.period.from) this.again = false;
  }

  /** @param {string} pin */
  async sign(pin) {
    const { view } = this;
    const kept = view && draftOf(view.sheet);
    if (!kept || this.busy) return;
    const { seen, notes } = kept;
    const looked = [...seen].map(([service, remark]) => ({ service, remark }));
    this.busy = true;
    this.refusal = null;
    try {
      await rpc('day.sign', { day: view.sheet.period.from, shown: view.shown, looked, notes, pin });
      this.open = false;
      this.again = false;
      forget(view.sheet.period.from);
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
      <ti-pin-pad label=${t('day.sign_pin', { name: desk.view.me?.name ?? '' })} ?busy=${this.busy}
          ?disabled=${left > 0}
        @pin=${(/** @type {CustomEvent<{pin: string}>} */ { detail }) => void this.sign(detail.pin)}></ti-pin-pad>`;
  }

  /** @param {'odd' | 'due' | 'sample'} name @param {boolean} fine @param {string} shown @param {string} said */
  count(name, fine, shown, said) {
    return html`<button type="button" class="day-count ${fine ? 'ok' : 'warn'}" data-test="count-${name}" title=${said}
        @click=${() => this.tell('jump', { to: name })}>
      <span class="visually-hidden">${said}</span><b class="num"
          aria-hidden="true">${fine ? '✓' : '△'} ${shown}</b><span
            aria-hidden="true">${t(`day.count_${name}`)}</span></button>`;
  }

  /** @param {import('../../lib/wire').DayView} view @param {import('./looked.js').Draft} kept @param {number} left */
  counts({ sheet }, kept, left) {
    const read = sheet.odd.filter((odd) => kept.read.has(named(odd))).length;
    const overdue = sheet.due.filter((item) => item.overdue).length;
    const drawn = sheet.sample?.services.length ?? 0;
    return html`<div class="day-counts" role="group" aria-label=${t('day.counts')}>
      ${this.count(
        'odd',
        read === sheet.odd.length,
        sheet.odd.length > 0 ? `${read}/${sheet.odd.length}` : '0',
        t('day.count_odd_said', { n: sheet.odd.length, read }),
      )}
      ${this.count('due', overdue === 0, String(overdue), t('day.count_due_said', { n: overdue }))}
      ${this.count(
        'sample',
        left === 0,
        `${drawn - left}/${drawn}`,
        t('day.count_sample_said', { n: drawn, read: drawn - left }),
      )}</div>`;
  }

  render() {
    const { view } = this;
    const kept = view && draftOf(view.sheet);
    if (!kept || !desk.may('day.sign')) return nothing;
    const [latest] = view.signed;
    const left = (view.sheet.sample?.services ?? []).filter((service) => !kept.seen.has(service)).length;
    const stands = latest?.voided_by.length === 0;
    if (stands && !this.again) {
      return html`<section class="day-sign" aria-label=${t('day.sign')}>
        <p class="day-fine"><ti-icon name="circle-check"></ti-icon>${t('day.stands')}</p>
        <button type="button" class="button" data-test="day-sign-again"
            @click=${() => (this.again = true)}>${t('day.sign_again')}</button></section>`;
    }
    const write = (/** @type {Event} */ event) =>
      (kept.notes = /** @type {HTMLTextAreaElement} */ (event.target).value);
    return html`<section class="day-sign" aria-label=${t('day.sign')}>
      ${this.counts(view, kept, left)}
      <textarea class="input" rows="2" maxlength="2000" data-test="day-notes" data-scan="own"
          aria-label=${t('day.notes')} placeholder=${t('day.notes_hint')} .value=${kept.notes}
            @input=${write}></textarea>
      <button type="button" class="button next" data-test="day-sign" ?disabled=${left > 0} @click=${() => {
        this.refusal = null;
        this.open = true;
      }}>
        <ti-icon name="signature"></ti-icon>${latest ? t('day.sign_again') : t('day.sign')}</button>
      ${left > 0 ? html`<p class="faint" role="status">△ ${t('day.sample_left', { n: left })}</p>` : nothing}
      <ti-dialog ?open=${this.open} heading=${t('day.sign')} .content=${
        this.open ? this.dialog(view, left) : nothing
      } @close=${() => (this.open = false)}></ti-dialog>
    </section>`;
  }
}

define('ti-day-sign', DaySign);
