// The label templates and which version is approved (山东指南 第十九条): drawn to scale, so that sizes compare at a look.

import { html, nothing } from '../../lib/lit.js';
import { day } from '../../lib/format.js';
import { rpc } from '../../lib/host.js';
import { t } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import { Screen, define } from '../../lib/screen.js';
import '../../components/ti-empty.js';
import '../../components/ti-sheet.js';
import { offer } from '../setup/hands.js';
import { approve, templateName } from '../setup/forms/room.js';

/** @typedef {import('../setup/forms/room.js').Template} Template */

class Templates extends Screen {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { templates: { state: true }, form: { state: true } };
  static topics = ['store'];

  constructor() {
    super();
    /** @type {Template[]} */
    this.templates = [];
    /** @type {import('../../components/ti-sheet.js').Form | null} */
    this.form = null;
  }

  async load() {
    this.templates = await rpc('template.list');
  }

  async saved() {
    this.form = null;
    say(t('setup.saved'), 'ok');
    await this.reload();
  }

  /** @param {Template} one */
  card(one) {
    const approved = one.approved_on !== null;
    return html`<article class="card template-card">
      <svg class="template-shape" viewBox="0 0 100 80" role="img" aria-label=${templateName(one)}>
        <rect x=${(100 - one.width_mm) / 2} y=${80 - one.height_mm} width=${one.width_mm} height=${one.height_mm} rx="2"></rect>
        <text x="50" y=${80 - one.height_mm / 2 + 3}>${one.width_mm} × ${one.height_mm} mm</text>
      </svg>
      <div class="row"><h2>${templateName(one)}</h2>
        <span class="chip push ${approved ? 'ok' : 'warn'}"><b aria-hidden="true">${approved ? '✓' : '!'}</b>${approved ? t('store.templates.approved', { day: day(one.approved_on) }) : t('store.templates.not_approved')}</span></div>
      ${approved ? nothing : offer('template.approve', html`<button class="button" data-test="approve-${one.template}" @click=${() => (this.form = approve(this.templates, one))}>${t('store.templates.approve')}</button>`)}
    </article>`;
  }

  content() {
    return html`<header class="heading"><h1>${t('store.templates.title')}</h1><p class="soft">${t('store.templates.why')}</p></header>
      ${this.templates.length === 0 ? html`<ti-empty icon="tag" .heading=${t('store.templates.none')} .text=${t('store.templates.why')}></ti-empty>` : nothing}
      <div class="grid">${this.templates.map((one) => this.card(one))}</div>
      <ti-sheet .form=${this.form} @saved=${() => this.saved()} @closed=${() => (this.form = null)}></ti-sheet>`;
  }

  render() {
    return html`<div class="stack">${this.frame(() => this.content())}</div>`;
  }
}

define('screen-store-templates', Templates);
