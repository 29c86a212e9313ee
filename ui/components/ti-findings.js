/**
 * The clearance panel, always in view: what stops with its clause and the button that mends it, then what a person must
 * look at, then what is in order, folded. Event `mend` with the finding. It judges nothing.
 */
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { desk } from '../lib/desk.js';
import { pick, t, word } from '../lib/i18n.js';
import { MENDS } from '../lib/lists.js';
import { posts } from '../lib/posts.js';

/** @typedef {import('../lib/wire').Finding} Finding */
/** @typedef {{findings: Finding[], passed: number, total: number, stops: number}} Judged */

const STATE = { ok: '✓', stop: '✕', warn: '!', open: '○' };
const GLYPH = { pass: '✓', stop: '✕', warn: '!', not_applicable: '–' };

export class TiFindings extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = { judged: { attribute: false }, busy: { attribute: false }, open: {} };

  constructor() {
    super();
    /** @type {Judged|null} */
    this.judged = null;
    /** @type {string|null} */
    this.busy = null;
    /** What is still to be asked or checked, so that nobody takes what is in order so far for all of it. */
    this.open = '';
  }

  /** @param {Finding} finding */
  #one(finding) {
    const { outcome, mend } = finding;
    const command = mend && MENDS[mend.action].command;
    return html`<li class=${`finding ${outcome}`} data-test=${`finding-${finding.check}`}>
      <span class="finding-glyph" aria-hidden="true">${GLYPH[outcome]}</span>
      <span class="visually-hidden">${word(`outcome.${outcome}`)}</span>
      <p class="finding-because">${pick(finding.because, finding.because_en)}</p>
      <p class="finding-clause">
        ${finding.rulebook_title} ${finding.clause}<span class="finding-title"> · ${finding.clause_title}</span>
      </p>
      ${
        mend && outcome !== 'pass'
          ? html`<button
              type="button"
              class="finding-mend"
              ?disabled=${this.busy !== null}
              data-test=${`mend-${mend.action}`}
              @click=${() => this.dispatchEvent(new CustomEvent('mend', { detail: finding }))}
            >
              <span>${pick(mend.text, mend.text_en)}</span><ti-icon name="arrow-right"></ti-icon>
            </button>
            ${
              command && !desk.may(command)
                ? html`<p class="finding-who">${t('setup.by_other', { who: posts(command) })}</p>`
                : nothing
            }`
          : nothing
      }
    </li>`;
  }

  render() {
    const judged = this.judged;
    if (!judged)
      return html`<div class="findings-head"><h2>${t('service.clearance')}</h2></div>
        <p class="faint" aria-busy="true">${t('service.loading')}</p>`;
    /** @param {Finding['outcome']} outcome */
    const of = (outcome) => judged.findings.filter((finding) => finding.outcome === outcome);
    const [stops, warns, passed, rest] = [of('stop'), of('warn'), of('pass'), of('not_applicable')];
    const state = stops.length ? 'stop' : warns.length ? 'warn' : this.open ? 'open' : 'ok';
    return html`<div class="findings-head">
        <h2>${t('service.clearance')}</h2>
        <span class=${`chip num ${state}`} data-test="gates"
          ><span aria-hidden="true">${STATE[state]}</span> ${judged.passed} /
          ${judged.total}<span class="visually-hidden">${word(
            `outcome.${state === 'ok' || state === 'open' ? 'pass' : state}`,
          )}</span></span
        >
      </div>
      <div class="findings-live" aria-live="polite">
        ${
          stops.length || warns.length
            ? html`<ul class="findings-list">
                ${stops.map((each) => this.#one(each))}${warns.map((each) => this.#one(each))}
              </ul>`
            : this.open
              ? nothing
              : html`<p class="findings-clear"><span aria-hidden="true">✓</span>${t('service.nothing_stops')}</p>`
        }
        ${
          this.open
            ? html`<p class="remark" data-test="still-open"><span aria-hidden="true">○</span>${this.open}</p>`
            : nothing
        }
      </div>
      ${
        passed.length + rest.length
          ? html`<details class="findings-passed">
              <summary data-test="findings-passed">${t('service.passed', { count: passed.length })}</summary>
              <ul class="findings-list">
                ${passed.map((each) => this.#one(each))}${rest.map((each) => this.#one(each))}
              </ul>
            </details>`
          : nothing
      }`;
  }
}

define('ti-findings', TiFindings);
