/**
 * 告知: hands the customer's window the notice and waits for their choices. The choices are made there, never here; a
 * purpose that is refused leaves a way on.
 */
import { html, nothing } from '../../lib/lit.js';
import { t } from '../../lib/i18n.js';
import { desk } from '../../lib/desk.js';
import { define } from '../../lib/part.js';
import { become, route } from '../../lib/route.js';
import { StepPanel } from './panel.js';

export class ServiceNotice extends StepPanel {
  firstUpdated() {
    super.firstUpdated();
    // A returning customer's service may come here already asking to be presented: one tap saved.
    if (route().rest[0] !== 'present' || !this.allowed || this.#shown) return;
    become(`#/service/${this.number}`); // once: who comes back without an answer is not sent there again
    void this.#present();
  }

  get #shown() {
    return desk.view.shown?.service === this.number;
  }

  #present() {
    return this.send('screen.present', { page: 'notice' });
  }

  render() {
    const returning = this.view.customer.services > 0 && this.view.customer.last_on !== null;
    return html`<div class="step-head">
        <h1>${t('service.notice.title')}</h1>
        ${
          returning
            ? html`<span
    class="chip">${t('service.notice.returning', { day: this.view.customer.last_on ?? '' })}</span>`
            : nothing
        }
      </div>
      ${
        this.#shown
          ? this.#waiting()
          : html`<section class="card step-lead">
              <ti-icon name="monitor"></ti-icon>
              <div>
                <p class="lead">${t(
                  desk.view.second_screen ? 'service.notice.lead_second' : 'service.notice.lead_one',
                )}</p>
                <ul class="notice-points">
                  ${['what', 'choice', 'minor', 'way_on'].map((key) => html`<li>${t(`service.notice.${key}`)}</li>`)}
                </ul>
              </div>
            </section>`
      }
      ${
        this.allowed
          ? html`<div class="foot">
              ${
                this.#shown
                  ? html` ${
                      desk.view.second_screen
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
                    }
                      <span class="push soft">${t('service.goes_on_by_itself')}</span>`
                  : html` <span class="push soft">${
                      desk.view.second_screen ? nothing : t('service.notice.after')
                    }</span>
                      <button
                        type="button"
                        class="button next"
                        data-test="next"
                        ?disabled=${this.busy !== null}
                        @click=${() => this.#present()}
                      >
                        ${t('service.notice.present')}
                      </button>`
              }
            </div>`
          : nothing
      }`;
  }

  #waiting() {
    return html`<section class="card step-lead waiting" aria-live="polite">
      <span class="pulse" aria-hidden="true"></span>
      <div>
        <p class="lead">${t('service.notice.reading')}</p>
        <p class="soft">${t('service.notice.reading_note')}</p>
      </div>
    </section>`;
  }
}

define('service-notice', ServiceNotice);
