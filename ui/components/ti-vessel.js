/**
 * What is physically in the vessel: each weighing with its weight, what is still to come, and the share of each as a
 * bar. It shows what is saved, so after a power cut it shows the truth.
 */
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';
import { grams, time } from '../lib/format.js';

/** @typedef {NonNullable<import('../lib/wire').ServiceView['vessel']>} Vessel */

export class TiVessel extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { vessel: { attribute: false }, next: { attribute: false } };

  constructor() {
    super();
    /** @type {Vessel|null} */
    this.vessel = null;
    /** @type {number|null} The component being weighed, from 0. */
    this.next = null;
  }

  updated() {
    const vessel = this.vessel;
    if (!vessel) return;
    const batch = Math.max(1, vessel.batch_mg);
    this.querySelectorAll('.vessel-part').forEach((part, index) => {
      const component = vessel.components[index];
      if (!(part instanceof HTMLElement) || !component) return;
      part.style.setProperty('--share', String(component.target_mg / batch));
      part.style.setProperty(
        '--full',
        `${Math.min(100, (component.weighed_mg / Math.max(1, component.target_mg)) * 100)}%`,
      );
    });
  }

  render() {
    const vessel = this.vessel;
    if (!vessel) return nothing;
    const scaled = vessel.batch_mg > vessel.size_mg;
    return html`<section class="vessel card" aria-label=${t('service.blend.vessel')}>
      <h2>${t('service.blend.vessel')}</h2>
      <div class="vessel-bar" aria-hidden="true">${vessel.components.map(
        () => html`<span class="vessel-part"></span>`,
      )}</div>
      <ul class="blend-keys">
        ${vessel.components.map((part) => {
          const done = part.weighed_mg > 0;
          const now = part.index === this.next;
          return html`<li class=${`key vessel-key ${now ? 'now' : ''} ${done ? '' : 'ahead'}`}>
            <i aria-hidden="true"></i>
            <span>${part.name}</span>
            <span class="num"
              >${
                done
                  ? html`${grams(part.weighed_mg)} <span aria-hidden="true">✓</span>`
                  : html`<span
    class="faint">${grams(part.target_mg)}</span>`
              }</span
            >
          </li>`;
        })}
      </ul>
      <p class="vessel-total num">
        <span>${t('service.blend.in_vessel')}</span><b>${grams(vessel.total_mg)}</b>
        <span class="faint">/ ${grams(vessel.batch_mg)}</span>
      </p>
      ${
        scaled
          ? html`<p class="remark warn"><span
    aria-hidden="true">!</span>${t('service.blend.scaled', {
      batch: grams(vessel.batch_mg),
      surplus: grams(vessel.batch_mg - vessel.size_mg),
    })}</p>`
          : nothing
      }
      ${
        vessel.weighings.length
          ? html`<details class="vessel-log">
              <summary>${t('service.blend.log', { count: vessel.weighings.length })}</summary>
              <ul>
                ${vessel.weighings.map(
                  (weighing) => html`<li><span>${weighing.name}</span><span
    class="num">${grams(weighing.weight_mg)}</span><span class="faint num">${time(weighing.at)}${
      weighing.by_hand ? ` · ${t('service.blend.by_hand_short')}` : ''
    }</span></li>`,
                )}
              </ul>
            </details>`
          : nothing
      }
      ${
        vessel.written_off.length
          ? html`<p
    class="faint">${t('service.blend.written_off', { reasons: vessel.written_off.join('；') })}</p>`
          : nothing
      }
      <p class="faint">${t('service.blend.saved_note')}</p>
    </section>`;
  }
}

define('ti-vessel', TiVessel);
