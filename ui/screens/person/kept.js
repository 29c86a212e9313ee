/**
 * Everything that is kept of a customer, in one place: what, for what it was agreed to, from where, until when; what
 * the law keeps under a number; who looked when; and a copy of all of it, printed or saved. Her skin and her visits are
 * the overview's.
 */
import { html, nothing } from '../../lib/lit.js';
import { Part, define } from '../../lib/part.js';
import { rpc } from '../../lib/host.js';
import { desk } from '../../lib/desk.js';
import { t, word } from '../../lib/i18n.js';
import { day, when } from '../../lib/format.js';
import { reach } from '../../lib/safety.js';
import '../../components/ti-table.js';
import '../../components/ti-empty.js';

/** @typedef {import('../../lib/wire').PersonView} PersonView */
/** @typedef {PersonView['kept'][number]} KeptItem */
/** @typedef {PersonView['looked'][number]} LookLine */
/** @typedef {'a5'|'a4'|'receipt'} Medium */

/** The media in the order in which the first with a printer is chosen. @type {readonly Medium[]} */
const MEDIA = ['a5', 'a4', 'receipt'];

/** The medium that has a printer. */
export const medium = () => MEDIA.find((one) => desk.view.device[/** @type {const} */ (`${one}_printer`)]) ?? 'a5';

