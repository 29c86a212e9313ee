/**
 * The pages of the notice beside the consents themselves: the returning customer's choices, who processes and the age,
 * the
 * guardian, the contact. Templates only: what an answer means is in notice-answers.js.
 */
import { html, nothing } from '../../lib/lit.js';
import { lang, pick, t, word } from '../../lib/i18n.js';
import { ADULT, CHILD, isAnswered, isPhone, isTurnedAway, needsGuardian } from './notice-answers.js';
import '../../components/ti-digits.js';

/** @typedef {import('./notice.js').Notice} NoticePage */
/** @typedef {import('../../lib/wire').ConsentTextView} ConsentTextView */

/** In the order in which a person asks; the first ones lie open. */
const TOLD = ['who', 'refusing', 'rights', 'method', 'sharing', 'afterwards', 'minors'];
const OPEN = ['who', 'refusing', 'rights'];
/** The word that is kept is Chinese, as the sheet is; the word on the screen follows the language. */
const RELATIONS = /** @type {const} */ ([
  ['mother', '母亲'],
  ['father', '父亲'],
  ['guardian', '其他监护人'],
]);

/** @param {string} kept */
export const relationWord = (kept) =>
  t(`screen.relation_${RELATIONS.find(([, word]) => word === kept)?.[0] ?? 'guardian'}`);

/**
 * What a purpose is called.
 * @param {ConsentTextView['purposes'][number]} purpose
 */
export const purposeTitle = (purpose) => (lang() === 'en' ? purpose.en : purpose.zh).title;

/** @param {boolean} agreed */
export const choiceWord = (agreed) => html`<b class=${agreed ? 'choice agreed' : 'choice refused'}>
  <ti-icon name=${agreed ? 'check' : 'x'}></ti-icon>${word(agreed ? 'choice.agreed' : 'choice.refused')}</b>`;

/**
 * A returning customer: the choices of last time, confirmed by one press or gone through anew.
 * @param {NoticePage} page
 */
export function again(page) {
  const { last, text } = page.view ?? {};
  if (!last || !text) return nothing;
  return html`<section class="page">
    <header class="page-head"><h1 tabindex="-1">${t('screen.again_title')}</h1>
      <p class="page-sub">${t('screen.again_on', { on: last.on })}</p></header>
    <div class="page-body"><ul class="answers">${text.purposes.map((purpose) => {
      const choice = last.choices.find((each) => each.purpose === purpose.purpose);
      return html`<li class="answer"><span class="answer-name">${purposeTitle(purpose)}</span>
        ${choice ? choiceWord(choice.agreed) : html`<span class="soft">${t('screen.not_asked')}</span>`}</li>`;
    })}</ul>
    ${last.contact ? html`<p class="page-note">${t('screen.again_contact')}</p>` : nothing}
    <p class="page-note">${t('screen.again_free')}</p></div>
    ${page.trouble()}
    <footer class="page-foot pair">
      <button class="button" data-test="again-anew" ?disabled=${page.busy}
          @click=${() => page.go('told')}>${t('screen.again_anew')}</button>
      <button class="button next" data-test="same-again" ?disabled=${page.busy}
        @click=${() => page.send('screen.same_again')}><ti-icon
          name="check"></ti-icon>${t('screen.again_same')}</button>
    </footer>
  </section>`;
}

/**
 * Who processes and with what rights (个人信息保护法 第十七条), and the age, which decides what may be asked.
 * @param {NoticePage} page
 */
export function told(page) {
  const text = page.view?.text;
  if (!text) return nothing;
  const age = page.answers.age;
  const told = TOLD.flatMap((key) => text.notice.filter((each) => each.key === key));
  return html`<section class="page">
    <header class="page-head"><h1 tabindex="-1">${pick(text.title, text.title_en)}</h1></header>
    <div class="page-body told">
      <div class="told-text">${told.map(
        (each) => html`<details class="fold" ?open=${OPEN.includes(each.key)}>
        <summary data-test=${`told-${each.key}`}>${t(`screen.told_${each.key}`)}<ti-icon
            name="chevron-down"></ti-icon></summary>
        <p>${pick(each.text, each.text_en)}</p></details>`,
      )}</div>
      <div class="told-age" role="group" aria-label=${t('screen.age')}>
        <h2>${t('screen.age')}</h2>
        <p class="age-row">
          <button class="button step" data-test="age-minus" aria-label=${t('screen.age_minus')}
              @click=${() => page.ageStep(-1)}><ti-icon name="minus"></ti-icon></button>
          <output class="age num" data-test="age" aria-live="polite"
              aria-invalid=${page.tried && !isAnswered('told', page.answers)}>${age ?? '––'}</output>
          <button class="button step" data-test="age-plus" aria-label=${t('screen.age_plus')}
              @click=${() => page.ageStep(1)}><ti-icon name="plus"></ti-icon></button>
        </p>
        <ti-digits @digit=${(/** @type {CustomEvent<{digit: number}>} */ event) => page.ageDigit(event.detail.digit)}
            @erase=${() => page.ageErase()}></ti-digits>
        <p class="age-note" role="status">${ageNote(page)}</p>
      </div>
    </div>
    ${page.foot(t('screen.next'), () => page.next(), 'next')}
  </section>`;
}

/** @param {NoticePage} page */
function ageNote(page) {
  const age = page.answers.age;
  if (!isAnswered('told', page.answers)) return page.tried ? t('screen.age_missing') : t('screen.age_why');
  if (isTurnedAway(page.answers, page.view?.mode ?? null)) return t('screen.age_child', { age: CHILD });
  if (needsGuardian(page.answers)) return t('screen.age_guardian');
  if (age !== null && age < ADULT) return t('screen.age_minor');
  return t('screen.age_why');
}

