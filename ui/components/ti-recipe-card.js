/**
 * One recipe that fits, as a customer can follow it: its name, what it is for, what it feels like, size, price and
 * use-by day, and why it fits. What is taken of which lot stands behind a tap. Event `choose`, and `size` with the
 * milligrams. It ranks nothing.
 */
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { pick, t } from '../lib/i18n.js';
import { grams, yuan } from '../lib/format.js';
import './ti-blend.js';
import './ti-use-by.js';

/** @typedef {import('../lib/wire').RankedView} RankedView */

export class TiRecipeCard extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { recipe: { attribute: false }, place: { type: Number }, chosen: { type: Boolean } };

  constructor() {
    super();
    /** @type {RankedView} */
    this.recipe = /** @type {never} */ (undefined);
    /** Its place in the ranking, from 1; also its key. */
    this.place = 1;
    this.chosen = false;
  }

  #choose() {
    this.dispatchEvent(new CustomEvent('choose'));
  }

  #sizes() {
    const { sizes, size_mg: size } = this.recipe;
    if (!this.chosen || sizes.length < 2) return html`<span class="num">${grams(size)}</span>`;
    return html`<span class="recipe-sizes" role="group" aria-label=${t('service.plan.size')}
      >${sizes.map(
        (each) =>
          html` <button
            type="button"
            class="toggle"
            aria-pressed=${String(each.mg === size)}
            data-test=${`size-${each.mg}`}
            @click=${() => this.dispatchEvent(new CustomEvent('size', { detail: each.mg }))}
          >
            <span class="num">${grams(each.mg)}</span>
          </button>`,
      )}</span
    >`;
  }

  render() {
    const recipe = this.recipe;
    if (!recipe) return nothing;
    const reasons = recipe.reasons.map((reason) => pick(reason.text, reason.text_en));
    // Two rulebooks may say the same: a person reads it once.
    const warnings = new Set(recipe.warnings.map((warning) => pick(warning.because, warning.because_en)));
    return html`<article class=${`card recipe-card ${this.chosen ? 'chosen' : ''}`}>
      <button
        type="button"
        class="recipe-head"
        aria-pressed=${String(this.chosen)}
        data-test=${`choose-${recipe.recipe}`}
        @click=${() => this.#choose()}
      >
        <kbd class="recipe-place">${this.place}</kbd>
        <h2>${recipe.name}</h2>
      </button>
      ${recipe.purpose ? html`<p class="recipe-for">${pick(recipe.purpose.text, recipe.purpose.text_en)}</p>` : nothing}
      <dl class="facts">
        ${
          recipe.texture
            ? html`<dt>${t('service.plan.texture')}</dt>
                <dd>${pick(recipe.texture.text, recipe.texture.text_en)}</dd>`
            : nothing
        }
        <dt>${t('service.use_by')}</dt>
        <dd><ti-use-by .useBy=${recipe.use_by} .gain=${recipe.gain}></ti-use-by></dd>
        <dt>${t('service.plan.net')}</dt>
        <dd>${this.#sizes()}</dd>
        <dt>${t('service.plan.price')}</dt>
        <dd class="num recipe-price">${yuan(recipe.price_fen)}</dd>
      </dl>
      <ul class="recipe-reasons">
        ${reasons.map((reason) => html`<li>${reason}</li>`)}
      </ul>
      ${[...warnings].map((warning) => html`<p class="remark warn"><span aria-hidden="true">!</span>${warning}</p>`)}
      <details class="recipe-parts">
        <summary data-test=${`parts-${recipe.recipe}`}>${t('service.plan.parts')}</summary>
        <ti-blend
          legend
          .parts=${recipe.components.map((part) => ({
            share: part.share,
            name: part.name,
            note: grams(part.target_mg),
          }))}
        ></ti-blend>
        ${
          recipe.to_open.length
            ? html`<dl class="facts"><dt>${t('service.plan.to_open')}</dt>
                <dd class="num">${recipe.to_open.join(t('service.list'))}</dd></dl>`
            : nothing
        }
      </details>
    </article>`;
  }
}

define('ti-recipe-card', TiRecipeCard);
