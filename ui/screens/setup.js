// The checklist that leads to the first service: each item with why and by which article, one press to its form, and
// back to the list with the next open item in hand. What is done and what is not is the counter's to say.

import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { go } from '../lib/route.js';
import { Screen, define } from '../lib/screen.js';
import { say } from '../lib/notice.js';
import '../components/ti-checklist.js';
import '../components/ti-import.js';
import '../components/ti-sheet.js';
import { posts } from './setup/hands.js';
import { COMMANDS, formOf } from './setup/items.js';
import { receive } from './setup/forms/stock.js';

/** @typedef {import('../components/ti-checklist.js').Item} Item */

/** Items that come by a table. */
const TABLES = ['products', 'recipes', 'lots'];

class Setup extends Screen {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    items: { state: true },
    ready: { state: true },
    form: { state: true },
    table: { state: true },
    other: { state: true },
  };
  /** @type {import('../lib/wire').Topic[]} */
  static topics = ['store'];

  constructor() {
    super();
    /** @type {Item[]} */
    this.items = [];
    this.ready = false;
    this.begun = false;
    /** @type {import('../components/ti-sheet.js').Form | null} */
    this.form = null;
    this.table = '';
    /** An item that another hand must do. @type {Item | null} */
    this.other = null;
  }

  async load() {
    const { items, ready } = await rpc('setup.look');
    this.items = items;
    this.ready = ready;
  }

  /** The next open item is in hand as soon as there is one. */
  updated() {
    if (this.begun || this.loading) return;
    this.begun = true;
    void this.next();
  }

  async next() {
    await this.updateComplete;
    const list = /** @type {any} */ (this.querySelector('ti-checklist'));
    if (this.ready) /** @type {HTMLElement | null} */ (this.querySelector('[data-test="first-service"]'))?.focus();
    else await list?.focusNext();
  }

  /** Items that somebody else must do, with whose post it is. @returns {Record<string, string>} */
  get hands() {
    /** @type {Record<string, string>} */
    const others = {};
    for (const [key, commands] of Object.entries(COMMANDS)) {
      if (!commands.some((command) => desk.may(command))) others[key] = posts(commands[0]);
    }
    return others;
  }

  /** @param {Item} item */
  async open(item) {
    const key = /** @type {import('./setup/items.js').Key} */ (item.key);
    this.other = key in this.hands ? item : null;
    if (this.other) return;
    if (key === 'approvals') go('#/store/approvals');
    else if (TABLES.includes(key) && desk.may('import.commit')) this.table = key;
    else this.form = (await this.act('open', () => formOf(key))) ?? null;
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.back();
  }

  async back() {
    this.table = '';
    this.form = null;
    await this.reload();
    await this.next();
  }

  async changeHands() {
    const view = await this.act('lock', () => rpc('desk.lock'));
    if (view) desk.set(view);
  }

  handOver() {
    const item = this.other;
    if (!item) return nothing;
    const who = this.hands[item.key];
    return html`<section class="hand-over" role="status">
      <p><b>${t(`setup.item.${item.key}`)}</b> · ${t('setup.needs_hand', { who })}</p>
      <button class="button" data-test="change-hands"
          @click=${() => this.changeHands()}>${t('setup.change_hands')}</button>
    </section>`;
  }

  content() {
    const left = this.items.filter((item) => !item.done).length;
    return html`<header class="heading store-head">
        <h1>${this.ready ? t('setup.ready') : t('setup.title')}</h1>
        <p class="soft">${
          this.ready ? t('setup.ready_why') : t('setup.left', { n: left, total: this.items.length })
        }</p>
        ${
          this.ready
            ? html`<button class="button next push" data-test="first-service"
    @click=${() => go('#/today')}>${t('setup.begin')}</button>`
            : nothing
        }
      </header>
      ${this.handOver()}
      <ti-checklist .items=${this.items} .hands=${this.hands}
          @open-item=${(/** @type {CustomEvent<Item>} */ event) => this.open(event.detail)}></ti-checklist>
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => this.back()}></ti-sheet>
      <ti-import .what=${this.table} .byHand=${
        this.table === 'lots' ? t('setup.lot.by_hand') : ''
      } @imported=${() => this.reload()}
        @closed=${() => this.back()} @by-hand=${() => {
          this.table = '';
          this.form = receive();
        }}></ti-import>`;
  }

  render() {
    return html`<div class="${
      this.route.name === 'setup' ? 'work' : 'stack'
    } setup">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-setup', Setup);
