/**
 * A pad for a PIN of six digits, by touch and by keyboard. The sixth digit sends it; the pad then forgets it. The
 * digits
 * stand in no attribute and no field, so nothing on the page can read them back. What a scanner types is no PIN, digits
 * or not: it must never count as a wrong one.
 */
import { html, nothing } from '../lib/lit.js';
import { t } from '../lib/i18n.js';
import { isWriting } from '../lib/keys.js';
import { padIn, pause } from '../lib/scan.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

const LENGTH = 6;
const DIGIT = /^[0-9]$/u;
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
    /** Waits out the pause after the sixth digit. @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
    this.press = this.press.bind(this);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('keydown', this.press);
    this.endings.push(
      () => removeEventListener('keydown', this.press),
      padIn({ hears: () => this.hears(), forget: () => this.clear() }),
      () => clearTimeout(this.waiting),
    );
    this.clear();
  }

  /** Forgets what was entered. */
  clear() {
    clearTimeout(this.waiting);
    this.#digits = '';
    this.count = 0;
  }

  #send() {
    const pin = this.#digits;
    this.clear();
    if (pin.length === LENGTH && !this.busy && !this.disabled) this.tell('pin', { pin });
  }

  /** @param {string} digit */
  add(digit) {
    if (this.busy || this.disabled || this.#digits.length >= LENGTH) return;
    this.#digits += digit;
    this.count = this.#digits.length;
  }

  /** @param {string} digit */
  touch(digit) {
    this.add(digit);
    if (this.count === LENGTH) this.#send();
  }

  back() {
    clearTimeout(this.waiting);
    this.#digits = this.#digits.slice(0, -1);
    this.count = this.#digits.length;
  }

  /** Whether keys are this pad's: of two, the one in front hears them. */
  hears() {
    const modal = document.querySelector('dialog:modal');
    return !this.busy && !this.disabled && (!modal || modal.contains(this));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isWriting(event.target)) return;
    if (!this.hears()) return;
    const sends = event.key === 'Enter' && this.count === LENGTH;
    if (event.key === 'Backspace') this.back();
    else if (sends) this.#send();
    else if (DIGIT.test(event.key)) this.#typed(event.key);
    // Any other key is a button's, or the help's.
    if (sends || event.key === 'Backspace' || DIGIT.test(event.key)) event.preventDefault();
  }

  /** Six digits are a PIN once nothing follows on their heels. @param {string} digit */
  #typed(digit) {
    this.add(digit);
    clearTimeout(this.waiting);
    if (this.count === LENGTH) this.waiting = setTimeout(() => this.#send(), pause());
  }

  /** @param {string} digit */
  key(digit) {
    return html`<button type="button" class="pin-key num" data-test="pin-${digit}"
        ?disabled=${this.disabled || this.busy} @click=${() => this.touch(digit)}>${digit}</button>`;
  }

  render() {
    const entered = this.busy ? LENGTH : this.count;
    return html`<div class="pin-pad" role="group" aria-label=${this.label || t('common.pin')}>
      ${this.label ? html`<p class="pin-label">${this.label}</p>` : nothing}
      <div class="pin-dots ${this.busy ? 'busy' : ''}" role="img"
          aria-label=${t('common.pin_entered', { n: entered, of: LENGTH })}>
        ${Array.from({ length: LENGTH }, (_, at) => html`<i class=${at < entered ? 'on' : ''}></i>`)}
      </div>
      <p class="pin-wrong" role="alert" data-test="pin-wrong">${
        this.wrong ? html`<ti-icon name="circle-x"></ti-icon>${this.wrong}` : nothing
      }</p>
      <div class="pin-keys">
        ${DIGITS.map((digit) => this.key(digit))}
        <button type="button" class="pin-key quiet" data-test="pin-clear" ?disabled=${this.count === 0}
            @click=${this.clear}>${t('common.pin_clear')}</button>
        ${this.key('0')}
        <button type="button" class="pin-key quiet" data-test="pin-back" aria-label=${t('common.pin_back')}
            ?disabled=${this.count === 0} @click=${this.back}><ti-icon name="delete"></ti-icon></button>
      </div>
    </div>`;
  }
}

define('ti-pin-pad', PinPad);
