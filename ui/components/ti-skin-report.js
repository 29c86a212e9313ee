/**
 * What a skin test says: every metric with score, raw value and what changed since the last test, as radar or bars; the
 * lines of
 * earlier tests; and, said aloud, what the device's file held that nothing was made of. It judges no skin and hides no
 * doubt: an
 * unconfirmed cut-off is marked, and a difference inside the device's own repeatability is "no measurable change".
 */
import { html, nothing, svg } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { lang, pick, t } from '../lib/i18n.js';
import { day } from '../lib/format.js';
import './ti-icon.js';
import './ti-skin-radar.js';
import './ti-skin-history.js';

/** @typedef {import('../lib/wire').SkinView} SkinView */
/** @typedef {SkinView['metrics'][number]} Metric */

const CHANGES = /** @type {const} */ ({ better: '▲', worse: '▼', no_measurable: '＝' });
/** A total and an age are no axes of a face. */
const NO_AXIS = ['overall', 'skin_age'];

class SkinReport extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { skin: { attribute: false }, shape: { state: true } };

  constructor() {
    super();
    /** @type {SkinView | null} */
    this.skin = null;
    /** @type {'radar' | 'bars'} */
    this.shape = 'radar';
  }

  render() {
    const skin = this.skin;
    if (!skin) return nothing;
    const scored = /** @type {(Metric & {score: number})[]} */ (skin.metrics.filter((each) => each.score !== null));
    const axes = scored.filter((each) => !NO_AXIS.includes(each.metric));
    const shape = axes.length < 3 ? 'bars' : this.shape;
    return html`<section class=${`skin ${shape}`}>
      <header class="skin-head">
        <dl class="skin-facts">
          ${
            skin.skin_type_zh
              ? html`<div><dt>${t('customers.skin_type')}</dt><dd><b>${
                  lang() === 'en' ? skin.skin_type : skin.skin_type_zh
                }</b></dd></div>`
              : nothing
          }
          <div><dt>${t('customers.skin_taken')}</dt><dd class="num">${
            skin.taken_at ? day(skin.taken_at.slice(0, 10)) : t('customers.skin_no_day')
          }</dd></div>
          <div><dt>${t('customers.skin_device')}</dt><dd>${skin.device}</dd></div>
        </dl>
        ${
          axes.length < 3
            ? nothing
            : html`<div class="switch" role="group" aria-label=${t('customers.shape')}>
          ${
            /** @type {const} */ (['radar', 'bars']).map(
              (each) => html`<button data-test=${`skin-${each}`} aria-pressed=${shape === each}
            @click=${() => {
              this.shape = each;
            }}>${t(`customers.shape_${each}`)}</button>`,
            )
          }</div>`
        }
      </header>
      ${this.doubts(skin)}
      <div class="skin-body">
        ${
          shape === 'radar'
            ? html`<figure class="skin-figure">
          <ti-skin-radar .metrics=${axes} .earlier=${earlier(skin)}></ti-skin-radar>
          ${
            skin.history.length > 1
              ? html`<figcaption class="faint">${t('customers.radar_before')}</figcaption>`
              : nothing
          }</figure>`
            : nothing
        }
        ${this.table(skin.metrics, shape === 'bars')}
      </div>
      ${skin.history.length > 1 ? html`<ti-skin-history .skin=${skin}></ti-skin-history>` : nothing}
    </section>`;
  }

  /** @param {Metric[]} metrics @param {boolean} bars */
  table(metrics, bars) {
    const unsure = metrics.some((each) => !each.confirmed);
    return html`<div class="skin-metrics"><table>
      <thead><tr><th scope="col">${t('customers.metric')}</th><th scope="col"
          colspan=${bars ? 2 : 1}>${t('customers.score')}</th>
        <th scope="col">${t('customers.raw')}</th><th scope="col">${t('customers.change')}</th></tr></thead>
      <tbody>${metrics.map(
        (each) => html`<tr>
        <th scope="row">${pick(each.zh, each.en)}${
          each.confirmed ? nothing : html`<abbr title=${t('customers.unconfirmed')}>*</abbr>`
        }</th>
        <td class="num skin-score">${each.score ?? html`<span class="faint">${t('customers.no_score')}</span>`}</td>
        ${bars ? html`<td class="skin-bar">${each.score === null ? nothing : bar(each.score)}</td>` : nothing}
        <td class="num soft">${each.raw ?? '–'}</td>
        <td>${change(each)}</td></tr>`,
      )}</tbody></table>
      ${unsure ? html`<p class="faint">* ${t('customers.unconfirmed')}</p>` : nothing}</div>`;
  }

  /** Warnings first; what could not be mapped is named field by field. @param {SkinView} skin */
  doubts(skin) {
    const warnings = lang() === 'en' ? skin.warnings_en : skin.warnings;
    return html`${
      warnings.length
        ? html`<ul class="skin-warnings">${warnings.map(
            (warning) => html`<li>
        <ti-icon name="triangle-alert"></ti-icon>${warning}</li>`,
          )}</ul>`
        : nothing
    }
      ${
        skin.unmapped.length
          ? html`<details class="fold"><summary>${t('customers.unmapped', { count: skin.unmapped.length })}</summary>
        <p class="soft">${t('customers.unmapped_why')}</p>
        <ul class="skin-unmapped num">${skin.unmapped.map((field) => html`<li>${field}</li>`)}</ul></details>`
          : nothing
      }`;
  }
}

/** Scores of the test before this one. @param {SkinView} skin */
function earlier(skin) {
  const last = [...skin.history].sort((one, other) => one.on.localeCompare(other.on)).at(-2);
  return last ? new Map(last.metrics.map((each) => [each.metric, each.score])) : null;
}

/** @param {number} score */
const bar = (score) => html`<svg class="score-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
  ${svg`<rect class="score-room" width="100" height="8"/><rect class="score-filled" width=${score}
      height="8"/>`}</svg>`;

/** @param {Metric} metric */
function change(metric) {
  if (!metric.change) return html`<span class="faint">${t('customers.change_none')}</span>`;
  const by = metric.by === null || metric.change === 'no_measurable' ? '' : ` ${Math.abs(metric.by)}`;
  return html`<span
      class=${`change ${metric.change}`}>${CHANGES[metric.change]} ${t(`customers.change_${metric.change}`)}<b
        class="num">${by}</b></span>`;
}

define('ti-skin-report', SkinReport);
