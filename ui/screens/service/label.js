/**
 * 标签 and 放行: the label is issued and printed as soon as the last component is in, read back from the unit, and then the
 * quality safety officer decides with their own PIN, on whatever session sits here. The picture is of the PDF itself.
 * How
 * the printer does with it stands beside; printing again is never more than one label, and a second one is a 补打.
 */
import { html, nothing } from '../../lib/lit.js';
import { t } from '../../lib/i18n.js';
import { grams } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { say } from '../../lib/notice.js';
import { define } from '../../lib/part.js';
import { StepPanel } from './panel.js';
import { drawLabel } from './label-picture.js';
import { typed } from './typed.js';
import './label-print.js';
import './papers.js';
import '../../components/ti-pin-pad.js';
import '../../components/ti-use-by.js';

export class ServiceLabel extends StepPanel {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    now: { state: true },
    wrong: { state: true },
    typed: { state: true },
    leaflet: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../lib/wire').LabelNow|null} The copies of the label, and what the printer does. */
    this.now = null;
    /** @type {string|null} A code that was read and is not this unit's. */
    this.wrong = null;
    /** The number on the label as typed. */
    this.typed = '';
    /** @type {import('../../lib/wire').LeafletBeside|null} What became of the leaflet that went with the label. */
    this.leaflet = null;
    this.tried = false;
    this.drawn = '';
  }

  /** @param {import('../../lib/lit.js').Changed} changed */
  updated(changed) {
    super.updated(changed);
    if (this.view.step === 'blended' && this.allowed && this.busy === null && !this.tried && this.gates) {
      this.tried = true;
      void this.#issue();
    }
    if (this.view.label && this.drawn !== this.view.step) {
      this.drawn = this.view.step;
      void this.#draw();
    }
  }

  /** The number is typed where there is no scanner. */
  focusNext() {
    const code = this.querySelector('[data-test="label-read"]');
    if (code instanceof HTMLElement) code.focus({ preventScroll: true });
  }

  /** The template that was tried at the clearance, or the one that the store proposes. */
  get #template() {
    return this.host.template ?? this.gates?.bench.proposal.template ?? null;
  }

  async #issue() {
    const template = this.#template;
    if (template && (await this.send('service.label', { template })) !== undefined) await this.print();
  }

  /** Prints the copy that the unit has now; the desk refuses where it came out already. */
  async print() {
    const printed = await this.host.act('label.print', () => rpc('label.print', { service: this.number }));
    if (printed?.leaflet) {
      const { said } = (this.leaflet = printed.leaflet);
      // The papers may lie below the edge of the screen: what did not come out is said where everybody looks.
      if (said) say(t('service.papers.not_with_label', { said }), 'warn');
    }
    await /** @type {import('./label-print.js').LabelPrint|null} */ (this.querySelector('label-print'))?.look();
  }

  /** The copy that was issued last. */
  get #last() {
    return this.now?.copies.at(-1) ?? null;
  }

  /** Whether the unit has a label now. */
  get live() {
    return !['spoiled', 'voided'].includes(this.#last?.state ?? 'issued');
  }

  /** Whether the label can be printed without a second one: it never was, or nothing came out. */
  get #printable() {
    return ['issued', 'failed'].includes(this.#last?.state ?? '');
  }

  /** Whether there is a label that can be read: until it is known that one came out, the desk takes no scan. */
  get #out() {
    const state = this.#last?.state;
    return state === undefined || state === 'printed' || state === 'scanned';
  }

  /** Whether nothing is on its way to the printer, so that another copy may be asked for. */
  get #settled() {
    return this.#last !== null && this.#last.state !== 'printing' && !this.now?.ask;
  }

  async #draw() {
    const canvas = /** @type {HTMLCanvasElement|null} */ (this.querySelector('canvas.label-picture'));
    if (!canvas || !desk.may('service.label_view')) return;
    const picture = await this.host.ask('service.label_view', { service: this.number });
    if (picture) await drawLabel(canvas, picture);
  }

  /** @param {string} read */
  async #scan(read) {
    if (read.trim() === '') return false;
    this.wrong = null;
    const done = await this.send('service.scan_label', { read: read.trim() });
    this.typed = '';
    // A label that has not come out is not another unit's.
    if (done === undefined && this.host.refusal?.code !== 'label_not_out') this.wrong = read.trim();
    return done !== undefined;
  }

  /** @param {import('./panel.js').Scan} scan */
  async onScan(scan) {
    if (this.view.step !== 'labelled' || !this.allowed) return false;
    return (await this.#scan(scan.kind === 'service' ? scan.id : (scan.text ?? scan.id))) || 'wrong';
  }

  keys() {
    if (!this.allowed) return [];
    return [
      this.#printable
        ? { key: 'F2', label: t('service.label.print'), run: () => void this.print() }
        : { key: 'F2', label: t('labels.reprint.title'), run: () => this.host.open('reprint') },
      { key: 'F6', label: t('service.write_off'), run: () => this.host.open('write_off') },
    ];
  }

  render() {
    const { step } = this.view;
    const title =
      step === 'scanned'
        ? 'service.label.release'
        : step === 'labelled'
          ? 'service.label.scan_back'
          : 'service.label.issuing';
    return html`<div class="step-head">
        <h1>${t(title)}</h1>
        <span class="soft">${t(`${title}_lead`)}</span>
      </div>
      <div class=${`label-columns ${step === 'scanned' ? 'releasing' : ''}`}>
        <section class="card label-sheet">
          ${
            this.view.label
              ? html`<canvas class="label-picture" role="img" aria-label=${t('service.label.picture')}></canvas>
                  <p class="faint num">${this.view.label.template} v${this.view.label.version}</p>
                  <label-print
                    .host=${this.host}
                    .service=${this.number}
                    .busy=${this.busy}
                    .allowed=${this.allowed}
                    @label=${(/** @type {CustomEvent<import('../../lib/wire').LabelNow>} */ event) =>
                      (this.now = event.detail)}
                  ></label-print>`
              : html`<div class="skeleton label-picture" aria-busy="true"></div>`
          }${step === 'scanned' ? this.#facts() : nothing}
        </section>
        ${step === 'scanned' ? this.#release() : this.#readBack()}
      </div>
      <service-papers .view=${this.view} .host=${this.host} .busy=${this.busy} .beside=${this.leaflet}></service-papers>
      <div class="foot">
        <button
          type="button"
          class="button"
          data-test="write-off"
          ?disabled=${this.busy !== null}
          @click=${() => this.host.open('write_off')}
        >
          ${t('service.write_off')}
        </button>
        ${this.#paper()}
        <span class="push"></span>
        ${
          step === 'blended' && this.allowed
            ? html`<button type="button" class="button next" data-test="next"
    ?disabled=${this.busy !== null} @click=${() => this.#issue()}>${t('service.label.issue')}</button>`
            : nothing
        }
        ${
          step === 'scanned'
            ? html`<button type="button" class="button" data-test="reject" ?disabled=${this.busy !== null}
    @click=${() => this.host.open('reject')}>${t('service.label.reject')}</button>`
            : nothing
        }
      </div>`;
  }

  /** Printing what did not come out, or another copy with its reason. */
  #paper() {
    if (!this.allowed || !this.#settled) return nothing;
    const held = this.busy !== null;
    return this.#printable
      ? html`<button type="button" class="button" data-test="print-again" ?disabled=${held}
        @click=${() => this.print()}>
          <ti-icon name="printer"></ti-icon>${t('service.label.print')}
        </button>`
      : html`<button type="button" class="button" data-test="reprint" ?disabled=${held}
          @click=${() => this.host.open('reprint')}>
          <ti-icon name="printer"></ti-icon>${t('labels.reprint.title')}
        </button>`;
  }

  #readBack() {
    if (this.view.step !== 'labelled')
      return html`<section class="card step-lead waiting">
        <span class="pulse" aria-hidden="true"></span>
        <p class="lead">${t('service.label.issuing_note')}</p>
      </section>`;
    return html`<section class="card scan-back" aria-live="polite">
      <ti-icon name="scan-barcode"></ti-icon>
      <p class="lead" data-test=${this.#out ? 'label-out' : 'label-not-out'}>${t(
        this.#out ? 'service.label.scan_this' : 'service.label.not_out',
      )}</p>
      ${
        this.wrong
          ? html`<p class="remark stop" data-test="label-wrong"><span
    aria-hidden="true">✕</span>${t('service.label.wrong', { read: this.wrong })}</p>`
          : nothing
      }
      ${
        this.allowed && this.now !== null && this.#out
          ? html`<form
              class="scan-type"
              @submit=${(/** @type {SubmitEvent} */ event) => {
                event.preventDefault();
                void this.#scan(this.typed);
              }}
            >
              <label class="entry"
                ><span>${t('service.label.type')}</span
                ><input
                  type="text"
                  name="code"
                  autocomplete="off"
                  data-test="label-read"
                  data-scan="yields"
                  .value=${this.typed}
                  @input=${(/** @type {InputEvent} */ event) => (this.typed = typed(event))}
              /></label>
              <button
                type="submit"
                class=${`button ${this.typed.trim() ? 'next' : ''}`}
                data-test="label-read-ok"
                ?disabled=${this.typed.trim() === '' || this.busy !== null}
              >
                ${t('service.label.compare')}
              </button>
            </form>`
          : nothing
      }
    </section>`;
  }

  /** What the officer looks at before deciding: what is as it must be, and what is not as always. */
  #facts() {
    const odd = (this.view.vessel?.weighings ?? []).filter((weighing) => weighing.by_hand);
    return html`<ul class="release-facts">
        <li class="remark ok"><span aria-hidden="true">✓</span>${t('service.label.matches')}</li>
        ${odd.map(
          (weighing) => html`<li class="remark warn"><span
    aria-hidden="true">!</span>${t('service.label.by_hand', {
      name: weighing.name,
      weight: grams(weighing.weight_mg),
      reason: weighing.by_hand,
    })}</li>`,
        )}
        ${(this.view.vessel?.written_off ?? []).map(
          (reason) => html`<li class="remark warn"><span
    aria-hidden="true">!</span>${t('service.clear.remade', { reasons: reason })}</li>`,
        )}
      </ul>
      <p class="soft">${t('service.use_by')} <ti-use-by .useBy=${this.view.clearance?.use_by ?? null}></ti-use-by></p>
      ${this.#who()}`;
  }

  #who() {
    const { officers, staff } = this.host.decider;
    if (officers.length < 2) return nothing;
    return html`<details class="other-officer">
      <summary data-test="other-officer">${t('service.label.other_officer')}</summary>
      <div class="toggles">
        ${officers.map(
          (each) =>
            html`<button
              type="button"
              class="toggle"
              aria-pressed=${String(each.staff === staff)}
              data-test=${`officer-${each.staff}`}
              @click=${() => this.host.decide(each.staff)}
            >
              ${each.name}
            </button>`,
        )}
      </div>
    </details>`;
  }

  #release() {
    const { staff: officer, name } = this.host.decider;
    return html`<section class="card signing">
      <ti-pin-pad
        data-test="pin-pad"
        .label=${t('service.clear.pin', { name })}
        .wrong=${this.host.wrongPin}
        .busy=${this.busy !== null}
        @pin=${(/** @type {CustomEvent<{pin: string}>} */ event) =>
          officer && this.send('service.release', { officer, pin: event.detail.pin })}
      ></ti-pin-pad>
    </section>`;
  }
}

define('service-label', ServiceLabel);
