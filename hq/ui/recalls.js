/**
 * Recalls at headquarters: what was recalled and how far each store is, and the beginning of one in two steps: what it would
 * reach is seen first, then one person signs with their own key, which the server uses once and keeps nowhere.
 */
import { LitElement } from './vendor/lit-element/lit-element.js';
import { html, nothing } from './vendor/lit-html/lit-html.js';
import { ago, command, number } from './shared.js';
import { spoken, t } from './words.js';

const AGAIN = 3_000;
/** What the page is told when the session is over. */
const OVER = 'signed-out';

/** @typedef {{zh: string, en: string}} Both */
/**
 * @typedef {object} Recall
 * @property {string} recall
 * @property {string} filing
 * @property {string | null} lot
 * @property {Both} reason
 * @property {number} no
 * @property {string} at
 * @property {string[]} signed_by
 * @property {boolean} lifted
 * @property {number} applied
 */
/** @typedef {{making: number, kept: number, handed: number}} Units */
/**
 * @typedef {object} Reached
 * @property {string} store
 * @property {string} name
 * @property {number | null} seen
 * @property {string[]} lots
 * @property {Units} units
 * @property {'applied' | 'held' | 'waiting'} way
 */
/** @typedef {{products: string[], stores: Reached[], all: number}} Reach */
/** @typedef {{stores: number, recalls: Recall[]}} Page */
/** @typedef {{filing: string, lot: string, zh: string, en: string, key: string, keyName: string}} Draft */

/** @returns {Draft} */
const blank = () => ({ filing: '', lot: '', zh: '', en: '', key: '', keyName: '' });

/** @param {Reached} line */
const units = ({ units: { making, kept, handed } }) => making + kept + handed;

class HqRecalls extends LitElement {
  static properties = {
    page: { state: true },
    chosen: { state: true },
    reach: { state: true },
    draft: { state: true },
    begins: { state: true },
    busy: { state: true },
    trouble: { state: true },
    done: { state: true },
  };

  constructor() {
    super();
    /** @type {Page | undefined} */
    this.page = undefined;
    /** @type {string | undefined} */
    this.chosen = undefined;
    /** @type {Reach | undefined} */
    this.reach = undefined;
    this.draft = blank();
    this.begins = false;
    this.busy = false;
    /** @type {string | undefined} */
    this.trouble = undefined;
    /** @type {string | undefined} */
    this.done = undefined;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.ask();
    this.again = setInterval(() => void this.ask(), AGAIN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.again);
  }

  async ask() {
    try {
      const answer = await fetch('console/recalls');
      if (answer.status === 401) return void this.dispatchEvent(new Event(OVER));
      if (!answer.ok) return;
      this.page = await answer.json();
      const followed = this.page?.recalls.find((one) => one.recall === this.chosen);
      if (followed && !this.begins) await this.follow(followed);
    } catch {
      // The list of stores says that headquarters is not reached.
    }
  }

  /** @param {string} name @param {object} body */
  async send(name, body) {
    this.busy = true;
    this.trouble = undefined;
    try {
      const answer = await command(name, body);
      const said = await answer.json();
      if (answer.ok) return said;
      this.trouble = said.code;
    } catch {
      this.trouble = 'unreachable';
    } finally {
      this.busy = false;
    }
    return undefined;
  }

  /** @param {Recall} recall */
  async follow(recall) {
    const answer = await command('recall-reach', { filing: recall.filing, lot: recall.lot, no: recall.no });
    if (answer.ok && this.chosen === recall.recall) this.reach = await answer.json();
  }

  /** @param {Recall} recall */
  choose(recall) {
    this.begins = false;
    this.chosen = recall.recall;
    this.reach = undefined;
    this.trouble = undefined;
    void this.follow(recall);
  }

  start() {
    this.begins = true;
    this.chosen = undefined;
    this.reach = undefined;
    this.done = undefined;
    this.trouble = undefined;
  }

  /** @param {SubmitEvent} event */
  async look(event) {
    event.preventDefault();
    const { filing, lot } = this.draft;
    this.reach = await this.send('recall-reach', { filing, lot: lot.trim() || null, no: null });
  }

  /** @param {SubmitEvent} event */
  async begin(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const passphrase = new FormData(form).get('passphrase');
    const { filing, lot, zh, en, key } = this.draft;
    const reason = { zh: zh.trim(), en: en.trim() };
    const begun = await this.send('recall', { filing, lot: lot.trim() || null, reason, key, passphrase });
    if (!begun) return;
    form.reset();
    this.draft = blank();
    this.begins = false;
    this.reach = undefined;
    this.done = begun.recall;
    this.chosen = begun.recall;
    await this.ask();
  }

  /** @param {keyof Draft} name @param {string} value */
  write(name, value) {
    this.draft = { ...this.draft, [name]: value };
    // What is asked for is another thing now: what was seen of it no longer counts.
    if (name === 'filing' || name === 'lot') this.reach = undefined;
  }

  /** @param {Event} event */
  async pick(event) {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    this.draft = { ...this.draft, key: file ? await file.text() : '', keyName: file?.name ?? '' };
  }

  render() {
    const recalls = this.page?.recalls ?? [];
    const chosen = recalls.find((one) => one.recall === this.chosen);
    return html`<main>
        <div class="tools">
          <h1>${t('recalls')} ${
            recalls.length > 0 ? html`<span class="count">${t('cases', number(recalls.length))}</span>` : nothing
          }</h1>
          <button class="button stop" type="button" @click=${this.start}>${t('begin-recall')}</button>
        </div>
        ${this.done ? html`<p class="well" role="status">${t('begun', this.done)}</p>` : nothing}
        ${recalls.length === 0 ? html`<p class="empty">${t('no-recall')}</p>` : this.table(recalls)}
      </main>
      <aside aria-live="polite">
        ${this.side(chosen, recalls.length > 0)}
      </aside>`;
  }

