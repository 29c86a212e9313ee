/**
 * Looking back: what is saved of each step that is done, read only. Pieces of it serve the steps themselves.
 */
import { html, nothing } from '../../lib/lit.js';
import { pick, t, word } from '../../lib/i18n.js';
import { day, grams, time, yuan } from '../../lib/format.js';
import { verdict } from './needs.js';
import { channelWord, purposeWord, wayWord } from './words.js';
import '../../components/ti-blend.js';
import '../../components/ti-use-by.js';
import '../../components/ti-skin-report.js';
import '../../components/ti-vessel.js';

/** @typedef {import('../../lib/wire').ServiceView} ServiceView */
/** @typedef {import('../../lib/wire').PlanView} PlanView */

/**
 * The chosen plan as a sheet.
 * @param {PlanView} plan
 */
export function planSheet(plan) {
  const reasons = plan.reasons.map((reason, index) => pick(reason, plan.reasons_en[index] ?? reason));
  return html`<article class="card plan-sheet">
    <div class="card-head">
      <h2>${plan.name}</h2>
      <span class="num recipe-price">${yuan(plan.price_fen)}</span>
    </div>
    <div class="plan-columns">
      <ti-blend
        legend
        .parts=${plan.components.map((part) => ({ share: part.share, name: part.name, note: grams(part.target_mg) }))}
      ></ti-blend>
      <dl class="facts">
        <dt>${t('service.plan.net')}</dt>
        <dd class="num">${grams(plan.size_mg)}</dd>
        <dt>${t('service.use_by')}</dt>
        <dd><ti-use-by .useBy=${plan.use_by} limits></ti-use-by></dd>
        <dt>${t('service.plan.usage')}</dt>
        <dd>${plan.usage}</dd>
        ${
          plan.against_ranking
            ? html`<dt>${t('service.plan.against')}</dt>
                <dd>${plan.against_ranking}</dd>`
            : nothing
        }
      </dl>
    </div>
    ${
      reasons.length
        ? html`<ul class="recipe-reasons">
            ${reasons.map((reason) => html`<li>${reason}</li>`)}
          </ul>`
        : nothing
    }
    ${plan.warnings.map((warning) => html`<p class="remark warn"><span aria-hidden="true">!</span>${warning}</p>`)}
    ${
      plan.hints.length
        ? html`<ul class="hints">
            ${plan.hints.map((hint) => html`<li>${hint}</li>`)}
          </ul>`
        : nothing
    }
  </article>`;
}

/** @param {ServiceView} view */
function notice({ notice: given }) {
  if (!given) return nothing;
  return html`<section class="card">
    <h2>${t('service.notice.choices')}</h2>
    <ul class="verdicts">
      ${given.choices.map(
        (choice) =>
          html`<li class=${choice.agreed ? 'kept' : 'refused'} data-test=${`choice-${choice.purpose}`}>
            <span class="verdict-glyph" aria-hidden="true">${choice.agreed ? '✓' : '✕'}</span>
            <span
              >${purposeWord(choice.purpose)}
              <span class="soft">${word(choice.agreed ? 'choice.agreed' : 'choice.refused')}</span></span
            >
          </li>`,
      )}
    </ul>
    <p class="soft">
      ${word(`age_band.${given.age}`)}${given.guardian ? ` · ${t('service.notice.guardian')}` : ''} ·
      ${t(given.contact ? 'service.notice.contact' : 'service.notice.no_contact')}
    </p>
  </section>`;
}

/** @param {ServiceView} view */
function needs({ needs: said }) {
  if (!said) return nothing;
  const channels = [...new Set(said.lines.map((line) => line.channel))].map(channelWord).join(t('service.list'));
  return html`<section class="card">
    <div class="card-head">
      <h2>${t('service.needs.title')}</h2>
      <span class="faint">${channels}</span>
    </div>
    ${verdict(said)}
  </section>`;
}

