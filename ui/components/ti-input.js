// One field of a form: its label, the control that fits its kind, what helps to fill it, and what is wrong with it.
// It keeps no value: it says `edit` and is given the value back. It judges nothing; `ti-form` and the counter do.

import { html, nothing, live, classMap } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';
import { plainDay } from '../lib/days.js';
import './ti-files.js';
import './ti-pick.js';

/**
 * @typedef {object} Field
 * @property {string} key Its name; a dotted path where the command's argument is nested.
 * @property {string} label
 * @property {'text'|'area'|'date'|'number'|'pin'|'secret'|'select'|'choices'|'yes_no'|'lines'|'rows'|'find'|'files'}
 *   kind Rows are drawn by `ti-rows`, which has one of these a cell.
 * @property {string} [hint] What helps to fill it.
 * @property {boolean} [required]
 * @property {{value: string, label: string, hint?: string}[]} [options] Of a select, of choices.
 * @property {Field[]} [parts] Of rows: the cells of each.
 * @property {string} [unit] Written after the figure.
 * @property {string} [placeholder]
 * @property {{label: string, value: string}[]} [quick] Values that one press fills in.
 * @property {string[]} [suggest] What was typed here before.
 * @property {(text: string) => Promise<import('./ti-pick.js').Choice[]>} [find] Of a `find`: what fits.
 * @property {boolean} [scan] A code is scanned into it: Enter goes to the next field and sends nothing.
 * @property {boolean} [yields] A scan goes past it to the screen, which knows where it belongs.
 * @property {boolean} [wide] Takes the whole row.
 * @property {{from?: string, to?: string, not: string}} [within] Of a date: its first and last day.
 * @property {(value: any, values: Record<string, any>) => string | null} [check] What is wrong with it, in words.
 */

