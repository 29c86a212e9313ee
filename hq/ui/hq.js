/**
 * The console of headquarters: signing in, and the list of stores with what state each is in. What a store's state is, the
 * server judges; this page words it, and asks again each quarter of a minute.
 */
import { LitElement } from './vendor/lit-element/lit-element.js';
import { html, nothing } from './vendor/lit-html/lit-html.js';
import './recalls.js';
import { ago, command, number } from './shared.js';
import { named, otherLanguage, spoken, t } from './words.js';

const AGAIN = 15_000;

/** @typedef {{code: string, bad: boolean}} Matter */
/**
 * @typedef {object} Line
 * @property {string} store
 * @property {string} name
 * @property {string} area
 * @property {Matter[]} matters
 * @property {number | null} seen
 * @property {number | null} came
 * @property {number} here
 * @property {string} hash
 * @property {number} behind
 * @property {number} waiting
 * @property {number} findings
 * @property {number} devices
 * @property {string} program
 */
/** @typedef {{enterprise: string, person: string, stores: Line[]}} Page */

/** @param {Matter | undefined} matter */
const state = (matter) =>
  matter === undefined
    ? html`<span class="fine">${t('fine')}</span>`
    : html`<span class=${matter.bad ? 'bad' : 'warn'}
        >${matter.bad ? '✕' : '△'} ${t(`matter.${matter.code}`)}</span
      >`;

class HqConsole extends LitElement {
  static properties = {
    page: { state: true },
    signed: { state: true },
    trouble: { state: true },
    chosen: { state: true },
    wanted: { state: true },
    only: { state: true },
    busy: { state: true },
    shown: { state: true },
  };