/** @param {ServiceView} view */
function skin(view) {
  return view.skin
    ? html`<ti-skin-report .skin=${view.skin}></ti-skin-report>`
    : html`<section class="card"><p>${t('service.skin.none')}</p></section>`;
}

/** @param {ServiceView} view */
function agree(view) {
  return html`${view.plan ? planSheet(view.plan) : nothing}
  ${
    view.signed
      ? html`<p class="remark ok"><span
    aria-hidden="true">✓</span>${t('service.agree.signed', { time: time(view.signed.at) })}</p>`
      : nothing
  }`;
}

/** @param {ServiceView} view */
function clear({ clearance }) {
  if (!clearance) return nothing;
  return html`<section class="card">
    <h2>${t('service.clear.signed')}</h2>
    <dl class="facts">
      <dt>${t('service.clear.operator')}</dt>
      <dd>${clearance.operator.name}</dd>
      <dt>${t('service.clear.officer')}</dt>
      <dd>${clearance.officer.name}</dd>
      <dt>${t('service.clear.at')}</dt>
      <dd class="num">${time(clearance.at)}</dd>
      <dt>${t('service.clear.area')}</dt>
      <dd>${clearance.area}</dd>
      <dt>${t('service.clear.equipment')}</dt>
      <dd>${clearance.equipment.map((each) => each.name).join(t('service.list'))}</dd>
      <dt>${t('service.clear.checks')}</dt>
      <dd>${t('service.clear.counts', { passed: clearance.passed, warned: clearance.warned })}</dd>
      <dt>${t('service.use_by')}</dt>
      <dd><ti-use-by .useBy=${clearance.use_by} limits></ti-use-by></dd>
    </dl>
  </section>`;
}

/** @param {ServiceView} view */
function label({ label: issued, released }) {
  if (!issued) return nothing;
  return html`<section class="card">
    <h2>${word('stage.label')}</h2>
    <dl class="facts">
      <dt>${t('service.clear.template')}</dt>
      <dd class="num">${issued.template} v${issued.version}</dd>
      <dt>${t('service.use_by')}</dt>
      <dd class="num">${day(issued.use_by)}</dd>
      <dt>${t('service.label.scanned_back')}</dt>
      <dd>${t(issued.scanned ? 'service.yes' : 'service.not_yet')}</dd>
      ${
        released
          ? html`<dt>${t('service.label.released_by')}</dt>
              <dd>${released.by.name} <span class="num">${time(released.at)}</span></dd>`
          : nothing
      }
    </dl>
  </section>`;
}

/** @param {ServiceView} view */
function deliver({ delivery }) {
  if (!delivery) return nothing;
  return html`<section class="card">
    <h2>${word('stage.deliver')}</h2>
    <dl class="facts">
      <dt>${word('field.way')}</dt>
      <dd>${wayWord(delivery.way)}</dd>
      <dt>${t('service.clear.at')}</dt>
      <dd class="num">${time(delivery.at)}</dd>
      <dt>${t('service.deliver.call_back')}</dt>
      <dd class="num">${day(delivery.call_back)}${
        delivery.call_back_provisional ? t('common.provisional') : nothing
      }</dd>
    </dl>
  </section>`;
}

/** @type {Record<import('./steps.js').StepKey, (view: ServiceView) => unknown>} */
const PAST = {
  notice,
  needs,
  skin,
  plan: (view) => (view.plan ? planSheet(view.plan) : nothing),
  agree,
  clear,
  blend: (view) => html`<ti-vessel .vessel=${view.vessel}></ti-vessel>`,
  label,
  deliver,
};

/**
 * What is saved of one step.
 * @param {import('./steps.js').StepKey} step
 * @param {ServiceView} view
 */
export function past(step, view) {
  return html`<div class="step-head">
      <h1>${word(`stage.${step}`)}</h1>
      <span class="chip ok"><span aria-hidden="true">✓</span>${t('service.saved')}</span>
    </div>
    ${PAST[step](view)}`;
}
