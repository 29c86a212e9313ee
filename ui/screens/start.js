// First start: look at the demo store, set up one's own, or bring one back from a backup. And, where a store is
// damaged, what is wrong, what was kept, and the way back. Nothing here needs a manual or a person signed in.

import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { lang, setLang, t, word } from '../lib/i18n.js';
import { rpc } from '../lib/host.js';
import { become } from '../lib/route.js';
import { Screen, define } from '../lib/screen.js';
import '../components/ti-icon.js';
import '../components/ti-refusal.js';
import './start/fault.js';
import './start/fetch.js';
import './start/found.js';
import './start/mark.js';
import './start/restore.js';

/** The demo store's people: invented, and their PINs are public (assets/demo-store/README.md). */
const DEMO = /** @type {const} */ ([
  ['S01', 'advisor', '100001'],
  ['S02', 'operator', '200002'],
  ['S04', 'officer', '400004'],
  ['S06', 'store_manager', '600006'],
]);

class Start extends Screen {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { way: { state: true } };

  constructor() {
    super();
    /** @type {'choose' | 'found' | 'restore' | 'fetch'} */
    this.way = desk.view.phase === 'fetching' ? 'fetch' : 'choose';
  }

  /** @param {import('../lib/wire').DeskView} view */
  opened(view) {
    become(view.store?.demo ? '#/today' : '#/store/setup');
    desk.set(view);
  }

  async demo() {
    const view = await this.act('demo', () => rpc('start.demo'));
    if (view) this.opened(view);
  }

  /**
   * A recovery code of headquarters, while its page is open.
   * @param {import('../lib/screen.js').Scan} scan
   */
  async onScan(scan) {
    const fetch = /** @type {any} */ (this.querySelector('start-fetch'));
    if (!fetch || !scan.text) return false;
    return (await fetch.scanned(scan.text)) || 'wrong';
  }

  keys() {
    if (this.way !== 'choose')
      return [{ key: 'Escape', label: t('start.back'), run: () => void (this.way = 'choose') }];
    return [
      { key: '1', label: t('start.demo'), run: () => void this.demo() },
      { key: '2', label: t('start.found'), run: () => void (this.way = 'found') },
      { key: '3', label: t('start.restore'), run: () => void (this.way = 'restore') },
      { key: '4', label: t('start.fetch'), run: () => void (this.way = 'fetch') },
    ];
  }

  language() {
    const other = lang() === 'en' ? /** @type {const} */ (['zh-CN', '中文']) : /** @type {const} */ (['en', 'English']);
    return html`<button class="button quiet start-language" lang=${other[0]} data-test="language"
        @click=${() => setLang(other[0])}><ti-icon name="languages"></ti-icon>${other[1]}</button>`;
  }

  demoCard() {
    return html`<article class="card way">
      <ti-icon name="play"></ti-icon><h2>${t('start.demo')}</h2>
      <p>${t('start.demo.what')}</p>
      <p class="chip warn"><b aria-hidden="true">!</b>${t('start.demo.invented')}</p>
      <table class="way-pins"><caption>${t('start.demo.pins')}</caption><tbody>
        ${DEMO.map(
          ([id, role, pin]) => html`<tr><th scope="row">${word(`role.${role}`)} <span
    class="num faint">${id}</span></th><td class="num">${pin}</td></tr>`,
        )}
      </tbody></table>
      <button class="button next" data-test="start-demo" ?disabled=${this.busy !== null} @click=${() => this.demo()}>${
        this.busy === 'demo' ? t('start.demo.opening') : t('start.demo.go')
      }</button>
    </article>`;
  }

  choose() {
    return html`<div class="ways">
      ${this.demoCard()}
      <article class="card way"><ti-icon name="store"></ti-icon><h2>${t('start.found')}</h2>
        <p>${t('start.found.what')}</p>
        <ul class="way-list">${['enterprise', 'premises', 'authorisation', 'manager'].map(
          (part) => html`<li>${t(`start.needs.${part}`)}</li>`,
        )}</ul>
        <p class="faint">${t('start.found.after')}</p>
        <button class="button" data-test="start-found"
            @click=${() => (this.way = 'found')}>${t('start.found.go')}</button></article>
      <article class="card way"><ti-icon name="database-backup"></ti-icon><h2>${t('start.restore')}</h2>
        <p>${t('start.restore.what')}</p>
        <ul class="way-list"><li>${t('start.restore.file')}</li><li>${t('start.restore.key_or')}</li></ul>
        <p class="faint">${t('start.restore.after')}</p>
        <button class="button" data-test="start-restore"
            @click=${() => (this.way = 'restore')}>${t('start.restore.go')}</button>
        <p class="faint">${t('start.fetch.when')}</p>
        <button class="button quiet" data-test="start-fetch"
            @click=${() => (this.way = 'fetch')}>${t('start.fetch.go')}</button></article>
    </div>`;
  }

  body() {
    const back = () => (this.way = 'choose');
    if (this.way === 'found')
      return html`<start-found @back=${back}
          @opened=${(/** @type {CustomEvent} */ event) => this.opened(event.detail)}></start-found>`;
    if (this.way === 'restore')
      return html`<start-restore @back=${back}
          @opened=${(/** @type {CustomEvent} */ event) => this.opened(event.detail)}></start-restore>`;
    if (this.way === 'fetch')
      return html`<start-fetch @back=${back}
          @opened=${(/** @type {CustomEvent} */ event) => this.opened(event.detail)}></start-fetch>`;
    if (desk.view.phase === 'damaged')
      return html`<start-fault @restore=${() => (this.way = 'restore')} @fetch=${() => (this.way = 'fetch')}
          @opened=${(/** @type {CustomEvent} */ event) => this.opened(event.detail)}></start-fault>`;
    return html`${
      this.refusal
        ? html`<ti-refusal .refusal=${this.refusal} closable
    @close=${() => (this.refusal = null)}></ti-refusal>`
        : nothing
    }${this.choose()}`;
  }

  render() {
    const first = this.way === 'choose' && desk.view.phase !== 'damaged';
    return html`<div class="start ${first ? 'first' : ''}">
      <header class="start-head"><start-mark></start-mark><div><p class="start-name">调和 <span
          lang="en">Tiaohe</span></p>
        ${first ? html`<h1 class="start-purpose">${t('start.purpose')}</h1>` : nothing}</div>${this.language()}</header>
      ${this.body()}
    </div>`;
  }
}

define('screen-start', Start);
