// Files that lie in the watched folder and fit a purpose; one press takes one. It opens nothing itself.

import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { when } from '../lib/format.js';
import { refusalOf, rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';

/** @typedef {import('../lib/wire').FileView} Lying */

/** How often the folder is looked at while it is shown, in milliseconds. */
const LOOK_EVERY = 3000;

class TiInbox extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { purpose: {}, lying: { state: true } };

  constructor() {
    super();
    /** @type {import('../lib/wire').FilePurpose | ''} */
    this.purpose = '';
    /** @type {Lying[]} */
    this.lying = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.endings.push(desk.onTopic('device', () => void this.look()));
    // A file that is still being copied is offered as soon as it is whole.
    const timer = setInterval(() => void this.look(), LOOK_EVERY);
    this.endings.push(() => clearInterval(timer));
    void this.look();
  }

  async look() {
    if (!this.purpose) return;
    try {
      const lying = await rpc('inbox.look', { purpose: this.purpose });
      if (JSON.stringify(lying) !== JSON.stringify(this.lying)) this.lying = lying;
    } catch (thrown) {
      // Without the folder there is still the file dialog.
      refusalOf(thrown);
    }
  }

  render() {
    if (this.lying.length === 0)
      return html`<p class="faint">${t('setup.import.inbox_none', { folder: desk.view.device.inbox })}</p>`;
    return html`<h3>${t('setup.import.inbox')}</h3>
      <ul class="import-inbox">${this.lying.map(
        (one) => html`<li><button type="button" class="button" data-test="inbox-${one.name}"
            @click=${() => this.tell('file', one)}>
        <span>${one.name}</span><span class="faint num">${Math.ceil(one.size / 1024)} KB${
          one.modified ? html` · ${when(one.modified, desk.view.today)}` : nothing
        }</span></button></li>`,
      )}</ul>`;
  }
}

define('ti-inbox', TiInbox);
