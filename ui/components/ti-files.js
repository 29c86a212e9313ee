// Files that belong to what is being filled in: each is picked in the system's own dialog, named, and can be taken
// off again.
// The page holds a token and a name; what is in a file it never sees.

import { html } from '../lib/lit.js';
import { rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

/** @typedef {{file: string, name: string}} Brought */

class TiFiles extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { at: {}, value: { attribute: false } };

  constructor() {
    super();
    this.at = '';
    /** @type {Brought[]} */
    this.value = [];
  }

  async add() {
    const file = await rpc('files.pick', { purpose: 'attachment' }).catch(() => null);
    if (file) this.tell('files', [...this.value, { file: file.file, name: file.name }]);
  }

  /** @param {Brought} file */
  drop(file) {
    this.tell(
      'files',
      this.value.filter((one) => one !== file),
    );
  }

  render() {
    return html`<div class="chips">${this.value.map(
      (file) =>
        html`<button type="button" class="button quiet" data-test="drop-${file.name}" @click=${() => this.drop(file)}>
          ${file.name}<ti-icon name="x"></ti-icon></button>`,
    )}<button type="button" class="button" id=${this.at} data-test=${this.at}
      @click=${() => this.add()}><ti-icon name="file-up"></ti-icon>${t('register.add_file')}</button></div>`;
  }
}

define('ti-files', TiFiles);
