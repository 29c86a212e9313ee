// Scales, vessels, mixers: what may be used now and what it still needs (山东指南 第十、十四、二十三条). Whether it may
// be used is judged at clearance; here it is shown in the same words.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { day, when } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { t } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-sheet.js';
import '../../components/ti-table.js';
import { offer } from '../setup/hands.js';
import { clean, passed, register } from '../setup/forms/room.js';
import { change, inspect } from '../setup/forms/upkeep.js';

/** @typedef {import('../../lib/wire').EquipmentCard} Machine */

class Equipment extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { machines: { state: true }, form: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store', 'service'];

  constructor() {
    super();
    /** @type {Machine[]} */
    this.machines = [];
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
  }

  async load() {
    this.machines = await rpc('equipment.list');
  }

  get areas() {
    return [...new Set(this.machines.map((one) => one.area))];
  }

  keys() {
    return desk.may('equipment.register')
      ? [{ key: 'F2', label: t('store.equipment.add'), run: () => void (this.form = register(this.areas)) }]
      : [];
  }

  /** @param {import('../../lib/screen.js').Scan} scan */
  onScan(scan) {
    const machine = this.machines.find((one) => scan.kind === 'equipment' && one.id === scan.id);
    if (!machine || !desk.may('equipment.clean')) return false;
    this.form = clean(machine);
    return true;
  }

  /** @param {Machine} one @returns {{tone: string, glyph: string, word: string}} */
  state(one) {
    const { clean, inspection, test } = one;
    if (!inspection.holds) return { tone: 'stop', glyph: '✕', word: t('store.equipment.owes_inspection') };
    if (!test.holds) return { tone: 'stop', glyph: '✕', word: t('store.equipment.owes_test') };
    if (clean.holds) return { tone: 'ok', glyph: '✓', word: t('store.equipment.clean') };
    if (clean.used) return { tone: 'warn', glyph: '!', word: t('store.equipment.used') };
    if (clean.state === 'never_done') return { tone: 'warn', glyph: '!', word: t('store.equipment.never') };
    return { tone: 'stop', glyph: '✕', word: t('store.equipment.over') };
  }

  /** @param {Machine} one */
  acts(one) {
    return html`<span class="row-acts">
      ${
        desk.may('equipment.clean')
          ? html`<button class="button" data-test="clean-${one.id}"
    @click=${() => (this.form = clean(one))}>${t('store.equipment.do_clean')}</button>`
          : nothing
      }
      ${
        !one.inspection.holds && desk.may('equipment.inspect')
          ? html`<button class="button" data-test="inspect-${one.id}"
    @click=${() => (this.form = inspect(one))}>${t('store.equipment.do_inspect')}</button>`
          : nothing
      }
      ${
        one.inspection.holds && !one.test.holds && desk.may('equipment.passed')
          ? html`<button class="button" data-test="passed-${one.id}"
    @click=${() => (this.form = passed(one))}>${t('store.equipment.do_test')}</button>`
          : nothing
      }
    </span>`;
  }

  /** @returns {import('../../components/ti-table.js').Column<Machine>[]} */
  get columns() {
    const { today } = desk.view;
    return [
      {
        key: 'name',
        label: t('store.equipment.name'),
        by: (one) => one.id,
        room: 'wide',
        cell: (one) =>
          html`<b>${one.name}</b> <span class="num faint">${one.id}</span>${
            one.wax_only ? html` <span class="chip">${t('store.equipment.wax')}</span>` : nothing
          }`,
      },
      { key: 'area', label: t('setup.area'), by: (one) => one.area, cell: (one) => one.area },
      {
        key: 'state',
        label: t('store.equipment.state'),
        by: (one) => this.state(one).word,
        cell: (one) => {
          const is = this.state(one);
          return html`<span class="chip ${is.tone}"><b aria-hidden="true">${is.glyph}</b>${is.word}</span>`;
        },
      },
      {
        key: 'until',
        label: t('store.equipment.until'),
        figure: true,
        by: (one) => one.clean.until ?? '',
        cell: (one) => (one.clean.until ? when(one.clean.until, today) : '–'),
      },
      {
        key: 'used',
        label: t('store.equipment.last_used'),
        figure: true,
        by: (one) => one.last_used,
        cell: (one) => day(one.last_used),
      },
      { key: 'acts', label: t('store.acts'), cell: (one) => this.acts(one) },
    ];
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  content() {
    const due = this.machines.filter((one) => this.state(one).tone !== 'ok').length;
    return html`<header class="heading store-head"><h1>${t('store.equipment.title')}</h1>
        <p class="soft">${
          due
            ? t('store.equipment.due', { n: due, total: this.machines.length })
            : t('store.equipment.fine', { total: this.machines.length })
        }</p>
        <span class="row push">${
          this.machines.length > 0 && desk.may('equipment.declare_change')
            ? html`<button class="button" data-test="declare-change"
    @click=${() => (this.form = change(this.machines))}>${t('store.equipment.do_change')}</button>`
            : nothing
        }${offer(
          'equipment.register',
          html`<button class="button next" data-test="add-equipment"
    @click=${() => (this.form = register(this.areas))}>${t('store.equipment.add')}</button>`,
        )}</span></header>
      ${
        this.machines.length === 0
          ? html`<ti-empty icon="flask-conical" .heading=${t('store.equipment.none')}
            .text=${t('store.equipment.none_why')}></ti-empty>`
          : html`<ti-table .columns=${this.columns} .rows=${this.machines}
              .label=${t('store.equipment.title')}></ti-table>`
      }
      ${
        desk.may('equipment.clean')
          ? nothing
          : html`<p
    class="faint">${offer('equipment.clean', nothing)} · ${t('store.equipment.do_clean')}</p>`
      }
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-equipment', Equipment);
