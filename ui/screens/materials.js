// What stands on the shelves and what may be made of it: lots, products, recipes, each a tab with an address.

import { html } from '../lib/lit.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import '../components/ti-tabs.js';
import './materials/lots.js';
import './materials/products.js';
import './materials/recipes.js';

const TABS = ['lots', 'products', 'recipes'];

class Materials extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { route: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../lib/route.js').Route} */
    this.route = { name: 'materials', id: null, rest: [] };
  }

  /** @param {string} tab */
  panel(tab) {
    if (tab === 'products') return html`<screen-products .route=${this.route}></screen-products>`;
    if (tab === 'recipes') return html`<screen-recipes .route=${this.route}></screen-recipes>`;
    return html`<screen-lots .route=${this.route}></screen-lots>`;
  }

  render() {
    const asked = this.route.rest[0] ?? '';
    const tab = TABS.includes(asked) ? asked : 'lots';
    const tabs = TABS.map((id) => ({ id, label: t(`materials.tab.${id}`), href: `#/materials/${id}` }));
    return html`<div class="work">
      <h1 class="visually-hidden">${t('materials.tabs')} · ${t(`materials.tab.${tab}`)}</h1>
      <ti-tabs .tabs=${tabs} .current=${tab} .label=${t('materials.tabs')}></ti-tabs>
      ${this.panel(tab)}
    </div>`;
  }
}

define('screen-materials', Materials);
