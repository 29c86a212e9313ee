// The page of an entry: what stands in it, the ways to what it names, what was done with it, what was corrected, and
// what can
// be done with it now.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { day, when } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { lang, pick, t } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import { cell, chip } from './cells.js';
import { actForm, correction } from './form.js';
import '../../components/ti-icon.js';
import '../../components/ti-sheet.js';

/** @typedef {import('../../lib/wire').EntryView} View */

class RegisterEntry extends Screen {
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store'];

  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { card: { attribute: false }, number: {}, view: { state: true }, form: { state: true } };

  constructor() {
    super();
    /** @type {import('../../lib/wire').RegisterCard | null} */
    this.card = null;
    this.number = '';
    /** @type {View | null} */
    this.view = null;
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
  }

  get which() {
    return { register: this.card?.register ?? '', number: this.number };
  }

  /** What goes on paper, in the language of the window. */
  get paper() {
    return { ...this.which, language: lang() };
  }

  async load() {
    if (this.card && this.number) this.view = await rpc('register.look', this.which);
  }

  /** @param {import('../../lib/wire').ActView} act */
  async does(act) {
    const { number } = this;
    if (act.form) {
      const form = await this.act('form', () => actForm(act.act, { number }));
      if (form) this.form = form;
      return;
    }
    const done = await this.act('does', () => rpc(/** @type {'visitor.leave'} */ (act.act), { number }));
    if (done) await this.reload();
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  async print() {
    const done = await this.act('print', () => rpc('register.print', this.paper));
    if (done) say(t('register.printed'), 'ok');
  }

  async take() {
    const saved = await this.act('take', () => rpc('register.save', { ...this.paper, form: 'pdf' }));
    if (saved) say(t('register.taken', { name: saved.name }), 'ok');
  }

  /** @param {string} name */
  async file(name) {
    const saved = await this.act('file', () => rpc('register.attached', { ...this.which, name }));
    if (saved) say(t('register.taken', { name: saved.name }), 'ok');
  }

  /** @param {View['fields'][number]} field */
  field(field) {
    const { files, lines } = field.cell;
    const shown =
      files.length > 0
        ? files.map(
            (name) =>
              html`<button type="button" class="button quiet" data-test="file-${name}"
                @click=${() => this.file(name)}><ti-icon name="download"></ti-icon>${name}</button>`,
          )
        : lines.length > 0
          ? html`<ul>${lines.map((line) => html`<li>${line.map((one) => html`${cell(one)} `)}</li>`)}</ul>`
          : cell(field.cell);
    return html`<dt>${pick(field.title, field.title_en)}</dt><dd data-test="field-${field.key}">${shown}</dd>`;
  }

  /** @param {import('../../lib/wire').RecordLine} line @param {unknown} [more] */
  line(line, more) {
    return html`<li><a href="#/record/${line.record}"><span class="num faint">${when(line.at, desk.view.today)}</span>
      <span>${pick(line.title, line.title_en)} · ${pick(line.actor_name, line.actor_name_en)}</span></a>
      ${more ?? nothing}</li>`;
  }

  /** @param {View} view */
  content(view) {
    const { row } = view;
    const acts = row.acts.map(
      (act) =>
        html`<button type="button" class="button next" data-test="do-${act.act}" @click=${() => this.does(act)}>
          ${pick(act.title, act.title_en)}</button>`,
    );
    const correct = desk.may('register.correct')
      ? html`<button type="button" class="button quiet" data-test="correct"
        @click=${() => (this.form = correction(this.which.register, view))}><ti-icon name="pen-line"></ti-icon>
          ${t('register.correct')}</button>`
      : nothing;
    return html`<div class="split"><div class="work" data-test="entry">
        <header class="entry-head"><a class="button quiet" href="#/register/${this.which.register}"
          data-test="entry-back"><ti-icon name="arrow-left"></ti-icon>
            ${pick(this.card?.title ?? '', this.card?.title_en ?? '')}</a>
          <h1 class="num">${row.number}</h1>${chip(row.state)}
          <span class="row push">${correct}<button type="button" class="button quiet" data-test="entry-print"
            @click=${() => this.print()}><ti-icon name="printer"></ti-icon>${t('register.print')}</button>
            <button type="button" class="button quiet" data-test="entry-save"
              @click=${() => this.take()}>${t('register.take_pdf')}</button>${acts}</span></header>
        <dl class="entry-facts">${view.fields.map((field) => this.field(field))}
          ${
            row.due
              ? html`<dt>${t('register.due')}</dt><dd class="num ${row.overdue ? 'late' : ''}">
            ${row.overdue ? '✕ ' : ''}${day(row.due)}</dd>`
              : nothing
          }
          ${
            view.kept_until
              ? html`<dt>${t('register.kept_until')}</dt><dd
            class="num">${day(view.kept_until)}</dd>`
              : nothing
          }</dl>
        ${
          view.corrections.length > 0
            ? html`<section class="card" data-test="corrections"><h2>△ ${t('register.corrected')}</h2><ul
              class="entry-lines">${view.corrections.map((one) =>
                this.line(
                  one.line,
                  html`<p>${one.note}</p><p
                class="faint">${one.reason}</p>`,
                ),
              )}</ul></section>`
            : nothing
        }
      </div>
      <aside class="aside"><h2>${t('register.history')}</h2><ul class="entry-lines"
        data-test="history">${view.history.map((one) => this.line(one))}</ul></aside></div>
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return this.frame(() => (this.view ? this.content(this.view) : nothing));
  }
}

define('register-entry', RegisterEntry);
