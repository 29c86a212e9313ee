/**
 * 签字: the plan as the customer must know it before they sign: what, how much, for how much, until when and why until
 * then,
 * hints, warnings, reasons; and the signature beside it. Refusing leads on (screen.decline). What concerns the staff
 * alone, such
 * as a choice against the ranking, is not shown.
 */
import { html, nothing } from '../../lib/lit.js';
import { define } from '../../lib/screen.js';
import { lang, pick, t } from '../../lib/i18n.js';
import { grams, percent, yuan } from '../../lib/format.js';
import { CustomerPage } from './page.js';
import '../../components/ti-signature.js';

/** @typedef {import('../../lib/wire').PlanView} PlanView */

/** Who signs where the customer left no name: a name is theirs to give. */
const UNNAMED = '顾客本人';

class PlanPage extends CustomerPage {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    ...CustomerPage.properties,
    signer: { state: true },
    signed: { state: true },
    tried: { state: true },
  };

  constructor() {
    super();
    /** What was typed; null while the suggested name stands. @type {string | null} */
    this.signer = null;
    /** Whether the pad holds a signature. */
    this.signed = false;
    this.tried = false;
  }

  get name() {
    return this.signer ?? this.view?.signer ?? '';
  }

  sign() {
    this.tried = true;
    const pad = /** @type {import('../../components/ti-signature.js').Signature | null} */ (
      this.querySelector('ti-signature')
    );
    if (!pad?.isSignature || this.guardianMissing) return;
    this.send('screen.sign', { signer: this.name.trim() || UNNAMED, strokes: pad.strokes });
  }

  get guardianMissing() {
    return Boolean(this.view?.needs_guardian) && this.name.trim() === '';
  }

  render() {
    const plan = this.view?.plan;
    if (!plan) return nothing;
    return html`<section class="plan">
      <div class="plan-text" tabindex="0" role="region" aria-label=${t('screen.plan')}>
        <header class="plan-head"><p class="page-sub">${t('screen.plan')}</p><h1>${plan.name}</h1></header>
        ${avoided(this.view?.allergies ?? [], this.view?.unknown_allergies ?? [])}
        ${facts(plan)}
        ${list('warnings', 'triangle-alert', plan.warnings)}
        ${list('hints', 'info', [plan.usage, ...plan.hints].filter(Boolean))}
        ${contents(plan)}
        ${list('reasons', 'sparkles', lang() === 'en' ? plan.reasons_en : plan.reasons)}
        ${list('not_taken', 'info', (this.view?.not_taken ?? []).map(notTaken))}
      </div>
      ${this.panel()}
    </section>`;
  }

  panel() {
    const guardian = this.view?.needs_guardian;
    return html`<aside class="plan-sign">
      <h2>${t(guardian ? 'screen.sign_guardian' : 'screen.sign')}</h2>
      <p class="entry"><label for="signer">${t(guardian ? 'screen.signer_guardian' : 'screen.signer')}</label>
        <input id="signer" data-test="signer" autocomplete="off" maxlength="40" .value=${this.name}
          placeholder=${guardian ? nothing : t('screen.signer_free')} aria-invalid=${this.tried && this.guardianMissing}
          @input=${(/** @type {InputEvent} */ event) => {
            this.signer = /** @type {HTMLInputElement} */ (event.target).value;
          }}></p>
      <ti-signature .tried=${this.tried}
        @sign-change=${(/** @type {CustomEvent<{signature: boolean}>} */ event) => {
          this.signed = event.detail.signature;
        }}></ti-signature>
      ${
        this.tried && this.guardianMissing
          ? html`<p class="window-trouble" role="alert"><ti-icon
    name="triangle-alert"></ti-icon>${t('screen.guardian_name_missing')}</p>`
          : nothing
      }
      ${this.trouble()}
      <footer class="plan-foot">
        <button class="button" data-test="decline" ?disabled=${this.busy} @click=${() => this.send('screen.decline')}>
          <ti-icon name="x"></ti-icon>${t('screen.plan_refuse')}</button>
        <button class="button next" data-test="sign" ?disabled=${this.busy} @click=${() => this.sign()}>
          <ti-icon name="pen-line"></ti-icon>${t('screen.plan_sign')}</button>
      </footer>
      <p class="plan-way">${t('screen.plan_refuse_way')}</p>
    </aside>`;
  }
}

/**
 * What is left out, and apart from it what nobody could leave out.
 * @param {string[]} said what the customer said of allergies
 * @param {string[]} unknown those of them that name nothing that the store knows
 */
function avoided(said, unknown) {
  const names = said.filter((name) => !unknown.includes(name));
  return html`${
    names.length
      ? html`<p class="remark avoided" data-test="avoided"><span
    aria-hidden="true">✓</span>${t('screen.avoided', { names: names.join(t('screen.list')) })}</p>`
      : nothing
  }${
    unknown.length
      ? html`<p class="remark not-recognised" data-test="not-recognised"><span
    aria-hidden="true">△</span>${t('screen.not_recognised', { names: unknown.join(t('screen.list')) })}</p>`
      : nothing
  }`;
}

/** A wish that is not taken up, with its reason. @param {import('../../lib/wire').NeedLine} line */
const notTaken = (line) =>
  t('screen.not_taken_because', { wish: line.text, why: pick(line.why ?? '', line.why_en ?? '') });

/** @param {PlanView} plan */
const facts = (plan) => html`<dl class="plan-facts">
  <div><dt>${t('screen.price')}</dt><dd class="num big">${yuan(plan.price_fen)}</dd></div>
  <div><dt>${t('screen.size_net')}</dt><dd class="num big">${grams(plan.size_mg)}</dd></div>
  <div><dt>${t('screen.use_by')}</dt><dd><span class="num big">${plan.use_by.date}</span>
    <small>${pick(plan.use_by.decides, plan.use_by.decides_en)}</small></dd></div>
</dl>`;

/** @param {PlanView} plan */
const contents = (plan) => html`<section class="plan-part"><h2>${t('screen.components')}</h2>
  <ul class="plan-contents">${plan.components.map(
    (each) => html`<li><span>${each.name}</span>
    <span class="num">${percent(each.share)}</span><span class="num">${grams(each.target_mg)}</span>
    <small class="num">${each.filing}</small></li>`,
  )}</ul></section>`;

/** @param {'warnings'|'hints'|'reasons'|'not_taken'} part @param {string} icon @param {string[]} lines */
const list = (part, icon, lines) =>
  lines.length === 0
    ? nothing
    : html`<section class=${`plan-part ${part}`}>
  <h2><ti-icon name=${icon}></ti-icon>${t(`screen.${part}`)}</h2>
  <ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;

define('ti-plan-page', PlanPage);
