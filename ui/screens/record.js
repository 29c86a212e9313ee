/**
 * A record as people read it: what happened, who, when, each field with its words, what corrects it, and the other
 * records
 * of its service. It shows no more than the ledger says; what lies in the vault stays there.
 */
import { html, nothing } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { rpc } from '../lib/host.js';
import { day, toTheSecond, when } from '../lib/format.js';
import { pick, t } from '../lib/i18n.js';
import { say } from '../lib/notice.js';
import { define, Screen } from '../lib/screen.js';
import '../components/ti-icon.js';
import '../components/ti-sheet.js';

/** @typedef {import('../lib/wire').RecordView} RecordView */
/** @typedef {import('../lib/wire').RecordLine} RecordLine */
/** @typedef {import('../lib/wire').Correction} Correction */

/**
 * The record stays as it was written; what is right stands beside it.
 * @param {RecordLine} line
 * @returns {import('../components/ti-sheet.js').Form}
 */
function correct(line) {
  return {
    title: t('day.correct_title', { n: line.record, what: pick(line.title, line.title_en) }),
    why: t('day.correct_why'),
    clause: t('setup.clause', { article: '第八条' }),
    fields: [
      {
        key: 'note',
        label: t('day.correct_note'),
        kind: 'text',
        required: true,
        wide: true,
        hint: t('day.correct_note_hint'),
      },
      { key: 'reason', label: t('day.correct_reason'), kind: 'text', required: true, wide: true },
    ],
    initial: {},
    button: t('day.correct'),
    save: (values) =>
      rpc('record.correct', { record: line.record, note: values.note.trim(), reason: values.reason.trim() }),
  };
}

export class ScreenRecord extends Screen {
  /** @type {import('../lib/wire').Topic[]} */
  static topics = ['service', 'store'];

  /** @type {import('../lib/lit.js').Properties} */
  static properties = { view: { state: true }, form: { state: true } };

  constructor() {
    super();
    /** @type {RecordView | null} */
    this.view = null;
    /** @type {import('../components/ti-sheet.js').Form | null} */
    this.form = null;
  }

  async load() {
    this.view = await rpc('record.look', { record: Number(this.route.id) });
  }

  /** @param {RecordLine} line @param {number} here */
  line(line, here) {
    return html`<li><a href="#/record/${line.record}" aria-current=${line.record === here ? 'true' : 'false'}>
      <span class="num faint">${when(line.at, desk.view.today)}</span>
      <span>${pick(line.title, line.title_en)} · ${pick(line.actor_name, line.actor_name_en)}</span><span
          class="num faint">${line.record}</span></a></li>`;
  }

  /** What is right, beside the record that stays as it was written. @param {Correction} each @param {number} here */
  correction({ line, note, reason }, here) {
    return html`<dl class="record-facts"><dt>${t('day.correct_note')}</dt><dd>${note}</dd>
        <dt>${t('day.correct_reason')}</dt><dd>${reason}</dd></dl>
      <ul class="questions lines">${this.line(line, here)}</ul>`;
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  /** @param {RecordView} view */
  content(view) {
    const { line } = view;
    return html`<div class="split">
      <div class="work" data-test="record">
        <header class="day-head"><h1>${pick(line.title, line.title_en)}</h1><span
            class="chip num">${t('day.record_number', { n: line.record })}</span>
          <span class="row push">${
            desk.may('record.correct') && line.kind !== 'record.corrected'
              ? html`<button class="button" data-test="correct"
    @click=${() => (this.form = correct(line))}>${t('day.correct')}</button>`
              : nothing
          }<a class="button" href="#/day/${day(line.at)}" data-test="record-day"><ti-icon
              name="calendar"></ti-icon>${day(line.at)}</a></span></header>
        ${
          view.known
            ? nothing
            : html`<p class="soft" role="status" data-test="record-unknown">${t('day.record_unknown')}</p>`
        }
        ${
          view.corrections.length > 0
            ? html`<section class="card" data-test="corrections"><h2>△ ${t('day.corrected')}</h2>
              ${view.corrections.map((each) => this.correction(each, line.record))}</section>`
            : nothing
        }
        <dl class="record-facts">
          <dt>${t('day.record_at')}</dt><dd class="num">${day(line.at)} ${toTheSecond(line.at)}</dd>
          <dt>${t('day.record_by')}</dt><dd data-test="record-by">${pick(line.actor_name, line.actor_name_en)} <span
            class="faint">${[line.actor_name, 'system'].includes(line.actor) ? '' : line.actor}</span></dd>
          ${
            line.service
              ? html`<dt>${t('day.record_service')}</dt><dd><a class="num"
    href="#/service/${line.service}">${line.service}</a></dd>`
              : nothing
          }
          ${view.fields
            .filter((field) => field.name !== 'service')
            .map(
              (field) => html`<dt
    title=${field.name}>${pick(field.title, field.title_en)}</dt><dd>${pick(field.value, field.value_en)}</dd>`,
            )}
          ${view.signatures.map(
            (one) =>
              html`<dt>${t('day.signed_at')}</dt><dd data-test="signed-at-${one.signer}">${
                one.window_name === null
                  ? t('day.signed_at_unknown', { signer: one.signer_name })
                  : t(one.other ? 'day.signed_at_other' : 'day.signed_at_own', {
                      signer: one.signer_name,
                      window: one.window_name,
                    })
              }</dd>`,
          )}
        </dl>
        <dl class="record-facts proof">
          <dt>${t('day.record_kind')}</dt><dd><code class="num">${line.kind} · ${view.version}</code></dd>
          <dt>${t('day.record_hash')}</dt><dd class="num">${view.hash}</dd>
          <dt>${t('day.record_prev')}</dt><dd class="num">${view.prev}</dd>
        </dl>
      </div>
      <aside class="aside"><h2>${t('day.history')}</h2>
        ${
          view.history.length === 0
            ? html`<p class="soft">${t('day.history_none')}</p>`
            : html`<ul class="questions lines"
                data-test="history">${view.history.map((each) => this.line(each, line.record))}</ul>`
        }
      </aside>
    </div>
    <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return this.frame(() => (this.view ? this.content(this.view) : nothing));
  }
}

define('screen-record', ScreenRecord);
