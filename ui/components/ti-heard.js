/**
 * What became of a scan, across the window: a check or a cross, its word, and where a tap leads. It goes by itself,
 * and never stands in the way of a hand.
 */
import { html, nothing } from '../lib/lit.js';
import { onHeard } from '../lib/heard.js';
import { t } from '../lib/i18n.js';
import { go } from '../lib/route.js';
import { Part, define } from '../lib/part.js';
import './ti-icon.js';

/** How long each stays, in milliseconds: what went wrong has to be read. */
const STAYS = { right: 1200, wrong: 6000 };

class TiHeard extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { heard: { state: true } };

  constructor() {
    super();
    /** @type {import('../lib/heard.js').Heard | null} */
    this.heard = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.going = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.endings.push(
      onHeard((heard) => this.show(heard)),
      () => clearTimeout(this.going),
    );
  }

  /** @param {import('../lib/heard.js').Heard} heard */
  show(heard) {
    clearTimeout(this.going);
    this.heard = heard;
    this.going = setTimeout(() => (this.heard = null), STAYS[heard.verdict]);
    // A modal dialog stands in the top layer: what is said while one is open has to stand there too.
    this.popover = 'manual';
    if (this.matches(':popover-open')) this.hidePopover();
    this.showPopover();
  }

  updated() {
    if (!this.heard && this.matches(':popover-open')) this.hidePopover();
  }

  render() {
    const { heard } = this;
    if (!heard) return nothing;
    const { verdict, text, to } = heard;
    const role = verdict === 'right' ? 'status' : 'alert';
    return html`<div class="heard ${verdict}" role=${role} data-test="heard-${verdict}">
      <ti-icon name=${verdict === 'right' ? 'circle-check' : 'circle-x'}></ti-icon><b>${text}</b>
      ${
        to
          ? html`<button type="button" class="button" data-test="heard-open" @click=${() => {
              this.heard = null;
              go(to);
            }}>${t('common.scan_open')}</button>`
          : nothing
      }
    </div>`;
  }
}

define('ti-heard', TiHeard);
