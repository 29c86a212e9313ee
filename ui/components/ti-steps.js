/**
 * The strip of a service's steps: done, current, to come, each with a glyph and a word. A step that can be looked at or
 * gone back to is a button; event `step` with the step's key. It decides nothing.
 */
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { t } from '../lib/i18n.js';

export class TiSteps extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    steps: { attribute: false },
    current: { attribute: false },
    shown: { attribute: false },
    ended: { attribute: false },
    stopped: { attribute: false },
  };

  constructor() {
    super();
    /** @type {readonly string[]} Keys of the steps, in order. */
    this.steps = [];
    /** The step that the service is at. */
    this.current = '';
    /** The step on view: the current one, or an earlier one that is looked back at. */
    this.shown = '';
    /** Whether the service is over, so that even the last step is done. */
    this.ended = false;
    /** Whether the service was given up at the current step: what came before is done, and nothing comes after. */
    this.stopped = false;
  }

  /** @param {string} step @param {number} index */
  #step(step, index) {
    const at = this.steps.indexOf(this.current);
    const state = index < at || this.ended ? 'done' : index === at ? (this.stopped ? 'stopped' : 'now') : 'ahead';
    const reachable = state !== 'ahead';
    return html`<li class=${`steps-item ${state}`} aria-current=${step === this.shown ? 'step' : nothing}>
      <button
        type="button"
        class="steps-button"
        ?disabled=${!reachable}
        data-test=${`step-${step}`}
        @click=${() => this.dispatchEvent(new CustomEvent('step', { detail: step }))}
      >
        ${state === 'done' ? html`<span aria-hidden="true">✓</span>` : nothing}
        ${state === 'stopped' ? html`<span aria-hidden="true">✕</span>` : nothing}
        <span>${t(`stage.${step}`)}</span>
        <span class="visually-hidden">${t(`service.step_state.${state}`)}</span>
      </button>
    </li>`;
  }

  render() {
    return html`<ol class="steps" aria-label=${t('service.steps')}>
      ${this.steps.map((step, index) => this.#step(step, index))}
    </ol>`;
  }
}

define('ti-steps', TiSteps);
