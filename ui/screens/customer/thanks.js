/**
 * After the customer's part: thanks, and in hand-over mode the way back to the staff. Which service it was is not said
 * here:
 * the next person before this screen may be another customer.
 */
import { html, nothing } from '../../lib/lit.js';
import { define } from '../../lib/screen.js';
import { t } from '../../lib/i18n.js';
import { CustomerPage } from './page.js';
import { mark } from './mark.js';
import './staff-sign-in.js';

class Thanks extends CustomerPage {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { ...CustomerPage.properties, last: { attribute: false } };

  constructor() {
    super();
    /** @type {string | null} */
    this.last = null;
  }

  render() {
    const view = this.view;
    if (!view) return nothing;
    return html`<section class=${view.handed ? 'thanks handed' : 'thanks'}>
      <div class="thanks-words" aria-live="polite">
        ${mark()}
        <h1>${view.declined ? t('screen.declined') : t('screen.thanks')}</h1>
        <p>${view.declined ? t('screen.declined_kept') : t('screen.thanks_kept')}</p>
        ${
          view.handed
            ? html`<p class="thanks-back"><ti-icon name="hand-heart"></ti-icon>${t('screen.give_back')}</p>`
            : nothing
        }
      </div>
      ${
        view.handed
          ? html`<div class="thanks-staff">
        <h2>${t('screen.staff_door')}</h2>
        <ti-staff-sign-in .faces=${view.faces} .last=${this.last} .refusal=${this.refusal}></ti-staff-sign-in>
      </div>`
          : nothing
      }
    </section>`;
  }
}

define('ti-thanks', Thanks);
