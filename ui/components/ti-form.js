// A form as a list of fields. It holds what was typed, says what is wrong as soon as a field is left, takes the
// counter's word on single fields, and hands the whole on only when nothing is missing. It sends nothing itself.

import { html, repeat } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { faults, wrong } from './form-rules.js';
import './ti-input.js';
import './ti-rows.js';

/** @typedef {import('./ti-input.js').Field} Field */

/**
 * What is still wrong once a field was typed into: nothing of the field any more, or of its one cell.
 * @param {Record<string, string>} faults @param {string} key @param {string} [path]
 */
const without = (faults, key, path) =>
  Object.fromEntries(
    Object.entries(faults).filter(([of]) => of !== key && of !== path && (path || !of.startsWith(`${key}.`))),
  );

/**
 * What is wrong with the cells of a field, by what follows its name.
 * @param {Record<string, string>} faults @param {string} key
 */
const below = (faults, key) =>
  Object.fromEntries(
    Object.entries(faults).flatMap(([of, said]) =>
      of.startsWith(`${key}.`) ? [[of.slice(key.length + 1), said]] : [],
    ),
  );

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

  /** @param {CustomEvent<{key: string, value: any, path?: string}>} event */
  edited = (event) => {
    event.stopPropagation();
    const { key, value, path } = event.detail;
    this.values = { ...this.values, [key]: value };
    this.errors = without(this.errors, key, path);
    this.told = without(this.told, key, path);
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
    for (const kind of ['ti-rows', 'ti-input']) {
      await Promise.all([...this.querySelectorAll(kind)].map((one) => /** @type {any} */ (one).updateComplete));
    }
    /** @type {HTMLElement | null} */ (
      this.querySelector('.field.wrong input, .field.wrong select, .field.wrong textarea')
    )?.focus();
  }

  /** @param {Field} field */
  drawn(field) {
    const { key } = field;
    const error = this.errors[key] ?? this.told[key] ?? '';
    return field.kind === 'rows'
      ? html`<ti-rows .field=${field} .value=${this.values[key] ?? []} .error=${error}
          .faults=${below({ ...this.told, ...this.errors }, key)}></ti-rows>`
      : html`<ti-input class=${field.wide ? 'wide' : ''} .field=${field} .value=${this.values[key]}
          .error=${error}></ti-input>`;
  }

  render() {
    return html`<div class="form" @edit=${this.edited} @focusout=${this.left}>
      ${repeat(
        this.list,
        (field) => field.key,
        (field) => this.drawn(field),
      )}
    </div>`;
  }
}

define('ti-form', TiForm);
