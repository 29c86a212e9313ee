/**
 * The staff's way out of hand-over mode: a face and a PIN. It stands over the customer's page, which stays as it is
 * behind
 * it; Rust decides whether the PIN opens (screen.leave).
 */
import { html } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { t } from '../../lib/i18n.js';
import '../../components/ti-dialog.js';
import './staff-sign-in.js';

class StaffDoor extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    faces: { attribute: false },
    last: { attribute: false },
    refusal: { attribute: false },
    busy: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import('../../lib/wire').Person[]} */
    this.faces = [];
    /** @type {string | null} */
    this.last = null;
    /** @type {import('../../lib/wire').Refusal | null} */
    this.refusal = null;
    this.busy = false;
  }

  render() {
    return html`<ti-dialog
      open
      wide
      heading=${t('screen.staff_door')}
      .content=${html`<ti-staff-sign-in .faces=${this.faces} .last=${this.last} .refusal=${this.refusal}
    .busy=${this.busy}></ti-staff-sign-in>`}
    ></ti-dialog>`;
  }
}

define('ti-staff-door', StaffDoor);
