// A store back from its backup: the file, and what opens it (key file or passphrase). The restored store says that it
// is one; nothing that lies on this computer is overwritten.

import { html, nothing } from '../../lib/lit.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';
import '../../components/ti-icon.js';
import '../../components/ti-refusal.js';

/** @typedef {import('../../lib/wire').FileView} Picked */

class StartRestore extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    backup: { state: true },
    key: { state: true },
    by: { state: true },
    passphrase: { state: true },
    asks: { state: true },
    busy: { state: true },
    refusal: { state: true },
  };

  constructor() {
    super();
    /** @type {Picked | null} */
    this.backup = null;
    /** @type {Picked | null} */
    this.key = null;
    /** @type {'key' | 'passphrase'} */
    this.by = 'key';
    this.passphrase = '';
    /** The key file is under a passphrase, or the key needs one on this computer. */
    this.asks = false;
    this.busy = false;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
  }

  /** @param {'backup' | 'key'} purpose */
  async pick(purpose) {
    this.refusal = null;
    try {
      /** @type {Picked | null} */
      const picked = await rpc('files.pick', { purpose });
      if (picked) this[purpose] = picked;
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    }
  }

  get whole() {
    return this.backup !== null && (this.by === 'key' ? this.key !== null : this.passphrase !== '');
  }

  /** @param {Event} event */
  async restore(event) {
    event.preventDefault();
    if (!this.whole || !this.backup || this.busy) return;
    this.busy = true;
    this.refusal = null;
    try {
      const view = await rpc('start.restore', {
        file: this.backup.file,
        key_file: this.by === 'key' ? (this.key?.file ?? null) : null,
        passphrase: this.passphrase || null,
      });
      this.passphrase = '';
      this.tell('opened', view);
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
      this.asks ||= this.refusal.code === 'passphrase_needed';
    } finally {
      this.busy = false;
    }
  }

  /** @param {'backup' | 'key'} purpose @param {Picked | null} picked */
  chosen(purpose, picked) {
    return html`<div class="row"><button type="button" class="button" data-test="pick-${purpose}"
        @click=${() => this.pick(purpose)}><ti-icon name="folder-open"></ti-icon>${t(
          picked ? 'start.restore.other' : 'start.restore.pick',
        )}</button>
      ${
        picked
          ? html`<span class="picked"><b aria-hidden="true">✓</b> ${picked.name} <span
    class="num faint">${(picked.size / 1024 / 1024).toFixed(1)} MB</span></span>`
          : html`<span
      class="faint">${t(`start.restore.${purpose}_hint`)}</span>`
      }</div>`;
  }

  render() {
    return html`<form class="start-form" novalidate @submit=${this.restore}>
      <header class="heading"><h1>${t('start.restore')}</h1><p class="soft">${t('start.restore.what')}</p></header>
      ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}
      <section class="card"><h2>1 · ${t('start.restore.file')}</h2>${this.chosen('backup', this.backup)}</section>
      <section class="card"><h2>2 · ${t('start.restore.opens')}</h2>
        <div class="chips" role="radiogroup" aria-label=${t('start.restore.opens')}>${
          /** @type {const} */ (['key', 'passphrase']).map(
            (by) => html`<label class="chip-choice">
          <input type="radio" name="opens" data-test="opens-${by}" .checked=${by === this.by}
              @change=${() => (this.by = by)}><span>${t(`start.restore.by_${by}`)}</span></label>`,
          )
        }</div>
        ${this.by === 'key' ? this.chosen('key', this.key) : nothing}
        ${
          this.by === 'key' && !this.asks
            ? nothing
            : html`<label class="field"><span class="field-label">${t('start.passphrase')}</span>
          <input type="password" data-test="restore-passphrase" autocomplete="off" .value=${this.passphrase}
              @input=${(/** @type {Event} */ event) =>
                (this.passphrase = /** @type {HTMLInputElement} */ (event.target).value)}></label>`
        }
      </section>
      <p class="soft">${t('start.restore.after')}</p>
      <footer class="foot"><button type="button" class="button" data-test="restore-back"
          @click=${() => this.tell('back')}>${t('start.back')}</button>
        <button class="button next push" data-test="restore" ?disabled=${!this.whole || this.busy}>${
          this.busy ? t('start.restore.busy') : t('start.restore.do')
        }</button></footer>
    </form>`;
  }
}

define('start-restore', StartRestore);
