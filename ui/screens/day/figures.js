/**
 * The figures of a period beside those of the period before, and their bars: by hour and mode, what stopped clearances,
 * lots, waste, and how long each step took.
 */
import { html, nothing } from '../../lib/lit.js';
import { day, figure, grams, time, yuan } from '../../lib/format.js';
import { pick, t } from '../../lib/i18n.js';
import '../../components/ti-bars.js';

/** @typedef {import('../../lib/wire').DayView} DayView */
/** @typedef {import('../../lib/wire').DayFigures} DayFigures */

/** So many lots are shown; all of them stand on the paper. */
const LOTS = 12;
/** So many labels that do not add up are shown. */
const LOOSE = 5;
const MODES = ['product', 'plan', 'on_person', 'combined'];

/**
 * One figure with the one before. More is not better and less is not worse: the change has no colour.
 * @param {string} name
 * @param {number} now
 * @param {number} before
 * @param {(n: number) => string} say
 */
function tile(name, now, before, say) {
  const change = now - before;
  const sign = change === 0 ? '＝' : change > 0 ? '▲' : '▼';
  return html`<div class="day-tile" data-test="figure-${name}"><dt>${t(`day.figure_${name}`)}</dt>
    <dd class="num">${say(now)}</dd>
    <dd class="faint num">${sign} ${t('day.before', { n: say(before) })}</dd></div>`;
}

/** @param {DayView} view */
function tiles({ sheet, before }) {
  const { totals } = sheet.figures;
  const plain = (/** @type {number} */ n) => String(n);
  const weight = (/** @type {number} */ mg) => grams(mg, 1);
  const compared = before.from === before.to ? day(before.from) : `${day(before.from)} – ${day(before.to)}`;
  return html`<section class="stack"><h2 class="heading">${t('day.figures')} <span class="faint num">${t('day.compared', { with: compared })}</span></h2>
    <dl class="day-tiles">
      ${tile('opened', totals.opened, sheet.before.opened, plain)}
      ${tile('done', totals.done, sheet.before.done, plain)}
      ${tile('ended', totals.ended, sheet.before.ended, plain)}
      ${tile('stops', totals.stops, sheet.before.stops, plain)}
      ${tile('weighed', totals.weighed_mg, sheet.before.weighed_mg, weight)}
      ${tile('waste', totals.waste_mg, sheet.before.waste_mg, weight)}
      ${tile('sold', totals.sold, sheet.before.sold, plain)}
      ${tile('fen', totals.fen, sheet.before.fen, yuan)}
    </dl></section>`;
}

/** @param {string} name @param {unknown} content @param {boolean} [wide] */
function panel(name, content, wide = false) {
  return html`<section class="card panel ${wide ? 'wide' : ''}" data-test="panel-${name}"><h3>${t(`day.panel_${name}`)}</h3>${content}</section>`;
}

/** The equation that the labels come to, and each copy that keeps it from coming out even.
 * @param {DayView} view */
function labels({ sheet }) {
  const { counts, settled, loose } = sheet.figures.labels;
  const { from, to } = sheet.period;
  if (counts.issued === 0) return html`<p class="soft">${t('day.none_labels')}</p>`;
  const part = (/** @type {'printed' | 'used' | 'spoiled' | 'voided' | 'open'} */ key) =>
    html`<div class=${key === 'open' && counts.open > 0 ? 'warn' : ''}><dt>${t(`labels.${key}`)}</dt><dd class="num" data-test="labels-${key}">${counts[key]}</dd></div>`;
  return html`<dl class="label-equation">${part('printed')}<span aria-hidden="true">=</span>${part('used')}<span aria-hidden="true">+</span>${part('spoiled')}<span aria-hidden="true">+</span>${part('voided')}<span aria-hidden="true">+</span>${part('open')}</dl>
    <p><span class="chip ${settled ? 'ok' : 'warn'}" data-test="day-labels-settled"><b aria-hidden="true">${settled ? '✓' : '!'}</b>${settled ? t('labels.settled') : t('labels.unsettled', { n: counts.open + counts.pending })}</span></p>
    ${loose.length === 0 ? nothing : html`<ul class="questions" data-test="loose-labels">${loose.slice(0, LOOSE).map((label) => html`<li><a href="#/service/${label.service}" data-test="loose-${label.service}-${label.copy}">
      <span class="num faint">${from === to ? time(label.issued_at) : day(label.issued_at).slice(5)}</span>
      <span><span class="num">${label.service}</span> ${t(`labels.state.${label.state}`)}</span><ti-icon name="chevron-right"></ti-icon></a></li>`)}</ul>`}
    ${loose.length > LOOSE ? html`<p class="faint">${t('day.labels_more', { n: loose.length - LOOSE })}</p>` : nothing}`;
}

