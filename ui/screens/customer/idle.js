/** The customer's screen while nothing is shown to them: the store's name, and calm. */
import { html } from '../../lib/lit.js';
import { define } from '../../lib/screen.js';
import { t } from '../../lib/i18n.js';
import { CustomerPage } from './page.js';
import { mark } from './mark.js';

class Idle extends CustomerPage {
  render() {
    const store = this.view?.store;
    return html`<section class="idle">
      ${mark()}
      <h1>${store?.name}</h1>
      <p class="idle-purpose">${t('screen.idle_purpose')}</p>
      <p class="idle-store">${store?.enterprise}${
        store?.phone ? html` · <span class="num">${store.phone}</span>` : ''
      }</p>
    </section>`;
  }
}

define('ti-idle', Idle);
