/**
 * 登记簿: every register on one screen, one tab each, and the page of an entry. What a register holds, what can be done
 * in it
 * and by whom comes from the counter; this knows none of them.
 */
import { html, nothing } from '../lib/lit.js';
import { rpc } from '../lib/host.js';
import { pick, t } from '../lib/i18n.js';
import { Screen, define } from '../lib/screen.js';
import './registers/entry.js';
import './registers/list.js';
import '../components/ti-tabs.js';

/** @typedef {import('../lib/wire').RegisterCard} Card */

class RegisterScreen extends Screen {
  /** @type {import('../lib/wire').Topic[]} */
  static topics = ['store'];

  /** @type {import('../lib/lit.js').Properties} */
  static properties = { cards: { state: true } };

  constructor() {
    super();
    /** @type {Card[]} */
    this.cards = [];
  }

  async load() {
    this.cards = await rpc('register.all');
  }

  content() {
    const card = this.cards.find((one) => one.register === this.route.id) ?? this.cards[0];
    if (!card) return nothing;
    const tabs = this.cards.map((one) => ({
      id: one.register,
      label: pick(one.title, one.title_en),
      href: `#/register/${one.register}`,
      count: one.open,
    }));
    const number = this.route.rest[0];
    return html`<div class="work"><ti-tabs .tabs=${tabs} .current=${card.register}
      .label=${t('register.tabs')}></ti-tabs>
      ${
        number
          ? html`<register-entry .route=${this.route} .card=${card} .number=${number}></register-entry>`
          : html`<register-list .route=${this.route} .card=${card}></register-list>`
      }</div>`;
  }

  render() {
    return this.frame(() => this.content());
  }
}

define('screen-register', RegisterScreen);
