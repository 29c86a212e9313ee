/**
 * The services of the day: under way first, each one tap away, then what is finished. What the rail's 服务 shows while no
 * service is in hand.
 */
import { html, nothing, repeat } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { define, Screen } from '../lib/screen.js';
import { NewService } from './new-service.js';
import '../components/ti-empty.js';
import '../components/ti-service-card.js';

/** @typedef {import('../lib/wire').Today} Today */

export class ScreenServices extends NewService(Screen) {
  /** @type {import('../lib/wire').Topic[]} */
  static topics = ['service'];

  /** @type {import('../lib/lit.js').Properties} */
  static properties = { today: { state: true } };

  constructor() {
    super();
    /** @type {Today | null} */
    this.today = null;
  }

  async load() {
    this.today = await rpc('today.look');
  }

  keys() {
    return desk.may('service.open')
      ? [{ key: 'F2', label: t('common.key_new'), run: () => void this.open('product') }]
      : [];
  }

  /**
   * @param {string} heading
   * @param {import('../lib/wire').ServiceCard[]} cards
   * @param {string} none
   */
  group(heading, cards, none) {
    return html`<section class="stack"><h2 class="heading">${heading} <span
        class="faint num">${cards.length}</span></h2>
      ${
        cards.length === 0
          ? html`<p class="soft">${none}</p>`
          : html`<div class="grid">${repeat(
              cards,
              ({ number }) => number,
              (card) => html`<ti-service-card .card=${card}></ti-service-card>`,
            )}</div>`
      }
    </section>`;
  }

  /** @param {Today} today */
  content(today) {
    return html`<div class="work"><h1>${t('today.services_title')}</h1>
      ${this.group(t('today.open_title'), today.open, t('today.open_none'))}
      ${this.group(t('today.done_title'), today.done_today, t('today.done_none'))}
      ${this.newServiceFoot()}
    </div>`;
  }

  render() {
    return this.frame(() => (this.today ? this.content(this.today) : nothing));
  }
}

define('screen-services', ScreenServices);
