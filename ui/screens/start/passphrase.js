// A passphrase where the computer has no key store, or for a backup that leaves it: typed twice, and said plainly that
// a lost one loses the data. It
// keeps nothing beyond the page.

import { html } from '../../lib/lit.js';
import { t } from '../../lib/i18n.js';
import { Part, define } from '../../lib/part.js';
import '../../components/ti-form.js';

/** What the counter asks for, in characters. */
const SHORTEST = 12;

class StartPassphrase extends Part {
  /** @type {import('../../lib/lit.js').Properties} */
  static properties = { why: {}, known: { state: true }, missed: { state: true } };

  constructor() {
    super();
    /** Why it is asked; at a first start, that there is no key store. */
    this.why = '';
    this.known = false;
    this.missed = false;
    this.blank = { passphrase: '', again: '' };
  }

  /** The passphrase, if it was typed twice and the warning was read. @returns {string | null} */
  taken() {
    const values = /** @type {any} */ (this.querySelector('ti-form')).taken();
    this.missed = !this.known;
    return values && this.known ? values.passphrase : null;
  }

  /** @returns {import('../../components/ti-input.js').Field[]} */
  get fields() {
    return [
      {
        key: 'passphrase',
        label: t('start.passphrase'),
        kind: 'secret',
        required: true,
        hint: t('start.passphrase.hint', { n: SHORTEST }),
        check: (value) => ([...value].length < SHORTEST ? t('start.passphrase.short', { n: SHORTEST }) : null),
      },
      {
        key: 'again',
        label: t('start.passphrase.again'),
        kind: 'secret',
        required: true,
        check: (value, values) => (value === values.passphrase ? null : t('start.passphrase.differs')),
      },
    ];
  }

  render() {
    return html`<p>${this.why || t('start.passphrase.why')}</p>
      <p class="banner stop"><b aria-hidden="true">✕</b> ${t('start.passphrase.lost')}</p>
      <ti-form .fields=${this.fields} .initial=${this.blank}></ti-form>
      <label class="tick-line"><input type="checkbox" data-test="passphrase-known" .checked=${this.known}
          aria-invalid=${this.missed}
        @change=${(/** @type {Event} */ event) => {
          this.known = /** @type {HTMLInputElement} */ (event.target).checked;
          this.missed = false;
        }}>
        <span><b>${t('start.passphrase.known')}</b>${
          this.missed ? html`<small class="field-error" role="alert">✕ ${t('start.passphrase.read')}</small>` : ''
        }</span></label>`;
  }
}

define('start-passphrase', StartPassphrase);
