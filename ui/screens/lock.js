/**
 * The lock screen: who is here, and their PIN. Who sat here last is chosen already, so that coming back is six digits;
 * a change of person is one tap and six digits. What was half done is not touched by any of it.
 */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { secondsUntil } from '../lib/clock.js';
import { rpc } from '../lib/host.js';
import { countdown, day, when } from '../lib/format.js';
import { lang, setLang, t } from '../lib/i18n.js';
import { define, Screen } from '../lib/screen.js';
import { roles } from '../components/ti-faces.js';
import '../components/ti-empty.js';
import '../components/ti-pin-pad.js';

/** @typedef {import('../lib/wire').Person} Person */

export class ScreenLock extends Screen {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { changing: { attribute: false }, chosen: { state: true }, lent: { state: true } };

  constructor() {
    super();
    /** somebody else is to sit down: nobody is chosen beforehand */
    this.changing = false;
    /** @type {string | null} */
    this.chosen = null;
    /**
     * A PIN that another set, until its owner has set their own.
     * @type {{pin: string, own: string, said: string} | null}
     */
    this.lent = null;
  }

  connectedCallback() {
    super.connectedCallback();
    const { last, faces } = desk.view;
    this.chosen = this.changing || !faces.some(({ staff }) => staff === last) ? null : last;
    this.refusal = null;
    const clock = setInterval(() => this.requestUpdate(), 1000);
    this.endings.push(
      () => clearInterval(clock),
      desk.subscribe(() => this.requestUpdate()),
    );
  }

  /** @param {CustomEvent<{staff: string}>} event */
  choose({ detail }) {
    this.chosen = detail.staff;
    this.refusal = null;
    this.lent = null;
  }

  /** @param {string} pin */
  async unlock(pin) {
    const staff = this.chosen;
    if (staff === null) return;
    await this.act('unlock', async () => desk.set(await rpc('desk.unlock', { staff, pin })));
    if (this.refusal?.code === 'pin_not_own') {
      const [lent] = /** @type {{by: string, at: string, reset: boolean}[]} */ (this.refusal.details ?? []);
      this.lent = { pin, own: '', said: lent ? this.lentBy(lent) : this.refusal.message };
      this.refusal = null;
      return;
    }
    // The desk has counted the wrong one: how long this person is locked out stands in the view.
    if (this.refusal) await desk.refresh().catch(() => {});
  }

  /** Who set the PIN that is to be replaced, and when. @param {{by: string, at: string, reset: boolean}} lent */
  lentBy({ by, at, reset }) {
    const { faces, today } = desk.view;
    const name = faces.find(({ staff }) => staff === by)?.name ?? by;
    return t(reset ? 'lock.lent_reset' : 'lock.lent_set', { name, at: when(at, today) });
  }

  /**
   * One's own PIN, twice; with it the person sits down.
   * @param {string} own
   */
  async setOwn(own) {
    const { chosen: staff, lent } = this;
    if (staff === null || lent === null) return;
    if (lent.own === '') {
      this.lent = { ...lent, own };
      return;
    }
    if (lent.own !== own) {
      this.lent = { ...lent, own: '', said: t('lock.own_differs') };
      return;
    }
    await this.act('own_pin', async () => desk.set(await rpc('desk.own_pin', { staff, pin: lent.pin, own })));
    this.lent = this.refusal ? { ...lent, own: '' } : null;
  }

  /** @param {Person} person @param {{own: string, said: string}} lent */
  ownPad(person, { own, said }) {
    return html`<p class="lock-who"><b>${person.name}</b><span class="soft">${t('lock.own_title')}</span></p>
      <p class="remark warn" data-test="pin-lent"><span aria-hidden="true">! </span><span>${said}</span></p>
      <ti-pin-pad data-test="own-pin" label=${t(own === '' ? 'lock.own_new' : 'lock.own_again')} .wrong=${this.wrong()}
          ?busy=${this.busy === 'own_pin'}
        @pin=${(/** @type {CustomEvent<{pin: string}>} */ { detail }) => this.setOwn(detail.pin)}></ti-pin-pad>
      <p class="faint lock-hint">${t('lock.own_hint')}</p>`;
  }

