/**
 * 今日工作: what clearance needs and what is missing, one short form for each work of the day, what is opened and what
 * was
 * sealed, who is in the operation area, and what is left to do before the door is closed. A scan anywhere fills the
 * form
 * that is open, or opens the one that fits. It judges nothing.
 */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { day, grams, time } from '../lib/format.js';
import { rpc } from '../lib/host.js';
import { t, word } from '../lib/i18n.js';
import { say } from '../lib/notice.js';
import { define, Screen } from '../lib/screen.js';
import { presence } from './setup/forms/staff.js';
import { receive } from './setup/forms/stock.js';
import { actForm } from './registers/form.js';
import * as forms from './works/forms.js';
import { scanned } from './works/scans.js';
import { TASKS, TILES, state } from './works/tiles.js';
import './works/checks.js';
import './works/tags.js';
import '../components/ti-empty.js';
import '../components/ti-sheet.js';

/** @typedef {import('../lib/wire').WorkView} Work */
/** @typedef {import('../lib/wire').LeftoverCard} Leftover */
/** @typedef {import('../components/ti-sheet.js').Form} Form */

/**
 * Works that are acts of registers, and the field that says of what.
 * @type {Record<string, {name: string, of: string}>}
 */
const ACTS = {
  visitor: { name: 'visitor.enter', of: 'escort' },
  room: { name: 'room.read', of: 'area' },
  area: { name: 'area.clean', of: 'area' },
};

const GLYPH = { in_use: '○', sealed: '△', returned: '✓', disposed: '–' };

export class ScreenWork extends Screen {
  /** @type {import('../lib/wire').Topic[]} */
  static topics = ['store', 'service'];

  /** @type {import('../lib/lit.js').Properties} */
  static properties = { work: { state: true }, form: { state: true }, tags: { state: true } };

  constructor() {
    super();
    /** @type {Work | null} */
    this.work = null;
    /** @type {Form | null} */
    this.form = null;
    /** @type {import('./works/forms.js').Tags} */
    this.tags = [];
  }

  async load() {
    this.work = await rpc('work.look');
    const asked = this.route.rest[0];
    if (!asked || this.form) return;
    history.replaceState(null, '', '#/work');
    this.route = { ...this.route, rest: [] };
    this.begin(asked);
  }

  keys() {
    return TILES.slice(0, 9).map((task, at) => ({
      key: `Ctrl+${at + 1}`,
      label: t(`work.tile.${task}`),
      run: () => this.begin(task),
    }));
  }

  /** @param {string} task */
  may = (task) => desk.may(/** @type {any} */ (TASKS[task] ?? 'work.look'));

  /** Opens the form of a work, for one thing where one is named. @param {string} task @param {any} [first] */
  begin(task, first) {
    const { work } = this;
    if (!work || !this.may(task)) return;
    if (task === 'leave') return void this.everybodyLeaves();
    if (task === 'visitors') return void this.querySelector('[data-test=visits]')?.scrollIntoView({ block: 'center' });
    const act = ACTS[task];
    if (act) return void this.fill(act.name, first ? { [act.of]: first } : {});
    this.form = this.made(task, work, first);
  }

  /** Opens the form of a register's act. @param {string} act @param {Record<string, any>} initial */
  async fill(act, initial) {
    const form = await this.act('form', () => actForm(act, { initial }));
    if (!form) return;
    // A clean area is marked with how long that holds.
    const tags = (/** @type {string} */ id) => (act === ACTS['area']?.name ? [{ of: 'area', id, name: id }] : []);
    this.form = { ...form, save: async (values) => (await form.save(values)) && tags(values['area']) };
  }

  /** @param {string} task @param {Work} work @param {any} first @returns {Form | null} */
  made(task, work, first) {
    switch (task) {
      case 'presence':
        return presence(/** @type {any} */ (work.people));
      case 'equipment':
        return forms.cleanEquipment(work, first);
      case 'receive': {
        const form = receive();
        return {
          ...form,
          save: async (values) => {
            const { lot } = await form.save(values);
            return [{ of: 'lot', id: lot, name: lot }];
          },
        };
      }
      case 'open':
        return forms.open(first);
      case 'seal':
        return forms.seal(work.leftovers, first);
      case 'release':
        return forms.release(work, first);
      case 'dispose':
        return forms.dispose(work, first);
      case 'opening':
        return first ? forms.opening(first) : null;
      case 'dispose_lot':
        return forms.disposeLot(work);
      default:
        return null;
    }
  }

  async everybodyLeaves() {
    const staff = (this.work?.people ?? []).filter((one) => one.since).map((one) => one.staff);
    const left = await this.act('leave', () => rpc('staff.all_left', { staff }));
    if (left === undefined) return;
    say(t('work.all_left', { n: left }), 'ok');
    await this.reload();
  }

  /** @param {string} visit */
  async leaves(visit) {
    const done = await this.act('visitor', async () => {
      await rpc('visitor.leave', { number: visit });
      return true;
    });
    if (done) await this.reload();
  }

  /** @param {CustomEvent<import('./works/forms.js').Tags>} event */
  async saved(event) {
    this.form = null;
    say(t('setup.saved'), 'ok');
    this.tags = desk.may('tag.look') && Array.isArray(event.detail) ? event.detail : [];
    await this.reload();
  }

  /** @param {import('../lib/screen.js').Scan} scan */
  onScan(scan) {
    return scanned(this, scan);
  }

