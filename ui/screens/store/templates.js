// The label templates (山东指南 第十九条): on the left each with how it stands, on the right what is approved: the sample as it
// is
// printed, what stands on it and how high, and every decision. What is approved is what was looked at, by its digest.

import { html, nothing } from '../../lib/lit.js';
import { day } from '../../lib/format.js';
import { refusalOf, rpc } from '../../lib/host.js';
import { t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-sheet.js';
import { drawLabel } from '../service/label-picture.js';
import { offer } from '../setup/hands.js';
import { approve, templateName, withdraw } from '../setup/forms/template.js';
import { decisions, fields } from './template-detail.js';

/** @typedef {import('../setup/forms/template.js').Template} Template */

/** The chip of each state. @type {Record<Template['state'], {tone: string, mark: string}>} */
const STATE = {
  approved: { tone: 'ok', mark: '✓' },
  undecided: { tone: 'warn', mark: '!' },
  withdrawn: { tone: 'stop', mark: '✕' },
  other_version: { tone: 'warn', mark: '!' },
  other_content: { tone: 'stop', mark: '✕' },
};

class Templates extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { templates: { state: true }, form: { state: true }, chosen: { state: true } };
  /** @type {import('../../lib/wire').Topic[]} */
  static topics = ['store'];

  constructor() {
    super();
    /** @type {Template[]} */
    this.templates = [];
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
    this.chosen = '';
    this.drawn = '';
    /** @type {HTMLCanvasElement | null} */
    this.canvas = null;
  }

  async load() {
    this.templates = await rpc('template.list');
    this.chosen ||= this.templates[0]?.template ?? '';
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  get one() {
    return this.templates.find((one) => one.template === this.chosen) ?? null;
  }

  updated() {
    const key = this.one ? `${this.one.template} ${this.one.sha256}` : '';
    const canvas = /** @type {HTMLCanvasElement | null} */ (this.querySelector('canvas.template-sample'));
    if (!canvas || (key === this.drawn && canvas === this.canvas)) return;
    this.drawn = key;
    this.canvas = canvas;
    void this.draw(canvas, this.chosen);
  }

  /** @param {HTMLCanvasElement} canvas @param {string} template */
  async draw(canvas, template) {
    // Under another template's name no sample is left to stand.
    canvas.width = 1;
    try {
      const picture = await rpc('template.look', { template });
      if (this.chosen === template) await drawLabel(canvas, picture);
    } catch (thrown) {
      if (this.chosen === template) this.refusal = refusalOf(thrown);
    }
  }

  /** @param {Template} one @param {string} [place] */
  chip(one, place = '') {
    const { tone, mark } = STATE[one.state];
    return html`<span class="chip ${place} ${tone}"><b aria-hidden="true">${mark}</b>${
      one.state === 'approved'
        ? t('store.templates.approved', { day: one.approved_on ? day(one.approved_on) : '' })
        : word(`template.${one.state}`)
    }</span>`;
  }

  /** @param {Template} one */
  row(one) {
    const chosen = one.template === this.chosen;
    return html`<button class="card template-row ${chosen ? 'chosen' : ''}" aria-pressed=${chosen}
        data-test="template-${one.template}" @click=${() => (this.chosen = one.template)}>
      <b>${templateName(one)}</b>${this.chip(one)}
      <small class="soft">${t(one.small_pack_only ? 'store.templates.small_only' : 'store.templates.any_size')}</small>
    </button>`;
  }

  /** @param {Template} one */
  acts(one) {
    return one.state === 'approved'
      ? offer(
          'template.withdraw',
          html`<button class="button" data-test="withdraw-${one.template}"
              @click=${() => (this.form = withdraw(one))}>${t('store.templates.withdraw')}</button>`,
        )
      : offer(
          'template.approve',
          html`<button class="button next" data-test="approve-${one.template}"
              @click=${() => (this.form = approve([one], one))}>${t('store.templates.approve')}</button>`,
        );
  }

  /** @param {Template} one */
  detail(one) {
    return html`<section class="stack" data-test="template-detail">
      <article class="card template-paper">
        <header class="row"><h2>${one.title}</h2>${this.chip(one, 'push')}</header>
        ${
          one.state === 'approved' || one.state === 'undecided'
            ? nothing
            : html`<p
    class="soft">${t(`store.templates.${one.state}_why`)}</p>`
        }
        <div class="template-look">
          <canvas class="template-sample" role="img"
              aria-label=${t('store.templates.sample', { name: templateName(one) })}></canvas>
          <div class="template-side">
            <p class="soft">${t('store.templates.sample_why')}</p>
            <small class="faint num"
                title=${one.sha256}>${t('store.templates.digest', { digest: one.sha256.slice(0, 16) })}</small>
            ${this.acts(one)}
          </div>
        </div>
      </article>
      ${decisions(one)} ${fields(one)}
    </section>`;
  }

  content() {
    return html`<header class="heading"><h1>${t('store.templates.title')}</h1><p
        class="soft">${t('store.templates.why')}</p></header>
      ${
        this.templates.length === 0
          ? html`<ti-empty icon="tag" .heading=${t('store.templates.none')}
    .text=${t('store.templates.why')}></ti-empty>`
          : nothing
      }
      <div class="template-columns"><nav class="template-rows"
          aria-label=${t('store.templates.title')}>${this.templates.map((one) => this.row(one))}</nav>
        ${this.one ? this.detail(this.one) : nothing}</div>
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-templates', Templates);
