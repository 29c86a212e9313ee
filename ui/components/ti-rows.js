// Lines within a form, one row each with a cell for every part: rows are added and taken off, Enter goes to the next
// cell and behind the last one into a new row. It keeps no value: it says `edit` and is given the rows back.

import { html, nothing, repeat } from '../lib/lit.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';
import './ti-input.js';

/** @typedef {Record<string, any>} Row */

class TiRows extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    field: { attribute: false },
    value: { attribute: false },
    error: {},
    faults: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import('./ti-input.js').Field} */
    this.field = { key: '', label: '', kind: 'rows' };
    /** @type {Row[]} */
    this.value = [];
    /** What is wrong with all of them. */
    this.error = '';
    /** What is wrong with single cells, by `row.part`. @type {Record<string, string>} */
    this.faults = {};
  }

  /** An empty list is drawn with one row to type into. */
  get rows() {
    return this.value.length > 0 ? this.value : [{}];
  }

  get parts() {
    return this.field.parts ?? [];
  }

  /** @param {Row[]} value @param {string} [path] the cell that was typed into; all are judged anew without it */
  say(value, path) {
    this.value = value;
    this.tell('edit', { key: this.field.key, value, path });
  }

  /** @param {CustomEvent<{key: string, value: any}>} event @param {number} at @param {string} part */
  typed(event, at, part) {
    event.stopPropagation();
    const rows = this.rows.map((row, index) => (index === at ? { ...row, [part]: event.detail.value } : row));
    this.say(rows, event.detail.key);
  }

  async add() {
    const rows = [...this.rows, {}];
    this.say(rows);
    await this.toCell(rows.length - 1);
  }

  /** @param {number} at */
  async drop(at) {
    const rows = this.rows.filter((_, index) => index !== at);
    this.say(rows);
    await this.toCell(Math.max(0, at - 1));
  }

  /** The first cell of a row has the focus, once it is there. @param {number} at */
  async toCell(at) {
    await this.updateComplete;
    const cell = /** @type {any} */ (this.querySelectorAll('.form-row')[at]?.querySelector('ti-input'));
    await cell?.updateComplete;
    await cell?.querySelector('ti-pick')?.updateComplete;
    cell?.querySelector('input, select, textarea')?.focus();
  }

  /** @param {KeyboardEvent} event */
  pressed = (event) => {
    const from = /** @type {HTMLElement} */ (event.target);
    if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented || !from.matches('input, select')) return;
    event.preventDefault();
    const cells = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.form-row :is(input, select)')]);
    const next = cells[cells.indexOf(from) + 1];
    if (next) next.focus();
    else void this.add();
  };

  /** @param {Row} row @param {number} at */
  row(row, at) {
    const { key } = this.field;
    const n = at + 1;
    return html`<div class="form-row" role="group" aria-label=${t('register.row', { n })}
        data-test="row-${key}-${at}">
      ${repeat(
        this.parts,
        (part) => part.key,
        (part) => html`<ti-input .field=${{ ...part, key: `${key}.${at}.${part.key}` }} .value=${row[part.key]}
          .error=${this.faults[`${at}.${part.key}`] ?? ''}
          @edit=${(/** @type {CustomEvent} */ event) => this.typed(event, at, part.key)}></ti-input>`,
      )}
      <button type="button" class="button quiet" data-test="row-drop-${key}-${at}"
        aria-label=${t('register.row_drop', { n })} title=${t('register.row_drop', { n })}
        ?disabled=${this.value.length === 0} @click=${() => this.drop(at)}><ti-icon name="x"></ti-icon></button>
    </div>`;
  }

  render() {
    const { key, label, hint, required } = this.field;
    const at = `field-${key}`;
    const optional = required ? nothing : html` <small>${t('setup.form.optional')}</small>`;
    return html`<div class="field wide ${this.error ? 'wrong' : ''}" role="group" aria-labelledby="${at}-label">
      <span class="field-label" id="${at}-label">${label}${optional}</span>
      <div class="form-rows" @keydown=${this.pressed}>${this.rows.map((row, index) => this.row(row, index))}
        <button type="button" class="button" data-test="row-add-${key}"
          @click=${() => this.add()}><ti-icon name="plus"></ti-icon>${t('register.row_add')}</button></div>
      ${hint ? html`<p class="field-hint">${hint}</p>` : nothing}
      ${this.error ? html`<p class="field-error" role="alert"><b aria-hidden="true">✕</b> ${this.error}</p>` : nothing}
    </div>`;
  }
}

define('ti-rows', TiRows);
