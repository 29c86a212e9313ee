/**
 * A pad for a PIN of six digits, by touch and by keyboard. The sixth digit sends it; the pad then forgets it. The digits
 * stand in no attribute and no field, so nothing on the page can read them back.
 */
import { html, nothing } from '../lib/lit.js';
import { t } from '../lib/i18n.js';
import { isWriting } from '../lib/keys.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

const LENGTH = 6;
/** How long after a letter a digit is still part of a scanned code, in milliseconds. */
const SCANNED = 300;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

export class PinPad extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    label: {},
    wrong: {},
    busy: { type: Boolean },
    disabled: { type: Boolean },
    count: { state: true },
  };

  #digits = '';

  constructor() {
    super();
    /** whose PIN, said above the dots */
    this.label = '';
    /** why the last one was refused */
    this.wrong = '';
    this.busy = false;
    this.disabled = false;
    this.count = 0;
    this.otherAt = -SCANNED;
    this.press = this.press.bind(this);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('keydown', this.press);
    this.endings.push(() => removeEventListener('keydown', this.press));
    this.clear();
  }

  /** Forgets what was entered. */
  clear() {
    this.#digits = '';
    this.count = 0;
  }

  /** @param {string} digit */
  add(digit) {
    if (this.busy || this.disabled || this.#digits.length >= LENGTH) return;
    this.#digits += digit;
    this.count = this.#digits.length;
    if (this.count < LENGTH) return;
    const pin = this.#digits;
    this.clear();
    this.tell('pin', { pin });
  }

  back() {
    this.#digits = this.#digits.slice(0, -1);
    this.count = this.#digits.length;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target)) return;
    const modal = document.querySelector('dialog:modal');
    // Of two pads, the one in front hears the keys.
    if (modal && !modal.contains(this)) return;
    const digit = /^[0-9]$/.test(event.key);
    if (!digit && event.key.length === 1) this.otherAt = event.timeStamp;
    // Digits on the heels of a letter come from a scanner: they must not count as a wrong PIN.
    if (digit && event.timeStamp - this.otherAt < SCANNED) return;
    if (digit) this.add(event.key);
    else if (event.key === 'Backspace') this.back();
    else return;
    event.preventDefault();
  }

  /** @param {string} digit */
  key(digit) {
    return html`<button type="button" class="pin-key num" data-test="pin-${digit}" ?disabled=${this.disabled || this.busy} @click=${() => this.add(digit)}>${digit}</button>`;
  }

  render() {
    const entered = this.busy ? LENGTH : this.count;
    return html`<div class="pin-pad" role="group" aria-label=${this.label || t('common.pin')}>
      ${this.label ? html`<p class="pin-label">${this.label}</p>` : nothing}
      <div class="pin-dots ${this.busy ? 'busy' : ''}" role="img" aria-label=${t('common.pin_entered', { n: entered, of: LENGTH })}>
        ${Array.from({ length: LENGTH }, (_, at) => html`<i class=${at < entered ? 'on' : ''}></i>`)}
      </div>
      <p class="pin-wrong" role="alert" data-test="pin-wrong">${this.wrong ? html`<ti-icon name="circle-x"></ti-icon>${this.wrong}` : nothing}</p>
      <div class="pin-keys">
        ${DIGITS.map((digit) => this.key(digit))}
        <button type="button" class="pin-key quiet" data-test="pin-clear" ?disabled=${this.count === 0} @click=${this.clear}>${t('common.pin_clear')}</button>
        ${this.key('0')}
        <button type="button" class="pin-key quiet" data-test="pin-back" aria-label=${t('common.pin_back')} ?disabled=${this.count === 0} @click=${this.back}><ti-icon name="delete"></ti-icon></button>
      </div>
    </div>`;
  }
}

define('ti-pin-pad', PinPad);
