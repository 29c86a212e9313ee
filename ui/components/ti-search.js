/**
 * Finding by name, phone's end, service number, product or lot while one types. Arrow keys walk through what was found.
 * It tells `choose` with `{kind, id}` and goes nowhere itself.
 */
import { html, ifDefined, nothing } from '../lib/lit.js';
import { refusalOf, rpc } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import { hitsOf } from './found-hits.js';
import './ti-icon.js';

/** @typedef {import('../lib/wire').Found} Found */
/** @typedef {import('./found-hits.js').Hit} Hit */

const LIMIT = 6;
const PLACES = { service: 'service', customer: 'customer', product: 'materials/products', lot: 'materials/lots' };

/** Where what was chosen is shown. @param {{kind: Hit['kind'], id: string}} chosen */
export const shown = ({ kind, id }) => `#/${PLACES[kind]}/${encodeURIComponent(id)}`;

export class Search extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { text: { state: true }, found: { state: true }, refusal: { state: true }, at: { state: true } };

  constructor() {
    super();
    this.text = '';
    /** @type {Found | null} */
    this.found = null;
    /** @type {import('../lib/wire').Refusal | null} */
    this.refusal = null;
    this.at = -1;
    this.asked = 0;
    this.waiting = false;
  }

  take() {
    const input = this.querySelector('input');
    input?.focus();
    input?.select();
  }

  /** @param {Event} event */
  typed(event) {
    this.text = /** @type {HTMLInputElement} */ (event.target).value;
    void this.ask();
  }

  /** Asks at once. While an answer is awaited, what is typed meanwhile is asked for in one question after it. */
  async ask() {
    if (this.waiting) return;
    this.waiting = true;
    const text = this.text;
    await this.#answered(text.trim());
    this.waiting = false;
    if (this.text !== text) void this.ask();
  }

  /** @param {string} text */
  async #answered(text) {
    const asked = ++this.asked;
    if (text === '') {
      this.found = null;
      return;
    }
    try {
      const found = await rpc('search', { text, limit: LIMIT });
      // An answer to an earlier question may come after a later one.
      if (asked !== this.asked) return;
      this.found = found;
      this.refusal = null;
      this.at = -1;
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    }
  }

  hits() {
    return this.found ? hitsOf(this.found) : [];
  }

  /** @param {KeyboardEvent} event */
  walked(event) {
    const hits = this.hits();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const by = event.key === 'ArrowDown' ? 1 : -1;
      this.at = hits.length === 0 ? -1 : (this.at + by + hits.length) % hits.length;
    } else if (event.key === 'Enter') {
      const hit = hits[Math.max(this.at, 0)];
      if (hit) this.choose(hit);
    } else if (event.key === 'Escape' && this.text) this.clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  clear() {
    this.text = '';
    this.found = null;
    this.asked += 1;
  }

  /** @param {Hit} hit */
  choose(hit) {
    this.clear();
    this.tell('choose', { kind: hit.kind, id: hit.id });
  }

  render() {
    const hits = this.hits();
    const open = this.found !== null || this.refusal !== null;
    return html`<search class="search">
      <ti-icon name="search"></ti-icon>
      <input type="text" data-test="search" role="combobox" aria-expanded=${open} aria-controls="found"
          aria-autocomplete="list"
        aria-label=${t('common.search')} aria-activedescendant=${ifDefined(
          this.at >= 0 ? `found-${this.at}` : undefined,
        )}
        placeholder=${t('today.search_placeholder')} autocomplete="off" spellcheck="false" .value=${this.text}
            @input=${this.typed} @keydown=${this.walked}>
      ${
        this.text
          ? html`<button class="button quiet" aria-label=${t('common.pin_clear')} @click=${() => {
              this.clear();
              this.take();
            }}><ti-icon name="x"></ti-icon></button>`
          : html`<kbd>/</kbd>`
      }
      ${
        open
          ? html`<div class="found" id="found" role=${
              hits.length > 0 ? 'listbox' : 'status'
            } aria-label=${t('common.search')}>
        ${this.refusal ? html`<ti-refusal .refusal=${this.refusal}></ti-refusal>` : nothing}
        ${hits.map(
          (
            hit,
            at,
          ) => html`<button class="hit" role="option" id="found-${at}" tabindex="-1" aria-selected=${at === this.at}
          data-test="hit-${hit.id}" @click=${() => this.choose(hit)}><ti-icon
            name=${hit.icon}></ti-icon><b>${hit.title}</b><span class="soft">${hit.note}</span></button>`,
        )}
        ${
          this.found && hits.length === 0
            ? html`<p
    class="found-none soft">${t('today.search_none', { text: this.text })}</p>`
            : nothing
        }
      </div>`
          : nothing
      }
    </search>`;
  }
}

define('ti-search', Search);
