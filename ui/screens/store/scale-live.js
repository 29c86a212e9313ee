// What the scale says now, large enough to be read from where the pan stands. It takes no reading: that is weighing.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { figure } from '../../lib/format.js';
import { RefusalError, refusalOf, rpc } from '../../lib/host.js';
import { pick, t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';

/** How long to wait before asking again after a refusal, in milliseconds. */
const AGAIN = 3000;

class ScaleLive extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { set: { type: Boolean }, reading: { state: true }, refusal: { state: true } };

  constructor() {
    super();
    this.set = false;
    /** @type {import('../../lib/wire').ScaleReading | null} */
    this.reading = null;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
    this.listening = false;
  }

  updated() {
    if (this.set && !this.listening && desk.may('scale.wait')) void this.listen();
  }

  async listen() {
    this.listening = true;
    let seen = 0;
    while (this.isConnected && this.set) {
      try {
        this.reading = await rpc('scale.wait', { seen });
        seen = this.reading?.number ?? 0;
      } catch (thrown) {
        if (!(thrown instanceof RefusalError)) throw thrown;
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
    this.listening = false;
    this.reading = null;
  }

  /** @param {'scale.zero' | 'scale.tare'} command */
  async ask(command) {
    this.refusal = null;
    try {
      await rpc(command);
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    }
  }

  render() {
    if (!this.set) return html`<p class="soft">${t('store.scale.unset_why')}</p>`;
    const is = this.reading;
    const fine = is?.state === 'ok';
    return html`<div class="scale-live" role="status" aria-live="off">
        <output class="scale-figure num">${
          fine && is.weight_mg !== null ? figure(is.weight_mg, 2) : '–'
        }<small> g</small></output>
        <span class="chip ${
          fine ? (is.stable ? 'ok' : 'warn') : 'stop'
        }"><b aria-hidden="true">${fine ? (is.stable ? '✓' : '~') : '✕'}</b>${
          fine
            ? t(is.stable ? 'store.scale.stable' : 'store.scale.moving')
            : t(`store.scale.state.${is?.state ?? 'connecting'}`)
        }</span>
        ${
          is?.minimum_mg
            ? html`<span
    class="faint num">${t('store.scale.minimum', { g: figure(is.minimum_mg) })}</span>`
            : nothing
        }
        <span class="row push">
          ${
            desk.may('scale.zero')
              ? html`<button class="button" data-test="scale-zero" ?disabled=${!fine}
    @click=${() => this.ask('scale.zero')}>${t('store.scale.zero')}</button>`
              : nothing
          }
          ${
            desk.may('scale.tare')
              ? html`<button class="button" data-test="scale-tare" ?disabled=${!fine}
    @click=${() => this.ask('scale.tare')}>${t('store.scale.tare')}</button>`
              : nothing
          }</span>
      </div>
      ${is?.message ? html`<p class="soft">${pick(is.message, is.message_en)}</p>` : nothing}
      ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}`;
  }
}

define('scale-live', ScaleLive);