class PersonKept extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    host: { attribute: false },
    person: { attribute: false },
    busy: { attribute: false },
    went: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../customer.js').Customer} */
    this.host = /** @type {never} */ (undefined);
    /** @type {PersonView} */
    this.person = /** @type {never} */ (undefined);
    /** @type {string | null} */
    this.busy = null;
    this.went = '';
  }

  get paper() {
    return { of: /** @type {const} */ ('copy'), customer: this.person.customer.card.customer };
  }

  async print() {
    this.went = '';
    const asked = { paper: this.paper, medium: medium() };
    const printed = await this.host.act('copy', () => rpc('person.print', asked));
    if (printed) this.went = t(`service.papers.${printed.outcome}`, { where: printed.where });
  }

  /** @param {'pdf' | 'json'} form */
  async save(form) {
    this.went = '';
    const saved = await this.host.act('copy', () => rpc('person.save', { paper: this.paper, form }));
    if (saved) this.went = t('service.papers.saved_as', { where: saved.name });
  }

  /** @param {KeptItem} row */
  itemName = (row) => [row.what, row.service, row.since, row.until].join('-');

  copies() {
    if (!desk.may('person.print')) return nothing;
    const held = this.busy !== null;
    return html`<section class="card" data-test="person-copy"><h2>${t('rights.copy')}</h2>
      <p class="soft">${t('rights.copy_how')}</p>
      <div class="row">
        <button class="button" data-test="copy-print" ?disabled=${held} @click=${() => this.print()}><ti-icon
            name="printer"></ti-icon>${t('rights.copy_print')}</button>
        <button class="button" data-test="copy-pdf" ?disabled=${held} @click=${() => this.save('pdf')}><ti-icon
            name="download"></ti-icon>${t('rights.copy_pdf')}</button>
        <button class="button" data-test="copy-json" ?disabled=${held} @click=${() => this.save('json')}><ti-icon
            name="file-text"></ti-icon>${t('rights.copy_json')}</button>
      </div>
      <p class="soft" role="status" data-test="copy-went">${this.went || nothing}</p></section>`;
  }

  kept() {
    const columns = [
      { key: 'what', label: t('rights.what'), cell: (/** @type {KeptItem} */ row) => word(`held.${row.what}`) },
      {
        key: 'for',
        label: t('rights.for'),
        cell: (/** @type {KeptItem} */ row) =>
          row.purpose ? word(`purpose.${row.purpose}`) : t('rights.asked_by_law'),
      },
      {
        key: 'from',
        label: t('rights.from'),
        cell: (/** @type {KeptItem} */ row) =>
          html`${row.from}${row.service ? html`<br><small class="faint num">${row.service}</small>` : nothing}`,
      },
      {
        key: 'since',
        label: t('rights.since'),
        figure: true,
        cell: (/** @type {KeptItem} */ row) => day(row.since),
        by: (/** @type {KeptItem} */ row) => row.since,
      },
      {
        key: 'until',
        label: t('rights.until'),
        figure: true,
        cell: (/** @type {KeptItem} */ row) => day(row.until),
        by: (/** @type {KeptItem} */ row) => row.until,
      },
    ];
    return html`<section class="stack"><h2>${t('rights.kept')} <span
        class="faint num">${this.person.kept.length}</span></h2>
      ${
        this.person.kept.length === 0
          ? html`<ti-empty icon="eraser" heading=${t('rights.kept_nothing')}
              text=${t('rights.kept_nothing_why')}></ti-empty>`
          : html`<ti-table label=${t('rights.kept')} .columns=${columns} .rows=${this.person.kept}
              .name=${this.itemName}></ti-table>`
      }
      ${
        this.person.spoken.length === 0
          ? nothing
          : html`<section class="card" data-test="spoken"><h3>${t('rights.spoken')}</h3>
            <p class="soft">${t('rights.spoken_why')}</p>
            <ul class="by-law">${this.person.spoken.map(
              (service) => html`<li><span class="num">${service}</span></li>`,
            )}</ul></section>`
      }
      ${
        this.person.by_law.length === 0
          ? nothing
          : html`<section class="card" data-test="by-law"><h3>${t('rights.by_law')}</h3>
            <p class="soft">${t('rights.by_law_why')} <span class="clause">${t('rights.by_law_clause')}</span></p>
            <ul class="by-law">${this.person.by_law.map(
              (row) =>
                html`<li><span class="num">${row.service}</span> <span class="soft">${t('rights.until_day', {
                  day: day(row.until),
                })}</span></li>`,
            )}</ul></section>`
      }</section>`;
  }

  /** What lies at headquarters, too, and what waits to be gone there. */
  atHeadquarters() {
    const rows = this.person.at_headquarters;
    if (rows.length === 0) return nothing;
    return html`<section class="card" data-test="at-headquarters"><h3>${t('rights.hq')}</h3>
      <p class="soft">${t('rights.hq_why')}</p>
      <ul class="by-law">${rows.map((row) => this.item(row))}</ul></section>`;
  }

  /** @param {PersonView['at_headquarters'][number]} row */
  item(row) {
    const safe = reach() ?? 0;
    const sealed = desk.view.headquarters?.sealed_to ?? 0;
    // A headquarters that was restored has not heard of it again yet: then it may be there anew.
    const gone = row.gone !== null && row.ended !== null && row.ended <= safe;
    const [state, tone, mark] = gone
      ? ['gone', 'ok', '✓']
      : row.ended !== null
        ? ['going', 'warn', '!']
        : row.seq <= sealed
          ? ['there', '', '✓']
          : ['waiting', '', '↑'];
    const until = gone && row.copies_until ? t('rights.hq_copies', { day: day(row.copies_until) }) : nothing;
    return html`<li data-test="hq-item" data-state=${state}><span class="chip ${tone}"><b
        aria-hidden="true">${mark}</b>${t(`rights.hq_${state}`)}</span> <span class="soft">${t('rights.hq_since', {
          day: day(row.on),
          basis: word(`basis.${row.basis}`),
        })} ${until}</span></li>`;
  }

  looked() {
    const more = this.person.looked_count - this.person.looked.length;
    return html`<section class="card looks" data-test="looks"><h2>${t('rights.looked')} <span
        class="faint num">${this.person.looked_count}</span></h2>
      <p class="soft">${t('rights.looked_why')}</p>
      <ol>${this.person.looked.map((look) => this.look(look))}</ol>
      ${more > 0 ? html`<p class="soft">${t('rights.looked_more', { n: more })}</p>` : nothing}</section>`;
  }

  /** @param {LookLine} look */
  look(look) {
    return html`<li><span class="num">${when(look.at, desk.view.today)}</span> <b>${look.by}</b> <span
        class="soft">${word(`looked_at.${look.looked_at}`)}${
          look.wanted_for ? ` · ${word(`phone_use.${look.wanted_for}`)}` : ''
        }</span></li>`;
  }

  render() {
    return html`<div class="person-kept"><div class="stack">${this.kept()}${this.atHeadquarters()}</div>
      <div class="stack">${this.copies()}${this.looked()}</div></div>`;
  }
}

define('person-kept', PersonKept);
