// Tabs that are addresses: each is a link, so that back, reload and a bookmark lead to the same one.

import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';

class TiTabs extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { tabs: { attribute: false }, current: {}, label: {} };

  constructor() {
    super();
    /** @type {{id: string, label: string, href: string, count?: number | null, warn?: boolean}[]} */
    this.tabs = [];
    this.current = '';
    this.label = '';
  }

  /** @param {KeyboardEvent} event */
  key = (event) => {
    const links = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('a')]);
    const at = links.indexOf(/** @type {HTMLElement} */ (event.target));
    const next = { ArrowRight: links[at + 1], ArrowLeft: links[at - 1], Home: links[0], End: links.at(-1) }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  render() {
    return html`<nav class="tabs" aria-label=${this.label} @keydown=${this.key}>
      ${this.tabs.map(
        (tab) => html`<a href=${tab.href} data-test="tab-${tab.id}" aria-current=${
          tab.id === this.current ? 'page' : nothing
        }>
        ${tab.label}${
          tab.count ? html`<span class="tab-count num ${tab.warn ? 'warn' : ''}">${tab.count}</span>` : nothing
        }</a>`,
      )}
    </nav>`;
  }
}

define('ti-tabs', TiTabs);
