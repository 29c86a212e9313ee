/**
 * The figures of a period beside those of the period before, and their bars: by hour and mode, what stopped clearances,
 * lots, waste, and how long each step took.
 */
import { html, nothing } from '../../lib/lit.js';
import { day, days, figure, grams, time, yuan } from '../../lib/format.js';
import { pick, t, word } from '../../lib/i18n.js';
import { MODES } from '../../lib/lists.js';
import '../../components/ti-bars.js';
import '../../components/ti-columns.js';

/** @typedef {import('../../lib/wire').DayView} DayView */
/** @typedef {import('../../lib/i18n.js').Code<'panel'>} Panel */
/** @typedef {import('../../lib/wire').DayFigures} DayFigures */

/** So many lots are shown; all of them stand on the paper. */
const LOTS = 12;
/** So many labels that do not add up are shown. */
const LOOSE = 5;

/**
 * One figure with the change since the one before. More is not better and less is not worse: the change has no colour.
 * @param {import('../../lib/i18n.js').Code<'figure'>} name
 * @param {number} now
 * @param {number} before
 * @param {(n: number) => string} say
 */
function tile(name, now, before, say) {
  const change = now - before;
  const differs = change === 0 ? t('day.same') : `${change > 0 ? '▲' : '▼'} ${say(Math.abs(change))}`;
  return html`<div class="day-tile" data-test="figure-${name}"><dt>${word(`figure.${name}`)}</dt>
    <dd class="num">${say(now)}</dd>
    <dd class="faint num"><span class="visually-hidden">${t(
      change > 0 ? 'day.more_by' : change < 0 ? 'day.less_by' : 'day.unchanged',
    )}</span>${differs}${
      change === 0 ? nothing : html` <span>${t('day.before', { n: say(before) })}</span>`
    }</dd></div>`;
}

/** @param {DayView} view */
function tiles({ sheet, before }) {
  const { totals } = sheet.figures;
  const plain = (/** @type {number} */ n) => String(n);
  const weight = (/** @type {number} */ mg) => grams(mg, 1);
  const compared = before.from === before.to ? day(before.from, { weekday: true }) : days(before.from, before.to);
  return html`<section class="stack"><h2 class="heading">${t('day.figures')} <span
      class="faint num">${t('day.compared', { with: compared })}</span></h2>
    <dl class="day-tiles">
      ${tile('opened', totals.opened, sheet.before.opened, plain)}
      ${tile('done', totals.done, sheet.before.done, plain)}
      ${tile('ended', totals.ended, sheet.before.ended, plain)}
      ${tile('stops', totals.stops, sheet.before.stops, plain)}
      ${tile('weighed', totals.weighed_mg, sheet.before.weighed_mg, weight)}
      ${tile('waste', totals.waste_mg, sheet.before.waste_mg, weight)}
      ${tile('sold', totals.sold, sheet.before.sold, plain)}
      ${tile('fen', totals.fen, sheet.before.fen, yuan)}
      ${tile('erased', totals.erased ?? 0, sheet.before.erased ?? 0, plain)}
    </dl></section>`;
}

/** @param {Panel} name @param {unknown} content */
function panel(name, content) {
  return html`<section class="card panel"
      data-test="panel-${name}"><h3>${word(`panel.${name}`)}</h3>${content}</section>`;
}

/** The equation that the labels come to, and each copy that keeps it from coming out even.
 * @param {DayView} view */
function labels({ sheet }) {
  const { counts, settled, loose } = sheet.figures.labels;
  const { from, to } = sheet.period;
  const part = (/** @type {'printed' | 'used' | 'spoiled' | 'voided' | 'open'} */ key) =>
    html`<div class=${
      key === 'open' && counts.open > 0 ? 'warn' : ''
    }><dt>${word(`label_count.${key}`)}</dt><dd class="num" data-test="labels-${key}">${counts[key]}</dd></div>`;
  return html`<dl class="label-equation">${part('printed')}<span aria-hidden="true">=</span>${part('used')}<span
      aria-hidden="true">+</span>${part('spoiled')}<span aria-hidden="true">+</span>${part('voided')}<span
        aria-hidden="true">+</span>${part('open')}</dl>
    <p><span class="chip ${settled ? 'ok' : 'warn'}" data-test="day-labels-settled"><b
        aria-hidden="true">${settled ? '✓' : '!'}</b>${
          settled ? t('labels.settled') : t('labels.unsettled', { n: counts.open + counts.pending })
        }</span></p>
    ${
      loose.length === 0
        ? nothing
        : html`<ul class="questions" data-test="loose-labels">${loose.slice(0, LOOSE).map(
            (label) => html`<li><a href="#/service/${label.service}" data-test="loose-${label.service}-${label.copy}">
      <span class="num faint">${from === to ? time(label.issued_at) : day(label.issued_at).slice(5)}</span>
      <span><span class="num">${label.service}</span> ${word(`label_copy.${label.state}`)}</span><ti-icon
          name="chevron-right"></ti-icon></a></li>`,
          )}</ul>`
    }
    ${
      loose.length > LOOSE ? html`<p class="faint">${t('day.labels_more', { n: loose.length - LOOSE })}</p>` : nothing
    }`;
}

/** @param {Panel} name @param {import('../../components/ti-bars.js').Bar[]} rows */
function bars(name, rows) {
  return html`<ti-bars .rows=${rows} label=${word(`panel.${name}`)}></ti-bars>`;
}