/** @param {string} name @param {import('../../components/ti-bars.js').Bar[]} rows @param {string[]} [parts] */
function bars(name, rows, parts = []) {
  return rows.length === 0
    ? html`<p class="soft">${t(`day.none_${name}`)}</p>`
    : html`<ti-bars .rows=${rows} .parts=${parts} label=${t(`day.panel_${name}`)}></ti-bars>`;
}

/** @param {DayFigures} figures */
function hours(figures) {
  const modes = MODES.filter((mode) => figures.hours.some((hour) => hour.modes.some((each) => each.mode === mode)));
  const rows = figures.hours.map((hour) => {
    const parts = modes.map((mode) => hour.modes.find((each) => each.mode === mode)?.opened ?? 0);
    const done = hour.modes.reduce((sum, each) => sum + each.done, 0);
    const opened = parts.reduce((sum, part) => sum + part, 0);
    return { label: t('day.hour', { hour: String(hour.hour).padStart(2, '0') }), parts, figure: t('day.hour_figure', { opened, done }) };
  });
  return bars('hours', rows, modes.map((mode) => t(`common.mode_${mode}`)));
}

/** @param {DayFigures} figures */
function days(figures) {
  return bars('days', figures.days.map((each) => ({ label: day(each.day, { weekday: true }).slice(5), parts: [each.done], figure: String(each.done), href: `#/day/${each.day}` })));
}

/** Seconds, or from a minute on tenths of minutes as the paper has them. @param {number} seconds */
function long(seconds) {
  return seconds < 60 ? t('day.seconds', { n: seconds }) : t('day.minutes', { n: (Math.round(seconds / 6) / 10).toFixed(1) });
}

/** @param {DayFigures} all */
function panels(all) {
  const stops = all.stops.map((stop) => ({ label: pick(stop.check_title, stop.check.replaceAll('_', ' ')), note: `${stop.rulebook_title} ${stop.clause}`, parts: [stop.times], figure: String(stop.times) }));
  const lots = all.lots.slice(0, LOTS).map((lot) => ({ label: lot.product || lot.lot, note: lot.number, parts: [lot.milligrams], figure: `${figure(lot.milligrams, 2)} g`, href: `#/materials/lots/${encodeURIComponent(lot.lot)}` }));
  const waste = all.waste.map((each) => ({ label: t(`day.waste_${each.why}`), note: t('day.times', { n: each.times }), parts: [each.milligrams], figure: grams(each.milligrams, 2) }));
  const steps = all.steps.map((each) => ({ label: t(`day.step_${each.step}`), note: t('day.longest', { n: long(each.most_seconds) }), parts: [each.mean_seconds], figure: long(each.mean_seconds) }));
  return html`
    ${panel('stops', bars('stops', stops))}
    ${panel('steps', bars('steps', steps))}
    ${panel('lots', html`${bars('lots', lots)}${all.lots.length > LOTS ? html`<p class="faint">${t('day.more_lots', { n: all.lots.length - LOTS })}</p>` : nothing}`)}
    ${panel('waste', bars('waste', waste))}`;
}

/** @param {DayView} view */
export function figures(view) {
  const { figures: all, period } = view.sheet;
  return html`${tiles(view)}
    <div class="panels">
      ${panel('labels', labels(view))}
      ${panel('hours', hours(all))}
      ${period.from === period.to ? nothing : panel('days', days(all))}
      ${panels(all)}
    </div>`;
}
