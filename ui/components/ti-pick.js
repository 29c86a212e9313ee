// One of very many, found by typing: the first few that fit, chosen by pointer or by arrow keys and Enter. It asks
// for what fits and never holds the catalogue.

import { html, nothing, live } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';

/** @typedef {{value: string, label: string, hint?: string}} Choice */

class TiPick extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    at: {},
    value: { attribute: false },
    find: { attribute: false },
    wrong: { type: Boolean },
    typed: { state: true },
    found: { state: true },
    marked: { state: true },
  };

  constructor() {
    super();
    this.at = '';
    /** @type {Choice | null} */
    this.value = null;
    /** @type {(text: string) => Promise<Choice[]>} */
    this.find = async () => [];
    this.wrong = false;
    /** What is typed; null while the chosen one is shown. @type {string | null} */
    this.typed = null;
    /** @type {Choice[] | null} */
    this.found = null;
    this.marked = 0;
    this.asked = 0;
  }

  /** @param {string} text */
  async look(text) {
    this.typed = text;
    this.asked += 1;
    const mine = this.asked;
    const found = await this.find(text.trim()).catch(() => []);
    if (mine !== this.asked) return;
    this.found = found;
    this.marked = 0;
  }

  /** @param {Choice} choice */
  take(choice) {
    this.asked += 1;
    this.typed = null;
    this.found = null;
    this.tell('pick', choice);
  }

  /** @param {KeyboardEvent} event */
  key = (event) => {
    if (!this.found) return;
    const last = this.found.length - 1;
    const marked = this.found[this.marked];
    if (event.key === 'ArrowDown') this.marked = Math.min(last, this.marked + 1);
    else if (event.key === 'ArrowUp') this.marked = Math.max(0, this.marked - 1);
    else if (event.key === 'Enter' && marked) this.take(marked);
    else if (event.key === 'Escape') this.shut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  shut() {
    this.asked += 1;
    this.found = null;
    this.typed = null;
  }

  list() {
    if (!this.found) return nothing;
    if (this.found.length === 0) return html`<p class="pick-none" role="status">${t('setup.pick.none')}</p>`;
    return html`<ul class="pick-list" role="listbox" id="${this.at}-found">
      ${this.found.map(
        (choice, index) => html`<li role="option" id="${this.at}-${index}" aria-selected=${index === this.marked}
        data-test="pick-${choice.value}" @mousedown=${(/** @type {Event} */ event) => event.preventDefault()}
          @click=${() => this.take(choice)}>
        <b>${choice.label}</b>${choice.hint ? html`<small>${choice.hint}</small>` : nothing}</li>`,
      )}
    </ul>`;
  }

  render() {
    return html`<div class="pick">
      <input id=${this.at} data-test=${this.at} data-scan="own" type="text" role="combobox" autocomplete="off"
          spellcheck="false"
        placeholder=${t('setup.pick.hint')} aria-expanded=${this.found ? 'true' : 'false'}
            aria-controls="${this.at}-found"
        aria-activedescendant=${
          this.found?.length ? `${this.at}-${this.marked}` : nothing
        } aria-invalid=${this.wrong ? 'true' : nothing}
        .value=${live(this.typed ?? this.value?.label ?? '')}
        @input=${(/** @type {Event} */ event) => this.look(/** @type {HTMLInputElement} */ (event.target).value)}
        @focus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()}
        @keydown=${this.key} @blur=${() => this.shut()}>
      ${this.list()}
    </div>`;
  }
}

define('ti-pick', TiPick);
