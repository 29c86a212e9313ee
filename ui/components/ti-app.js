/**
 * The staff window as a whole: which phase the desk is in, which screen stands there, and what works on every screen
 * (rail, bar, scanner, keys, notices). It knows no screen's inside.
 */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { refusalOf, rpc, UNREACHABLE } from '../lib/host.js';
import { onNotice, say } from '../lib/notice.js';
import { onRoute, route } from '../lib/route.js';
import { learn, onScanned } from '../lib/scan.js';
import { tell } from '../lib/heard.js';
import { fetched, place } from '../lib/screens.js';
import { bind } from '../lib/keys.js';
import { routed } from '../lib/scanned.js';
import { front } from '../lib/screen.js';
import { windowKeys } from '../lib/window-keys.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-again.js';
import './ti-bar.js';
import './ti-dialog.js';
import './ti-empty.js';
import './ti-heard.js';
import './ti-help.js';
import './ti-rail.js';
import './ti-unknown.js';

/** How long a notice stays, in milliseconds, and how many stand there at once. */
const [NOTICE, NOTICES] = [5000, 3];

/** @typedef {HTMLElement & {route?: import('../lib/route.js').Route, changing?: boolean}} ScreenElement */

export class App extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    open: { state: true },
    notices: { state: true },
    scan: { state: true },
    explained: { state: true },
  };

  constructor() {
    super();
    /** @type {'help' | null} */
    this.open = null;
    /** @type {import('../lib/notice.js').Notice[]} */
    this.notices = [];
    /** @type {import('../lib/screen.js').Scan | null} a returning customer's label */
    this.scan = null;
    /** @type {{heading: string, text: string} | null} */
    this.explained = null;
    /** somebody else is about to sit down: nobody is preselected */
    this.changing = false;
    /** @type {string | null} */
    this.service = null;
    /** @type {ScreenElement | null} */
    this.screen = null;
    this.standing = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.endings.push(
      desk.subscribe(() => this.requestUpdate()),
      onRoute(() => this.requestUpdate()),
      onNotice((notice) => this.show(notice)),
      onScanned((text, pace) => void this.scanned(text, pace)),
      bind(() => windowKeys(this)),
    );
  }

  /**
   * @param {import('../lib/notice.js').Notice} notice the same words said again stand there once, for their time from
   * now on
   */
  show(notice) {
    this.notices = [...this.notices.filter(({ text }) => text !== notice.text), notice].slice(-NOTICES);
    setTimeout(() => (this.notices = this.notices.filter((each) => each !== notice)), NOTICE);
  }

  /** @param {string} text @param {number} pace how fast it was typed, key to key */
  async scanned(text, pace) {
    if (desk.view.phase !== 'open' || desk.view.closing) {
      // Before a store is open, only a page that waits for a code takes one.
      const none = { kind: /** @type {const} */ ('none'), id: text, service: null, customer: null, step: null, text };
      const taken = desk.view.closing ? false : ((await front()?.onScan(none)) ?? false);
      if (taken === true) tell({ verdict: 'right', text: t('common.scan_taken') });
      else tell({ verdict: 'wrong', text: t('common.scan_nobody') });
      return;
    }
    try {
      const scan = { ...(await rpc('scan', { text })), text };
      if (scan.kind !== 'none') learn(pace);
      const back = await routed(scan);
      // A question that stands open stays: only another label takes its place.
      if (back) this.scan = back;
    } catch (thrown) {
      tell({ verdict: 'wrong', text: refusalOf(thrown).message });
    }
  }

  /** @param {boolean} changing whether somebody else is to sit down */
  async lock(changing) {
    this.changing = changing;
    try {
      desk.set(await rpc('desk.lock'));
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      // A silent desk is said aloud already.
      if (refusal.code !== UNREACHABLE) say(refusal.message, 'warn');
    }
  }

  async takeBack() {
    desk.set(await rpc('screen.take_back'));
  }

  /** The element for where we are: the same one until the place or its id changes, so that a half-filled form stays. */
  stage() {
    const here = route();
    const wanted = place(desk.view.closing ? 'closing' : desk.view.phase, here);
    const state = fetched(wanted, () => this.requestUpdate());
    if (state === 'coming') return nothing;
    if (state === 'missing') {
      return html`<ti-empty icon="unplug" heading=${t('common.missing_screen')} text=${t('common.missing_screen_text')}
        .action=${html`<a class="button" href="#/today">${t('common.go_today')}</a>`}></ti-empty>`;
    }
    const standing = `${wanted.tag} ${here.id ?? ''}`;
    if (this.standing !== standing || !this.screen) {
      this.standing = standing;
      this.screen = /** @type {ScreenElement} */ (document.createElement(wanted.tag));
      this.screen.changing = this.changing;
    }
    this.screen.route = here;
    if (here.name === 'service' && here.id) this.service = here.id;
    return this.screen;
  }

  overlays() {
    return html`<ti-help ?open=${this.open === 'help'} @close=${() => (this.open = null)}></ti-help>
      <ti-again .scan=${this.scan} @close=${() => (this.scan = null)}></ti-again>
      <ti-dialog ?open=${this.explained !== null} heading=${this.explained?.heading ?? ''}
          .content=${html`<p>${this.explained?.text}</p>`}
        @close=${() => (this.explained = null)}></ti-dialog>
      <ti-heard></ti-heard>
      <div class="notices" role="status">${this.notices.map(
        ({ text, tone }) => html`<p class="notice ${tone}">${text}</p>`,
      )}</div>`;
  }

  /** What is said on every screen while it lasts: a silent desk, a store that takes no more records. */
  aloud() {
    const { unreachable, view } = desk;
    if (!unreachable && !view.reading_alone) return nothing;
    return html`<div class="aloud">${
      view.reading_alone
        ? html`<p class="banner warn" role="status" data-test="reading-alone"><ti-icon
        name="lock"></ti-icon>${t(`common.reading_${view.reading_alone}`)}</p>`
        : nothing
    }${
      unreachable
        ? html`<p class="banner" role="alert" data-test="offline"><ti-icon
        name="unplug"></ti-icon>${t('common.offline')}</p>`
        : nothing
    }</div>`;
  }

  render() {
    const { view } = desk;
    if (view.handed) {
      location.replace('customer.html');
      return nothing;
    }
    if (!desk.known) return html`<ti-unknown></ti-unknown>`;
    const aloud = this.aloud();
    if (view.phase !== 'open' || view.closing) return html`${aloud}<main>${this.stage()}</main>${this.overlays()}`;
    this.changing = false;
    return html`<div class="counter">
        <ti-bar .view=${view} ?silent=${desk.unreachable} @lock=${() => this.lock(false)}
            @change-person=${() => this.lock(true)}
          @help=${() => (this.open = 'help')} @take-back=${this.takeBack}
          @explain=${(/** @type {CustomEvent} */ event) => (this.explained = event.detail)}></ti-bar>
        <ti-rail here=${route().name} .service=${this.service}></ti-rail>
        <main class="stage">${this.stage()}</main>
        ${aloud}
      </div>${this.overlays()}`;
  }
}

define('ti-app', App);
