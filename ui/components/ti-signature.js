/**
 * A signature by touch, pen or mouse (signature_pad): undo, clear, and strokes that survive a change of size. It says
 * when what
 * stands there is no signature, with the measure that Rust applies (crates/counter, service.agree); it judges nobody's
 * hand.
 * Event 'sign-change' {signature}.
 */
import SignaturePad from '../vendor/signature_pad/signature_pad.js';
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';
import './ti-icon.js';

/** The least way of the pen as a part of the pad's width: a dot or a slip is no signature. */
const LEAST_WAY = 0.15;

export class Signature extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { tried: { attribute: false }, count: { state: true } };

  constructor() {
    super();
    /** Whether signing was tried: only then is an empty pad called empty. */
    this.tried = false;
    this.count = 0;
    this.width = 0;
    this.height = 0;
    /** @type {SignaturePad | null} */
    this.pad = null;
    this.observer = new ResizeObserver(() => this.fit());
  }

  get canvas() {
    return /** @type {HTMLCanvasElement} */ (this.querySelector('canvas'));
  }

  firstUpdated() {
    const penColor = getComputedStyle(this).color;
    this.pad = new SignaturePad(this.canvas, { penColor, minWidth: 1, maxWidth: 3.2, minDistance: 2, throttle: 8 });
    this.pad.addEventListener('endStroke', () => this.changed());
    this.observer.observe(this.canvas);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
    this.pad?.off();
  }

  /** Fits the drawing to the pad's new size and to the screen's pixels; what was drawn is scaled, not lost. */
  fit() {
    const { width, height } = this.canvas.getBoundingClientRect();
    if (!this.pad || width === 0 || (width === this.width && height === this.height)) return;
    const [across, down] = this.width ? [width / this.width, height / this.height] : [1, 1];
    const drawn = this.pad.toData().map((group) => ({
      ...group,
      points: group.points.map((point) => ({ ...point, x: point.x * across, y: point.y * down })),
    }));
    [this.width, this.height] = [width, height];
    const ratio = Math.max(devicePixelRatio, 1);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.getContext('2d')?.scale(ratio, ratio);
    this.pad.clear();
    this.pad.fromData(drawn);
  }

  /** Strokes in the pad's units, milliseconds from the first touch; a pen that left the pad stays at its edge. */
  get strokes() {
    const groups = this.pad?.toData() ?? [];
    const start = groups[0]?.points[0]?.time ?? 0;
    const inside = (/** @type {number} */ value, /** @type {number} */ most) =>
      Math.round(Math.min(most, Math.max(0, value)) * 10) / 10;
    const [width, height] = [Math.ceil(this.width), Math.ceil(this.height)];
    return {
      width,
      height,
      strokes: groups.map((group) =>
        group.points.map(
          (point) =>
            /** @type {[number, number, number]} */ ([
              inside(point.x, width),
              inside(point.y, height),
              Math.round(point.time - start),
            ]),
        ),
      ),
    };
  }

  get isSignature() {
    const { width, strokes } = this.strokes;
    const way = strokes.flatMap((stroke) =>
      stroke.slice(1).map(([x, y], at) => Math.hypot(x - stroke[at][0], y - stroke[at][1])),
    );
    return width > 0 && way.reduce((sum, part) => sum + part, 0) >= LEAST_WAY * width;
  }

  changed() {
    this.count = this.pad?.toData().length ?? 0;
    this.requestUpdate();
    this.tell('sign-change', { signature: this.isSignature });
  }

  undo() {
    const drawn = this.pad?.toData() ?? [];
    this.pad?.fromData(drawn.slice(0, -1));
    this.changed();
  }

  clear() {
    this.pad?.clear();
    this.changed();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === 'Backspace' || (event.key === 'z' && (event.ctrlKey || event.metaKey))) this.undo();
    else if (event.key === 'Delete' || event.key === 'Escape') this.clear();
    else return;
    event.preventDefault();
  }

  render() {
    const wrong = this.count > 0 ? !this.isSignature : this.tried;
    const trouble = this.count > 0 ? 'screen.sign_dot' : 'screen.sign_blank';
    return html`<div class=${wrong ? 'pad wrong' : 'pad'}>
        <canvas tabindex="0" role="img" data-test="signature" aria-label=${t('screen.sign_here')}
            @keydown=${this.onKey}></canvas>
        ${this.count === 0 ? html`<span class="pad-hint" aria-hidden="true">${t('screen.sign_here')}</span>` : nothing}
      </div>
      <p class="pad-state" role="status">${
        wrong
          ? html`<ti-icon name="triangle-alert"></ti-icon>${t(trouble)}`
          : this.count > 0
            ? html`<ti-icon name="check"></ti-icon>${t('screen.sign_read')}`
            : nothing
      }</p>
      <p class="pad-tools">
        <button class="button" data-test="sign-undo" ?disabled=${this.count === 0} @click=${() => this.undo()}><ti-icon
            name="undo-2"></ti-icon>${t('screen.sign_undo')}</button>
        <button class="button" data-test="sign-clear" ?disabled=${this.count === 0}
            @click=${() => this.clear()}><ti-icon name="eraser"></ti-icon>${t('screen.sign_clear')}</button>
      </p>`;
  }
}

define('ti-signature', Signature);
