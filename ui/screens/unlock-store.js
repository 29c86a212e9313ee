// The store's data are locked and this computer has no key store: the passphrase opens them, once a start. It judges no
// person; the lock screen comes after it.

import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { Screen, define } from '../lib/screen.js';
import '../components/ti-refusal.js';
import './start/mark.js';

class UnlockStore extends Screen {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { passphrase: { state: true } };

  constructor() {
    super();
    this.passphrase = '';
  }

  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  /** @param {Event} event */
  async unlock(event) {
    event.preventDefault();
    const { passphrase } = this;
    if (!passphrase) return;
    const view = await this.act('unlock', () => rpc('start.unlock', { passphrase }));
    this.passphrase = '';
    if (view) desk.set(view);
    else this.querySelector('input')?.focus();
  }

  render() {
    return html`<div class="alone"><start-mark></start-mark>
      <form class="card unlock-store" novalidate @submit=${this.unlock}>
        <h1>${t('start.unlock')}</h1><p class="soft">${t('start.unlock.why')}</p>
        ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}
        <label class="field"><span class="field-label">${t('start.passphrase')}</span>
          <input type="password" data-test="unlock-passphrase" autocomplete="off" .value=${this.passphrase}
              ?disabled=${this.busy !== null}
            @input=${(/** @type {Event} */ event) =>
              (this.passphrase = /** @type {HTMLInputElement} */ (event.target).value)}></label>
        <button class="button next" data-test="unlock-store" ?disabled=${this.busy !== null || !this.passphrase}>${t(
          this.busy ? 'start.unlock.busy' : 'start.unlock.do',
        )}</button>
        <p class="faint">${t('start.unlock.lost')}</p>
      </form></div>`;
  }
}

define('screen-unlock-store', UnlockStore);