  /** @param {Recall | undefined} chosen @param {boolean} any */
  side(chosen, any) {
    if (this.begins) return this.form();
    if (chosen) return this.facts(chosen);
    return any ? html`<p class="soft">${t('choose-recall')}</p>` : nothing;
  }

  /** @param {Recall[]} recalls */
  table(recalls) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('recalls')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t('recall')}</th>
            <th scope="col">${t('filing')}</th>
            <th scope="col">${t('lot')}</th>
            <th scope="col">${t('matter')}</th>
            <th scope="col" class="end">${t('applied')}</th>
            <th scope="col">${t('since')}</th>
          </tr>
        </thead>
        <tbody>${recalls.map((recall) => this.row(recall))}</tbody>
      </table>
    </div>`;
  }

  /** @param {Recall} recall */
  row(recall) {
    const all = this.page?.stores ?? 0;
    const choose = () => this.choose(recall);
    return html`<tr aria-current=${recall.recall === this.chosen ? 'true' : nothing} @click=${choose}>
      <th scope="row"><button type="button" @click=${choose}><b class="num">${recall.recall}</b></button></th>
      <td class="num">${recall.filing}</td>
      <td class="num">${recall.lot ?? t('every-lot')}</td>
      <td>
        ${recall.lifted ? html`<span class="fine">${t('lifted')}</span>` : html`<span class="bad">✕ ${t('stands')}</span>`}
      </td>
      <td class="end num ${recall.applied < all ? 'warn' : 'fine'}">${number(recall.applied)} / ${number(all)}</td>
      <td class="num fine">${new Date(recall.at).toLocaleString(spoken())}</td>
    </tr>`;
  }

  /** @param {Recall} recall */
  facts(recall) {
    const reason = spoken() === 'en' ? recall.reason.en : recall.reason.zh;
    return html`<h2 class="num">${recall.recall}</h2>
      <p>${reason}</p>
      <dl>
        <dt>${t('filing')}</dt><dd class="num">${recall.filing}</dd>
        <dt>${t('lot')}</dt><dd class="num">${recall.lot ?? t('every-lot')}</dd>
        <dt>${t('signed-by')}</dt><dd>${recall.signed_by.join('、')}</dd>
      </dl>
      ${this.reached(true)}`;
  }

  /** @param {boolean} follows whether it was published, so that each store is on its way to it */
  reached(follows) {
    const reach = this.reach;
    if (!reach) return nothing;
    const affected = reach.stores.filter((line) => line.lots.length > 0);
    const sum = affected.reduce((all, line) => all + units(line), 0);
    return html`<p>${reach.products.length > 0 ? reach.products.join('、') : t('product-unknown')}</p>
      <p><b>${t('reaches', number(affected.length), number(reach.all), number(sum))}</b></p>
      <ul class="reached">
        ${reach.stores.map(
          (line) => html`<li>
            <b class="num">${line.store}</b> ${line.name}
            ${follows ? html`<span class=${line.way === 'applied' ? 'fine' : 'warn'}>${t(`way.${line.way}`)}</span>` : nothing}
            <span class="soft">
              ${
                line.lots.length > 0
                  ? t('units', number(line.units.making), number(line.units.kept), number(line.units.handed))
                  : t('no-lot')
              }
            </span>
            ${line.way === 'applied' && follows ? nothing : html`<span class="soft">${t('seen')} ${ago(line.seen)}</span>`}
            ${line.lots.length > 0 ? html`<span class="num soft">${t('lot')} ${line.lots.join('、')}</span>` : nothing}
          </li>`,
        )}
      </ul>`;
  }

  /** @param {'filing' | 'lot' | 'zh' | 'en'} name @param {string} label @param {boolean} required */
  field(name, label, required) {
    return html`<label>${label}
      <input name=${name} .value=${this.draft[name]} ?required=${required} maxlength="300" autocomplete="off"
        @input=${(/** @type {InputEvent} */ event) => {
          this.write(name, /** @type {HTMLInputElement} */ (event.target).value);
        }}>
    </label>`;
  }

  form() {
    return html`<h2>${t('begin-recall')}</h2>
      <form @submit=${this.look}>
        ${this.field('filing', t('filing'), true)} ${this.field('lot', t('lot-or-all'), false)}
        <button class="button" ?disabled=${this.busy}>${t('see-reach')}</button>
      </form>
      ${this.trouble ? html`<p class="trouble" role="alert">${t(this.trouble)}</p>` : nothing} ${this.reached(false)}
      ${
        this.reach
          ? html`<form @submit=${this.begin}>
            ${this.field('zh', t('reason-zh'), true)} ${this.field('en', t('reason-en'), true)}
            <div>
              <span class="soft">${t('key-file')}</span>
              <label class="button file">
                ${this.draft.keyName || t('choose-key')}
                <input type="file" required aria-label=${t('key-file')} @change=${this.pick}>
              </label>
            </div>
            <label>${t('passphrase')}
              <input name="passphrase" type="password" autocomplete="off" required>
            </label>
            <p class="soft">${t('one-signs')}</p>
            <button class="button next" ?disabled=${this.busy || this.draft.key === ''}>
              ${this.draft.lot.trim() ? t('sign-lot', this.draft.lot.trim()) : t('sign-all')}
            </button>
          </form>`
          : nothing
      }`;
  }
}

customElements.define('hq-recalls', HqRecalls);