  /**
   * Why this person cannot enter a PIN now; empty if they can.
   * @param {Person} person
   */
  lockedOut(person) {
    if (!person.locked) return '';
    if (!person.locked_until) return t('lock.out_manager');
    const seconds = secondsUntil(person.locked_until);
    return seconds > 0 ? t('lock.out', { time: countdown(seconds) }) : '';
  }

  wrong() {
    const { refusal } = this;
    if (!refusal) return '';
    const [first] = /** @type {{left?: number}[]} */ (refusal.details ?? []);
    if (refusal.code === 'pin_wrong' && first?.left) return t('lock.wrong_left', { n: first.left });
    return lang() === 'en' ? t(`refusals.${refusal.code}`) : refusal.message;
  }

  /** @param {Person} person */
  pad(person) {
    const out = this.lockedOut(person);
    return html`<p class="lock-who"><b>${person.name}</b><span class="soft">${roles(person)}</span></p>
      <ti-pin-pad label=${t('common.pin')} .wrong=${out || this.wrong()} ?busy=${this.busy === 'unlock'}
          ?disabled=${out !== ''}
        @pin=${(/** @type {CustomEvent<{pin: string}>} */ { detail }) => this.unlock(detail.pin)}></ti-pin-pad>
      <p class="faint lock-hint">${out ? t('lock.other') : t('lock.hint')}</p>`;
  }

  /** @param {number} by */
  walk(by) {
    const { faces } = desk.view;
    const at = faces.findIndex(({ staff }) => staff === this.chosen);
    this.chosen = faces[(at + by + faces.length) % faces.length]?.staff ?? null;
    this.refusal = null;
    this.lent = null;
  }

  keys() {
    return [
      { key: 'ArrowDown', label: t('lock.key_next_face'), run: () => this.walk(1) },
      { key: 'ArrowUp', label: t('lock.key_next_face'), hidden: true, run: () => this.walk(-1) },
    ];
  }

  render() {
    const { view } = desk;
    const { room, free_megabytes: megabytes } = view.disk;
    const person = view.faces.find(({ staff }) => staff === this.chosen);
    return html`<div class="lock">
      <header class="lock-head">
        <p><b>${view.store?.name ?? t('common.product')}</b> <span
            class="soft num">${day(view.today, { weekday: true })}</span></p>
        ${
          view.store?.demo
            ? html`<span class="chip warn"><ti-icon
    name="flask-conical"></ti-icon>${t('common.demo')}</span>`
            : nothing
        }
        ${
          room === 'fine'
            ? nothing
            : html`<span class="chip ${room === 'none' ? 'stop' : 'warn'}" role="status"
    data-test="lock-disk"><ti-icon name=${
      room === 'none' ? 'octagon-x' : 'triangle-alert'
    }></ti-icon>${t(`common.disk_${room}`, { n: megabytes ?? 0 })}</span>`
        }
        <button class="button quiet" data-test="language" lang=${lang() === 'en' ? 'zh-CN' : 'en'} @click=${() =>
          setLang(lang() === 'en' ? 'zh-CN' : 'en')}>${t('common.language')}</button>
      </header>
      <section class="lock-people">
        <h1>${t('lock.title')}</h1>
        ${
          view.faces.length === 0
            ? html`<ti-empty icon="users-round" heading=${t('lock.nobody')} text=${t('lock.nobody_text')}></ti-empty>`
            : html`<ti-faces .people=${view.faces} .chosen=${this.chosen} @choose=${this.choose}></ti-faces>`
        }
        <p class="faint lock-foot">${t('lock.half_done')}</p>
      </section>
      <section class="lock-pad" aria-live="polite">
        ${
          person
            ? this.lent
              ? this.ownPad(person, this.lent)
              : this.pad(person)
            : html`<ti-empty icon="user-round" text=${t('lock.choose_first')}></ti-empty>`
        }
      </section>
    </div>`;
  }
}

define('screen-lock', ScreenLock);
