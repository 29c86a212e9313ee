/** A face and a PIN on the customer's screen: tells 'leave' with both. Whether they are right is for Rust to say. */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { t } from '../../lib/i18n.js';
import '../../components/ti-faces.js';
import '../../components/ti-pin-pad.js';

class StaffSignIn extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    faces: { attribute: false },
    last: { attribute: false },
    refusal: { attribute: false },
    busy: { attribute: false },
    staff: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../lib/wire').Person[]} */
    this.faces = [];
    /** Who handed the screen over: most likely who takes it back. @type {string | null} */
    this.last = null;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
    this.busy = false;
    /** @type {string | null} */
    this.staff = null;
  }

  /** Whose PIN is asked for. */
  get chosen() {
    return this.staff ?? this.last;
  }

  /** @param {CustomEvent<{pin: string}>} event */
  pin(event) {
    this.tell('leave', { staff: this.chosen, pin: event.detail.pin });
  }

  /** @param {CustomEvent<{staff: string}>} event */
  choose(event) {
    this.staff = event.detail.staff;
  }

  render() {
    return html`<div class="sign-in">
      <ti-faces .people=${this.faces} .chosen=${this.chosen} @choose=${this.choose}></ti-faces>
      ${
        this.chosen
          ? html`<ti-pin-pad label=${t('screen.pin')} wrong=${this.refusal?.message ?? ''} .busy=${this.busy}
            @pin=${this.pin}></ti-pin-pad>`
          : html`<p class="soft">${t('screen.who_are_you')}</p>`
      }
      ${
        this.refusal && !this.chosen
          ? html`<p class="window-trouble" role="alert">${this.refusal.message}</p>`
          : nothing
      }
    </div>`;
  }
}

define('ti-staff-sign-in', StaffSignIn);
