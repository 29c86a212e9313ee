// A form in a dialog: title, the clause that asks for it, the fields, what was refused, and one save. Leaving with
// something typed is asked about once; nothing typed is lost by a refusal.

import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { pick, t } from '../lib/i18n.js';
import { refused } from './form-rules.js';
import './ti-dialog.js';
import './ti-form.js';
import './ti-refusal.js';

/**
 * @typedef {object} Form
 * @property {string} title
 * @property {string} [why] One sentence: what it is for.
 * @property {string} [clause] The article that asks for it.
 * @property {import('./ti-input.js').Field[] | ((values: Record<string, any>) => import('./ti-input.js').Field[])}
 *   fields
 * @property {Record<string, any>} initial
 * @property {string} [button] The word on the button that saves.
 * @property {(values: Record<string, any>) => Promise<any>} save
 */

class TiSheet extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    form: { attribute: false },
    busy: { state: true },
    refusal: { state: true },
    asked: { state: true },
  };

  constructor() {
    super();
    /** @type {Form | null} */
    this.form = null;
    this.busy = false;
    this.asked = false;
    this.dirty = false;
    /** @type {import('../lib/wire').Refusal | null} */
    this.refusal = null;
    /** @type {Record<string, string>} */
    this.told = {};
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('form')) return;
    this.refusal = null;
    this.told = {};
    this.asked = this.dirty = this.busy = false;
  }

  get inner() {
    return /** @type {any} */ (this.querySelector('ti-form'));
  }

  /** @param {Event} [event] */
  leave(event) {
    event?.stopPropagation();
    if (this.busy) return;
    if (this.dirty && !this.asked) this.asked = true;
    else this.close('closed', null);
  }

  /** @param {'closed' | 'saved'} name @param {any} result */
  close(name, result) {
    this.form = null;
    this.tell(name, result);
  }

  /** @param {Event} event */
  async save(event) {
    event.preventDefault();
    const values = this.inner?.taken();
    if (!values || !this.form || this.busy) return;
    this.busy = true;
    this.refusal = null;
    try {
      const result = await this.form.save(values);
      this.busy = false;
      this.close('saved', result);
    } catch (error) {
      this.busy = false;
      this.refusal = /** @type {any} */ (error)?.refusal ?? { code: 'unknown', message: String(error) };
      const fields = this.inner?.list ?? [];
      this.told = refused(this.refusal, fields, pick);
      await this.updateComplete;
      await /** @type {any} */ (this.querySelector('ti-dialog'))?.updateComplete;
      await this.inner?.toFirstFault();
    }
  }

  render() {
    const { form } = this;
    if (!form) return nothing;
    const content = html`<form id="sheet-form" class="sheet" novalidate
        @submit=${(/** @type {Event} */ event) => this.save(event)}>
      ${
        form.why
          ? html`<p class="soft">${form.why}${
              form.clause ? html` <span class="clause">${form.clause}</span>` : nothing
            }</p>`
          : nothing
      }
      <ti-form .fields=${form.fields} .initial=${form.initial} .told=${this.told}
        @typed=${(/** @type {CustomEvent} */ event) => {
          this.told = event.detail.told;
          this.dirty = true;
          this.asked = false;
        }}></ti-form>
      ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}
    </form>`;
    const actions = html`
      ${
        this.asked
          ? html`<span class="chip warn" role="status"><b
    aria-hidden="true">!</b> ${t('setup.form.unsaved')}</span>`
          : nothing
      }
      <button type="button" class="button push" data-test="sheet-cancel" @click=${() => this.leave()}>
        ${this.asked ? t('setup.form.drop') : t('setup.form.cancel')}</button>
      <button type="submit" form="sheet-form" class="button next" data-test="sheet-save" ?disabled=${this.busy}>
        ${this.busy ? t('setup.form.saving') : (form.button ?? t('setup.form.save'))}</button>`;
    return html`<ti-dialog open .heading=${form.title} .content=${content} .actions=${actions}
        @close=${this.leave}></ti-dialog>`;
  }
}

define('ti-sheet', TiSheet);
