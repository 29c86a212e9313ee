/**
 * 签字: shows the customer the chosen plan on their own screen and waits. The signature is given there; here it is only
 * seen to have been given. Until then the plan can be changed.
 */
import { html, nothing } from '../../lib/lit.js';
import { t } from '../../lib/i18n.js';
import { desk } from '../../lib/desk.js';
import { define } from '../../lib/part.js';
import { StepPanel } from './panel.js';
import { planSheet } from './past.js';

export class ServiceAgree extends StepPanel {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { shownBefore: { state: true } };

  constructor() {
    super();
    /** Whether the customer had the plan on their screen and gave it back without a signature. */
    this.shownBefore = false;
  }

  willUpdate() {
    if (this.#shown) this.shownBefore = true;
  }

  get #shown() {
    return desk.view.shown?.service === this.number;
  }

  #present() {
    return this.send('screen.present', { page: 'plan' });
  }

  keys() {
    if (!this.allowed) return [];
    return [{ key: 'F2', label: t('service.agree.change'), run: () => this.host.look('plan') }];
  }

  render() {
    const plan = this.view.plan;
    if (!plan) return nothing;
    const shown = this.#shown;
    return html`<div class="step-head"><h1>${t(shown ? 'service.agree.reading' : 'service.agree.title')}</h1></div>
      ${
        shown
          ? html`<p class="remark wait" aria-live="polite">
              <span class="pulse" aria-hidden="true"></span>${t('service.agree.reading_note')}
            </p>`
          : this.shownBefore
            ? html`<p class="remark warn"><span aria-hidden="true">!</span>${t('service.agree.declined')}</p>`
            : nothing
      }
      ${planSheet(plan)}
      ${
        this.allowed
          ? html`<div class="foot">
              <button
                type="button"
                class="button"
                data-test="change-plan"
                ?disabled=${this.busy !== null || shown}
                @click=${() => this.host.look('plan')}
              >
                ${t('service.agree.change')}
              </button>
              <span class="push soft">${shown ? t('service.goes_on_by_itself') : nothing}</span>
              ${
                shown
                  ? desk.view.second_screen
                    ? html`<button
                        type="button"
                        class="button"
                        data-test="take-back"
                        ?disabled=${this.busy !== null}
                        @click=${() => this.host.send('screen.take_back')}
                      >
                        ${t('service.take_back')}
                      </button>`
                    : nothing
                  : html`<button
                      type="button"
                      class="button next"
                      data-test="next"
                      ?disabled=${this.busy !== null}
                      @click=${() => this.#present()}
                    >
                      ${t('service.agree.present')}
                    </button>`
              }
            </div>`
          : nothing
      }`;
  }
}

define('service-agree', ServiceAgree);
