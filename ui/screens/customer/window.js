/**
 * The customer's window: one frame around the page that Rust says is shown (screen.look), with language, text size and
 * the
 * staff's way out. It follows the desk and decides nothing: no page here can reach a staff command, and none shows
 * anything
 * of the staff's side.
 */
import { html, keyed, nothing } from '../../lib/lit.js';
import { UNREACHABLE, rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { Screen, define } from '../../lib/screen.js';
import { setLang, t } from '../../lib/i18n.js';
import { tell } from '../../lib/heard.js';
import { onScanned } from '../../lib/scan.js';
import '../../components/ti-heard.js';
import '../../components/ti-icon.js';
import '../../components/ti-language.js';
import '../../components/ti-size-toggle.js';
import './idle.js';
import './notice.js';
import './plan.js';
import './thanks.js';
import './staff-door.js';

/** @typedef {import('../../lib/wire').ScreenView} ScreenView */
/** @typedef {'screen.notice' | 'screen.same_again' | 'screen.sign' | 'screen.decline'} Act what a customer does */

/** How long a screen of its own says thank you, in milliseconds. */
const THANKS = 8000;

class CustomerWindow extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { view: { state: true }, door: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['shown', 'session'];

  constructor() {
    super();
    /** @type {ScreenView | null} */
    this.view = null;
    /** Whether the staff's way out is open. */
    this.door = false;
    /** The service that is shown: the staff's screen goes back to it. @type {string | null} */
    this.service = null;
    /** On a screen of its own, thanks are over after a while: whose. @type {string | null} */
    this.thanked = null;
  }

  connectedCallback() {
    super.connectedCallback();
    // "The desk does not answer" comes and goes without a topic.
    this.endings.push(desk.subscribe(() => this.requestUpdate()));
    this.endings.push(onScanned(() => tell({ verdict: 'wrong', text: t('screen.scan') })));
  }

  async load() {
    // The hand-over has ended: the staff's page takes this window back.
    if (desk.known && desk.view.surface === 'staff') this.leave();
    else this.show(await rpc('screen.look'));
  }

  /** @param {ScreenView} view */
  show(view) {
    if (view.page !== this.view?.page) this.door = false;
    if (view.page === 'idle' && this.view && this.view.page !== 'idle') this.forget();
    this.view = view;
    this.service = desk.view.shown?.service ?? this.service;
    document.title = t('screen.title');
    const { service } = this;
    if (view.page !== 'thanks') this.thanked = null;
    else if (!view.handed) setTimeout(() => this.rest(service), THANKS);
  }

  /** @param {string | null} service whose thanks are over, unless another is shown by now */
  rest(service) {
    if (this.view?.page !== 'thanks' || this.service !== service || this.thanked === service) return;
    this.thanked = service;
    this.forget();
    this.requestUpdate();
  }

  /** The next customer starts in Chinese and in the usual size. */
  forget() {
    setLang('zh-CN', { keep: false });
    document.documentElement.removeAttribute('data-size');
  }

  leave() {
    location.replace(this.service ? `index.html#/service/${this.service}` : 'index.html#/today');
  }

  /**
   * What a page asks for. Only the window speaks to the desk.
   * @param {CustomEvent<{name: Act, args: import('../../lib/host.js').Args<Act>}>} event
   */
  async send(event) {
    const { name, args } = event.detail;
    const view = await this.act(name, () => rpc(name, ...args));
    if (view) this.show(view);
    else if (this.refusal && this.refusal.code !== UNREACHABLE) void this.reload();
  }

  /** @param {CustomEvent<{staff: string, pin: string}>} event */
  async goOut(event) {
    const view = await this.act('screen.leave', () => rpc('screen.leave', event.detail));
    if (view) this.leave();
  }

  render() {
    const view = this.view;
    return html`<div class="window" @send=${this.send} @leave=${this.goOut}>
      <header class="window-bar">
        <p class="window-store">${view && view.page !== 'idle' ? view.store.name : nothing}</p>
        ${
          desk.unreachable
            ? html`<p class="chip warn" role="status"><ti-icon
    name="hourglass"></ti-icon>${t('screen.wait_short')}</p>`
            : nothing
        }
        <ti-size-toggle></ti-size-toggle>
        <ti-language></ti-language>
        ${view?.handed && view.page !== 'thanks' ? this.doorHandle() : nothing}
      </header>
      <ti-heard></ti-heard>
      <main class="window-page">${view ? this.page(view) : this.waiting()}</main>
      ${
        this.door && view
          ? html`<ti-staff-door .faces=${view.faces} .last=${desk.view.last} .refusal=${this.refusal}
            .busy=${this.busy !== null}
            @close=${this.closeDoor}></ti-staff-door>`
          : nothing
      }
    </div>`;
  }

  doorHandle() {
    return html`<button class="window-door" data-test="staff-door" aria-label=${t('screen.staff')}
        title=${t('screen.staff')}
      @click=${this.openDoor}><ti-icon name="key-round"></ti-icon></button>`;
  }

  openDoor() {
    this.refusal = null;
    this.door = true;
  }

  closeDoor() {
    this.refusal = null;
    this.door = false;
  }

  /** Before the first answer, and while there is none: a customer hears of no error. */
  waiting() {
    return html`<section class="window-wait" aria-live="polite">
      <p>${t('screen.wait')}</p>
      ${
        this.unread
          ? html`<button class="button" data-test="retry" @click=${() => this.reload()}>
            <ti-icon name="rotate-ccw"></ti-icon>${t('screen.retry')}
          </button>`
          : nothing
      }
    </section>`;
  }

  /**
   * One element a page and service: the next customer never meets the answers of the one before.
   * @param {ScreenView} view
   */
  page(view) {
    const refusal = this.door ? null : this.refusal;
    const busy = this.busy !== null;
    const page = view.page === 'thanks' && !view.handed && this.thanked === this.service ? 'idle' : view.page;
    const key = `${page} ${this.service}`;
    switch (page) {
      case 'notice':
        return keyed(key, html`<ti-notice .view=${view} .busy=${busy} .refusal=${refusal}></ti-notice>`);
      case 'plan':
        return keyed(key, html`<ti-plan-page .view=${view} .busy=${busy} .refusal=${refusal}></ti-plan-page>`);
      case 'thanks':
        return keyed(
          key,
          html`<ti-thanks .view=${view} .last=${desk.view.last} .busy=${busy} .refusal=${refusal}></ti-thanks>`,
        );
      case 'idle':
        return keyed(key, html`<ti-idle .view=${view}></ti-idle>`);
    }
  }
}

define('ti-customer-window', CustomerWindow);
