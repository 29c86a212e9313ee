// The serial line by hand, for a scale that detection does not know: port, speed, frame. It says `set`; it opens no
// line.

import { html, live, nothing } from '../../lib/lit.js';
import { t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';

/** @typedef {import('../../lib/wire').ScaleSettings} ScaleSettings */

const BAUDS = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200];

class ScaleSettingsForm extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    ports: { attribute: false },
    scale: { attribute: false },
    busy: { type: Boolean },
    typed: { state: true },
  };

  constructor() {
    super();
    /** @type {string[]} */
    this.ports = [];
    /** @type {ScaleSettings | null} */
    this.scale = null;
    this.busy = false;
    /** @type {Partial<ScaleSettings>} */
    this.typed = {};
  }

  /** @returns {ScaleSettings} */
  get now() {
    const usual = {
      port: this.ports[0] ?? '',
      baud: 9600,
      parity: /** @type {const} */ ('none'),
      data_bits: /** @type {const} */ (8),
      stop_bits: /** @type {const} */ (1),
    };
    return { ...usual, ...this.scale, ...this.typed };
  }

  /** @param {keyof ScaleSettings} key @param {(string | number)[]} options @param {(value: any) => string} [word] */
  select(key, options, word = String) {
    const now = this.now[key];
    const change = (/** @type {Event} */ event) => {
      const option = options[/** @type {HTMLSelectElement} */ (event.target).selectedIndex];
      this.typed = { ...this.typed, [key]: option };
    };
    return html`<label class="field"><span class="field-label">${t(`store.scale.${key}`)}</span>
      <select data-test="scale-${key}" .value=${live(String(now))} @change=${change}>
        ${options.map(
          (option) => html`<option value=${String(option)} .selected=${option === now}>${word(option)}</option>`,
        )}</select></label>`;
  }

  /** The port is typed where the system does not list it: a server on the net, an adapter of its own kind. */
  port() {
    const change = (/** @type {Event} */ event) => {
      this.typed = { ...this.typed, port: /** @type {HTMLInputElement} */ (event.target).value.trim() };
    };
    return html`<label class="field"><span class="field-label">${t('store.scale.port')}</span>
      <input type="text" data-test="scale-port" data-scan="own" autocomplete="off" spellcheck="false" maxlength="400"
          list="scale-ports"
        .value=${live(this.now.port)} @input=${change}>
      <datalist id="scale-ports">${this.ports.map((port) => html`<option value=${port}></option>`)}</datalist></label>`;
  }

  render() {
    return html`<details class="scale-settings"><summary>${t('store.scale.by_hand')}</summary>
      ${this.ports.length === 0 ? html`<p class="soft">${t('store.scale.no_ports')}</p>` : nothing}
      <div class="form">
        ${this.port()} ${this.select('baud', BAUDS)}
        ${this.select('parity', ['none', 'even', 'odd'], (value) => t(`store.scale.parity.${value}`))}
        ${this.select('data_bits', [7, 8])} ${this.select('stop_bits', [1, 2])}
      </div>
      <div class="row"><button class="button" data-test="scale-save" ?disabled=${this.busy || !this.now.port}
          @click=${() => this.tell('set', this.now)}>${t('store.scale.save')}</button></div>
    </details>`;
  }
}

define('scale-settings', ScaleSettingsForm);
