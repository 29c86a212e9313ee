// The recipes in force and in draft: what each is made of, its sizes and prices, whether this version is approved.
// Recipes come from a table; here they are read.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { figure, yuan } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { lang, t, word } from '../../lib/i18n.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-blend.js';
import '../../components/ti-empty.js';
import '../../components/ti-icon.js';
import '../../components/ti-import.js';
import { offer } from '../setup/hands.js';

/** @typedef {import('../../lib/wire').RecipeCard} Recipe */

class Recipes extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    recipes: { state: true },
    text: { state: true },
    sort: { state: true },
    table: { state: true },
  };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store'];

  constructor() {
    super();
    /** @type {Recipe[]} */
    this.recipes = [];
    this.text = '';
    /** @type {'id' | 'name' | 'price'} */
    this.sort = 'id';
    this.table = '';
  }

  async load() {
    this.recipes = await rpc('recipe.list');
  }

  keys() {
    return [
      {
        key: 'F3',
        label: t('materials.search'),
        run: () => /** @type {HTMLElement | null} */ (this.querySelector('[data-test="list-search"]'))?.focus(),
      },
    ];
  }

  /** @returns {Recipe[]} */
  get shown() {
    const wanted = this.text.trim().toLowerCase();
    const fits = (/** @type {Recipe} */ one) =>
      [one.recipe, one.name, ...one.components.map((part) => part.name)].some((text) =>
        text.toLowerCase().includes(wanted),
      );
    const order = {
      id: (/** @type {Recipe} */ a, /** @type {Recipe} */ b) => a.recipe.localeCompare(b.recipe),
      name: (/** @type {Recipe} */ a, /** @type {Recipe} */ b) => a.name.localeCompare(b.name, 'zh-CN'),
      price: (/** @type {Recipe} */ a, /** @type {Recipe} */ b) => (a.sizes[0]?.fen ?? 0) - (b.sizes[0]?.fen ?? 0),
    };
    return this.recipes.filter(fits).sort(order[this.sort]);
  }

  /** @param {Recipe} one */
  card(one) {
    return html`<article class="card recipe" data-test="recipe-${one.recipe}">
      <h2>${one.name}</h2><header class="row"><span class="num faint">${one.recipe} · v${one.version}</span><span
          class="chip">${word(`service_type.${one.service}`)}</span>
        <span class="chip push ${one.stopped ? 'stop' : one.approved ? 'ok' : 'warn'}"><b
            aria-hidden="true">${one.stopped ? '✕' : one.approved ? '✓' : '!'}</b>${t(
              one.stopped
                ? 'materials.recipes.stopped'
                : one.approved
                  ? 'materials.recipes.approved'
                  : 'materials.recipes.draft',
            )}</span></header>
      <p class="soft" data-test="recipe-origin">${
        one.headquarters
          ? t('materials.recipes.of_headquarters', { people: one.approved_by.join(', ') || '—' })
          : t('materials.recipes.local', { people: one.approved_by.join(', ') || '—' })
      }</p>
      ${
        one.stopped
          ? html`<p data-test="recipe-stopped">${t('materials.recipes.stopped_why', {
              number: one.stopped.number,
              why: lang() === 'en' ? one.stopped.en : one.stopped.zh,
            })}</p>`
          : nothing
      }
      <ti-blend legend .parts=${one.components.map(({ name, share }) => ({ name, share }))}></ti-blend>
      <p class="row formula-sizes">${one.sizes.map(
        (size) => html`<span class="num">${figure(size.mg)} g · ${yuan(size.fen)}</span>`,
      )}</p>
    </article>`;
  }

  content() {
    const shown = this.shown;
    const sorts = /** @type {const} */ (['id', 'name', 'price']);
    return html`<header class="row list-head"><label class="list-search"><ti-icon name="search"></ti-icon><span
        class="visually-hidden">${t('materials.recipes.search')}</span>
        <input type="search" data-test="list-search" placeholder=${t('materials.recipes.search')} .value=${this.text}
            @input=${(/** @type {Event} */ event) =>
              (this.text = /** @type {HTMLInputElement} */ (event.target).value)}></label>
      <div class="zones" role="group" aria-label=${t('setup.table.sort')}>${sorts.map(
        (key) => html`<button type="button" class="button zone" aria-pressed=${key === this.sort}
    @click=${() => (this.sort = key)}>${t(`materials.recipes.by_${key}`)}</button>`,
      )}</div>
      <span class="push">${offer(
        'import.commit',
        html`<button class="button next" data-test="import-recipes"
    @click=${() => (this.table = 'recipes')}>${t('materials.import')}</button>`,
      )}</span></header>
      ${
        shown.length === 0
          ? html`<ti-empty icon="flask-conical" .heading=${t(
              this.recipes.length ? 'materials.none_found' : 'materials.recipes.none',
            )} .text=${t(this.recipes.length ? 'materials.none_found_why' : 'materials.recipes.none_why')}></ti-empty>`
          : html`<div class="grid recipe-grid" tabindex="0" role="group"
              aria-label=${t('materials.tab.recipes')}>${shown.map((one) => this.card(one))}</div>`
      }
      ${
        desk.may('import.commit')
          ? html`<ti-import .what=${this.table} @imported=${() => this.reload()} @closed=${() => {
              this.table = '';
              void this.reload();
            }}></ti-import>`
          : nothing
      }`;
  }

  render() {
    return html`<div class="stack list">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-recipes', Recipes);
