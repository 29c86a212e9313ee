/**
 * The sample: services that nobody chose, each looked at and ticked, with a remark where there is something to say.
 */
import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { t, word } from '../../lib/i18n.js';
import { draftOf } from './looked.js';

/** @typedef {import('../../lib/wire').DayView} DayView */
/** @typedef {import('../../lib/wire').ServiceCard} ServiceCard */

/** @param {ServiceCard} card @param {Map<string, string>} seen @param {boolean} may @param {() => void} changed */
function service(card, seen, may, changed) {
  const ticked = seen.has(card.number);
  const tick = () => {
    if (!seen.delete(card.number)) seen.set(card.number, '');
    changed();
  };
  const write = (/** @type {Event} */ event) =>
    seen.set(card.number, /** @type {HTMLInputElement} */ (event.target).value);
  return html`<li class="sampled" data-test="sampled-${card.number}">
    <a href="#/service/${card.number}" data-test="look-${card.number}"><span class="num">${card.number}</span>
      <span
          class="faint">${card.recipe_name ?? word(`mode.${card.mode}`)} · ${word(`state.${card.step}`)}</span></a>
    ${
      may
        ? html`<label class="tick"><input type="checkbox" data-test="seen-${card.number}" .checked=${ticked}
          @change=${tick}>${t('day.seen')}</label>
          ${
            ticked
              ? html`<input type="text" class="input" data-test="remark-${card.number}" maxlength="300"
    aria-label=${t('day.remark')} placeholder=${t('day.remark')} .value=${seen.get(card.number) ?? ''}
      @input=${write}>`
              : nothing
          }`
        : nothing
    }
  </li>`;
}

/** @param {DayView} view @param {() => void} changed */
export function sampleList(view, changed) {
  const { sample } = view.sheet;
  const seen = draftOf(view.sheet)?.seen;
  if (!sample || !seen) return nothing;
  const may = desk.may('day.sign');
  return html`<section class="stack" data-test="sample"><h2 class="heading">${t('day.sample')} <span
      class="faint num">${t('day.sample_of', { n: sample.services.length, of: sample.of })}</span></h2>
    ${
      view.sampled.length === 0
        ? html`<p class="soft">${t('day.sample_none')}</p>`
        : html`<p class="faint">${t('day.sample_why')} <span class="num"
            title=${sample.seed}>${sample.seed.slice(0, 12)}</span></p>
        <ul class="sample">${view.sampled.map((card) => service(card, seen, may, changed))}</ul>`
    }
  </section>`;
}
