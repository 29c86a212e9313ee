// The people of the store: files, posts, who is in, PINs. A manager and an inspector see files; the others see names,
// posts and presence, because the counter gives them no more.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { day, when } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-sheet.js';
import { offer } from '../setup/hands.js';
import { healthCheck, train } from '../setup/forms/fitness.js';
import { enrol, mayMark, rename, setPin } from '../setup/forms/staff.js';

/** @typedef {import('../../lib/wire').StaffCard} StaffCard */

/** Those who work with the product are trained and go to the health check. @param {StaffCard} card */
const atWork = (card) => card.in_post && card.roles.some((role) => role === 'operator' || role === 'officer');

class Staff extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { people: { state: true }, form: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store', 'session'];

  constructor() {
    super();
    /** @type {StaffCard[]} */
    this.people = [];
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
  }

  async load() {
    this.people = await rpc('staff.list');
  }

  keys() {
    return desk.may('staff.enrol')
      ? [{ key: 'F2', label: t('store.staff.add'), run: () => void (this.form = enrol(null)) }]
      : [];
  }

  /** @param {StaffCard} card */
  async turn(card) {
    const done = await this.act(`presence-${card.staff}`, async () => {
      await rpc('staff.presence', { staff: card.staff, present: !card.present });
      return true;
    });
    if (done) await this.reload();
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  /**
   * One line of a file with what it is worth today.
   * @param {string} label
   * @param {string | null} value
   * @param {string | null} wrong
   */
  line(label, value, wrong) {
    return html`<dt>${label}</dt><dd class="num">${value ?? '–'}${
      wrong ? html` <span class="chip warn"><b aria-hidden="true">!</b>${wrong}</span>` : nothing
    }</dd>`;
  }

  /** @param {StaffCard} card */
  file(card) {
    if (!('health' in card)) return nothing;
    const work = card.roles.includes('operator') || card.roles.includes('officer');
    const health = card.health;
    const unfit = health && !health.fit ? t('store.staff.unfit') : null;
    const aged = unfit ?? (card.health_term?.holds === false ? t('store.staff.health_old') : null);
    return html`<dl class="facts">
      ${this.line(
        word('field.appointed_on'),
        day(card.appointed_on),
        card.left_on ? t('store.staff.left', { day: day(card.left_on) }) : null,
      )}
      ${
        work
          ? html`${this.line(
              t('store.staff.experience'),
              card.experience_since ? day(card.experience_since) : null,
              null,
            )}
        ${this.line(
          t('store.staff.training'),
          card.training ? day(card.training.passed_on) : null,
          card.training ? null : t('store.staff.missing'),
        )}
        ${this.line(t('store.staff.health'), health ? day(health.on) : null, health ? aged : t('store.staff.missing'))}
        ${this.line(
          t('setup.staff.areas'),
          card.areas.map((one) => one.area).join('、') || null,
          card.areas.some((one) => !one.term.holds) ? t('store.staff.area_over') : null,
        )}`
          : nothing
      }
    </dl>`;
  }

  /** @param {StaffCard} card */
  person(card) {
    const state = card.locked
      ? html`<span class="chip stop"><b aria-hidden="true">✕</b>${t('store.staff.locked')}</span>`
      : !card.has_pin && 'has_pin' in card
        ? html`<span class="chip warn"><b aria-hidden="true">!</b>${t('store.staff.no_pin')}</span>`
        : nothing;
    return html`<article class="card staff-file" data-test="person-${card.staff}">
      <header class="row"><h2>${card.name}</h2><span class="num faint">${card.staff}</span></header>
      <p class="row">${card.roles.map((role) => html`<span class="chip">${word(`role.${role}`)}</span>`)} ${state}
        <span class="chip push ${
          card.present ? 'ok' : card.left_unmarked ? 'warn' : ''
        }"><b aria-hidden="true">${card.present ? '✓' : card.left_unmarked ? '!' : '–'}</b>${
          card.left_unmarked
            ? t('store.staff.unmarked', { at: when(card.left_unmarked, desk.view.today) })
            : t(card.present ? 'store.staff.in' : 'store.staff.out')
        }</span></p>
      ${this.file(card)}
      ${(card.formerly ?? []).map(
        (one) =>
          html`<p class="faint" data-test="formerly-${card.staff}">${t('store.staff.formerly', {
            name: one.name,
            at: when(one.at, desk.view.today),
            by: one.by,
            reason: one.reason,
          })}</p>`,
      )}
      <footer class="row staff-acts">
        ${
          mayMark(card.staff)
            ? html`<button class="button" data-test="presence-${card.staff}"
              ?disabled=${this.busy !== null || !card.in_post} @click=${() => this.turn(card)}>
          ${t(card.present ? 'store.staff.leave' : 'store.staff.come')}</button>`
            : nothing
        }
        ${
          desk.may('staff.train') && card.staff !== desk.view.me?.staff && atWork(card)
            ? html`<button class="button" data-test="train-${card.staff}"
    @click=${() => (this.form = train(card))}>${t('store.staff.train')}</button>`
            : nothing
        }
        ${
          desk.may('staff.health_check') && atWork(card)
            ? html`<button class="button" data-test="health-${card.staff}"
    @click=${() => (this.form = healthCheck(card))}>${t('store.staff.check_health')}</button>`
            : nothing
        }
        ${
          desk.may('staff.set_pin')
            ? html`<button class="button" data-test="pin-${card.staff}"
    @click=${() => (this.form = setPin(card))}>${t(card.locked ? 'store.staff.unlock' : 'store.staff.pin')}</button>`
            : nothing
        }
        ${
          desk.may('staff.rename')
            ? html`<button class="button" data-test="rename-${card.staff}"
    @click=${() => (this.form = rename(card))}>${t('store.staff.rename')}</button>`
            : nothing
        }
        ${
          desk.may('staff.enrol')
            ? html`<button class="button" data-test="edit-${card.staff}"
    @click=${() => (this.form = enrol(card))}>${t('store.staff.edit')}</button>`
            : nothing
        }
      </footer>
    </article>`;
  }

  content() {
    return html`<header class="heading store-head"><h1>${t('store.staff.title')}</h1>
        <p
            class="soft">${t('store.staff.count', {
              n: this.people.length,
              present: this.people.filter((one) => one.present).length,
            })}</p>
        <span class="push">${offer(
          'staff.enrol',
          html`<button class="button next" data-test="add-staff"
    @click=${() => (this.form = enrol(null))}>${t('store.staff.add')}</button>`,
        )}</span></header>
      ${
        this.people.length === 0
          ? html`<ti-empty icon="users" .heading=${t('store.staff.none')}
    .text=${t('store.staff.none_why')}></ti-empty>`
          : nothing
      }
      <div class="grid staff-files">${this.people.map((card) => this.person(card))}</div>
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-staff', Staff);
