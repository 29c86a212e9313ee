// The two short lists of the day: what clearance asks of the store before the first service, and what is still to be
// done
// before the door is closed. One press leads from a line to what mends it. It judges nothing: the first is the rules'
// own
// finding, the second what the counter found open.

import { html, nothing } from '../../lib/lit.js';
import { desk } from '../../lib/desk.js';
import { Part, define } from '../../lib/part.js';
import { pick, t } from '../../lib/i18n.js';
import { MENDS } from '../../lib/lists.js';
import { posts } from '../../lib/posts.js';
import { rulebook } from '../../components/ti-refusal.js';

/** @typedef {import('../../lib/wire').Finding} Finding */
/** @typedef {import('../../lib/wire').ClosingLine} Line */

/** Which form ends a line of the closing list. @type {Record<string, string>} */
const ENDS = {
  leftovers_sealed: 'seal',
  leftovers_released: 'release',
  equipment_clean: 'equipment',
  areas_clean: 'area',
  visitors_left: 'visitors',
  everybody_left: 'leave',
};
/** What is mended by a form of this very page begins so. */
const HERE = 'work/';
/** How many ids of a closing line are named. */
const NAMED = 3;

class WorkChecks extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { opening: { attribute: false }, closing: { attribute: false }, may: { attribute: false } };

  constructor() {
    super();
    /** @type {Finding[]} */
    this.opening = [];
    /** @type {Line[]} */
    this.closing = [];
    /** Which forms this person may fill in. @type {(form: string) => boolean} */
    this.may = () => true;
  }

  /** @param {string | undefined} form @param {string} label @param {string} name */
  way(form, label, name) {
    if (!form || !this.may(form)) return nothing;
    return html`<button type="button" class="button check-way" data-test="go-${name}"
        @click=${() => this.tell('go', { form })}>${label}<ti-icon name="arrow-right"></ti-icon></button>`;
  }

  /** @param {Finding} finding */
  found(finding) {
    const stop = finding.outcome === 'stop';
    const way = finding.mend && MENDS[finding.mend.action];
    const form = way?.page.startsWith(HERE) ? way.page.slice(HERE.length) : undefined;
    const label = t(form ? `work.go.${form}` : 'work.go.look');
    return html`<li class="check ${stop ? 'stop' : 'warn'}" data-test="opening-${finding.check}">
      <b class="check-glyph" aria-hidden="true">${stop ? '✕' : '!'}</b>
      <div><p>${pick(finding.because, finding.because_en)}</p><p
          class="faint">${rulebook(finding.rulebook)} ${finding.clause}</p></div>
      ${
        way?.command && !desk.may(way.command)
          ? html`<span class="by-other">${t('setup.by_other', { who: posts(way.command) })}</span>`
          : form
            ? this.way(form, label, finding.check)
            : way
              ? html`<a class="button check-way" href=${`#/${way.page}`}>${label}<ti-icon
    name="arrow-right"></ti-icon></a>`
              : nothing
      }</li>`;
  }

  /** @param {Line} line */
  line(line) {
    const open = line.open.length;
    const names = line.open.slice(0, NAMED).join('、') + (open > NAMED ? ` …` : '');
    return html`<li class="check ${open ? 'open' : 'ok'}" data-test="closing-${line.what}">
      <b class="check-glyph" aria-hidden="true">${open ? '○' : '✓'}</b>
      <div><p>${t(`work.closing.${line.what}`)}<span class="visually-hidden">${t(
        open ? 'work.still_open' : 'work.done',
      )}</span></p>
        ${open ? html`<p class="faint num">${t('work.closing.open', { n: open, names })}</p>` : nothing}</div>
      ${
        open && line.what === 'services'
          ? html`<a class="button check-way" href="#/service" data-test="go-services">${t('work.go.look')}<ti-icon
            name="arrow-right"></ti-icon></a>`
          : open
            ? this.way(ENDS[line.what], t(`work.go.${ENDS[line.what]}`), line.what)
            : nothing
      }</li>`;
  }

  render() {
    const wrong = this.opening.filter((finding) => finding.outcome !== 'pass');
    const stops = wrong.filter((finding) => finding.outcome === 'stop').length;
    const passed = this.opening.length - wrong.length;
    const left = this.closing.filter((line) => line.open.length > 0).length;
    return html`<section class="stack checks" data-test="opening">
        <h2 class="row">${t('work.opening.title')}<span class="chip push num ${
          stops ? 'stop' : wrong.length ? 'warn' : 'ok'
        }" data-test="opening-state"><b aria-hidden="true">${
          stops ? '✕' : wrong.length ? '!' : '✓'
        }</b>${t('work.opening.state', { passed, total: this.opening.length })}</span></h2>
        ${this.opening.length === 0 ? html`<p class="soft">${t('work.opening.nothing')}</p>` : nothing}
        <ul class="check-list">${wrong.map((finding) => this.found(finding))}
          ${
            passed > 0
              ? html`<li class="check ok"><b class="check-glyph" aria-hidden="true">✓</b><div><p>${t(
                  wrong.length ? 'work.opening.rest' : 'work.opening.all',
                  { n: passed },
                )}</p></div></li>`
              : nothing
          }</ul>
      </section>
      <section class="stack checks" data-test="closing">
        <h2 class="row">${t('work.closing.title')}<span class="chip push num ${left ? '' : 'ok'}"
            data-test="closing-state"><b
              aria-hidden="true">${left ? '○' : '✓'}</b>${t('work.closing.state', {
                left,
                total: this.closing.length,
              })}</span></h2>
        <ul class="check-list">${this.closing.map((line) => this.line(line))}</ul>
      </section>`;
  }
}

define('work-checks', WorkChecks);
