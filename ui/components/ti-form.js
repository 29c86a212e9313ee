// A form as a list of fields. It holds what was typed, says what is wrong as soon as a field is left, takes the
// counter's word on single fields, and hands the whole on only when nothing is missing. It sends nothing itself.

import { html, repeat } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { faults, wrong } from './form-rules.js';
import './ti-input.js';

/** @typedef {import('./ti-input.js').Field} Field */

class TiForm extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    fields: { attribute: false },
    initial: { attribute: false },
    values: { state: true },
    told: { attribute: false },
    errors: { state: true },
  };

  constructor() {
    super();
    /** @type {Field[] | ((values: Record<string, any>) => Field[])} */
    this.fields = [];
    /**
     * What stands in the fields before anything is typed; what was typed lasts until another is given.
     * @type {Record<string, any>}
     */
    this.initial = {};
    /** @type {Record<string, any>} */
    this.values = {};
    /** What the counter said of single fields. @type {Record<string, string>} */
    this.told = {};
    /** @type {Record<string, string>} */
    this.errors = {};
  }

  /** @returns {Field[]} */
  get list() {
    return typeof this.fields === 'function' ? this.fields(this.values) : this.fields;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('initial')) this.values = { ...this.initial };
  }

  firstUpdated() {
    void this.begin();
  }

  /** The first field has the focus, once it is there. */
  async begin() {
    const first = /** @type {any} */ (this.querySelector('ti-input'));
    await first?.updateComplete;
    await first?.querySelector('ti-pick')?.updateComplete;
    first?.querySelector('input, select, textarea')?.focus();
  }

  /** @param {CustomEvent<{key: string, value: any}>} event */
  edited = (event) => {
    event.stopPropagation();
    const { key, value } = event.detail;
    this.values = { ...this.values, [key]: value };
    const { [key]: _mine, ...errors } = this.errors;
    const { [key]: _theirs, ...told } = this.told;
    this.errors = errors;
    this.told = told;
    this.tell('typed', { values: this.values, told: this.told });
  };

  /** A field that is left half-filled says so; an untouched one waits. @param {FocusEvent} event */
  left = (event) => {
    const at = /** @type {any} */ (event.target)?.closest?.('ti-input')?.field;
    if (!at) return;
    queueMicrotask(() => {
      const field = this.list.find((one) => one.key === at.key);
      const value = this.values[at.key];
      if (!field || value === undefined || value === '') return;
      const said = wrong(field, this.values);
      if (said) this.errors = { ...this.errors, [field.key]: said };
    });
  };

  /**
   * The values, if nothing is wrong; else the first wrong field has the focus.
   * @returns {Record<string, any> | null}
   */
  taken() {
    this.errors = faults(this.list, this.values);
    if (Object.keys(this.errors).length === 0) return this.values;
    this.updateComplete.then(() => this.toFirstFault());
    return null;
  }

  async toFirstFault() {
    await this.updateComplete;
    await Promise.all([...this.querySelectorAll('ti-input')].map((one) => /** @type {any} */ (one).updateComplete));
    /** @type {HTMLElement | null} */ (
      this.querySelector('.field.wrong input, .field.wrong select, .field.wrong textarea')
    )?.focus();
  }

  render() {
    return html`<div class="form" @edit=${this.edited} @focusout=${this.left}>
      ${repeat(
        this.list,
        (field) => field.key,
        (field) => html`<ti-input class=${field.wide ? 'wide' : ''}
        .field=${field} .value=${this.values[field.key]}
          .error=${this.errors[field.key] ?? this.told[field.key] ?? ''}></ti-input>`,
      )}
    </div>`;
  }
}

define('ti-form', TiForm);
