// A table file comes in: choose it (or take it from the inbox folder), see what is in it, then take the good rows as a
// job with progress and cancel. Bytes never come here; a file is a token.

import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { refusalOf, rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import './ti-dialog.js';
import './ti-import-preview.js';
import './ti-inbox.js';
import './ti-progress.js';
import './ti-refusal.js';
import './ti-used-file.js';

class TiImport extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    what: {},
    byHand: {},
    step: { state: true },
    preview: { state: true },
    refusal: { state: true },
    job: { state: true },
    said: { state: true },
    weaken: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../lib/wire').What | ''} */
    this.what = '';
    /** The word for filling it in by hand; none: there is no such way. */
    this.byHand = '';
    /** @type {'choose' | 'reading' | 'shown' | 'taking' | 'done'} */
    this.step = 'choose';
    /** @type {import('../lib/wire').ImportPreview | null} */
    this.preview = null;
    /** @type {import('../lib/wire').Refusal | null} */
    this.refusal = null;
    // The job, the file's token, and the same where the file was put aside.
    this.job = this.file = this.aside = '';
    /** How it ended. */
    this.said = '';
    /** Whether what weakens something was looked at, row by row, and is wanted. */
    this.weaken = false;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('step') && this.what) void this.handed();
    if (!changed.has('what') || !this.what) return;
    Object.assign(this, { step: 'choose', preview: null, refusal: null, job: '', said: '' });
    void this.handed();
  }

  /** What is next has the focus, whatever the step before had. */
  async handed() {
    await this.updateComplete;
    await /** @type {any} */ (this.querySelector('ti-dialog'))?.updateComplete;
    const names = ['import-pick', 'import-commit', 'import-close', 'job-cancel'].map(
      (name) => `[data-test="${name}"]:not(:disabled)`,
    );
    /** @type {HTMLElement | null | undefined} */ (
      names.map((name) => this.querySelector(name)).find((one) => one !== null)
    )?.focus();
  }

  /** @template T @param {() => Promise<T>} act @returns {Promise<T | undefined>} */
  async tried(act) {
    this.refusal = null;
    try {
      return await act();
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
      return undefined;
    }
  }

  async choose(what = this.what) {
    const chosen = what && (await this.tried(() => rpc('files.pick', { purpose: what })));
    if (chosen) await this.read(chosen.file);
  }

  /** @param {string} file */
  async read(file) {
    const { what } = this;
    Object.assign(this, { file, step: 'reading', weaken: false });
    const preview = what && (await this.tried(() => rpc('import.preview', { what, file })));
    // Who went on to another file, or away, is not called back.
    if (this.step !== 'reading' || this.file !== file) return;
    this.preview = preview || null;
    this.step = preview ? 'shown' : 'choose';
  }

  async take({ what, file, weaken } = this) {
    this.step = 'taking';
    const begun = what && (await this.tried(() => rpc('import.commit', { what, file, weaken })));
    if (begun) this.job = begun.job;
    else this.step = 'shown';
  }

  /** @param {'done' | 'failed' | 'cancelled'} how @param {CustomEvent} event */
  ended(how, event) {
    event.stopPropagation();
    if (how === 'failed') {
      this.refusal = event.detail.refusal;
      this.step = 'shown';
      return;
    }
    const { added = 0, changed = 0, held = 0, aside = false } = event.detail?.result ?? {};
    this.aside = aside ? this.file : '';
    const left = held ? ` ${t('setup.import.held', { n: held })}` : '';
    this.said = t(`setup.import.${how}`, { n: added + changed }) + left;
    this.step = 'done';
    this.tell('imported');
  }

  /** @param {Event} [event] */
  leave(event) {
    event?.stopPropagation();
    if (this.step === 'taking') return;
    this.what = '';
    this.step = 'choose';
    this.tell('closed');
  }

  sources(what = this.what) {
    return html`<p class="soft">${t(`setup.import.${what}.needs`)}</p>
      <div class="import-ways">
        <button type="button" class="button next" data-test="import-pick"
            @click=${() => this.choose()}>${t('setup.import.pick')}</button>
        <button type="button" class="button" data-test="import-template"
            @click=${() =>
              what && this.tried(() => rpc('import.template', { what }))}>${t('setup.import.template')}</button>
        ${
          this.byHand
            ? html`<button type="button" class="button" data-test="import-by-hand"
    @click=${() => (this.leave(), this.tell('by-hand'))}>${this.byHand}</button>`
            : nothing
        }</div>
      <ti-inbox .purpose=${what}
          @file=${(/** @type {CustomEvent<import('./ti-inbox.js').Lying>} */ event) =>
            this.read(event.detail.file)}></ti-inbox>`;
  }

  body() {
    if (this.step === 'reading') {
      return html`<div class="progress" role="status"><span>${t('setup.import.reading')}</span><progress></progress>
        <button type="button" class="button" data-test="job-cancel"
            @click=${() => (this.step = 'choose')}>${t('setup.form.cancel')}</button></div>`;
    }
    if (this.step === 'taking') {
      return html`<ti-progress .job=${this.job} .label=${t('setup.import.taking')}
          @done=${(/** @type {CustomEvent} */ e) => this.ended('done', e)}
        @failed=${(/** @type {CustomEvent} */ e) => this.ended('failed', e)}
          @cancelled=${(/** @type {CustomEvent} */ e) => this.ended('cancelled', e)}></ti-progress>`;
    }
    if (this.step === 'done')
      return html`<p class="import-done" role="status"><b aria-hidden="true">✓</b> ${this.said}</p>
        <ti-used-file .file=${this.aside}></ti-used-file>`;
    return this.step === 'shown'
      ? html`<ti-import-preview .preview=${this.preview} .weaken=${this.weaken}
          @weaken=${() => (this.weaken = !this.weaken)}></ti-import-preview>`
      : this.sources();
  }

  foot() {
    if (this.step === 'reading' || this.step === 'taking') return nothing;
    const left = this.weaken ? 0 : (this.preview?.weakened ?? 0);
    const good = (this.preview?.good ?? 0) - (this.preview?.already ?? 0) - left;
    return html`<span class="push"></span>${
      this.step === 'shown'
        ? html`<button type="button" class="button"
    @click=${() => (this.step = 'choose')}>${t('setup.import.other')}</button>`
        : nothing
    }
      <button type="button" class="button" data-test="import-close" @click=${() => this.leave()}>${t(
        this.step === 'done' ? 'setup.form.close' : 'setup.form.cancel',
      )}</button>
      ${
        this.step === 'shown'
          ? html`<button type="button" class="button next" data-test="import-commit" ?disabled=${good === 0}
    @click=${() => this.take()}>${
      good === 0 ? t('setup.import.nothing') : t('setup.import.take', { n: good })
    }</button>`
          : nothing
      }`;
  }

  render() {
    if (!this.what) return nothing;
    const content = html`<div class="sheet">
      ${this.preview && this.step === 'shown' ? html`<p class="soft">${this.preview.name}</p>` : nothing}
      ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}${this.body()}</div>`;
    return html`<ti-dialog open wide .heading=${t(`setup.import.${this.what}`)} .content=${content}
        .actions=${this.foot()} @close=${this.leave}></ti-dialog>`;
  }
}

define('ti-import', TiImport);