  /** @param {string} task */
  tile(task) {
    const { work } = this;
    if (!work) return nothing;
    const { icon, text, due } = state(task, work);
    const may = this.may(task);
    return html`<button type="button" class="tile ${due ? 'due' : ''}" data-test="task-${task}" ?disabled=${!may}
        @click=${() => this.begin(task)}>
      <ti-icon name=${icon}></ti-icon><b>${t(`work.tile.${task}`)}</b><span class="faint">${
        may ? html`${due ? html`<b aria-hidden="true">△</b> ` : nothing}${text}` : t('work.not_yours')
      }</span></button>`;
  }

  /** @param {Leftover} one */
  acts(one) {
    const button = (/** @type {string} */ task) =>
      this.may(task)
        ? html`<button type="button" class="button" data-test="${task}-${one.container}"
          @click=${() => this.begin(task, one)}>${t(`work.act.${task}`)}</button>`
        : nothing;
    const tag = html`<button type="button" class="button quiet" data-test="tag-${one.container}"
        aria-label=${t('work.tag.of', { name: one.container })}
          @click=${() => (this.tags = [{ of: 'container', id: one.container, name: one.container }])}><ti-icon
            name="tag"></ti-icon></button>`;
    const opening = html`<button type="button" class="button quiet" data-test="opening-day-${one.container}"
        title=${t('work.opening_day.act')} aria-label=${t('work.opening_day.of', { name: one.container })}
          @click=${() => this.begin('opening', one)}><ti-icon name="calendar-clock"></ti-icon></button>`;
    const next = one.expired
      ? button('dispose')
      : one.standing === 'in_use'
        ? button('seal')
        : one.standing === 'sealed'
          ? button('release')
          : nothing;
    return html`${next}${this.may('opening') ? opening : nothing}${desk.may('tag.look') ? tag : nothing}`;
  }

  /** @param {Work} work */
  leftovers(work) {
    const row = (/** @type {Leftover} */ one) => html`<li class="leftover" data-test="leftover-${one.container}">
      <span><b>${one.product_name}</b><br><span class="faint num">${one.container}</span></span>
      <span class="num">${grams(one.left_mg)}<br><span
          class=${one.expired ? 'late' : 'faint'}>${one.expired ? '✕ ' : ''}${t('work.until', {
            day: day(one.use_by),
          })}</span></span>
      <span class="chip ${
        one.expired ? 'stop' : one.standing === 'returned' ? 'ok' : one.standing === 'sealed' ? 'warn' : ''
      }"><b aria-hidden="true">${one.expired ? '✕' : GLYPH[one.standing]}</b>${word(
        one.expired ? 'standing.expired' : `standing.${one.standing}`,
      )}</span>
      <span class="row push">${this.acts(one)}</span></li>`;
    return html`<section class="stack" data-test="leftovers"><h2 class="heading">${t('work.leftovers')} <span
        class="faint num">${work.leftovers_total}</span></h2>
      ${
        work.leftovers.length === 0
          ? html`<p class="soft">${t('work.no_leftovers')}</p>`
          : html`<ul
    class="leftovers">${work.leftovers.map(row)}</ul>`
      }
      ${
        work.leftovers_total > work.leftovers.length
          ? html`<p
    class="faint">${t('work.more', { n: work.leftovers_total - work.leftovers.length })}</p>`
          : nothing
      }</section>`;
  }

  /** @param {Work} work */
  visits(work) {
    if (work.visits.length === 0) return nothing;
    return html`<section class="stack" data-test="visits"><h2 class="heading">${t('work.visits')}</h2>
      <ul class="leftovers">${work.visits.map(
        (one) => html`<li class="leftover" data-test="visit-${one.visit}">
        <span><b>${one.name}</b><br><span class="faint">${one.purpose}</span></span>
        <span class="num">${one.area} · ${time(one.entered_at)}${
          one.left_at ? `–${time(one.left_at)}` : ''
        }<br><span class="faint">${t('work.with', { name: one.escort })}</span></span>
        <span class="chip ${one.left_at ? '' : 'warn'}"><b aria-hidden="true">${one.left_at ? '✓' : '△'}</b>${t(
          one.left_at ? 'work.visit_over' : 'work.visit_inside',
        )}</span>
        <span class="row push">${
          one.left_at || !desk.may('visitor.leave')
            ? nothing
            : html`<button type="button" class="button"
    data-test="leave-${one.visit}" @click=${() => this.leaves(one.visit)}>${t('work.visit_leave')}</button>`
        }</span></li>`,
      )}</ul></section>`;
  }

  /** @param {Work} work */
  content(work) {
    return html`<div class="split">
      <div class="work">
        <div class="row"><h1>${t('work.title')}</h1><p class="soft push">${t('work.scan_anywhere')}</p></div>
        <div class="tiles">${TILES.map((task) => this.tile(task))}</div>
        ${this.visits(work)} ${this.leftovers(work)}
      </div>
      <aside class="aside" aria-label=${t('work.checks')}>
        <work-checks .opening=${work.opening} .closing=${work.closing} .may=${this.may}
            @go=${(/** @type {CustomEvent<{form: string}>} */ { detail }) => this.begin(detail.form)}></work-checks>
      </aside></div>
      <ti-sheet .form=${this.form} @saved=${this.saved} @closed=${() => (this.form = null)}></ti-sheet>
      <work-tags .tags=${this.tags} @closed=${() => (this.tags = [])}></work-tags>`;
  }

  render() {
    return this.frame(() => (this.work ? this.content(this.work) : nothing));
  }
}

define('screen-work', ScreenWork);
