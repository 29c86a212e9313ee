/**
 * What opens over a service: giving it up, writing a blend off, not releasing, who is present, cleaning, and another
 * person for one act. Whatever destroys asks for its reason, and says what is kept.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { t } from '../../lib/i18n.js';
import { desk } from '../../lib/desk.js';
import { when } from '../../lib/format.js';
import { go } from '../../lib/route.js';
import { forgetDrafts } from './drafts.js';
import { forget } from './spoken.js';
import './takeover.js';
import { reprinting } from './reprint.js';
import './cleaning.js';
import '../../components/ti-dialog.js';
import '../../components/ti-reasons.js';
import '../../components/ti-pin-pad.js';

/** @typedef {'abandon'|'write_off'|'reject'|'presence'|'cleaning'|'takeover'|'reprint'} DialogName */

/** The common reasons of each act. @type {Record<string, string[]>} */
const WHY = {
  abandon: ['customer_left', 'changed_mind', 'no_recipe', 'mistake'],
  write_off: ['wrong_weight', 'wrong_lot', 'contaminated', 'spilled', 'mixed_badly'],
  reject: ['looks', 'smell', 'package', 'label_unclear', 'record_differs'],
};

export class ServiceDialogs extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    name: { attribute: false },
    busy: { attribute: false },
    refused: { attribute: false },
    reason: { state: true },
    became: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../service.js').ScreenService} */
    this.host = /** @type {never} */ (undefined);
    /** @type {DialogName|null} What is open. */
    this.name = null;
    /** @type {string|null} */
    this.busy = null;
    /** @type {import('../../lib/wire').Refusal|null} Why the last act was refused. */
    this.refused = null;
    this.reason = '';
    /** @type {import('../../lib/wire').CopyBefore} What became of the label before a reprint. */
    this.became = 'spoiled';
  }

  /** @param {import('../../lib/lit.js').Changed} changed */
  willUpdate(changed) {
    if (changed.has('name')) [this.reason, this.became] = ['', 'spoiled'];
  }

  #close() {
    this.host.open(null);
  }

  /** @param {'abandon'|'write_off'} act */
  #give(act) {
    const service = this.host.number;
    const reason = this.reason.trim();
    this.#close();
    this.host.as(`service.${act}`, async () => {
      const done = await this.host.send(`service.${act}`, { service, reason });
      if (done === undefined) return;
      if (act === 'abandon') {
        forget(service);
        forgetDrafts(service);
      }
      this.host.look(null);
    });
  }

  /** @param {string} pin */
  async #reject(pin) {
    const officer = this.host.decider.staff;
    if (!officer) return;
    const done = await this.host.send('service.reject', {
      service: this.host.number,
      officer,
      pin,
      reason: this.reason.trim(),
    });
    if (done !== undefined) this.#close();
  }

  /** @param {'abandon'|'write_off'|'reject'} act */
  #reasons(act) {
    const options = (WHY[act] ?? []).map((key) => t(`service.${act}.why.${key}`));
    return html`<p class="soft">${t(`service.${act}.note`)}</p>
      <ti-reasons
        .label=${t('service.reason')}
        .options=${options}
        .value=${this.reason}
        @change=${(/** @type {CustomEvent<string>} */ event) => (this.reason = event.detail)}
      ></ti-reasons>`;
  }

  /** @param {'abandon'|'write_off'} act */
  #giveUp(act) {
    return {
      heading: t(`service.${act}`),
      content: this.#reasons(act),
      actions: html`<button type="button" class="button" @click=${() => this.#close()}>${t('service.keep')}</button>
        <button
          type="button"
          class="button danger"
          data-test=${`${act}-ok`}
          ?disabled=${this.reason.trim() === '' || this.busy !== null}
          @click=${() => this.#give(act)}
        >
          ${t(`service.${act}.do`)}
        </button>`,
    };
  }

  #rejecting() {
    const { name } = this.host.decider;
    return {
      heading: t('service.label.reject'),
      content: html`${this.#reasons('reject')}${
        this.reason.trim() === ''
          ? nothing
          : html`<ti-pin-pad
              .label=${t('service.label.pin', { name })}
              .busy=${this.busy !== null}
              @pin=${(/** @type {CustomEvent<{pin: string}>} */ event) => this.#reject(event.detail.pin)}
            ></ti-pin-pad>`
      }`,
      actions: html`<button type="button" class="button" @click=${() => this.#close()}>${t('service.keep')}</button>`,
    };
  }

  #presence() {
    const bench = this.host.gates?.bench;
    const people = [...(bench?.operators ?? []), ...(bench?.officers ?? [])];
    const mark = (/** @type {import('../../lib/wire').Person} */ each) =>
      // Everybody marks themselves; the manager marks anybody.
      this.host.as(
        'staff.presence',
        async () => {
          await this.host.send('staff.presence', { staff: each.staff, present: !each.present });
          this.host.open('presence');
        },
        (person) => person.staff === each.staff || person.roles.includes('store_manager'),
      );
    return {
      heading: t('service.presence.title'),
      content: html`<p class="soft">${t('service.presence.note')}</p>
        <ul class="pieces">
          ${people.map(
            (each) =>
              html`<li>
                <span><b>${each.name}</b></span>
                <span class=${`chip ${each.present ? 'ok' : 'warn'}`}
                  ><span aria-hidden="true">${each.present ? '✓' : '!'}</span
                  >${
                    each.left_unmarked
                      ? t('service.presence.unmarked', { at: when(each.left_unmarked, desk.view.today) })
                      : t(each.present ? 'service.presence.here' : 'service.clear.absent')
                  }</span
                >
                <button
                  type="button"
                  class="button"
                  data-test=${`presence-${each.staff}`}
                  ?disabled=${this.busy !== null}
                  @click=${() => mark(each)}
                >
                  ${t(each.present ? 'service.presence.leaves' : 'service.presence.comes')}
                </button>
              </li>`,
          )}
        </ul>`,
      actions: html`<button type="button" class="button" data-test="presence-page" @click=${() => go('#/store/staff')}>
          ${t('service.presence.page')}
        </button>
        <button type="button" class="button" @click=${() => this.#close()}>${t('service.close')}</button>`,
    };
  }

  #cleaning() {
    return {
      heading: t('service.cleaning.title'),
      content: html`<service-cleaning .host=${this.host} .busy=${this.busy} .wanted=${null}></service-cleaning>`,
      actions: html`<button type="button" class="button" data-test="cleaning-close" @click=${() => this.#close()}>
        ${t('service.close')}
      </button>`,
    };
  }

  #takeover() {
    const asking = this.host.asking;
    return {
      heading: t('service.takeover.title'),
      content: asking
        ? html`<service-takeover
            .host=${this.host}
            .busy=${this.busy}
            .command=${asking.command}
            .fits=${asking.fits}
            .sign=${asking.sign}
            @taken=${(/** @type {CustomEvent<{staff: string, pin: string}>} */ { detail }) => {
              this.#close();
              void asking.then(detail);
            }}
          ></service-takeover>`
        : nothing,
      actions: html`<button type="button" class="button" @click=${() => this.#close()}>${t('service.keep')}</button>`,
    };
  }

  #reprint() {
    const { host, reason, became, busy } = this;
    const panel = /** @type {import('./label.js').ServiceLabel|null} */ (host.panel);
    return reprinting({
      host,
      reason,
      before: became,
      busy,
      live: panel?.live ?? true,
      set: ({ reason = this.reason, before = this.became }) => void ([this.reason, this.became] = [reason, before]),
      close: () => this.#close(),
      printed: () => void panel?.print(),
    });
  }

  #open() {
    switch (this.name) {
      case 'abandon':
      case 'write_off':
        return this.#giveUp(this.name);
      case 'reject':
        return this.#rejecting();
      case 'reprint':
        return this.#reprint();
      case 'presence':
        return this.#presence();
      case 'cleaning':
        return this.#cleaning();
      case 'takeover':
        return this.#takeover();
      default:
        return null;
    }
  }

  render() {
    const open = desk.known ? this.#open() : null;
    return html`<ti-dialog
      wide
      .open=${open !== null}
      .heading=${open?.heading ?? ''}
      .content=${
        open
          ? html`${this.refused ? html`<ti-refusal .refusal=${this.refused}></ti-refusal>` : nothing}${open.content}`
          : nothing
      }
      .actions=${open?.actions ?? nothing}
      @close=${() => this.#close()}
    ></ti-dialog>`;
  }
}

define('service-dialogs', ServiceDialogs);
