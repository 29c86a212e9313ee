/**
 * The window before the desk showed itself: it is being asked, it is silent, or it refuses and says why. Which of these
 * is
 * the desk's to say; nothing here waits without a word.
 */
import { html } from '../lib/lit.js';
import { desk } from '../lib/desk.js';
import { refusalOf } from '../lib/host.js';
import { t } from '../lib/i18n.js';
import { Part, define } from '../lib/part.js';
import './ti-empty.js';
import './ti-refusal.js';

export class Unknown extends Part {
  connectedCallback() {
    super.connectedCallback();
    this.endings.push(desk.subscribe(() => this.requestUpdate()));
  }

  content() {
    if (desk.unreachable)
      return html`<ti-empty icon="unplug" heading=${t('common.offline_short')} text=${t('common.offline')}></ti-empty>`;
    // Asked again, the desk refuses with the same words or shows itself.
    if (desk.refused)
      return html`<ti-refusal .refusal=${desk.refused} retry
          @retry=${() => desk.refresh().catch(refusalOf)}></ti-refusal>`;
    return html`<p class="soft" role="status">${t('common.loading')}</p>`;
  }

  render() {
    return html`<main class="alone">${this.content()}</main>`;
  }
}

define('ti-unknown', Unknown);
