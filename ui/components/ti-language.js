/** 中文 or English for the customer at this screen, each named in its own language. The choice ends with them. */
import { html } from '../lib/lit.js';
import { Part, define } from '../lib/part.js';
import { lang, setLang, t } from '../lib/i18n.js';

const LANGUAGES = /** @type {const} */ ([
  ['zh-CN', '中文'],
  ['en', 'English'],
]);

class Language extends Part {
  render() {
    return html`<div class="switch" role="group" aria-label=${t('screen.language')}>
      ${LANGUAGES.map(
        ([code, word]) => html`<button lang=${code} data-test=${`language-${code}`}
        aria-pressed=${lang() === code} @click=${() => setLang(code, { keep: false })}>${word}</button>`,
      )}</div>`;
  }
}

define('ti-language', Language);
