// Copies of the store: how old the last one is, where they are kept, one now, a try to restore in one tap; where the
// key
// is, and the way out of the demo store. A backup without its key is nothing: that is said here.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { when } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { lang, t } from '../../lib/i18n.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-dialog.js';
import '../../components/ti-icon.js';
import '../../components/ti-progress.js';
import '../../components/ti-refusal.js';
import '../start/passphrase.js';
import { offer } from '../setup/hands.js';
import { placeName } from './copies.js';

/**
 * @typedef {{path_name: string, records: number, places?: string[], told?: import('../../lib/wire').Refusal[]}} Made
 */
/** @typedef {{passed: boolean, lost?: number, problem?: string}} Drilled */

class Backup extends Screen {
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store', 'device'];
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    view: { state: true },
    job: { state: true },
    doing: { state: true },
    made: { state: true },
    drilled: { state: true },
    leaving: { state: true },
    adding: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../lib/wire').BackupsView | null} */
    this.view = null;
    this.job = '';
    /** @type {'making' | 'drilling'} */
    this.doing = 'making';
    /** @type {Made | null} */
    this.made = null;
    /** @type {Drilled | null} */
    this.drilled = null;
    this.leaving = false;
    this.adding = false;
  }

  async load() {
    this.view = await rpc('backup.look');
  }

  keys() {
    return desk.may('backup.now') && this.view?.places.length
      ? [{ key: 'F2', label: t('store.backup.now'), run: () => void this.begin('making', () => rpc('backup.now')) }]
      : [];
  }

  /** @param {'making' | 'drilling'} doing @param {() => Promise<{job: string} | null>} work */
  async begin(doing, work) {
    if (this.job) return;
    [this.made, this.drilled, this.doing] = [null, null, doing];
    // A closed dialog begins nothing.
    this.job = (await this.act(doing, work))?.job ?? '';
  }

  /**
   * The passphrase, where one must be given first; `null` where not.
   * @param {string} within
   * @returns {string | null | undefined}
   */
  passphrase(within) {
    const guard = /** @type {any} */ (this.querySelector(`${within} start-passphrase`));
    return guard ? (guard.taken() ?? undefined) : null;
  }

  elsewhere() {
    const passphrase = this.passphrase('.backup-once');
    if (passphrase !== undefined) void this.begin('making', () => rpc('backup.make', { passphrase }));
  }

  async add() {
    if (this.view?.needs_passphrase && !this.adding) return void (this.adding = true);
    const passphrase = this.passphrase('.backup-add');
    if (passphrase === undefined) return;
    const view = await this.act('add', () => rpc('backup.add_place', { passphrase }));
    if (view) desk.set(view);
    this.adding = false;
    await this.reload();
  }

  /** @param {string} place */
  async drop(place) {
    const view = await this.act('drop', () => rpc('backup.drop_place', { place }));
    if (view) desk.set(view);
    await this.reload();
  }

  /** @param {any} result */
  ended(result) {
    if (this.doing === 'drilling') this.drilled = result;
    else this.made = result;
    this.job = '';
    void this.reload();
  }

  async leaveDemo() {
    const view = await this.act('leave', () => rpc('start.leave_demo'));
    this.leaving = false;
    if (view) desk.set(view);
  }

  /** @param {(place: import('../../lib/wire').PlaceView) => boolean} which */
  called(which) {
    return (this.view?.places ?? [])
      .filter(which)
      .map(placeName)
      .join(lang() === 'en' ? ', ' : '、');
  }

  /** @param {Made} made what a place says for itself is not said twice */
  done({ path_name: name, records: n, places, told = [] }) {
    const failed = this.called(({ trouble }) => trouble !== null);
    const own = told.filter(({ message }) => !this.view?.places.some(({ trouble }) => trouble?.message === message));
    return html`<p class="import-done" role="status" data-test="backup-made"><b
        aria-hidden="true">✓</b> ${t('store.backup.made', { name, n })} ${
          places ? t('store.backup.made_at', { places: this.called(({ id }) => places.includes(id)) }) : nothing
        }</p>
      ${
        places && failed
          ? html`<p class="row" role="alert"><span class="chip stop" data-test="backup-failed-at"><b
    aria-hidden="true">✕</b>${t('store.backup.failed_at', { places: failed })}</span></p>`
          : nothing
      }
      ${own.map((refusal) => html`<ti-refusal .refusal=${refusal}></ti-refusal>`)}`;
  }

  outcome() {
    const { made, drilled } = this;
    if (made) return this.done(made);
    if (!drilled) return nothing;
    return drilled.passed
      ? html`<p class="import-done" role="status" data-test="drill-passed"><b
        aria-hidden="true">✓</b> ${t('store.copies.passed', { n: drilled.lost ?? 0 })}</p>`
      : html`<p class="banner stop" role="alert" data-test="drill-failed"><b
          aria-hidden="true">✕</b> ${t('store.copies.failed', { code: drilled.problem ?? '' })}</p>`;
  }

  /** @param {import('../../lib/wire').BackupsView} view */
  status(view) {
    const { last_at: last, last_outside_at: outside } = view;
    const today = desk.view.today;
    return html`<dl class="facts"><dt>${t('store.backup.last')}</dt><dd>${
      last ? when(last, today) : t('store.backup.never')
    }</dd>
      <dt>${t('store.backup.outside')}</dt><dd>${
        outside
          ? when(outside, today)
          : html`<span class="chip warn"><b
    aria-hidden="true">!</b>${t('store.backup.outside_never')}</span>`
      }</dd>
      <dt>${t('store.backup.lost')}</dt><dd class="num">${t('store.backup.records', { n: view.lost })}</dd></dl>
      <p class="soft">${t('store.backup.rule', { days: view.days, weeks: view.weeks, months: view.months })}</p>`;
  }

  doings() {
    if (this.job) {
      return html`<ti-progress .job=${this.job} .label=${t(`store.backup.${this.doing}`)}
          @done=${(/** @type {CustomEvent} */ event) => this.ended(event.detail.result)}
        @cancelled=${() => (this.job = '')} @failed=${(/** @type {CustomEvent} */ event) => {
          this.refusal = event.detail.refusal;
          this.job = '';
          void this.reload();
        }}></ti-progress>`;
    }
    const now = this.view?.places.length
      ? html`<button class="button next" data-test="backup-now" ?disabled=${this.busy !== null}
        @click=${() => this.begin('making', () => rpc('backup.now'))}>${t('store.backup.now')}</button>`
      : nothing;
    return offer(
      'backup.now',
      html`<div class="row">${now}<button class="button push" data-test="close-program"
          @click=${() => rpc('program.close')}><ti-icon
            name="power"></ti-icon>${t('store.backup.close')}</button></div>`,
    );
  }

  content() {
    const { view } = this;
    const { key, store } = desk.view;
    const guard = html`<start-passphrase .why=${t('store.backup.passphrase_why')}></start-passphrase>`;
    return html`<h1 class="visually-hidden">${t('store.tab.backup')}</h1><div class="backup">
      <div class="backup-column">
        <section class="card" aria-labelledby="backup-make"><h2 id="backup-make">${t('store.backup.title')}</h2>
          <p class="soft">${t('store.backup.why')}</p>
          ${view ? this.status(view) : nothing}${this.doings()}${this.outcome()}</section>
        ${(view?.places ?? []).map(
          (place) => html`<store-copies .place=${place} ?busy=${this.busy !== null || this.job !== ''}
          @drill=${(/** @type {CustomEvent} */ event) =>
            this.begin('drilling', () =>
              rpc('backup.drill', event.detail),
            )} @drop=${(/** @type {CustomEvent} */ event) => this.drop(event.detail.place)}></store-copies>`,
        )}
        <section class="card backup-add"><h2>${t('store.backup.add_title')}</h2><p
            class="soft">${t('store.backup.add_why')}</p>
          ${offer(
            'backup.add_place',
            html`${this.adding ? guard : nothing}<div class="row"><button class="button"
    data-test="add-place" ?disabled=${this.busy !== null} @click=${() => this.add()}><ti-icon
      name="plus"></ti-icon>${t('store.backup.add')}</button></div>`,
          )}</section>
      </div>
      <div class="backup-column">
        <section class="card" aria-labelledby="backup-key"><h2 id="backup-key">${t('store.key.title')}</h2>
          <p class="row"><span class="chip ${key === 'key_store' ? 'ok' : 'warn'}"><b
              aria-hidden="true">${key === 'key_store' ? '✓' : '!'}</b>${t(`store.key.${key ?? 'none'}`)}</span></p>
          <p>${t(`store.key.${key ?? 'none'}_why`)}</p></section>
        <details class="card backup-once"><summary>${t('store.backup.once')}</summary><p
            class="soft">${t('store.backup.once_why')}</p>
          ${offer(
            'backup.make',
            html`${key === 'key_store' ? guard : nothing}<div class="row"><button class="button"
    data-test="backup" ?disabled=${this.busy !== null || this.job !== ''}
      @click=${() => this.elsewhere()}>${t('store.backup.make')}</button></div>`,
          )}</details>
        ${
          store?.demo
            ? html`<section class="card" aria-labelledby="backup-demo"><h2
              id="backup-demo">${t('store.demo.title')}</h2>
          <p class="soft">${t('store.demo.why')}</p>
          ${offer(
            'start.leave_demo',
            html`<div class="row"><button class="button" data-test="leave-demo"
    @click=${() => (this.leaving = true)}>${t('store.demo.leave')}</button></div>`,
          )}</section>`
            : nothing
        }
      </div>
    </div>
    <ti-dialog ?open=${this.leaving} .heading=${t('store.demo.leave')} .content=${html`<p>${t('store.demo.sure')}</p>`}
      .actions=${html`<button class="button push"
        @click=${() => (this.leaving = false)}>${t('setup.form.cancel')}</button>
        <button class="button next" data-test="leave-demo-sure"
            @click=${() => this.leaveDemo()}>${t('store.demo.leave')}</button>`}
      @close=${() => (this.leaving = false)}></ti-dialog>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-backup', Backup);