class TiInput extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { field: { attribute: false }, value: { attribute: false }, error: {}, first: { type: Boolean } };

  constructor() {
    super();
    /** @type {Field} */
    this.field = { key: '', label: '', kind: 'text' };
    /** @type {any} */
    this.value = '';
    this.error = '';
    this.first = false;
  }

  get at() {
    return `field-${this.field.key.replaceAll('.', '-')}`;
  }

  /** @param {any} value */
  say(value) {
    this.tell('edit', { key: this.field.key, value });
  }

  /** Figures are taken in full width too, as a Chinese input method writes them.
   * @param {Event} event */
  typed = (event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    const figures =
      ['number', 'pin', 'date'].includes(this.field.kind) && !(/** @type {InputEvent} */ (event).isComposing);
    this.say(figures ? value.normalize('NFKC') : value);
  };

  /** A day is taken as people write it (20261120, 2026/11/20) and shown as it is kept.
   * @param {Event} event */
  settled = (event) => this.say(plainDay(/** @type {HTMLInputElement} */ (event.target).value));

  /** @param {KeyboardEvent} event */
  scanned = (event) => {
    if (event.key !== 'Enter' || !this.field.scan) return;
    event.preventDefault();
    /** @type {HTMLElement | null | undefined} */ (
      this.nextElementSibling?.querySelector('input, select, textarea')
    )?.focus();
  };

  told() {
    const { hint } = this.field;
    return html`${hint ? html`<p class="field-hint" id="${this.at}-hint">${hint}</p>` : nothing}
      ${
        this.error
          ? html`<p class="field-error" id="${this.at}-error" role="alert"><b
            aria-hidden="true">✕</b> ${this.error}</p>`
          : nothing
      }`;
  }

  get describedBy() {
    return (
      [this.field.hint && `${this.at}-hint`, this.error && `${this.at}-error`].filter(Boolean).join(' ') || nothing
    );
  }

  control() {
    const { field, at } = this;
    const shared = { required: Boolean(field.required), invalid: this.error ? 'true' : nothing };
    if (field.kind === 'select') {
      return html`<select id=${at} data-test=${at} .value=${live(this.value ?? '')} @change=${this.typed}
        aria-required=${shared.required} aria-invalid=${shared.invalid} aria-describedby=${this.describedBy}>
        ${this.value ? nothing : html`<option value="">${t('setup.form.choose')}</option>`}
        ${(field.options ?? []).map(
          (option) => html`<option value=${option.value}
    .selected=${option.value === this.value}>${option.label}</option>`,
        )}
      </select>`;
    }
    if (field.kind === 'find') {
      return html`<ti-pick .at=${at} .value=${this.value ?? null} .find=${field.find} .wrong=${Boolean(this.error)}
        @pick=${(/** @type {CustomEvent} */ event) => this.say(event.detail)}></ti-pick>`;
    }
    if (field.kind === 'files') {
      return html`<ti-files .at=${at} .value=${this.value ?? []}
        @files=${(/** @type {CustomEvent} */ event) => this.say(event.detail)}></ti-files>`;
    }
    if (field.kind === 'area' || field.kind === 'lines') {
      return html`<textarea id=${at} data-test=${at} data-scan="own" rows="3" .value=${live(this.value ?? '')}
          @input=${this.typed}
        aria-required=${shared.required} aria-invalid=${shared.invalid}
          aria-describedby=${this.describedBy}></textarea>`;
    }
    const day = field.kind === 'date';
    const hidden = field.kind === 'pin' || field.kind === 'secret';
    return html`<span class=${classMap({ 'field-line': true, 'has-unit': Boolean(field.unit) })}>
      <input id=${at} data-test=${at} data-scan=${field.yields ? 'yields' : field.scan ? 'next' : 'own'}
        @keydown=${this.scanned}
          type=${hidden ? 'password' : 'text'} autocomplete="off" spellcheck="false"
        class=${field.kind === 'number' || day || field.kind === 'pin' ? 'num' : ''}
        inputmode=${day || field.kind === 'pin' ? 'numeric' : field.kind === 'number' ? 'decimal' : 'text'}
        maxlength=${field.kind === 'pin' ? 6 : 400} placeholder=${
          field.placeholder ?? (day ? t('setup.form.day_shape') : '')
        }
        list=${field.suggest?.length ? `${at}-list` : nothing}
        .value=${live(this.value ?? '')} @input=${this.typed} @change=${day ? this.settled : this.typed}
        aria-required=${shared.required} aria-invalid=${shared.invalid} aria-describedby=${this.describedBy}>
      ${field.unit ? html`<span class="field-unit">${field.unit}</span>` : nothing}
      ${
        field.suggest?.length
          ? html`<datalist id="${at}-list">${field.suggest.map(
              (text) => html`<option value=${text}></option>`,
            )}</datalist>`
          : nothing
      }
    </span>`;
  }

  chips() {
    const { field, at } = this;
    const many = field.kind === 'choices';
    const options = many
      ? (field.options ?? [])
      : [
          { value: 'yes', label: t('setup.form.yes') },
          { value: 'no', label: t('setup.form.no') },
        ];
    const has = (/** @type {string} */ value) =>
      many ? (this.value ?? []).includes(value) : typeof this.value === 'boolean' && this.value === (value === 'yes');
    const press = (/** @type {string} */ value) =>
      this.say(many ? options.map((o) => o.value).filter((v) => (v === value) !== has(v)) : value === 'yes');
    return html`<div class="chips" role=${many ? 'group' : 'radiogroup'} aria-labelledby="${at}-label"
        aria-describedby=${this.describedBy}>
      ${options.map(
        (option) => html`<label class="chip-choice">
        <input type=${many ? 'checkbox' : 'radio'} name=${at} data-test="${at}-${option.value}"
            .checked=${live(has(option.value))}
          @change=${() => press(option.value)}>
        <span>${option.label}</span></label>`,
      )}
    </div>`;
  }

  render() {
    const { field, at } = this;
    const grouped = field.kind === 'choices' || field.kind === 'yes_no';
    const optional = field.required || grouped ? nothing : html` <small>${t('setup.form.optional')}</small>`;
    return html`<div class=${classMap({ field: true, wide: Boolean(field.wide), wrong: Boolean(this.error) })}>
      ${
        grouped
          ? html`<span class="field-label" id="${at}-label">${field.label}</span>`
          : html`<label class="field-label"
    for=${at}>${field.label}${optional}</label>`
      }
      ${grouped ? this.chips() : this.control()}
      ${
        field.quick?.length
          ? html`<div class="field-quick">${field.quick.map(
              (one) => html`<button type="button" class="button quiet"
    @click=${() => this.say(one.value)}>${one.label}</button>`,
            )}</div>`
          : nothing
      }
      ${this.told()}
    </div>`;
  }
}

define('ti-input', TiInput);
