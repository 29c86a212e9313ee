/**
 * 调配: component by component, with both hands busy. Scan the lot, pour, and the reading inside the band is confirmed:
 * by itself where the counter is set so, with one press otherwise, by hand with a reason where there is no scale. Each
 * weighing is saved as it is confirmed; what is on view after a power cut is what is in the vessel.
 */
import { html, nothing } from '../../lib/lit.js';
import { t } from '../../lib/i18n.js';
import { grams } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { tell } from '../../lib/heard.js';
import { define } from '../../lib/part.js';
import { StepPanel } from './panel.js';
import { Fresh, STILL, listen, placeOf, typedWeight } from './scale.js';
import { reading as readingView, scanned as scannedView } from './blend-view.js';
import '../../components/ti-vessel.js';
import '../../components/ti-reasons.js';

/** @typedef {import('../../lib/wire').ScaleReading} ScaleReading */

export class ServiceBlend extends StepPanel {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    reading: { state: true },
    scanned: { state: true },
    wrong: { state: true },
    typed: { state: true },
    byHand: { state: true },
    reason: { state: true },
    saved: { state: true },
  };

  constructor() {
    super();
    /** @type {ScaleReading|null} */
    this.reading = null;
    /** Whether the container of the component that is next was scanned. */
    this.scanned = false;
    /** @type {string|null} What was scanned instead. */
    this.wrong = null;
    /** The weight typed by hand, in grams. */
    this.typed = '';
    /** Whether the weight is typed although there is a scale. */
    this.byHand = false;
    this.reason = '';
    /** @type {string|null} What was saved last, said aloud. */
    this.saved = null;
    this.fresh = new Fresh();
    /** Which weighing this is: a new one begins with a new scan. */
    this.turn = '';
    this.stop = () => {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = listen((reading) => this.#hear(reading));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
  }

  willUpdate() {
    const turn = `${this.view.vessel?.weighings.length ?? 0} ${this.view.next?.index} ${this.view.next?.container}`;
    if (turn === this.turn) return;
    this.turn = turn;
    [this.scanned, this.wrong, this.typed] = [false, null, ''];
    void this.updateComplete.then(() => this.focusNext());
  }

  /** The hand is at the scanner first: without one, the code is typed. */
  focusNext() {
    const code = this.querySelector('[data-test="scan-type"]');
    if (this.scanned || !(code instanceof HTMLElement)) super.focusNext();
    else code.focus({ preventScroll: true });
  }

  get noScale() {
    return this.reading === null || this.reading.state === 'off';
  }

  get manual() {
    return this.byHand || this.noScale;
  }

  /** What would be confirmed, in milligrams. */
  get weight() {
    return this.manual ? typedWeight(this.typed) : (this.reading?.weight_mg ?? null);
  }

  get why() {
    return this.reason.trim() || (this.noScale ? t('service.blend.why.no_scale') : '');
  }

  /** Whether the weight may be taken as it is: the right container, and a reading that stands still. */
  get ready() {
    const steady = this.manual
      ? this.weight !== null && this.why !== ''
      : this.reading?.state === 'ok' && this.reading.stable;
    return this.scanned && steady && this.busy === null && this.allowed;
  }

  /** @param {ScaleReading|null} reading */
  #hear(reading) {
    this.reading = reading;
    const next = this.view.next;
    if (!reading || !next || this.manual) return;
    const fresh = this.fresh.sees(reading);
    const takes =
      desk.view.device.auto_confirm &&
      fresh &&
      this.ready &&
      reading.stable_ms >= STILL &&
      placeOf(reading.weight_mg, next) === 'inside';
    if (takes) void this.#confirm('as_cleared');
  }

  /** @param {import('../../lib/wire').Batch} batch */
  async #confirm(batch) {
    const next = this.view.next;
    const weight = this.weight;
    if (!next || weight === null || !this.ready) return;
    const { lot, container } = next;
    const fromScale = !this.manual;
    const reply = await this.send('service.weigh', {
      lot,
      container,
      weight: fromScale
        ? { from: 'reading', number: this.reading?.number ?? 0 }
        : { from: 'hand', weight, reason: this.why },
      batch,
    });
    if (reply === undefined) return;
    this.saved = t('service.blend.saved', { name: next.name, weight: grams(weight) });
    this.fresh.confirmed(fromScale ? weight : null);
    // The next component is weighed from nothing; a scale that does not take the order is tared by hand.
    if (fromScale && this.view.step === 'cleared') await rpc('scale.tare').catch(() => undefined);
  }

  /** @param {import('./panel.js').Scan} scan */
  onScan(scan) {
    const next = this.view.next;
    if (!next || !['container', 'lot', 'product', 'none'].includes(scan.kind)) return false;
    this.scanned = scan.id === next.container || scan.id === next.lot;
    this.wrong = this.scanned
      ? null
      : scan.kind === 'product' && scan.id === next.product
        ? t('service.blend.scan_lot')
        : t('service.blend.wrong', {
            found: scan.id || scan.text || '?',
            lot: next.lot_number,
            container: next.container,
          });
    this.saved = null;
    void this.updateComplete.then(() => {
      const input = /** @type {HTMLInputElement|null} */ (this.querySelector('[data-test="weight"]'));
      if (this.scanned && input) input.focus();
      else this.focusNext();
    });
    return this.scanned ? true : 'wrong';
  }

  /** @param {string} text */
  async #type(text) {
    if (text.trim() === '') return;
    const found = await this.host.act('scan', () => rpc('scan', { text: text.trim() }));
    if (!found) return;
    const taken = this.onScan({ .../** @type {import('./panel.js').Scan} */ (found), text: text.trim() });
    if (this.wrong) tell({ verdict: 'wrong', text: this.wrong });
    else if (taken) tell({ verdict: 'right', text: text.trim() });
  }

  #tare() {
    return this.host.act('scale.tare', () => rpc('scale.tare'));
  }

  keys() {
    if (!this.allowed) return [];
    return [
      { key: 'F2', label: t('service.blend.tare'), run: () => void this.#tare() },
      { key: 'F3', label: t('service.blend.by_hand'), run: () => (this.byHand = !this.byHand) },
      { key: 'F4', label: t('service.blend.scale_up'), run: () => void this.#confirm('grown') },
      { key: 'F6', label: t('service.write_off'), run: () => this.host.open('write_off') },
    ];
  }

  render() {
    const { next, vessel } = this.view;
    if (!next || !vessel) return nothing;
    const place = placeOf(this.weight, next);
    const resumed = vessel.weighings.length > 0 && this.saved === null && !this.scanned && !this.wrong;
    return html`<div class="step-head">
        <h1>
          ${t(next.top_up ? 'service.blend.top_up' : 'service.blend.part', {
            index: next.index + 1,
            of: next.of,
            name: next.name,
          })}
        </h1>
        <span class="saved-mark" aria-live="polite"
          >${
            this.saved
              ? html`<span class="chip ok" data-test="saved"><span aria-hidden="true">✓</span>${this.saved}</span>`
              : resumed
                ? html`<span class="chip" data-test="resumed"
                    >${t('service.blend.resumed', { weight: grams(vessel.total_mg) })}</span
                  >`
                : nothing
          }</span
        >
      </div>
      <section class="weigh">
        <div class="card weighing">
          ${scannedView(this, next, (text) => void this.#type(text))} ${readingView(this, next, place)}
        </div>
        <div class="weigh-side">
          <ti-vessel .vessel=${vessel} .next=${next.index}></ti-vessel>
          <button
            type="button"
            class="button"
            data-test="write-off"
            ?disabled=${this.busy !== null}
            @click=${() => this.host.open('write_off')}
          >
            ${t('service.write_off')}
          </button>
        </div>
      </section>
      ${
        this.allowed
          ? html`<div class="foot">
              ${
                this.noScale
                  ? nothing
                  : html`<button
                        type="button"
                        class="button"
                        data-test="by-hand"
                        aria-pressed=${String(this.byHand)}
                        @click=${() => (this.byHand = !this.byHand)}
                      >
                        ${t('service.blend.by_hand')}
                      </button>
                      <button
                        type="button"
                        class="button"
                        data-test="tare"
                        ?disabled=${this.busy !== null}
                        @click=${() => this.#tare()}
                      >
                        ${t('service.blend.tare')}
                      </button>`
              }
              <span class="push soft num"
                >${
                  !this.manual && this.reading?.stable
                    ? t('service.blend.stable', { seconds: (this.reading.stable_ms / 1000).toFixed(1) })
                    : nothing
                }</span
              >
              ${
                place === 'over'
                  ? html`<button
                      type="button"
                      class="button next"
                      data-test="scale-up"
                      ?disabled=${!this.ready}
                      @click=${() => this.#confirm('grown')}
                    >
                      ${t('service.blend.scale_up')}
                    </button>`
                  : html`<button
                      type="button"
                      class="button next"
                      data-test="confirm-weight"
                      ?disabled=${!this.ready || place !== 'inside'}
                      @click=${() => this.#confirm('as_cleared')}
                    >
                      ${
                        this.weight === null
                          ? t('service.blend.confirm_none')
                          : t('service.blend.confirm', { weight: grams(this.weight) })
                      }
                    </button>`
              }
            </div>`
          : nothing
      }`;
  }
}

define('service-blend', ServiceBlend);
