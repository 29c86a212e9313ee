/**
 * Asks for the person who may do what comes next: a face and a PIN, and they sit at the window. The half-done service
 * stays. Event `taken` when they do, with their id. With `sign` they sign one act alone: the window stays whose it is,
 * and the PIN goes with the event.
 */
import { html } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { t } from '../../lib/i18n.js';
import { desk } from '../../lib/desk.js';
import { rpc } from '../../lib/host.js';
import { rolesFor } from './steps.js';
import { roleWord } from './words.js';
import '../../components/ti-faces.js';
import '../../components/ti-pin-pad.js';

export class ServiceTakeover extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    busy: { attribute: false },
    command: { attribute: false },
    fits: { attribute: false },
    sign: { attribute: false },
    chosen: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../service.js').ScreenService} */
    this.host = /** @type {never} */ (undefined);
    /** @type {string|null} */
    this.busy = null;
    /** The command that is wanted. */
    this.command = '';
    /** @type {(person: import('../../lib/wire').Person) => boolean} Who of those with the role may. */
    this.fits = () => true;
    /** Whether the PIN signs one act alone, and nobody else sits down. */
    this.sign = false;
    /** @type {string|null} */
    this.chosen = null;
  }

  get #people() {
    const roles = rolesFor(this.command);
    const people = desk.view.faces.filter(
      (each) => each.in_post && each.roles.some((role) => roles.includes(role)) && this.fits(each),
    );
    return [...people].sort((one, other) => Number(other.present) - Number(one.present));
  }

  /** @param {string} staff @param {string} pin */
  async #take(staff, pin) {
    if (this.sign) return void this.tell('taken', { staff, pin });
    const view = await this.host.act('desk.unlock', () => rpc('desk.unlock', { staff, pin }));
    if (!view) return;
    desk.set(view);
    this.tell('taken', { staff });
  }

  render() {
    const people = this.#people;
    const chosen = people.find((each) => each.staff === this.chosen) ?? people[0];
    if (!chosen)
      return html`<p class="remark stop">
        <span aria-hidden="true">✕</span
        >${t('service.takeover.nobody', { roles: rolesFor(this.command).map(roleWord).join(t('service.list')) })}
      </p>`;
    return html`<div class="takeover">
      <div>
        <p
            class="lead">${t(this.sign ? 'service.takeover.sign' : 'service.takeover.lead', {
              roles: rolesFor(this.command).map(roleWord).join(t('service.list')),
            })}</p>
        <ti-faces
          .people=${people}
          .chosen=${chosen.staff}
          @choose=${(/** @type {CustomEvent<{staff: string}>} */ event) => {
            event.stopPropagation();
            this.chosen = event.detail.staff;
          }}
        ></ti-faces>
      </div>
      <ti-pin-pad
        .label=${t('service.clear.pin', { name: chosen.name })}
        .busy=${this.busy !== null}
        @pin=${(/** @type {CustomEvent<{pin: string}>} */ event) => {
          event.stopPropagation();
          void this.#take(chosen.staff, event.detail.pin);
        }}
      ></ti-pin-pad>
    </div>`;
  }
}

define('service-takeover', ServiceTakeover);
