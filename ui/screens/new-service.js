/**
 * Opening a service from a screen: the red button for a product, and the other kinds in a dialog. A mixin, because
 * today
 * and the list of services begin one in the same way.
 */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { t, word } from '../lib/i18n.js';
import { MODES } from '../lib/lists.js';
import { go } from '../lib/route.js';
import { Screen } from '../lib/screen.js';
import '../components/ti-dialog.js';
import '../components/ti-icon.js';

/** @typedef {import('../lib/wire').Mode} Mode */

/** @type {Record<Mode, string>} */
const ICON = { product: 'flask-conical', plan: 'clipboard-list', on_person: 'paintbrush', combined: 'layers' };

/**
 * @template {new (...args: any[]) => Screen} Base
 * @param {Base} base
 */
export function NewService(base) {
  return class extends base {
    /** @param {any[]} args */
    constructor(...args) {
      super(...args);
      this.choosing = false;
    }

    /** @param {Mode} mode */
    async open(mode) {
      this.choose(false);
      const number = await this.act('open', () => rpc('service.open', { mode, customer: null }));
      if (number) go(`#/service/${number}`);
    }

    /** @param {boolean} choosing */
    choose(choosing) {
      this.choosing = choosing;
      this.requestUpdate();
    }

    modes() {
      return html`<ul class="modes">${MODES.map(
        (mode) => html`<li>
        <button class="mode" data-test="mode-${mode}" ?autofocus=${mode === 'product'} @click=${() => this.open(mode)}>
          <ti-icon name=${ICON[mode]}></ti-icon><b>${word(`mode.${mode}`)}</b><span
              class="soft">${t(`common.mode_${mode}_hint`)}</span>
        </button></li>`,
      )}</ul>`;
    }

    newServiceFoot() {
      if (!desk.may('service.open')) return nothing;
      return html`<div class="foot sticky">
          <span class="soft row"><ti-icon name="scan-barcode"></ti-icon>${t('today.search_hint')}</span>
          <button class="button push" data-test="other-modes"
              @click=${() => this.choose(true)}>${t('today.new_other')}</button>
          <button class="button next" data-test="new-service" ?disabled=${this.busy !== null}
              @click=${() => this.open('product')}>${t('today.new')}</button>
        </div>
        <ti-dialog ?open=${this.choosing} wide heading=${t('today.new_title')} .content=${this.modes()}
            @close=${() => this.choose(false)}></ti-dialog>`;
    }
  };
}
