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

/** @param {Screen} screen @param {string} day @param {'pdf' | 'xlsx'} form */
async function save(screen, day, form) {
  const saved = await screen.act('files.save_day', () => rpc('files.save_day', { day, form }));
  if (saved) say(t('day.saved', { name: saved.name }), 'ok');
}

/** @param {SignedLog} log */
function void_(log) {
  const { today } = desk.view;
  return html`<p class="day-void"><b>✕ ${t('day.void')}</b> ${t('day.void_by', { n: log.voided_by.length })}</p>
    <ul class="questions">${log.voided_by.slice(0, 5).map((line) => html`<li><a href="#/record/${line.record}">
      <span class="num faint">${when(line.at, today)}</span><span>${pick(line.title, line.title_en)} ${line.service ?? ''} · ${line.actor_name}</span><ti-icon name="chevron-right"></ti-icon></a></li>`)}</ul>`;
}

/** @param {DayView} view @param {Screen} screen */
export function signedLogs(view, screen) {
  const { today } = desk.view;
  const day = view.sheet.period.from;
  const [log, ...older] = view.signed;
  if (!log) {
    return html`<p class="day-state" data-test="day-unsigned"><span class="chip">○ ${t('day.unsigned')}</span>
      <span class="soft">${day === today ? t('day.unsigned_today') : t('day.unsigned_past')}</span></p>`;
  }
  const stands = log.voided_by.length === 0;
  return html`<section class="day-state ${stands ? '' : 'voided'}" data-test=${stands ? 'day-stands' : 'day-voided'}>
    <span class="chip ${stands ? 'ok' : 'stop'}">${stands ? '✓' : '✕'} ${t(stands ? 'day.signed' : 'day.void')}</span>
    <span><a class="button plain" href="#/record/${log.record}">${t('day.signed_by', { name: log.by_name, at: when(log.at, today) })}</a>
      ${older.length > 0 ? html`<span class="faint">${t('day.signed_before', { n: older.length })}</span>` : nothing}</span>
    <span class="row push">
      <button type="button" class="button" data-test="save-pdf" ?disabled=${screen.busy !== null} @click=${() => void save(screen, day, 'pdf')}><ti-icon name="file-text"></ti-icon>PDF</button>
      <button type="button" class="button" data-test="save-xlsx" ?disabled=${screen.busy !== null} @click=${() => void save(screen, day, 'xlsx')}><ti-icon name="file-spreadsheet"></ti-icon>XLSX</button>
    </span>
    ${log.notes?.text ? html`<q class="day-notes">${log.notes.text}</q>` : nothing}
    ${stands ? nothing : html`<div class="day-why">${void_(log)}</div>`}
  </section>`;
}
