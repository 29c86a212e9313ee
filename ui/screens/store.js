// The store's own page: thirteen tabs, each a screen of its own with its own address. It shows which one is in front
// and nothing else.

import { html } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import '../components/ti-tabs.js';
import './setup.js';
import './store/approvals.js';
import './store/authorisation.js';
import './store/backup.js';
import './store/device.js';
import './store/equipment.js';
import './store/headquarters.js';
import './store/labels.js';
import './store/retention.js';
import './store/room.js';
import './store/security.js';
import './store/staff.js';
import './store/templates.js';

/** The tabs in order, each with what it reads: who may not read that has no such tab. */
const TABS = /** @type {Record<string, keyof import('../lib/wire').Commands>} */ ({
  setup: 'setup.look',
  authorisation: 'authorisation.list',
  approvals: 'approval.list',
  staff: 'staff.list',
  equipment: 'equipment.list',
  room: 'room.list',
  templates: 'template.list',
  labels: 'labels.day',
  device: 'device.printers',
  backup: 'backup.look',
  headquarters: 'headquarters.look',
  retention: 'retention.look',
  security: 'security.look',
});

class Store extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { route: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../lib/route.js').Route} */
    this.route = { name: 'store', id: null, rest: [] };
  }

  connectedCallback() {
    super.connectedCallback();
    this.endings.push(desk.subscribe(() => this.requestUpdate()));
  }

  /** @param {string} tab */
  panel(tab) {
    switch (tab) {
      case 'authorisation':
        return html`<screen-store-authorisation .route=${this.route}></screen-store-authorisation>`;
      case 'approvals':
        return html`<screen-store-approvals .route=${this.route}></screen-store-approvals>`;
      case 'staff':
        return html`<screen-store-staff .route=${this.route}></screen-store-staff>`;
      case 'equipment':
        return html`<screen-store-equipment .route=${this.route}></screen-store-equipment>`;
      case 'room':
        return html`<screen-store-room .route=${this.route}></screen-store-room>`;
      case 'templates':
        return html`<screen-store-templates .route=${this.route}></screen-store-templates>`;
      case 'labels':
        return html`<screen-store-labels .route=${this.route}></screen-store-labels>`;
      case 'device':
        return html`<screen-store-device .route=${this.route}></screen-store-device>`;
      case 'retention':
        return html`<screen-store-retention .route=${this.route}></screen-store-retention>`;
      case 'backup':
        return html`<screen-store-backup .route=${this.route}></screen-store-backup>`;
      case 'headquarters':
        return html`<screen-store-headquarters .route=${this.route}></screen-store-headquarters>`;
      case 'security':
        return html`<screen-store-security .route=${this.route}></screen-store-security>`;
      default:
        return html`<screen-setup .route=${this.route}></screen-setup>`;
    }
  }

  render() {
    const asked = this.route.rest[0] ?? '';
    const tab = asked in TABS ? asked : 'setup';
    const seen = Object.entries(TABS).filter(([, reads]) => desk.may(reads));
    const tabs = seen.map(([id]) => ({ id, label: t(`store.tab.${id}`), href: `#/store/${id}` }));
    return html`<div class="work">
      <ti-tabs .tabs=${tabs} .current=${tab} .label=${t('store.tabs')}></ti-tabs>
      ${this.panel(tab)}
    </div>`;
  }
}

define('screen-store', Store);
