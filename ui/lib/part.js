/**
 * The base of every element: light DOM, so that the layers of `styles/` reach it, and texts that follow the language.
 */
import { LitElement } from './lit.js';
import { onLang } from './i18n.js';

export class Part extends LitElement {
  constructor() {
    super();
    /** @type {(() => void)[]} what to end when the element leaves the page */
    this.endings = [];
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.endings.push(onLang(() => this.requestUpdate()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const end of this.endings.splice(0)) end();
  }

  /**
   * Tells the parents: `this.tell('pick', {staff})`.
   * @param {string} name
   * @param {unknown} [detail]
   */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/**
 * Registers an element. Twice is harmless, so that screens may share parts.
 * @param {string} tag
 * @param {CustomElementConstructor} cls
 */
export function define(tag, cls) {
  if (!customElements.get(tag)) customElements.define(tag, cls);
}
