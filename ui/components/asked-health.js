/**
 * What is asked at every visit, the first included: allergies and pregnancy. Each has an answer of its own, and a field
 * that nobody touched is none of them.
 */
import { html, nothing } from '../lib/lit.js';
import { t } from '../lib/i18n.js';

/**
 * @typedef {{
 *   stands: '' | import('../lib/wire').Stands,
 *   allergies: string,
 *   struck: readonly string[],
 *   expecting: '' | 'no' | 'yes',
 * }} Health What she answers; '': not asked yet.
 */

/** @type {Health} */
export const UNASKED = { stands: '', allergies: '', struck: [], expecting: '' };

/**
 * What was said of allergies, as it was said: where one name ends and the next begins, Rust knows (`1,2-己二醇` is one).
 * @param {string} text
 * @returns {string[]}
 */
export function parts(text) {
  return text.trim() === '' ? [] : [text.trim()];
}

/**
 * What has to be asked or written yet, as a sentence; null where everything is answered.
 * @param {Health} health
 */
export function missing(health) {
  if (health.stands === '' || health.expecting === '') return t('service.needs.ask_first');
  const written = parts(health.allergies).length > 0 || health.struck.length > 0;
  return health.stands === 'changed' && !written ? t('service.needs.unnamed') : null;
}

/**
 * @param {string} test
 * @param {boolean} on
 * @param {string} text
 * @param {boolean} allowed
 * @param {() => void} choose
 */
function choice(test, on, text, allowed, choose) {
  return html`<button
    type="button"
    class="toggle"
    data-test=${test}
    aria-pressed=${String(on)}
    ?disabled=${!allowed}
    @click=${choose}
  >
    ${text}
  </button>`;
}

/**
 * @param {readonly string[]} known
 * @param {Health} health
 * @param {boolean} allowed
 * @param {(name: string) => void} strike
 */
function knownList(known, health, allowed, strike) {
  return html`<ul class="known-allergies">
    ${known.map((name) => {
      const struck = health.struck.includes(name);
      return html`<li class=${struck ? 'struck' : ''}>
        <b>${name}</b
        ><button
          type="button"
          class="button"
          data-test=${`strike-${name}`}
          aria-pressed=${String(struck)}
          ?disabled=${!allowed}
          @click=${() => strike(name)}
        >
          ${t(struck ? 'service.needs.unstrike' : 'service.needs.strike')}
        </button>
      </li>`;
    })}
  </ul>`;
}

/**
 * The questions with their answers. Whoever writes or strikes out an allergy has answered that something changed.
 * @param {{
 *   health: Health,
 *   known: readonly string[],
 *   allowed: boolean,
 *   change: (health: Health) => void,
 *   enter: () => void,
 * }} asked
 */
export function questions({ health, known, allowed, change, enter }) {
  const [same, changed] = known.length ? ['still', 'changed'] : ['no_allergy', 'has_allergy'];
  /** @param {string} name */
  const strike = (name) => {
    const struck = health.struck.includes(name)
      ? health.struck.filter((each) => each !== name)
      : [...health.struck, name];
    change({ ...health, struck, stands: 'changed' });
  };
  const written = parts(health.allergies).length > 0 || health.struck.length > 0;
  return html`${known.length ? knownList(known, health, allowed, strike) : nothing}
    <div class="asked-row">
      <div class="toggles" role="group" aria-label=${t('service.needs.allergies')}>
        ${choice('stands-same', health.stands === 'same', t(`service.needs.${same}`), allowed, () =>
          change({ ...health, stands: 'same', allergies: '', struck: [] }),
        )}
        ${choice('stands-changed', health.stands === 'changed', t(`service.needs.${changed}`), allowed, () =>
          change({ ...health, stands: 'changed' }),
        )}
      </div>
      <label class="entry"
        ><span>${t('service.needs.allergies')}</span>
        <input
          type="text"
          autocomplete="off"
          data-test="needs-allergies"
          maxlength="200"
          @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && !event.isComposing && enter()}
          .value=${health.allergies}
          placeholder=${t('service.needs.allergies_hint')}
          @input=${(/** @type {InputEvent} */ event) => {
            const allergies = /** @type {HTMLInputElement} */ (event.target).value;
            change({ ...health, allergies, stands: parts(allergies).length ? 'changed' : health.stands });
          }}
      /></label>
    </div>
    ${
      health.stands === 'changed' && !written
        ? html`<p class="soft">${t(known.length ? 'service.needs.changed_how' : 'service.needs.say_which')}</p>`
        : nothing
    }
    <div class="toggles" role="group" aria-label=${t('service.needs.pregnancy')}>
      ${choice('expecting-no', health.expecting === 'no', t('service.needs.not_expecting'), allowed, () =>
        change({ ...health, expecting: 'no' }),
      )}
      ${choice('expecting-yes', health.expecting === 'yes', t('service.needs.expecting'), allowed, () =>
        change({ ...health, expecting: 'yes' }),
      )}
    </div>`;
}
