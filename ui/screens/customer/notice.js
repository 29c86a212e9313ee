/**
 * 告知: the notice and the consents, one question at a time. Agreeing and refusing are the same press; going back and
 * changing
 * one answer are always possible; nothing is sent before the customer has seen all their choices together.
 */
import { html, nothing } from '../../lib/lit.js';
import { define } from '../../lib/screen.js';
import { t } from '../../lib/i18n.js';
import { CustomerPage } from './page.js';
import { OLDEST, after, asked, blank, given, isAnswered, way } from './notice-answers.js';
import { again, child, details, guardian, told } from './notice-pages.js';
import { summary } from './notice-summary.js';
import '../../components/ti-consent.js';

/** @typedef {import('../../lib/wire').Purpose} Purpose */
/** @typedef {import('./notice-answers.js').Stage} Stage */

export class Notice extends CustomerPage {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = {
    ...CustomerPage.properties,
    answers: { state: true },
    stage: { state: true },
    changing: { state: true },
    tried: { state: true },
  };

  constructor() {
    super();
    this.answers = blank();
    /** 'again' is asked of a returning customer only, before the first stage. @type {Stage | 'again' | null} */
    this.stage = null;
    /** Whether an answer is being changed from the summary. */
    this.changing = false;
    /** Whether "next" was pressed with something missing: only then is the missing thing named. */
    this.tried = false;
    this.onKey = this.onKey.bind(this);
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('keydown', this.onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.onKey);
  }

  willUpdate() {
    if (this.stage === null && this.view?.text) this.stage = this.view.last ? 'again' : 'told';
  }

  /** A new question is read from its beginning, also by a screen reader. @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has('stage')) return;
    this.querySelector('.page-body')?.scrollTo(0, 0);
    const first = /** @type {HTMLElement | null} */ (this.querySelector('[data-first]') ?? this.querySelector('h1'));
    first?.focus({ preventScroll: true });
  }

  /** @returns {Purpose[]} */
  get purposes() {
    return (this.view?.text?.purposes ?? []).map((each) => each.purpose);
  }

  get way() {
    return way(this.purposes, this.view?.mode ?? null, this.answers);
  }

  /** @param {Partial<import('./notice-answers.js').Answers>} part */
  answer(part) {
    this.answers = { ...this.answers, ...part };
  }

  /** @param {Stage} stage @param {boolean} [changing] */
  go(stage, changing = this.changing) {
    this.tried = false;
    this.changing = changing && stage !== 'summary';
    this.stage = stage;
  }

  next() {
    const stage = this.stage;
    if (stage === null || stage === 'again') return;
    if (!isAnswered(stage, this.answers)) {
      this.tried = true;
      this.updateComplete.then(() =>
        /** @type {HTMLElement|null} */ (this.querySelector('[aria-invalid=true]'))?.focus(),
      );
      return;
    }
    this.go(after(this.way, stage, this.answers, this.changing));
  }

  back() {
    const stages = this.way;
    const at = stages.indexOf(/** @type {Stage} */ (this.stage));
    if (this.changing && stages.includes('summary')) this.go('summary');
    else if (at > 0) this.go(stages[at - 1]);
    else if (this.view?.last) this.stage = 'again';
  }

  /** @param {Purpose} purpose @param {boolean} agreed */
  choose(purpose, agreed) {
    this.answer({ choices: { ...this.answers.choices, [purpose]: agreed } });
    this.go(after(this.way, purpose, this.answers, this.changing));
  }

  /** An answer that a change left open is asked for first: what is sent was all seen. */
  confirm() {
    const open = this.way.find((stage) => stage !== 'summary' && !isAnswered(stage, this.answers));
    if (open) this.go(open, true);
    else this.send('screen.notice', given(this.purposes, this.answers));
  }

  /** @param {number} digit */
  ageDigit(digit) {
    const age = (this.answers.age ?? 0) * 10 + digit;
    // A digit that makes no age is not taken: half of what was typed would be another age.
    if (age <= OLDEST) this.answer({ age });
  }

  /** @param {-1 | 1} by */
  ageStep(by) {
    const age = this.answers.age;
    // From nothing, the steps begin in the middle of life: thirty presses are nobody's way to say 30.
    this.answer({ age: age === null ? 30 : Math.min(OLDEST, Math.max(1, age + by)) });
  }

  ageErase() {
    const age = this.answers.age;
    this.answer({ age: age === null || age < 10 ? null : Math.floor(age / 10) });
  }

  /** Digits and Enter without a field in focus. @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (this.stage !== 'told' || target.matches?.('input')) return;
    if (/^\d$/.test(event.key)) this.ageDigit(Number(event.key));
    else if (event.key === 'Backspace') this.ageErase();
    else if (event.key === 'Enter' && !target.matches?.('button, summary')) this.next();
    else if (event.key === '+' || event.key === '-') this.ageStep(event.key === '+' ? 1 : -1);
    else return;
    event.preventDefault();
  }

  render() {
    if (!this.view?.text || this.stage === null) return nothing;
    switch (this.stage) {
      case 'again':
        return again(this);
      case 'told':
        return told(this);
      case 'child':
        return child(this);
      case 'guardian':
        return guardian(this);
      case 'details':
        return details(this);
      case 'summary':
        return summary(this);
      default:
        return this.question(this.stage);
    }
  }

  /** @param {Purpose} purpose */
  question(purpose) {
    const purposes = asked(this.purposes, this.answers);
    const last = this.view?.last?.choices.find((choice) => choice.purpose === purpose);
    return html`<ti-consent class="page"
      .text=${this.view?.text?.purposes.find((each) => each.purpose === purpose)}
      .index=${purposes.indexOf(purpose) + 1} .of=${purposes.length}
      .chosen=${this.answers.choices[purpose] ?? null} .last=${last?.agreed ?? null}
      @choose=${(/** @type {CustomEvent<{agreed: boolean}>} */ event) => this.choose(purpose, event.detail.agreed)}
      @back=${() => this.back()}></ti-consent>`;
  }

  /** The foot of a page that has one way on. @param {unknown} word @param {() => void} run @param {string} test */
  foot(word, run, test) {
    return html`${this.trouble()}<footer class="page-foot">
      ${this.backButton()}
      <button class="button next" data-test=${test} ?disabled=${this.busy} @click=${run}>${word}</button>
    </footer>`;
  }

  backButton() {
    const first = this.stage === 'told' && !this.view?.last && !this.changing;
    return first
      ? html`<span></span>`
      : html`<button class="button" data-test="back" ?disabled=${this.busy}
      @click=${() => this.back()}><ti-icon name="chevron-left"></ti-icon>${t(
        this.changing ? 'screen.to_summary' : 'screen.back',
      )}</button>`;
  }
}

define('ti-notice', Notice);
