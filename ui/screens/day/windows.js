/** Who sat at the window at which each signature of the day was given: one line a record. */
import { html, nothing } from '../../lib/lit.js';
import { time } from '../../lib/format.js';
import { pick, t } from '../../lib/i18n.js';

/** @param {import('../../lib/wire').SignedAt} one */
const said = (one) =>
  one.window_name === null
    ? t('day.signed_at_unknown', { signer: one.signer_name })
    : t(one.other ? 'day.signed_at_other' : 'day.signed_at_own', { signer: one.signer_name, window: one.window_name });

/** @param {import('../../lib/wire').DayView} view */
export const windowList = ({ windows }) => html`<section class="day-part" data-test="windows"><h2
      class="heading">${t('day.windows')}</h2>
  <ul class="questions lines card">${windows.map(
    ({ line, signatures }) => html`<li><a href="#/record/${line.record}" data-test="window-${line.record}">
      <span class="num faint">${time(line.at)}</span>
      <span>${pick(line.title, line.title_en)}${
        line.service ? html` · <span class="num">${line.service}</span>` : nothing
      }
        ${signatures.map((one) => html`<span class=${one.other ? '' : 'soft'}>${said(one)}</span> `)}</span>
      <ti-icon name="chevron-right"></ti-icon></a></li>`,
  )}</ul></section>`;
