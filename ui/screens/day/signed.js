/**
 * Whether the day is signed, by whom, and whether what was signed still stands; with the paper and the workbook of it.
 */
import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { rpc } from '../../lib/host.js';
import { when } from '../../lib/format.js';
import { say } from '../../lib/notice.js';
import { pick, t } from '../../lib/i18n.js';

/** @typedef {import('../../lib/wire').DayView} DayView */
/** @typedef {import('../../lib/wire').SignedLog} SignedLog */
/** @typedef {import('../../lib/screen.js').Screen} Screen */

/** So many of what came later are named. */
const NAMED = 5;

/** @param {Screen} screen @param {string} day @param {'pdf' | 'xlsx'} form */
async function save(screen, day, form) {
  const saved = await screen.act('files.save_day', () => rpc('files.save_day', { day, form }));
  if (saved) say(t('day.saved', { name: saved.name }), 'ok');
}

/** What came after the signature, each with the way to its record. @param {SignedLog} log */
function voided(log) {
  const { today } = desk.view;
  return html`<div class="day-why"><p><b>${t('day.void_by', { n: log.voided_by.length })}</b></p>
    <ul class="questions">${log.voided_by.slice(0, NAMED).map(
      (line) => html`<li><a href="#/record/${line.record}">
      <span
          class="num faint">${when(line.at, today)}</span><span>${pick(
            line.title,
            line.title_en,
          )} ${line.service ?? ''} · ${pick(
            line.actor_name,
            line.actor_name_en,
          )}</span><ti-icon name="chevron-right"></ti-icon></a></li>`,
    )}</ul></div>`;
}

/** That nobody signed yet; a log that was signed has a place of its own. @param {DayView} view */
export function unsigned(view) {
  if (view.signed.length > 0 || !view.sheet.sample) return nothing;
  return html`<span class="chip warn" data-test="day-unsigned"><b aria-hidden="true">○</b>${t('day.unsigned')}</span>`;
}

/** @param {DayView} view @param {Screen} screen */
export function signedLog(view, screen) {
  const { today } = desk.view;
  const day = view.sheet.period.from;
  const [log, ...older] = view.signed;
  if (!log) return nothing;
  const stands = log.voided_by.length === 0;
  const file = (
    /** @type {'pdf' | 'xlsx'} */ form,
    /** @type {string} */ icon,
  ) => html`<button type="button" class="button" data-test="save-${form}" ?disabled=${screen.busy !== null}
      @click=${() => void save(screen, day, form)}>
    <ti-icon name=${icon}></ti-icon>${form.toUpperCase()}</button>`;
  return html`<section class="day-state ${stands ? '' : 'voided'}" data-test=${stands ? 'day-stands' : 'day-voided'}>
    <p><b>${stands ? '✓' : '✕'} ${t(stands ? 'day.signed' : 'day.void')}</b> <a href="#/record/${log.record}"
        data-test="signed-record">${t('day.signed_by', { name: log.by_name, at: when(log.at, today) })}</a>
      ${
        older.length > 0 ? html`<span class="faint">${t('day.signed_before', { n: older.length })}</span>` : nothing
      }</p>
    <span class="row push">${file('pdf', 'file-text')}${file('xlsx', 'file-spreadsheet')}</span>
    ${log.notes?.text ? html`<q class="day-notes">${log.notes.text}</q>` : nothing}
    ${stands ? nothing : voided(log)}
  </section>`;
}
