/**
 * Today: what is under way and one tap away, who is present, what is due, what the law stops, and the way to the next
 * service. It judges nothing; it shows what the desk found.
 */
import { html, nothing, repeat } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { pick, t, word } from '../lib/i18n.js';
import { unseen } from '../lib/unseen.js';
import { MENDS } from '../lib/lists.js';
import { go } from '../lib/route.js';
import { define, Screen } from '../lib/screen.js';
import { roles } from '../components/ti-faces.js';
import { rulebook } from '../components/ti-refusal.js';
import { NewService } from './new-service.js';
import { dueList } from '../components/due-list.js';
import '../components/ti-empty.js';
import { shown } from '../components/ti-search.js';
import '../components/ti-service-card.js';

/** @typedef {import('../lib/wire').Today} Today */
/** @typedef {import('../lib/wire').Finding} Finding */

export class ScreenToday extends NewService(Screen) {
  /** @type {import('../lib/wire').Topic[]} */
  static topics = ['service', 'store'];

  /** @type {import('../lib/lit.js').Properties} */
  static properties = { today: { state: true } };

  constructor() {
    super();
    /** @type {Today | null} */
    this.today = null;
  }

  async load() {
    this.today = await rpc('today.look');
  }

  updated() {
    if (this.route.rest[0] === 'search' && !this.loading) {
      history.replaceState(null, '', '#/today');
      this.route = { ...this.route, rest: [] };
      const search = /** @type {import('../components/ti-search.js').Search | null} */ (
        this.querySelector('ti-search')
      );
      // Its field is there only after its own first update.
      void search?.updateComplete.then(() => search.take());
    }
  }

  keys() {
    const work = { key: 'F4', label: t('work.title'), run: () => go('#/work') };
    return desk.may('service.open')
      ? [{ key: 'F2', label: t('common.key_new'), run: () => void this.open('product') }, work]
      : [work];
  }

  /** @param {Finding} finding */
  stop(finding) {
    const { mend } = finding;
    return html`<section class="stop-card" role="alert" data-test="permission-stop">
      <h3>✕ ${t('today.permission_title')}</h3>
      <p>${pick(finding.because, finding.because_en)}</p>
      <p class="faint">${rulebook(finding.rulebook)} ${finding.clause}</p>
      ${
        mend
          ? html`<a class="button" href=${`#/${MENDS[mend.action].page}`}>${pick(mend.text, mend.text_en)}<ti-icon
    name="arrow-right"></ti-icon></a>`
          : nothing
      }
    </section>`;
  }

  /** Cases that nobody closed: nobody overlooks them. @param {Today} today */
  cases(today) {
    if (today.cases.length === 0) return nothing;
    return html`<section class="stop-card" role="alert" data-test="cases-open"><h3>! ${t('today.cases', {
      n: today.cases.length,
    })}</h3>
      <ul class="due">${today.cases.map(
        (one) => html`<li><a href=${`#/customer/${one.customer}`} data-test=${`today-${one.case}`}><ti-icon
            name="triangle-alert"></ti-icon><b class="num">${one.case}</b>${
              one.overdue ? html`<span class="chip stop">✕ ${word('until.overdue')}</span>` : nothing
            }<span class="faint">${t('rights.case_until', {
              day: one.due_on,
            })}${one.provisional ? t('common.provisional') : nothing}
              · ${one.name ?? unseen('customers.no_name')}</span></a></li>`,
      )}</ul></section>`;
  }

  /** Whom to call today. @param {Today} today */
  calls(today) {
    if (today.calls_due.length === 0) return nothing;
    return html`<section class="stack" data-test="calls-due"><h2>${t('today.calls')} <span class="faint num">${
      today.calls_due.length
    }</span></h2>
      <ul class="due">${today.calls_due.map(
        (one) => html`<li><a href=${`#/service/${one.service}`} data-test=${`call-${one.service}`}><ti-icon
            name="phone"></ti-icon><b>${one.overdue ? '△ ' : ''}${
              one.customer.name ?? unseen('customers.no_name')
            }</b><span class="faint">${t(one.overdue ? 'today.call_overdue' : 'today.call_due', {
              day: one.due_on,
              what: one.recipe_name ?? one.service,
              advisor: one.advisor,
            })}${one.provisional ? t('common.provisional') : nothing}</span></a></li>`,
      )}</ul></section>`;
  }

  /** @param {Today} today */
  present(today) {
    return html`<section class="stack"><h2>${t('today.present_title')}</h2>
      ${
        today.present.length === 0
          ? html`<p class="soft"><b>△ ${t('today.present_none')}</b><br>${t('today.present_none_text')}</p><a
            class="button" href="#/store/staff">${t('today.go_mend')}</a>`
          : html`<ul class="present">${today.present.map(
              (person) => html`<li><ti-icon name="user-check"></ti-icon><b>${person.name}</b><span
    class="faint">${roles(person)}</span></li>`,
            )}</ul>`
      }
    </section>`;
  }

  /** @param {Today} today */
  aside(today) {
    return html`<aside class="aside" aria-label=${t('today.due_title')}>
      ${today.permission.map((finding) => this.stop(finding))}
      ${
        today.setup_left > 0
          ? html`<article class="setup-card"><h3>△ ${t('today.setup_title', { n: today.setup_left })}</h3><a
            class="button" data-test="go-setup" href="#/store/setup">${t('today.setup_go')}<ti-icon
              name="arrow-right"></ti-icon></a></article>`
          : nothing
      }
      ${this.cases(today)} ${this.calls(today)} ${this.present(today)} ${dueList(today.due, today.names, { named: 2 })}
    </aside>`;
  }

  /** @param {Today} today */
  content(today) {
    return html`<div class="split">
      <div class="work">
        <div class="row today-head"><h1>${t('today.title')}</h1>
          <a class="button" href="#/work" data-test="go-work"><ti-icon
              name="clipboard-check"></ti-icon>${t('work.title')}</a>
          <ti-search
              @choose=${(/** @type {CustomEvent<import('../components/ti-search.js').Hit>} */ { detail }) =>
                go(shown(detail))}></ti-search></div>
        <section class="stack"><h2 class="heading">${t('today.open_title')} <span
            class="faint num">${today.open.length}</span></h2>
          ${
            today.open.length === 0
              ? html`<ti-empty icon="flask-conical" heading=${t('today.open_none')}
                text=${t('today.open_none_text')}></ti-empty>`
              : html`<div class="grid" data-test="open-services">${repeat(
                  today.open,
                  ({ number }) => number,
                  (card) => html`<ti-service-card .card=${card}></ti-service-card>`,
                )}</div>`
          }
        </section>
        ${
          today.done_today.length === 0
            ? nothing
            : html`<section class="stack"><h2 class="heading">${t('today.done_title')} <span
                class="faint num">${today.done_today.length}</span></h2>
          <div class="grid">${repeat(
            today.done_today,
            ({ number }) => number,
            (card) => html`<ti-service-card .card=${card}></ti-service-card>`,
          )}</div></section>`
        }
        ${this.newServiceFoot()}
      </div>
      ${this.aside(today)}
    </div>`;
  }

  render() {
    return this.frame(() => (this.today ? this.content(this.today) : nothing));
  }
}

define('screen-today', ScreenToday);
