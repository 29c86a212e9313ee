/**
 * The days of a week or a month, each with what was handed over and how its log stands, and the way to it.
 */
import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { day } from '../../lib/format.js';
import { dayAfter, weekday } from '../../lib/days.js';
import { t, word } from '../../lib/i18n.js';
import '../../components/ti-length.js';

/** @typedef {import('../../lib/wire').DayView} DayView */
/** @typedef {import('../../lib/wire').LogState} LogState */
/** @typedef {import('../../components/ti-month.js').DayMark} DayMark */

/** @type {Record<LogState, [string, string]>} */
const LOOK = { stands: ['✓', 'ok'], void: ['✕', 'stop'], unsigned: ['○', 'open'] };

/**
 * What is known of the logs around a view, as a calendar marks it.
 * @param {DayView} view
 * @returns {Map<string, DayMark>}
 */
export function marks(view) {
  return new Map(
    view.logs.map(({ day: on, state }) => [
      on,
      { glyph: LOOK[state][0], look: LOOK[state][1], word: t(`day.log_${state}`) },
    ]),
  );
}

/** What the marks mean. */
export const legend = () =>
  /** @type {LogState[]} */ (['stands', 'void', 'unsigned'])
    .map((state) => `${LOOK[state][0]} ${t(`day.log_${state}`)}`)
    .join('  ');

/**
 * @param {DayView} view
 * @param {import('./period.js').Period} period the whole of it, also the days that have not come
 */
export function calendar(view, { from, to }) {
  const known = marks(view);
  const done = new Map(view.sheet.figures.days.map((each) => [each.day, each.done]));
  const most = Math.max(1, ...done.values());
  const all = [];
  for (let on = from; on <= to; on = dayAfter(on, 1)) all.push(on);
  const cell = (/** @type {string} */ on) => {
    const [mark, n] = [known.get(on), done.get(on) ?? 0];
    if (on > desk.view.today) return html`<li class="num faint"><span>${day(on).slice(5)}</span></li>`;
    const said = [day(on, { weekday: true }), t('day.done_n', { n }), mark?.word ?? t('day.log_none')].join(
      t('day.comma'),
    );
    return html`<li><a class=${mark || n > 0 ? '' : 'nothing'} href="#/day/${on}" data-test="of-${on}" aria-current=${
      on === desk.view.today ? 'date' : nothing
    }>
      <span class="visually-hidden">${said}</span><span class="num" aria-hidden="true">${day(on).slice(5)}</span>${
        mark ? html`<b class="mark ${mark.look}" aria-hidden="true">${mark.glyph}</b>` : nothing
      }
      ${
        mark || n > 0
          ? html`<span class="calendar-done num" aria-hidden="true"><b>${n}</b> <span
    class="faint">${t('day.handed')}</span></span><ti-length .of=${n / most}></ti-length>`
          : nothing
      }</a></li>`;
  };
  const count = (/** @type {LogState} */ state) =>
    view.logs.filter((log) => log.state === state && log.day >= from && log.day <= to).length;
  const states = /** @type {LogState[]} */ (['unsigned', 'void', 'stands']).filter((state) => count(state) > 0);
  return html`<section class="stack" data-test="panel-days"><h2 class="heading">${word('panel.days')}
      ${states.map(
        (state) => html`<span class="chip num ${
          state === 'unsigned' ? 'warn' : LOOK[state][1]
        }" data-test="logs-${state}"><b
    aria-hidden="true">${LOOK[state][0]}</b>${t(`day.logs_${state}`, { n: count(state) })}</span>`,
      )}</h2>
    <ol class="calendar-head" aria-hidden="true">${[1, 2, 3, 4, 5, 6, 0].map(
      (each) => html`<li class="faint">${t(`common.weekday_${each}`)}</li>`,
    )}</ol>
    <ol class="calendar">${Array.from(
      { length: weekday(from) },
      () => html`<li aria-hidden="true"></li>`,
    )}${all.map(cell)}</ol></section>`;
}
