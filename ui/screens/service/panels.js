/**
 * Which element draws which step. The element stays as long as the service and the step do, so that a half-filled form
 * is
 * not lost when the screen is drawn again.
 */
import './notice.js';
import './needs.js';
import './skin.js';
import './plan.js';
import './agree.js';
import './clear.js';
import './blend.js';
import './label.js';
import './deliver.js';

/** @typedef {import('./panel.js').StepPanel} StepPanel */
/**
 * @typedef {object} Given what a panel is given
 * @property {import('../../lib/wire').ServiceView} view
 * @property {import('./panel.js').Gates|null} gates
 * @property {import('../service.js').ScreenService} host
 * @property {string|null} busy
 * @property {boolean} allowed
 */

/**
 * The panel of a step: the one that stands there, or a new one.
 * @param {import('./steps.js').StepKey} step
 * @param {Given} given
 * @param {StepPanel|null} standing
 * @returns {StepPanel}
 */
export function panel(step, given, standing) {
  const key = `${given.view.card.number} ${step}`;
  const element =
    standing?.dataset['panel'] === key
      ? standing
      : /** @type {StepPanel} */ (document.createElement(`service-${step}`));
  element.dataset['panel'] = key;
  return Object.assign(element, given);
}