/** Every hour from the first to the last, also those in which nobody came. @param {DayFigures} figures */
function hours(figures) {
  const modes = MODES.filter((mode) => figures.hours.some((hour) => hour.modes.some((each) => each.mode === mode)));
  const known = new Map(figures.hours.map((hour) => [hour.hour, hour.modes]));
  const [first = 0, last = -1] = [figures.hours[0]?.hour, figures.hours.at(-1)?.hour];
  const rows = Array.from({ length: last - first + 1 }, (_, at) => {
    const [hour, of] = [String(first + at).padStart(2, '0'), known.get(first + at) ?? []];
    const parts = modes.map((mode) => of.find((each) => each.mode === mode)?.opened ?? 0);
    const done = of.reduce((sum, each) => sum + each.done, 0);
    const opened = parts.reduce((sum, part) => sum + part, 0);
    return {
      label: t('day.hour', { hour }),
      short: hour,
      parts,
      above: opened > 0 ? String(opened) : '',
      below: done > 0 ? t('day.hour_done', { n: done }) : '',
      figure: t('day.hour_figure', { opened, done }),
      note: modes.flatMap((mode, part) => (parts[part] ? `${word(`mode.${mode}`)} ${parts[part]}` : [])).join(' · '),
    };
  });
  return html`<ti-columns .rows=${rows} .parts=${modes.map((mode) => word(`mode.${mode}`))}
      label=${word('panel.hours')} legend=${t('day.hours_legend')}></ti-columns>`;
}

/** Seconds, or from a minute on tenths of minutes as the paper has them. @param {number} seconds */
function long(seconds) {
  return seconds < 60
    ? t('day.seconds', { n: seconds })
    : t('day.minutes', { n: (Math.round(seconds / 6) / 10).toFixed(1) });
}

/** @param {DayFigures} all */
function steps(all) {
  const longest = Math.max(...all.steps.map((each) => each.mean_seconds));
  return bars(
    'steps',
    all.steps.map((each) => ({
      label: t(`step.${each.step}`),
      note: t('day.longest', { n: long(each.most_seconds) }),
      parts: [each.mean_seconds],
      figure: long(each.mean_seconds),
      strong: all.steps.length > 1 && each.mean_seconds === longest,
    })),
  );
}

/** @param {DayFigures} all */
function lots(all) {
  const rows = all.lots.slice(0, LOTS).map((lot) => ({
    label: lot.product || lot.lot,
    note: lot.number,
    parts: [lot.milligrams],
    figure: `${figure(lot.milligrams, 2)} g`,
    href: `#/materials/lots/${encodeURIComponent(lot.lot)}`,
  }));
  return html`${bars('lots', rows)}${
    all.lots.length > LOTS ? html`<p class="faint">${t('day.more_lots', { n: all.lots.length - LOTS })}</p>` : nothing
  }`;
}

/** @param {DayFigures} all */
const stops = (all) =>
  bars(
    'stops',
    all.stops.map((stop) => ({
      label: pick(stop.check_title, stop.check.replaceAll('_', ' ')),
      note: `${stop.rulebook_title} ${stop.clause}`,
      parts: [stop.times],
      figure: String(stop.times),
    })),
  );

/** @param {DayFigures} all */
const waste = (all) =>
  bars(
    'waste',
    all.waste.map((each) => ({
      label: t(`waste.${each.why}`),
      note: t('day.times', { n: each.times }),
      parts: [each.milligrams],
      figure: grams(each.milligrams, 2),
    })),
  );

/**
 * Two stacks of about the same height: each card goes where there is more room.
 * @param {[Panel, number, () => unknown][]} kinds
 */
function stacks(kinds) {
  /** @type {unknown[][]} */
  const cards = [[], []];
  const heights = [0, 0];
  for (const [name, rows, draw] of kinds) {
    const to = /** @type {0 | 1} */ ((heights[1] ?? 0) < (heights[0] ?? 0) ? 1 : 0);
    cards[to]?.push(panel(name, draw()));
    heights[to] = (heights[to] ?? 0) + rows + 1.5;
  }
  return cards;
}

/**
 * What there is to draw, each under its name; what is not there is said in a line and has no card.
 * @param {DayView} view
 */
export function figures(view) {
  const { figures: all } = view.sheet;
  /** Each with how many rows it takes. @type {[Panel, number, () => unknown][]} */
  const kinds = [
    ['hours', all.hours.length && 4, () => hours(all)],
    ['stops', all.stops.length * 1.5, () => stops(all)],
    ['steps', all.steps.length, () => steps(all)],
    ['lots', Math.min(all.lots.length, LOTS) * 1.25, () => lots(all)],
    ['waste', all.waste.length, () => waste(all)],
    ['labels', all.labels.counts.issued && 2 + Math.min(all.labels.loose.length, LOOSE), () => labels(view)],
  ];
  const there = kinds.filter(([, rows]) => rows > 0);
  const none = kinds.filter(([, rows]) => rows === 0).map(([name]) => t(`day.none_${name}`));
  if (there.length === 0 && Object.values(all.totals).every((total) => total === 0)) {
    return html`<section class="day-part" data-test="day-nothing"><h2 class="heading">${t('day.figures')}</h2><p
        class="soft">${t('day.nothing')}</p></section>`;
  }
  return html`${tiles(view)}
    <div class="panels">${stacks(there).map((stack) => html`<div>${stack}</div>`)}</div>
    ${none.length > 0 ? html`<p class="soft" data-test="day-none">${none.join(t('day.semicolon'))}</p>` : nothing}`;
}
