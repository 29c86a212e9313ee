/**
 * Records that equipment was cleaned and disinfected by its procedure: one tick a piece, how long it holds taken from
 * the
 * last cleaning of the same piece (山东指南 第二十三条). It proposes what is not clean; a person says that it is.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { t } from '../../lib/i18n.js';
import { when } from '../../lib/format.js';
import { desk } from '../../lib/desk.js';

/** How long a first cleaning holds, in hours, where no earlier one says it. */
const HOURS = 24;

/** @typedef {import('../../lib/wire').EquipmentCard} Equipment */

export class ServiceCleaning extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    busy: { attribute: false },
    wanted: { attribute: false },
    pieces: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../service.js').ScreenService} */
    this.host = /** @type {never} */ (undefined);
    /** @type {string|null} */
    this.busy = null;
    /** @type {string[]|null} Ids of the pieces to show; all of the store's where null. */
    this.wanted = null;
    /** @type {Equipment[]} */
    this.pieces = [];
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#look();
  }

  async #look() {
    this.pieces = (await this.host.ask('equipment.list', {})) ?? [];
  }

  /** @param {Equipment[]} pieces */
  #clean(pieces) {
    if (!desk.may('equipment.clean')) return void this.#signed(pieces);
    void (async () => {
      for (const { id, valid_hours } of pieces) {
        const sent = await this.host.send('equipment.clean', { equipment: id, valid_hours: valid_hours ?? HOURS });
        if (sent === undefined) break;
      }
      await this.#look();
    })();
  }

  /** The operator who cleaned says so with a PIN, at whoever's window this is. @param {Equipment[]} pieces */
  #signed(pieces) {
    const cleaned = pieces.map(({ id, valid_hours }) => ({ equipment: id, valid_hours: valid_hours ?? HOURS }));
    this.host.signed('equipment.clean', async ({ staff, pin }) => {
      await this.host.send('equipment.clean_by', { cleaned, operator: staff, pin });
      await this.#look();
    });
  }

  render() {
    const pieces = this.pieces.filter((piece) => this.wanted === null || this.wanted.includes(piece.id));
    const unclean = pieces.filter((piece) => !piece.clean.holds);
    return html`<section class="card cleaning">
      <div class="card-head">
        <h2>${t('service.cleaning.title')}</h2>
        <span class="soft">${t('service.cleaning.note')}</span>
      </div>
      ${pieces.length === 0 ? html`<p class="soft">${t('service.cleaning.none')}</p>` : nothing}
      <ul class="pieces">
        ${pieces.map(
          (piece) =>
            html`<li>
              <span><b>${piece.name}</b><span class="faint"> ${piece.procedure}</span></span> ${
                piece.clean.holds
                  ? html`<span class="chip ok"
                      ><span aria-hidden="true">✓</span
                      >${t('service.clear.clean_until', {
                        time: when(piece.clean.until ?? '', desk.view.today),
                      })}</span
                    >`
                  : html`<span class="chip warn"
                        ><span aria-hidden="true">!</span
                        >${t(piece.clean.used ? 'service.clear.used' : 'service.clear.unclean')}</span
                      >
                      <button
                        type="button"
                        class="button"
                        data-test=${`clean-${piece.id}`}
                        ?disabled=${this.busy !== null}
                        @click=${() => this.#clean([piece])}
                      >
                        ${t('service.cleaning.cleaned')}
                      </button>`
              }
            </li>`,
        )}
      </ul>
      ${
        unclean.length > 1
          ? html`<button type="button" class="button" data-test="clean-all" ?disabled=${this.busy !== null}
    @click=${() => this.#clean(unclean)}>${t('service.cleaning.all', { count: unclean.length })}</button>`
          : nothing
      }
    </section>`;
  }
}

define('service-cleaning', ServiceCleaning);
