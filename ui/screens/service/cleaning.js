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
/** @typedef {import('../../lib/wire').AreaCard} Area */

/** Where an area is cleaned for the first time. */
const FIRST = ['#', 'work', 'area'].join('/');

/** What an area's cleaning says, where an earlier one names its procedure. @param {Area} area */
const areaOf = ({ area, procedure, valid_hours }) => ({
  area,
  procedure: procedure ?? '',
  valid_hours: valid_hours ?? HOURS,
});

export class ServiceCleaning extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    busy: { attribute: false },
    wanted: { attribute: false },
    place: { attribute: false },
    pieces: { state: true },
    areas: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../service.js').ScreenService} */
    this.host = /** @type {never} */ (undefined);
    /** @type {string|null} */
    this.busy = null;
    /** @type {string[]|null} Ids of the pieces to show; all of the store's where null. */
    this.wanted = null;
    /** @type {string|null} The area to show; all of the store's where null. */
    this.place = null;
    /** @type {Equipment[]} */
    this.pieces = [];
    /** @type {Area[]} */
    this.areas = [];
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#look();
  }

  async #look() {
    // Both at once: whoever taps "all" must not leave out what came a moment later.
    const [pieces, work] = [await this.host.ask('equipment.list', {}), await this.host.ask('work.look', {})];
    this.pieces = pieces ?? [];
    this.areas = work?.areas ?? [];
  }

  /** @param {Equipment[]} pieces @param {Area[]} areas */
  #clean(pieces, areas) {
    if (!desk.may('equipment.clean')) return void this.#signed(pieces, areas);
    void (async () => {
      for (const { id, valid_hours } of pieces) {
        const sent = await this.host.send('equipment.clean', { equipment: id, valid_hours: valid_hours ?? HOURS });
        if (sent === undefined) break;
      }
      for (const area of areas.map(areaOf)) {
        const sent = await this.host.send('area.clean', { ...area, valid_hours: String(area.valid_hours) });
        if (sent === undefined) break;
      }
      await this.#look();
    })();
  }

  /** The operator who cleaned says so with a PIN, at whoever's window this is.
   * @param {Equipment[]} pieces @param {Area[]} cleared */
  #signed(pieces, cleared) {
    const cleaned = pieces.map(({ id, valid_hours }) => ({ equipment: id, valid_hours: valid_hours ?? HOURS }));
    const areas = cleared.map(areaOf);
    this.host.signed('equipment.clean', async ({ staff, pin }) => {
      await this.host.send('equipment.clean_by', { cleaned, areas, operator: staff, pin });
      await this.#look();
    });
  }

  /** What an operation area says of itself; where nobody cleaned it yet, its form asks by which procedure.
   * @param {Area} area */
  #area(area) {
    const { clean } = area;
    return html`<li><span><b>${t('service.cleaning.area', { area: area.area })}</b><span
        class="faint"> ${area.procedure ?? ''}</span></span> ${
          clean.holds
            ? html`<span class="chip ok"><span aria-hidden="true">✓</span>${t('service.clear.clean_until', {
                time: when(clean.until ?? '', desk.view.today),
              })}</span>`
            : html`<span class="chip warn"><span aria-hidden="true">!</span>${t(
                clean.used ? 'service.clear.used' : 'service.clear.unclean',
              )}</span>${
                area.procedure
                  ? html`<button type="button" class="button" data-test=${`clean-area-${area.area}`}
    ?disabled=${this.busy !== null} @click=${() => this.#clean([], [area])}>${t('service.cleaning.cleaned')}</button>`
                  : html`<a class="button" href=${FIRST}>${t('service.cleaning.first_area')}</a>`
              }`
        }</li>`;
  }

  render() {
    const pieces = this.pieces.filter((piece) => this.wanted === null || this.wanted.includes(piece.id));
    const areas = this.areas.filter((area) => this.place === null || area.area === this.place);
    const unclean = pieces.filter((piece) => !piece.clean.holds);
    const uncleared = areas.filter((area) => !area.clean.holds && area.procedure);
    const count = unclean.length + uncleared.length;
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
                        @click=${() => this.#clean([piece], [])}
                      >
                        ${t('service.cleaning.cleaned')}
                      </button>`
              }
            </li>`,
        )}
        ${areas.map((area) => this.#area(area))}
      </ul>
      ${
        count > 1
          ? html`<button type="button" class="button" data-test="clean-all" ?disabled=${this.busy !== null}
    @click=${() => this.#clean(unclean, uncleared)}>${t('service.cleaning.all', { count })}</button>`
          : nothing
      }
    </section>`;
  }
}

define('service-cleaning', ServiceCleaning);