  constructor() {
    super();
    this.wanted = '';
    this.only = '';
    this.busy = false;
    /** @type {'stores' | 'recalls'} */
    this.shown = 'stores';
    /** @type {boolean | undefined} */
    this.signed = undefined;
    /** @type {Page | undefined} */
    this.page = undefined;
    /** @type {string | undefined} */
    this.trouble = undefined;
    /** @type {string | undefined} */
    this.chosen = undefined;
    /** @param {KeyboardEvent} event */
    this.typed = (event) => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      /** @type {HTMLElement | null} */ (this.querySelector('#find'))?.focus();
    };
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    named();
    void this.ask();
    this.again = setInterval(() => this.signed && void this.ask(), AGAIN);
    addEventListener('keydown', this.typed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.again);
    removeEventListener('keydown', this.typed);
  }

  async ask() {
    try {
      const answer = await fetch('console/stores');
      if (answer.ok) {
        this.page = await answer.json();
        this.signed = true;
        this.trouble = undefined;
      } else if (answer.status === 401) {
        this.signed = false;
        this.page = undefined;
      } else {
        this.signed ??= false;
        this.trouble = 'failed';
      }
    } catch {
      this.signed ??= false;
      this.trouble = 'unreachable';
    }
  }

  /** @param {SubmitEvent} event */
  async signIn(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.busy = true;
    this.trouble = undefined;
    try {
      const answer = await command('sign-in', { name: form.get('name'), password: form.get('password') });
      if (answer.ok) await this.ask();
      else this.trouble = (await answer.json()).code;
    } catch {
      this.trouble = 'unreachable';
    }
    this.busy = false;
  }

  async signOut() {
    try {
      await command('sign-out', {});
      this.signed = false;
      this.page = undefined;
      this.chosen = undefined;
    } catch {
      this.trouble = 'unreachable';
    }
  }

  languages() {
    const other = () => {
      otherLanguage();
      this.requestUpdate();
    };
    return html`<button class="button" type="button" lang=${spoken() === 'en' ? 'zh-CN' : 'en'} @click=${other}>
      ${t('language')}
    </button>`;
  }

  troubles() {
    // At the door there is nothing below that was had before.
    const code = this.trouble === 'unreachable' && !this.page ? 'no_answer' : this.trouble;
    return code ? html`<p class="trouble" role="alert">${t(code)}</p>` : nothing;
  }

  render() {
    if (this.signed === undefined) return nothing;
    return this.signed && this.page ? this.list(this.page) : this.door();
  }

  door() {
    return html`<main class="door">
      <form @submit=${this.signIn}>
        <h1>${t('sign-in')}</h1>
        <label>${t('name')}<input name="name" autocomplete="username" required></label>
        <label>${t('password')}
          <input name="password" type="password" autocomplete="current-password" required>
        </label>
        ${this.troubles()}
        <button class="button next" ?disabled=${this.busy}>${t('enter')}</button>
        ${this.languages()}
      </form>
    </main>`;
  }

  /** @param {Page} page */
  lines(page) {
    const wanted = this.wanted.trim().toLowerCase();
    return page.stores.filter((line) => {
      const fits = `${line.store} ${line.name} ${line.area}`.toLowerCase().includes(wanted);
      if (!fits || this.only === '') return fits;
      if (this.only === 'any') return line.matters.length > 0;
      return line.matters.some((matter) => matter.code === this.only);
    });
  }

  /** @param {Page} page */
  filters(page) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const line of page.stores) {
      for (const matter of line.matters) counts.set(matter.code, (counts.get(matter.code) ?? 0) + 1);
    }
    const some = page.stores.filter((line) => line.matters.length > 0).length;
    /** @param {string} code @param {string} name @param {number} count */
    const button = (code, name, count) => html`<li>
      <button type="button" aria-pressed=${this.only === code ? 'true' : 'false'} @click=${() => (this.only = code)}>
        ${name} <b class="num">${number(count)}</b>
      </button>
    </li>`;
    return html`<ul class="filters">
      ${button('', t('all'), page.stores.length)}
      ${some > 0 ? button('any', t('with-matter'), some) : nothing}
      ${[...counts].map(([code, count]) => button(code, t(`matter.${code}`), count))}
    </ul>`;
  }

  /** @param {Page} page */
  list(page) {
    return html`<div class="hq">
      <header class="bar">
        <b>${page.enterprise}</b>
        ${this.places()}
        <span class="who">${page.person}</span>
        ${this.languages()}
        <button class="button" type="button" @click=${this.signOut}>${t('leave')}</button>
      </header>
      ${this.shown === 'recalls' ? html`<hq-recalls @signed-out=${this.ended}></hq-recalls>` : this.stores(page)}
    </div>`;
  }

  ended() {
    this.signed = false;
    this.page = undefined;
  }

  places() {
    /** @param {'stores' | 'recalls'} place */
    const button = (
      place,
    ) => html`<button class="place" type="button" aria-current=${this.shown === place ? 'page' : nothing}
      @click=${() => (this.shown = place)}>${t(place)}</button>`;
    return html`<nav>${button('stores')} ${button('recalls')}</nav>`;
  }

  /** @param {Page} page */
  stores(page) {
    const lines = this.lines(page);
    // Until somebody chooses, the gravest is told.
    const chosen = lines.find((line) => line.store === this.chosen) ?? lines[0];
    return html`<main>
        ${this.troubles()}
        <div class="tools">
          <h1>${t('stores')} <span class="count">${t('total', number(page.stores.length))}</span></h1>
          ${page.stores.length > 1 ? html`<span class="soft">${t('worst')}</span>` : nothing}
          <input id="find" type="search" ?hidden=${page.stores.length === 0}
            aria-label=${t('find')} placeholder=${t('find')} .value=${this.wanted}
            @input=${(/** @type {InputEvent} */ event) => {
              this.wanted = /** @type {HTMLInputElement} */ (event.target).value;
            }}>
        </div>
        ${
          page.stores.length === 0
            ? html`<p class="empty">${t('nobody')}</p>`
            : html`${this.filters(page)} ${this.table(lines, chosen)}`
        }
      </main>
      <aside aria-live="polite">${chosen ? this.facts(chosen) : nothing}</aside>`;
  }

  /** @param {Line[]} lines @param {Line | undefined} chosen */
  table(lines, chosen) {
    if (lines.length === 0) return html`<p class="empty">${t('nothing')}</p>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('stores')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t('store')}</th>
            <th scope="col">${t('matter')}</th>
            <th scope="col">${t('area')}</th>
            <th scope="col">${t('seen')}</th>
            <th scope="col" class="end">${t('here')}</th>
            <th scope="col" class="end">${t('behind')}</th>
            <th scope="col" class="end">${t('findings')}</th>
            <th scope="col">${t('program')}</th>
          </tr>
        </thead>
        <tbody>${lines.map((line) => this.row(line, line === chosen))}</tbody>
      </table>
    </div>`;
  }

  /** @param {Line} line @param {boolean} chosen */
  row(line, chosen) {
    const choose = () => (this.chosen = line.store);
    /** @param {number} value */
    const figure = (value) => html`<td class="end num ${value > 0 ? 'warn' : 'fine'}">${number(value)}</td>`;
    return html`<tr aria-current=${chosen ? 'true' : nothing} @click=${choose}>
      <th scope="row">
        <button type="button" @click=${choose}><b class="num">${line.store}</b><span>${line.name}</span></button>
      </th>
      <td>${state(line.matters[0])}</td>
      <td>${line.area}</td>
      <td class="num ${line.matters.some((matter) => matter.code === 'quiet') ? 'warn' : 'fine'}">${ago(line.seen)}</td>
      <td class="end num fine">${number(line.here)}</td>
      ${figure(line.behind)} ${figure(line.findings)}
      <td class="num fine">${line.program}</td>
    </tr>`;
  }

  /** @param {Line} line */
  facts(line) {
    const chain = line.here > 0 ? t('to', number(line.here), line.hash) : t('none');
    return html`<h2><span class="num">${line.store}</span> ${line.name}</h2>
      ${line.matters.length === 0 ? html`<p>${state(undefined)}</p>` : nothing}
      <ul class="matters">
        ${line.matters.map((matter) => html`<li>${state(matter)}<p>${t(`mend.${matter.code}`)}</p></li>`)}
      </ul>
      <dl>
        <dt>${t('chain')}</dt><dd class="num">${chain}</dd>
        <dt>${t('came')}</dt><dd>${ago(line.came)}</dd>
        <dt>${t('seen')}</dt><dd>${ago(line.seen)}</dd>
        <dt>${t('behind')}</dt><dd class="num">${t('records', number(line.behind))}</dd>
        <dt>${t('waiting')}</dt><dd class="num">${t('records', number(line.waiting))}</dd>
        <dt>${t('findings')}</dt><dd class="num">${t('records', number(line.findings))}</dd>
        <dt>${t('devices')}</dt><dd class="num">${number(line.devices)}</dd>
        <dt>${t('program')}</dt><dd class="num">${line.program || '—'}</dd>
      </dl>`;
  }
}

customElements.define('hq-console', HqConsole);