/**
 * 12 or younger: no blend is made. Nothing is asked and nothing recorded; the advisor knows what else there is.
 * @param {NoticePage} page
 */
export function child(page) {
  return html`<section class="page">
    <header class="page-head"><h1 tabindex="-1">${t('screen.child_title', { age: CHILD })}</h1></header>
    <div class="page-body"><p class="page-lead">${t('screen.child_why')}</p><p
        class="page-lead">${t('screen.child_way_on')}</p></div>
    ${page.trouble()}
    <footer class="page-foot pair">
      <button class="button" data-test="back" ?disabled=${page.busy}
          @click=${() => page.back()}>${t('screen.child_wrong_age')}</button>
      <button class="button" data-test="to-advisor" ?disabled=${page.busy}
          @click=${() => page.send('screen.decline')}>${t('screen.to_advisor')}</button>
    </footer>
  </section>`;
}

/**
 * @param {NoticePage} page @param {{id: string, label: string, value: string, bad: string | null,
 *   input: (text: string) => void,
 * type?: string, complete?: string, first?: boolean}} field
 */
function field(page, { id, label, value, bad, input, type = 'text', first = false }) {
  const wrong = page.tried && bad;
  return html`<p class="entry">
    <label for=${id}>${label}</label>
    <input id=${id} data-test=${id} type=${type} inputmode=${type === 'tel' ? 'tel' : 'text'} autocomplete="off"
        maxlength="40"
      ?data-first=${first} .value=${value} aria-invalid=${Boolean(wrong)} aria-describedby=${`${id}-error`}
      @input=${(/** @type {InputEvent} */ event) => input(/** @type {HTMLInputElement} */ (event.target).value)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Enter' && !event.isComposing) page.next();
      }}>
    <span class="entry-error" id=${`${id}-error`} role="alert">${
      wrong ? html`<ti-icon name="triangle-alert"></ti-icon>${bad}` : nothing
    }</span>
  </p>`;
}

/** Who consents for a person under 14 (个人信息保护法 第三十一条). @param {NoticePage} page */
export function guardian(page) {
  const given = page.answers.guardian;
  const set = (/** @type {object} */ part) => page.answer({ guardian: { ...given, ...part } });
  return html`<section class="page">
    <header class="page-head"><h1 tabindex="-1">${t('screen.guardian_title')}</h1><p
        class="page-sub">${t('screen.guardian_why')}</p></header>
    <div class="page-body entries">
      ${field(page, {
        id: 'guardian-name',
        label: t('screen.guardian_name'),
        value: given.name,
        first: true,
        bad: given.name.trim() ? null : t('screen.guardian_name_missing'),
        input: (name) => set({ name }),
      })}
      <div class="entry" role="group" aria-label=${t('screen.relation')}><span
          class="entry-label">${t('screen.relation')}</span>
        <div class="options">${RELATIONS.map(
          ([key, kept]) => html`<button class="button" data-test=${`relation-${key}`}
          aria-pressed=${given.relation === kept} @click=${() => set({ relation: kept })}>
          ${
            given.relation === kept ? html`<ti-icon name="check"></ti-icon>` : nothing
          }${t(`screen.relation_${key}`)}</button>`,
        )}</div>
        <span class="entry-error" role="alert">${
          page.tried && !given.relation
            ? html`<ti-icon name="triangle-alert"></ti-icon>${t('screen.relation_missing')}`
            : nothing
        }</span></div>
      <p class="page-note"><ti-icon name="camera-off"></ti-icon>${t('screen.image_not_collected')}</p>
    </div>
    ${page.foot(t('screen.next'), () => page.next(), 'next')}
  </section>`;
}

/** Name and telephone, only after the customer agreed to be contacted. @param {NoticePage} page */
export function details(page) {
  const { name, phone } = page.answers.contact;
  const set = (/** @type {object} */ part) => page.answer({ contact: { ...page.answers.contact, ...part } });
  return html`<section class="page">
    <header class="page-head"><h1 tabindex="-1">${t('screen.contact_title')}</h1><p
        class="page-sub">${t('screen.contact_why')}</p></header>
    <div class="page-body details">
      <div class="entries">
        ${field(page, {
          id: 'contact-name',
          label: t('screen.contact_name'),
          value: name,
          first: true,
          bad: name.trim() ? null : t('screen.contact_name_missing'),
          input: (text) => set({ name: text }),
        })}
        ${field(page, {
          id: 'contact-phone',
          label: t('screen.contact_phone'),
          value: phone,
          type: 'tel',
          bad: isPhone(phone.trim()) ? null : t('screen.contact_phone_wrong'),
          // A Chinese keyboard types digits full-width.
          input: (text) => set({ phone: text.normalize('NFKC') }),
        })}
        <button class="button plain" data-test="contact-instead"
            @click=${() => page.choose('contact', false)}>${t('screen.contact_instead')}</button>
      </div>
      <ti-digits label=${t('screen.phone_pad')}
          @digit=${(/** @type {CustomEvent<{digit: number}>} */ event) =>
            set({ phone: (phone + event.detail.digit).slice(0, 20) })}
        @erase=${() => set({ phone: phone.slice(0, -1) })}></ti-digits>
    </div>
    ${page.foot(t('screen.next'), () => page.next(), 'next')}
  </section>`;
}
