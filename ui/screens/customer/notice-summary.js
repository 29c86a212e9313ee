/** All choices together before they are sent: each can still be changed, and what was not asked says why. */
import { html, nothing } from '../../lib/lit.js';
import { t } from '../../lib/i18n.js';
import { needsGuardian, notAsked } from './notice-answers.js';
import { choiceWord, purposeTitle, relationWord } from './notice-pages.js';

/** @typedef {import('./notice.js').Notice} NoticePage */
/** @typedef {import('./notice-answers.js').Stage} Stage */

/** @param {NoticePage} page */
export function summary(page) {
  const { answers, view } = page;
  return html`<section class="page">
    <header class="page-head"><h1 tabindex="-1">${t('screen.summary_title')}</h1><p
        class="page-sub">${t('screen.summary_free')}</p></header>
    <div class="page-body"><ul class="answers">
      ${row(page, 'told', t('screen.age'), html`<b class="num">${t('screen.years', { age: answers.age })}</b>`)}
      ${
        needsGuardian(answers)
          ? row(
              page,
              'guardian',
              t('screen.guardian'),
              html`<b>${answers.guardian.name} · ${relationWord(answers.guardian.relation)}</b>`,
            )
          : nothing
      }
      ${(view?.text?.purposes ?? []).map((purpose) => choice(page, purpose))}
    </ul></div>
    ${page.foot(html`<ti-icon name="check"></ti-icon>${t('screen.confirm')}`, () => page.confirm(), 'confirm-notice')}
  </section>`;
}

/** @param {NoticePage} page @param {import('../../lib/wire').ConsentTextView['purposes'][number]} purpose */
function choice(page, purpose) {
  const { answers } = page;
  const title = purposeTitle(purpose);
  const why = notAsked(purpose.purpose, answers);
  if (why) {
    return html`<li class="answer"><span class="answer-name">${title}</span>
      <b class="choice refused"><ti-icon name="minus"></ti-icon>${t(`screen.not_${why}`)}</b></li>`;
  }
  const agreed = answers.choices[purpose.purpose];
  const contact =
    purpose.purpose === 'contact' && agreed
      ? html`<small class="answer-more">${answers.contact.name} · <span
        class="num">${answers.contact.phone}</span></small>`
      : nothing;
  return row(
    page,
    purpose.purpose,
    title,
    html`${agreed === undefined ? t('screen.not_asked') : choiceWord(agreed)}${contact}`,
  );
}

/** @param {NoticePage} page @param {Stage} stage @param {string} name @param {unknown} value */
const row = (page, stage, name, value) => html`<li class="answer">
  <span class="answer-name">${name}</span>${value}
  <button class="button" data-test=${`change-${stage}`} aria-label=${t('screen.change_what', { what: name })}
      ?disabled=${page.busy}
    @click=${() => page.go(stage, true)}>${t('screen.change')}</button></li>`;
