// Where a file of the watched folder went that was taken in, and the way back. It knows nothing of what was in it.

import { html, nothing } from '../lib/lit.js';
import { refusalOf, rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-refusal.js';

class TiUsedFile extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { file: {}, back: { state: true }, refusal: { state: true } };

  constructor() {
    super();
    /** The file's token. */
    this.file = '';
    /** Whether it lies where it lay. */
    this.back = false;
    /** @type {import('../lib/wire').Refusal | null} */
    this.refusal = null;
  }

  async bring() {
    this.refusal = null;
    try {
      await rpc('inbox.back', { file: this.file });
      this.back = true;
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    }
  }

  render() {
    if (!this.file || this.back) return nothing;
    return html`${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}<div class="row">
      <span class="soft">${t('setup.import.aside')}</span>
      <button type="button" class="button" data-test="import-back"
        @click=${() => this.bring()}>${t('setup.import.back')}</button></div>`;
  }
}

define('ti-used-file', TiUsedFile);
