// What belongs to this computer: scale, label printer, inbox folder, auto-lock, language. The scale's own words come
// from the desk; here its settings are chosen and its reading is seen at once.

import { html, live, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { lang, setLang, t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import { offer } from '../setup/hands.js';
import './scale-live.js';
import './scale-settings.js';

/** @typedef {import('../../lib/wire').ScaleSettings} ScaleSettings */

/** Minutes without a touch until the window locks. */
const LOCKS = [2, 5, 10, 15, 30];

/** The kinds of paper, each with a printer of its own. */
const MEDIA = /** @type {const} */ (['label', 'a4', 'a5', 'receipt']);

class Device extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { ports: { state: true }, printers: { state: true }, found: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['device'];

  constructor() {
    super();
    /** @type {string[]} */
    this.ports = [];
    /** @type {string[]} */
    this.printers = [];
    /**
     * What detection found; null before it was asked for.
     * @type {(ScaleSettings & {model: string, serial: string})[] | null}
     */
    this.found = null;
  }

  async load() {
    if (desk.may('scale.ports')) this.ports = await rpc('scale.ports');
    // A computer without a spooler has no printers to choose from; the rest of the page is not lost for it.
    if (desk.may('device.printers'))
      this.printers = await rpc('device.printers').catch((thrown) => {
        refusalOf(thrown);
        return [];
      });
  }

  /** @param {ScaleSettings | null} settings @param {boolean} auto_confirm */
  async setScale(settings, auto_confirm) {
    const done = await this.act('scale', async () => {
      await rpc('scale.set', { settings, auto_confirm });
      return desk.refresh();
    });
    if (done) say(t('setup.saved'), 'ok');
  }

  async detect() {
    const answer = await this.act('detect', () => rpc('scale.detect'));
    if (answer) this.found = answer.found;
  }

  /** @param {number} auto_lock_minutes */
  setLock(auto_lock_minutes) {
    this.settle('device', async () => this.saved(await rpc('device.set', { auto_lock_minutes })));
  }

  /** @param {typeof MEDIA[number]} medium @param {string | null} printer */
  setPrinter(medium, printer) {
    this.settle(`printer-${medium}`, async () => this.saved(await rpc('device.set_printer', { medium, printer })));
  }

  /** @param {typeof MEDIA[number]} medium */
  async tryPrinter(medium) {
    const printed = await this.act('try', () => rpc('device.try_printer', { medium }));
    if (printed) say(t('store.printer.tried', { where: printed.where }), 'ok');
  }

  /** @param {import('../../lib/wire').DeskView | undefined} view */
  saved(view) {
    if (!view) return;
    desk.set(view);
    say(t('setup.saved'), 'ok');
  }

  async inbox() {
    const view = await this.act('inbox', () => rpc('device.inbox'));
    if (view) desk.set(view);
  }

  detected() {
    if (this.busy === 'detect') return html`<p class="soft" role="status">${t('store.scale.looking')}</p>`;
    if (this.found === null) return nothing;
    if (this.found.length === 0)
      return html`<p class="chip warn" role="status"><b aria-hidden="true">!</b>${t('store.scale.none_found')}</p>`;
    return html`<ul class="found-scales">${this.found.map(
      (one) => html`<li class="row"><b>${one.model}</b>
      <span class="num faint">${one.serial} · ${one.port} · ${one.baud}</span>
      <button class="button push" data-test="use-scale"
          @click=${() =>
            this.setScale(
              {
                port: one.port,
                baud: one.baud,
                parity: one.parity,
                data_bits: one.data_bits,
                stop_bits: one.stop_bits,
              },
              desk.view.device.auto_confirm,
            )}>${t('store.scale.use')}</button></li>`,
    )}</ul>`;
  }

  scale() {
    const { scale, auto_confirm } = desk.view.device;
    const mine = desk.may('scale.set');
    return html`<section class="card device-scale" aria-labelledby="device-scale">
      <header class="row"><h2 id="device-scale">${t('store.scale')}</h2>
        <span class="chip push ${scale ? 'ok' : ''}"><b aria-hidden="true">${scale ? '✓' : '–'}</b>${
          scale ? t('store.scale.set', { port: scale.port }) : t('store.scale.unset')
        }</span></header>
      <scale-live .set=${Boolean(scale)}></scale-live>
      ${
        mine
          ? html`<div class="row">
          <button class="button next" data-test="scale-detect" ?disabled=${this.busy !== null}
              @click=${() => this.detect()}>${t('store.scale.detect')}</button>
          ${
            scale
              ? html`<button class="button" data-test="scale-off" ?disabled=${this.busy !== null}
    @click=${() => this.setScale(null, auto_confirm)}>${t('store.scale.off')}</button>`
              : nothing
          }
        </div>
        ${this.detected()}
        <scale-settings .ports=${this.ports} .scale=${scale} ?busy=${this.busy !== null}
          @set=${(/** @type {CustomEvent<ScaleSettings>} */ event) =>
            this.setScale(event.detail, auto_confirm)}></scale-settings>
        <label class="tick-line"><input type="checkbox" data-test="auto-confirm" .checked=${auto_confirm}
            ?disabled=${this.busy !== null}
          @change=${(/** @type {Event} */ event) =>
            this.setScale(scale, /** @type {HTMLInputElement} */ (event.target).checked)}>
          <span><b>${t('store.scale.auto')}</b><small>${t('store.scale.auto_why')}</small></span></label>`
          : offer('scale.set', nothing)
      }
    </section>`;
  }

  /** One printer for each kind of paper; without one, such papers become files. */
  printer() {
    const mine = desk.may('device.set_printer');
    return html`<section class="card" aria-labelledby="device-printer">
      <h2 id="device-printer">${t('store.printer')}</h2>
      <p class="soft">${t('store.printer.why')}</p>
      ${MEDIA.map((medium) => this.medium(medium, mine))}
      ${mine ? nothing : offer('device.set_printer', nothing)}
    </section>`;
  }

  /** @param {typeof MEDIA[number]} medium @param {boolean} mine */
  medium(medium, mine) {
    const set = desk.view.device[/** @type {const} */ (`${medium}_printer`)];
    // A printer that is set and not there is shown, so that it can be seen and changed.
    const names = [null, ...new Set([...this.printers, ...(set ? [set] : [])])];
    return html`<div class="medium"><div class="row"><h3 id=${`medium-${medium}`}>${word(`medium.${medium}`)}</h3>
        ${
          mine && set
            ? html`<button class="button quiet push" data-test=${`try-${medium}`} ?disabled=${this.busy !== null}
    @click=${() => this.tryPrinter(medium)}><ti-icon
      name="printer"></ti-icon>${t('store.printer.try')}</button>`
            : nothing
        }</div>
      ${
        mine
          ? html`<div class="chips" role="radiogroup" aria-labelledby=${`medium-${medium}`}>${names.map(
              (name) => html`<label class="chip-choice">
        <input type="radio" name=${`printer-${medium}`} data-test=${`printer-${medium}-${name ?? 'none'}`}
            .checked=${live(name === set)}
              @change=${() => this.setPrinter(medium, name)}><span>${name ?? t('store.printer.none')}</span></label>`,
            )}</div>`
          : html`<p>${set ?? t('store.printer.none')}</p>`
      }</div>`;
  }

  rest() {
    const { inbox, auto_lock_minutes } = desk.view.device;
    const mine = desk.may('device.set');
    return html`<section class="card" aria-labelledby="device-inbox"><h2 id="device-inbox">${t('store.inbox')}</h2>
        <p class="soft">${t('store.inbox.why')}</p><p class="path">${inbox || '–'}</p>
        ${offer(
          'device.inbox',
          html`<div class="row"><button class="button" data-test="inbox-choose"
    @click=${() => this.inbox()}>${t('store.inbox.choose')}</button></div>`,
        )}</section>
      <section class="card" aria-labelledby="device-lock"><h2 id="device-lock">${t('store.lock')}</h2>
        ${
          mine
            ? html`<div class="chips" role="radiogroup" aria-labelledby="device-lock">${[
                ...new Set([...LOCKS, auto_lock_minutes]),
              ]
                .sort((a, b) => a - b)
                .map(
                  (n) => html`<label class="chip-choice">
          <input type="radio" name="auto-lock" data-test="lock-${n}" .checked=${live(n === auto_lock_minutes)}
              @change=${() => this.setLock(n)}><span class="num">${t('store.lock.minutes', { n })}</span></label>`,
                )}</div>`
            : html`<p
                class="num">${t('store.lock.minutes', { n: auto_lock_minutes })}</p>${offer('device.set', nothing)}`
        }</section>`;
  }

  language() {
    return html`<section class="card" aria-labelledby="device-lang"><h2 id="device-lang">语言 · Language</h2>
        <div class="chips" role="radiogroup" aria-labelledby="device-lang">${
          /** @type {const} */ ([
            ['zh-CN', '中文'],
            ['en', 'English'],
          ]).map(
            ([code, word]) => html`<label class="chip-choice">
          <input type="radio" name="lang" data-test="lang-${code}" .checked=${code === lang()}
              @change=${() => setLang(code)}><span lang=${code}>${word}</span></label>`,
          )
        }</div>
        <p class="faint">${t('store.lang.why')}</p></section>`;
  }

  render() {
    return html`<div class="stack">${this.frame(
      () => html`<h1 class="visually-hidden">${t('store.tab.device')}</h1>
      <div class="device"><div class="stack">${this.scale()}${this.language()}</div><div
          class="stack">${this.printer()}${this.rest()}</div></div>`,
    )}</div>`;
  }
}

define('screen-store-device', Device);
