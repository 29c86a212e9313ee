/**
 * One field of a form: its label, its control, what is wrong with it. It tells `value` with every change and keeps no
 * opinion of what is right.
 */
import { html, ifDefined, live, nothing } from '../lib/lit.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';

/** @typedef {{value: string, label: string}} Option */

let made = 0;

export class Field extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    label: {},
    name: {},
    value: {},
    type: {},
    inputmode: {},
    placeholder: {},
    hint: {},
    error: {},
    required: { type: Boolean },
    disabled: { type: Boolean },
    maxlength: { type: Number },
    options: { attribute: false },
    unit: {},
    test: {},
    list: { attribute: false },
  };

  constructor() {
    super();
    this.label = '';
    this.name = '';
    this.value = '';
    /** `text`, `password`, `date`, `tel`, `textarea`, `select` */
    this.type = 'text';
    /** @type {string | undefined} */
    this.inputmode = undefined;
    this.placeholder = '';
    this.hint = '';
    this.error = '';
    this.required = false;
    this.disabled = false;
    /** @type {number | undefined} */
    this.maxlength = undefined;
    /** @type {Option[]} for `select` */
    this.options = [];
    this.unit = '';
    /** what tests press: `data-test` of the control; `field-NAME` without it */
    this.test = '';
    /** @type {string[]} suggestions */
    this.list = [];
    this.fieldId = `field-${++made}`;
  }

  /** @param {Event} event */
  changed(event) {
    event.stopPropagation();
    this.value = /** @type {HTMLInputElement} */ (event.target).value;
    this.tell('value', { value: this.value, name: this.name });
  }

  control() {
    const id = this.fieldId;
    const test = this.test || `field-${this.name}`;
    const about = this.error ? `${id}-error` : this.hint ? `${id}-hint` : undefined;
    const invalid = this.error ? 'true' : 'false';
    if (this.type === 'select') {
      return html`<select id=${id} name=${this.name} data-test=${test} ?disabled=${this.disabled}
          ?required=${this.required}
        aria-invalid=${invalid} aria-describedby=${ifDefined(about)} @change=${this.changed}>
        ${this.options.map(
          (option) => html`<option value=${option.value}
    ?selected=${option.value === this.value}>${option.label}</option>`,
        )}
      </select>`;
    }
    if (this.type === 'textarea') {
      return html`<textarea id=${id} name=${this.name} data-test=${test} rows="3" .value=${live(this.value ?? '')}
        placeholder=${this.placeholder} maxlength=${ifDefined(this.maxlength)} ?disabled=${this.disabled}
        ?required=${this.required} aria-invalid=${invalid} aria-describedby=${ifDefined(about)}
          @input=${this.changed}></textarea>`;
    }
    return html`<input id=${id} name=${this.name} data-test=${test} type=${this.type}
        inputmode=${ifDefined(this.inputmode)}
      .value=${live(this.value ?? '')} placeholder=${this.placeholder} maxlength=${ifDefined(this.maxlength)}
      ?disabled=${this.disabled} ?required=${this.required} aria-invalid=${invalid} aria-describedby=${ifDefined(about)}
      autocomplete="off" spellcheck="false" list=${ifDefined(this.list.length > 0 ? `${id}-list` : undefined)}
      @input=${this.changed}>
      ${
        this.list.length > 0
          ? html`<datalist id="${id}-list">${this.list.map((each) => html`<option value=${each}></option>`)}</datalist>`
          : nothing
      }`;
  }

  render() {
    const id = this.fieldId;
    return html`<div class="field ${this.error ? 'wrong' : ''}">
      <label for=${id}>${this.label}${
        this.required ? html`<span class="field-must"> ${t('common.required')}</span>` : nothing
      }</label>
      <div class="field-control">${this.control()}${
        this.unit ? html`<span class="field-unit">${this.unit}</span>` : nothing
      }</div>
      ${
        this.error
          ? html`<p class="field-error" id="${id}-error" role="alert">✕ ${this.error}</p>`
          : this.hint
            ? html`<p class="field-hint" id="${id}-hint">${this.hint}</p>`
            : nothing
      }
    </div>`;
  }
}

define('ti-field', Field);
