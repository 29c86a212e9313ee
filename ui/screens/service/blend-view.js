/**
 * The two halves of a weighing's card: which container must be scanned, and the weight in figures that are read from a
 * metre away with its band and its state in words.
 */
import { html, nothing } from '../../lib/lit.js';
import { pick, t } from '../../lib/i18n.js';
import { day, grams } from '../../lib/format.js';
import '../../components/ti-gauge.js';
import { typed } from './typed.js';

/** @typedef {import('./blend.js').ServiceBlend} ServiceBlend */
/** @typedef {import('../../lib/wire').NextView} NextView */

/**
 * Which container is scanned.
 * @param {ServiceBlend} panel
 * @param {NextView} next
 * @param {(text: string) => void} type takes a code that is typed
 */
export function scanned(panel, next, type) {
  const state = panel.wrong ? 'wrong' : panel.scanned ? 'right' : 'wanted';
  return html`<div class=${`scanned ${state}`} aria-live="assertive" data-test=${`scan-${state}`}>
    <ti-icon name=${panel.wrong ? 'circle-x' : panel.scanned ? 'circle-check' : 'scan-barcode'}></ti-icon>
    <div>
      <p class="scanned-word">
        ${
          panel.wrong ??
          t(panel.scanned ? 'service.blend.scanned' : 'service.blend.scan', {
            lot: next.lot_number,
            container: next.container,
          })
        }
      </p>
      <p class="faint">
        <span class="num">${next.filing}</span> · ${t('service.blend.lot', { lot: next.lot_number })} ·
        ${t('service.blend.expires', {
          day: day(next.expires_on),
        })} · ${t('service.blend.left', { left: grams(next.left_mg) })}
      </p>
    </div>
    ${
      panel.scanned || !panel.allowed
        ? nothing
        : html`<form
            class="scan-type"
            @submit=${(/** @type {SubmitEvent} */ event) => {
              event.preventDefault();
              const input = /** @type {HTMLInputElement} */ (
                /** @type {HTMLFormElement} */ (event.target).elements.namedItem('code')
              );
              type(input.value);
              input.value = '';
            }}
          >
            <input
              type="text"
              name="code"
              autocomplete="off"
              data-test="scan-type"
              data-scan="yields"
              aria-label=${t('service.blend.type_code')}
              placeholder=${t('service.blend.type_code')}
            />
          </form>`
    }
  </div>`;
}

/**
 * What the state is, with its glyph and its word.
 * @param {ServiceBlend} panel
 * @param {NextView} next
 * @param {import('./scale.js').Place} place
 */
function state(panel, next, place) {
  const reading = panel.reading;
  if (!panel.manual && reading && reading.state !== 'ok') {
    return {
      kind: 'stop',
      glyph: '✕',
      word: pick(
        reading.message ?? t(`service.scale.${reading.state}`),
        reading.message_en ?? t(`service.scale.${reading.state}`),
      ),
    };
  }
  if (panel.manual && panel.typed.trim() && panel.weight === null)
    return { kind: 'stop', glyph: '✕', word: t('service.blend.no_weight') };
  const weight = panel.weight ?? 0;
  if (place === 'over')
    return { kind: 'stop', glyph: '✕', word: t('service.blend.over', { weight: grams(weight - next.target_mg) }) };
  if (place === 'below')
    return { kind: 'warn', glyph: '…', word: t('service.blend.below', { weight: grams(next.target_mg - weight) }) };
  if (place === 'nothing')
    return { kind: 'none', glyph: '', word: t('service.blend.pour', { weight: grams(next.target_mg) }) };
  if (!panel.manual && !reading?.stable) return { kind: 'warn', glyph: '~', word: t('service.blend.moving') };
  return { kind: 'ok', glyph: '✓', word: t('service.blend.inside') };
}

/**
 * The weight with its band.
 * @param {ServiceBlend} panel
 * @param {NextView} next
 * @param {import('./scale.js').Place} place
 */
export function reading(panel, next, place) {
  const { kind, glyph, word } = state(panel, next, place);
  const weight = panel.weight;
  const least = panel.reading?.minimum_mg ?? null;
  const vessel = panel.view.vessel;
  const batch = vessel && place === 'over' ? Math.ceil((vessel.batch_mg * (weight ?? 0)) / next.target_mg) : 0;
  return html`<div class="reading-line">
      ${
        panel.manual
          ? html`<input
              class="reading num"
              type="text"
              inputmode="decimal"
              autocomplete="off"
              data-test="weight"
              aria-label=${t('service.blend.typed')}
              placeholder="0.00"
              .value=${panel.typed}
              ?disabled=${!panel.allowed}
              @input=${(/** @type {InputEvent} */ event) => (panel.typed = typed(event))}
              @keydown=${(/** @type {KeyboardEvent} */ event) => {
                if (event.key === 'Enter')
                  /** @type {HTMLElement|null} */ (panel.querySelector('.button.next:not([disabled])'))?.click();
              }}
            />`
          : html`<span class="reading num" data-test="reading">${
              weight === null ? '–' : (weight / 1000).toFixed(2)
            }</span>`
      }
      <span class="reading-unit">g</span>
      <span class=${`chip reading-state ${kind}`} data-test="weight-state"
        >${glyph ? html`<span aria-hidden="true">${glyph}</span>` : nothing}${word}</span
      >
    </div>
    <ti-gauge .low=${next.low_mg} .high=${next.high_mg} .target=${next.target_mg} .weight=${weight}></ti-gauge>
    ${
      batch && vessel
        ? html`<p class="remark warn" data-test="scale-up-note"><span
    aria-hidden="true">!</span>${t('service.blend.scale_up_note', {
      from: grams(vessel.batch_mg),
      to: grams(batch),
      surplus: grams(batch - vessel.size_mg),
    })}</p>`
        : nothing
    }
    ${
      least !== null && next.target_mg < least
        ? html`<p class="remark warn"><span
    aria-hidden="true">!</span>${t('service.blend.too_little', {
      least: grams(least),
      target: grams(next.target_mg),
    })}</p>`
        : nothing
    }
    ${
      panel.manual
        ? html`<details class="by-hand-why" ?open=${panel.why === ''}>
            <summary data-test="by-hand-why">
              <span>${t('service.blend.why')}${panel.why ? html` <b>${panel.why}</b>` : nothing}</span
              ><u>${t('service.change')}</u>
            </summary>
            <ti-reasons
              .label=${t('service.blend.why')}
              .options=${['no_scale', 'unsteady', 'fault'].map((key) => t(`service.blend.why.${key}`))}
              .value=${panel.why}
              name="by-hand-why"
              @change=${(/** @type {CustomEvent<string>} */ event) => (panel.reason = event.detail)}
            ></ti-reasons>
          </details>`
        : least !== null
          ? html`<p class="faint num">${t('service.blend.least', { least: grams(least) })}</p>`
          : nothing
    }`;
}
