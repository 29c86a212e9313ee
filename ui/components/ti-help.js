/**
 * The keys that work now: of the screen in front, of the window, and what the scanner does.
 */
import { html } from '../lib/lit.js';
import { bindings } from '../lib/keys.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-dialog.js';

export class Help extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { open: { type: Boolean } };

  constructor() {
    super();
    this.open = false;
  }

  content() {
    const groups = bindings()
      .map((group) => group.filter((binding) => !binding.hidden))
      .filter((group) => group.length > 0);
    return html`<div class="help">
      ${groups.map(
        (group, at) => html`<section>
        <h3>${t(at === groups.length - 1 ? 'common.help_window' : 'common.help_screen')}</h3>
        <dl>${group.map(({ key, label }) => html`<div><dt><kbd>${key}</kbd></dt><dd>${label}</dd></div>`)}</dl>
      </section>`,
      )}
      <p class="help-scan"><ti-icon name="scan-barcode"></ti-icon>${t('common.help_scan')}</p>
    </div>`;
  }

  render() {
    return html`<ti-dialog ?open=${this.open} wide heading=${t('common.help_title')}
        .content=${this.open ? this.content() : html``}></ti-dialog>`;
  }
}

define('ti-help', Help);
