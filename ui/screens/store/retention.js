// What of customers goes because its last day is over, shown before it does; and, where the date is in doubt, why
// nothing goes and how it goes on. What is due is decided at the desk.

import { html, nothing } from '../../lib/lit.js';
import { rpc } from '../../lib/host.js';
import { day } from '../../lib/format.js';
import { t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-sheet.js';
import { offer } from '../setup/hands.js';

/** @typedef {import('../../lib/wire').Retention} View */

/** @returns {import('../../components/ti-sheet.js').Form} */
const confirmation = () => ({
  title: t('retention.confirm'),
  why: t('retention.confirm_why'),
  fields: [
    { key: 'day', label: t('retention.day'), kind: 'date', required: true, wide: true },
    {
      key: 'pin',
      label: t('setup.template.pin'),
      kind: 'pin',
      required: true,
      wide: true,
      hint: t('setup.template.pin_hint'),
    },
  ],
  initial: { day: '', pin: '' },
  button: t('retention.confirm'),
  save: (values) => rpc('clock.confirm', { day: values.day, pin: values.pin }),
});

/** @param {import('../../lib/wire').Leaving} one */
const line = (one) => html`<tr data-test="leaving">
  <td><a href="#/customer/${one.customer}">${one.customer_name ?? one.customer}</a></td>
  <td>${word(`held.${one.what}`)}</td>
  <td>${one.purpose ? word(`purpose.${one.purpose}`) : t('retention.by_law')}</td>
  <td class="num">${day(one.since)}</td>
  <td class="num">${day(one.until)}</td>
  <td>${
    one.over ? html`<span class="chip warn"><b aria-hidden="true">!</b>${t('retention.over')}</span>` : nothing
  }</td>
</tr>`;

class Retention extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { view: { state: true }, form: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store', 'service'];

  constructor() {
    super();
    /** @type {View | null} */
    this.view = null;
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
  }

  async load() {
    this.view = await rpc('retention.look');
  }

  async saved() {
    this.form = null;
    say(t('retention.confirmed'), 'ok');
    await this.reload();
  }

  /** @param {import('../../lib/wire').DateDoubt} doubt */
  doubted(doubt) {
    const known = day(doubt.known);
    return html`<div class="banner stop" role="alert" data-test="date-doubted"><b aria-hidden="true">!</b>
      <span>${
        doubt.behind
          ? t('retention.behind', { known, days: doubt.days })
          : t('retention.ahead', { known, days: doubt.days })
      } ${t('retention.stopped')}</span>
      ${offer(
        'clock.confirm',
        html`<button class="button next" data-test="confirm-date"
    @click=${() => (this.form = confirmation())}>${t('retention.confirm')}</button>`,
      )}</div>`;
  }

  content() {
    const { view } = this;
    if (!view) return nothing;
    const { leaving, more } = view;
    return html`<header class="heading store-head"><h1>${t('retention.title')}</h1><p
        class="soft">${t('retention.why', { on: day(view.up_to) })}</p></header>
      ${view.doubt ? this.doubted(view.doubt) : nothing}
      <p data-test="erased-today">${t('retention.today', { n: view.erased_today })}</p>
      ${
        leaving.length === 0
          ? html`<ti-empty icon="circle-check" .heading=${t('retention.none')}></ti-empty>`
          : html`<table class="table" data-test="leaving-list">
        <thead><tr><th>${t('retention.whose')}</th><th>${t('retention.what')}</th><th>${t(
          'retention.rule',
        )}</th><th>${t('retention.since')}</th><th>${t('retention.until')}</th><th></th></tr></thead>
        <tbody>${leaving.map(line)}</tbody></table>
        ${more > 0 ? html`<p class="soft">${t('retention.more', { n: more })}</p>` : nothing}`
      }
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-retention', Retention);
