// A copy of the store, where its key is kept, and the way out of the demo store. A backup without its key is nothing:
// that is said here, and how to keep both.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { rpc } from '../../lib/host.js';
import { t } from '../../lib/i18n.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-dialog.js';
import '../../components/ti-icon.js';
import '../../components/ti-progress.js';
import '../start/passphrase.js';
import { offer } from '../setup/hands.js';

class Backup extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { job: { state: true }, made: { state: true }, leaving: { state: true } };

  constructor() {
    super();
    this.job = '';
    /** @type {{path_name: string, records: number} | null} */
    this.made = null;
    this.leaving = false;
  }

  keys() {
    return desk.may('backup.make') ? [{ key: 'F2', label: t('store.backup.make'), run: () => void this.make() }] : [];
  }

  async make() {
    if (this.job) return;
    // The key leaves this computer's key store under a passphrase or not at all.
    const guard = /** @type {any} */ (this.querySelector('start-passphrase'));
    const passphrase = guard ? guard.taken() : null;
    if (guard && !passphrase) return;
    this.made = null;
    const begun = await this.act('backup', () => rpc('backup.make', { passphrase }));
    // A closed save dialog begins nothing.
    this.job = begun?.job ?? '';
  }

  async leaveDemo() {
    const view = await this.act('leave', () => rpc('start.leave_demo'));
    this.leaving = false;
    if (view) desk.set(view);
  }

  making() {
    if (!this.job) {
      const guard = desk.view.key === 'key_store' ? html`<start-passphrase .why=${t('store.backup.passphrase_why')}></start-passphrase>` : nothing;
      return offer('backup.make', html`${guard}<div class="row"><button class="button next" data-test="backup" ?disabled=${this.busy !== null} @click=${() => this.make()}>${t('store.backup.make')}</button></div>`);
    }
    return html`<ti-progress .job=${this.job} .label=${t('store.backup.making')}
      @done=${(/** @type {CustomEvent} */ event) => { this.made = event.detail.result; this.job = ''; }}
      @cancelled=${() => (this.job = '')}
      @failed=${(/** @type {CustomEvent} */ event) => { this.refusal = event.detail.refusal; this.job = ''; }}></ti-progress>`;
  }

  content() {
    const { key, store } = desk.view;
    return html`<h1 class="visually-hidden">${t('store.tab.backup')}</h1><div class="backup">
      <section class="card" aria-labelledby="backup-make"><h2 id="backup-make">${t('store.backup.title')}</h2>
        <p class="soft">${t('store.backup.why')}</p>
        ${this.making()}
        ${this.made ? html`<p class="import-done" role="status" data-test="backup-made"><b aria-hidden="true">✓</b> ${t('store.backup.made', { name: this.made.path_name, n: this.made.records })}</p>` : nothing}
      </section>
      <section class="card" aria-labelledby="backup-key"><h2 id="backup-key">${t('store.key.title')}</h2>
        <p class="row"><span class="chip ${key === 'key_store' ? 'ok' : 'warn'}"><b aria-hidden="true">${key === 'key_store' ? '✓' : '!'}</b>${t(`store.key.${key ?? 'none'}`)}</span></p>
        <p>${t(`store.key.${key ?? 'none'}_why`)}</p></section>
      ${store?.demo ? html`<section class="card" aria-labelledby="backup-demo"><h2 id="backup-demo">${t('store.demo.title')}</h2>
        <p class="soft">${t('store.demo.why')}</p>
        ${offer('start.leave_demo', html`<div class="row"><button class="button" data-test="leave-demo" @click=${() => (this.leaving = true)}>${t('store.demo.leave')}</button></div>`)}</section>` : nothing}
    </div>
    <ti-dialog ?open=${this.leaving} .heading=${t('store.demo.leave')} .content=${html`<p>${t('store.demo.sure')}</p>`}
      .actions=${html`<button class="button push" @click=${() => (this.leaving = false)}>${t('setup.form.cancel')}</button>
        <button class="button next" data-test="leave-demo-sure" @click=${() => this.leaveDemo()}>${t('store.demo.leave')}</button>`}
      @close=${() => (this.leaving = false)}></ti-dialog>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-backup', Backup);
