/**
 * 补打: why another copy of the label is needed, and what became of the one before. Spoiled and void are told apart,
 * because
 * what came out of the printer is counted at the end of the day; either can be said without another copy too.
 */
import { html, nothing } from '../../lib/lit.js';
import { t, word } from '../../lib/i18n.js';
import { say } from '../../lib/notice.js';
import '../../components/ti-reasons.js';

/** @typedef {import('../../lib/wire').CopyBefore} CopyBefore */

const WHY = /** @type {const} */ ({
  spoiled: ['torn', 'jammed', 'smudged', 'crooked'],
  voided: ['lost', 'wrong_unit', 'test'],
});

/**
 * What the dialog shows.
 * @param {{host: import('../service.js').ScreenService, reason: string, before: CopyBefore, busy: string|null,
 *   live: boolean,
 *   set: (change: {reason?: string, before?: CopyBefore}) => void, close: () => void, printed: () => void}} of
 */
export function reprinting({ host, reason, before, busy, live, set, close, printed }) {
  const blank = reason.trim() === '' || busy !== null;
  const args = { service: host.number, reason: reason.trim() };
  const reprint = async () => {
    const done = await host.send('label.reprint', { ...args, before: live ? before : null });
    if (done === undefined) return;
    close();
    printed();
  };
  const register = async () => {
    const done = await host.send(before === 'spoiled' ? 'label.spoil' : 'label.void', args);
    if (done === undefined) return;
    close();
    say(word(`label_copy.${before}`), 'ok');
  };
  const kind = (/** @type {CopyBefore} */ key) => html`<button
    type="button"
    class="toggle"
    data-test=${`before-${key}`}
    aria-pressed=${String(before === key)}
    @click=${() => set({ before: key, reason: '' })}
  >
    <b>${t(`labels.reprint.${key}`)}</b><small>${t(`labels.reprint.${key}_note`)}</small>
  </button>`;
  return {
    heading: t('labels.reprint.title'),
    content: html`<p class="soft">${t('labels.reprint.note')}</p>
      ${
        live
          ? html`<fieldset><legend>${t('labels.reprint.before')}</legend><div
    class="toggles">${kind('spoiled')}${kind('voided')}</div></fieldset>`
          : nothing
      }
      <ti-reasons
        name="reprint"
        .label=${t('service.reason')}
        .options=${WHY[before].map((key) => t(`labels.reprint.why.${key}`))}
        .value=${reason}
        @change=${(/** @type {CustomEvent<string>} */ event) => set({ reason: event.detail })}
      ></ti-reasons>`,
    actions: html`<button type="button" class="button" @click=${close}>${t('service.keep')}</button>
      ${
        live
          ? html`<button type="button" class="button" data-test="only-register" ?disabled=${blank}
    @click=${register}>${t('labels.reprint.only')}</button>`
          : nothing
      }
      <button type="button" class="button next" data-test="reprint-ok" ?disabled=${blank}
          @click=${reprint}>${t('labels.reprint.do')}</button>`,
  };
}
