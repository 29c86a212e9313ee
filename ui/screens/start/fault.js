// A store that does not open: what is wrong, what was kept, what to do, each fault in its own words, and the ways on
// (try
// again, restore from a copy that is found by itself, look at the folder). It repairs nothing.

import { html, nothing } from '../../lib/lit.js';
import { bytes, when } from '../../lib/format.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';
import '../../components/ti-icon.js';
import '../../components/ti-refusal.js';

/** @typedef {import('../../lib/wire').FileView} FileView */
/** @typedef {'damaged' | 'full' | 'read_only' | 'held' | 'key' | 'newer' | 'missing' | 'update'} Kind */

/** Which fault a refusal is; what is not named here is a store that is damaged. @type {Record<string, Kind>} */
const KINDS = {
  disk_full: 'full',
  disk_read_only: 'read_only',
  disk_failed: 'read_only',
  store_held: 'held',
  key_gone: 'key',
  key_store: 'key',
  key_damaged: 'key',
  key_file: 'key',
  store_too_new: 'newer',
  store_missing: 'missing',
  update_backup: 'update',
  file: 'missing',
};

/** Faults after which an older copy would be the wrong thing: the store itself is whole. */
const WHOLE = ['full', 'read_only', 'held', 'newer', 'update'];
/** @type {Record<Kind, string>} */
const ICONS = {
  damaged: 'database',
  full: 'archive',
  read_only: 'lock',
  held: 'copy',
  key: 'key-round',
  newer: 'download',
  missing: 'unplug',
  update: 'database-backup',
};

class StartFault extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    copies: { state: true },
    chosen: { state: true },
    asks: { state: true },
    passphrase: { state: true },
    busy: { state: true },
    refusal: { state: true },
  };

  constructor() {
    super();
    /** @type {FileView[] | null} */
    this.copies = null;
    /** @type {FileView | null} the copy that is being restored */
    this.chosen = null;
    this.asks = false;
    this.passphrase = '';
    this.busy = '';
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
  }

  connectedCallback() {
    super.connectedCallback();
    rpc('start.copies').then(
      (found) => (this.copies = found),
      (thrown) => {
        this.copies = [];
        refusalOf(thrown);
      },
    );
  }

  get kind() {
    return KINDS[desk.view.trouble?.code ?? ''] ?? 'damaged';
  }

  /** @param {string} name @param {() => Promise<import('../../lib/wire').DeskView | null | void>} work */
  async act(name, work) {
    if (this.busy) return;
    this.busy = name;
    this.refusal = null;
    try {
      const view = await work();
      if (view) this.tell('opened', view);
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
      this.asks ||= this.refusal.code === 'passphrase_needed';
    } finally {
      this.busy = '';
    }
  }

  again() {
    return this.act('again', async () => desk.set(await rpc('start.again')));
  }

  /** @param {FileView} copy */
  restore(copy) {
    this.chosen = copy;
    return this.act('restore', async () => {
      const view = await rpc('start.restore', { file: copy.file, key_file: null, passphrase: this.passphrase || null });
      this.passphrase = '';
      return view;
    });
  }

  found() {
    const { copies } = this;
    if (!copies?.length) return html`<p class="soft">${t(copies ? 'start.fault.no_copies' : 'common.loading')}</p>`;
    return html`<ul class="copies">${copies.map(
      (copy, index) => html`<li class="copy">
        <ti-icon name="database-backup"></ti-icon><div><b
            class="num">${when(copy.modified ?? '', desk.view.today)}</b> <span
              class="faint num">${copy.name} · ${bytes(copy.size)}</span></div>
        <button class="button ${index === 0 ? 'next' : ''}" data-test="restore-copy-${index}"
            ?disabled=${this.busy !== ''} @click=${() => this.restore(copy)}>${
              this.busy === 'restore' && this.chosen === copy ? t('start.restore.busy') : t('start.fault.restore_this')
            }</button></li>`,
    )}</ul>
      ${
        this.asks
          ? html`<label class="field"><span class="field-label">${t('start.passphrase')}</span><input type="password"
            data-test="fault-passphrase" autocomplete="off" .value=${this.passphrase}
        @input=${(/** @type {Event} */ event) =>
          (this.passphrase = /** @type {HTMLInputElement} */ (event.target).value)}></label>`
          : nothing
      }`;
  }

  render() {
    const { kind } = this;
    const whole = WHOLE.includes(kind);
    return html`<div class="stack damaged" data-test="fault" data-kind=${kind}>
      <header class="row fault-head"><ti-icon
          name=${ICONS[kind]}></ti-icon><h1>${t(`start.fault.${kind}`)}</h1></header>
      <ti-refusal .refusal=${this.refusal ?? desk.view.trouble}></ti-refusal>
      <div class="fault-parts">
        <section class="card"><h2>${t('start.damaged.kept')}</h2><p>${t(`start.fault.${kind}_kept`)}</p></section>
        <section class="card"><h2>${t('start.damaged.do')}</h2>
          <ol class="way-list numbered">${[1, 2, 3].map(
            (step) => html`<li>${t(`start.fault.${kind}_${step}`)}</li>`,
          )}</ol></section>
      </div>
      ${whole ? nothing : html`<section class="card"><h2>${t('start.fault.copies')}</h2>${this.found()}</section>`}
      <footer class="row">
        <button class="button ${whole ? 'next' : ''}" data-test="start-again" ?disabled=${this.busy !== ''}
            @click=${() => this.again()}><ti-icon name="refresh-cw"></ti-icon>${t(
              this.busy === 'again' ? 'start.fault.opening' : 'start.fault.again',
            )}</button>
        ${
          whole
            ? nothing
            : html`<button class="button" data-test="start-restore" @click=${() => this.tell('restore')}><ti-icon
    name="folder-open"></ti-icon>${t('start.fault.other')}</button>
            <button class="button" data-test="start-fetch" @click=${() => this.tell('fetch')}><ti-icon
    name="download"></ti-icon>${t('start.fetch.go')}</button>`
        }
        <button class="button" data-test="start-folder" ?disabled=${this.busy !== ''}
            @click=${() => this.act('folder', () => rpc('start.folder'))}><ti-icon
              name="eye"></ti-icon>${t('start.fault.folder')}</button>
        <button class="button quiet push" data-test="close-program"
            @click=${() => this.act('close', () => rpc('program.leave'))}><ti-icon
              name="power"></ti-icon>${t('start.fault.close')}</button>
      </footer></div>`;
  }
}

define('start-fault', StartFault);
