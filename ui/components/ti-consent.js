/**
 * One purpose and the question whether the customer agrees to it. Both answers are the same button in size, colour and
 * place
 * in the order of keys; neither is chosen beforehand. Event 'choose' {agreed}, event 'back'.
 */
import { html, nothing } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { lang, t, word } from '../lib/i18n.js';
import './ti-icon.js';

/** The parts of the text in the order in which they are read. */
const PARTS = /** @type {const} */ (['what', 'why', 'necessity', 'impact', 'how_long', 'take_back']);

class Consent extends Part {
  /** @type {import('../lib/lit.js').Properties} */
  static properties = {
    text: { attribute: false },
    index: { attribute: false },
    of: { attribute: false },
    chosen: { attribute: false },
    last: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import('../lib/wire').ConsentTextView['purposes'][number] | null} */
    this.text = null;
    this.index = 1;
    this.of = 1;
    /** What was pressed for this question before, if it was. @type {boolean | null} */
    this.chosen = null;
    /** What a returning customer chose last time: told, never pressed for them. @type {boolean | null} */
    this.last = null;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    const before = /** @type {typeof this.text} */ (changed.get('text'));
    if (!changed.has('text') || before?.purpose === this.text?.purpose) return;
    this.querySelector('.page-body')?.scrollTo(0, 0);
    this.querySelector('h1')?.focus({ preventScroll: true });
  }

  /** @param {boolean} agreed */
  choose(agreed) {
    this.tell('choose', { agreed });
  }

  render() {
    if (!this.text) return nothing;
    const words = lang() === 'en' ? this.text.en : this.text.zh;
    return html`
      <header class="page-head">
        <p class="asked"><span class="num"
            data-test="progress">${t('screen.question', { index: this.index, of: this.of })}</span>
          <span class="asked-bar" aria-hidden="true">${Array.from(
            { length: this.of },
            (_, at) => html`<i class=${at < this.index - 1 ? 'past' : at === this.index - 1 ? 'now' : ''}></i>`,
          )}</span></p>
        <h1 tabindex="-1" data-test="purpose" data-purpose=${this.text.purpose}>${words.title}</h1>
        ${
          this.text.sensitive
            ? html`<p class="sensitive"><ti-icon
    name="shield-alert"></ti-icon>${t('screen.sensitive')}</p>`
            : nothing
        }
      </header>
      <div class="page-body" tabindex="0" role="group" aria-label=${words.title}>
        <dl class="purpose">
          ${PARTS.map((part) =>
            words[part] ? html`<dt>${t(`screen.part_${part}`)}</dt><dd>${words[part]}</dd>` : nothing,
          )}
          <dt class="otherwise">${t('screen.part_if_refused')}</dt><dd class="otherwise">${words.if_refused}</dd>
        </dl>
        ${
          this.last === null
            ? nothing
            : html`<p class="page-note">${t(this.last ? 'screen.last_agreed' : 'screen.last_refused')}</p>`
        }
      </div>
      <footer class="page-foot choices">
        <button class="button" data-test="back" @click=${() => this.tell('back')}>
          <ti-icon name="chevron-left"></ti-icon>${t('screen.back')}</button>
        ${this.button(false)}${this.button(true)}
      </footer>`;
  }

  /** @param {boolean} agreed */
  button(agreed) {
    return html`<button class="button choice-button" data-test=${agreed ? 'agree' : 'refuse'}
      aria-pressed=${this.chosen === agreed} @click=${() => this.choose(agreed)}>
      <ti-icon name=${agreed ? 'check' : 'x'}></ti-icon>${word(agreed ? 'choice.agreed' : 'choice.refused')}
      ${this.chosen === agreed ? html`<small>${t('screen.chosen')}</small>` : nothing}</button>`;
  }
}

define('ti-consent', Consent);
