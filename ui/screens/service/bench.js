/**
 * The bench of a clearance as a form: what the store proposes stands there in words, and each part opens to be changed
 * on its own. How the materials came in is said once a day and stands for the rest of it (山东指南 第二十一条).
 */
import { html, nothing } from '../../lib/lit.js';
import { t } from '../../lib/i18n.js';
import { when } from '../../lib/format.js';
import { desk } from '../../lib/desk.js';

/** @typedef {import('../../lib/wire').BenchProposal} BenchProposal */
/**
 * @typedef {{operator: string|null, officer: string|null, area: string|null, equipment: string[],
 *   template: string|null,
 *   by_route: boolean, outer_pack_treated: boolean}} Bench
 */
/** @typedef {{edit: (part: string) => void, change: (change: Partial<Bench>) => void}} Doing */

const BROUGHT_IN = 'tiaohe.brought_in';

/**
 * How the materials were brought in when that was last said today at this counter. What was said on another day says
 * nothing of this one: it is said again (山东指南 第二十一条). Both signers see it and sign it.
 * @returns {{by_route: boolean, outer_pack_treated: boolean}}
 */
export function lastBroughtIn() {
  const [day, route, pack] = (localStorage.getItem(BROUGHT_IN) ?? '').split(' ');
  const said = day === desk.view.today;
  return { by_route: said && route === '1', outer_pack_treated: said && pack === '1' };
}

/** @param {Bench} bench */
export function rememberBroughtIn({ by_route: route, outer_pack_treated: pack }) {
  localStorage.setItem(BROUGHT_IN, `${desk.view.today} ${Number(route)} ${Number(pack)}`);
}

/**
 * @param {string} part
 * @param {string} value
 * @param {unknown} choices
 * @param {string|null} editing
 * @param {Doing} doing
 */
function row(part, value, choices, editing, doing) {
  const open = editing === part;
  return html`<div class=${`bench-row ${open ? 'open' : ''}`}>
    <button
      type="button"
      class="bench-head"
      aria-expanded=${String(open)}
      data-test=${`bench-${part}`}
      @click=${() => doing.edit(part)}
    >
      <span class="faint">${t(`service.clear.${part}`)}</span
      ><span class=${value ? 'bench-value' : 'bench-value none'}>${value || t('service.clear.missing')}</span>
      <span class="bench-change">${t('service.change')}</span>
    </button>
    ${open ? html`<div class="toggles bench-choices">${choices}</div>` : nothing}
  </div>`;
}

/** @param {string} word @param {boolean} on @param {string} test @param {() => void} choose */
function choice(word, on, test, choose) {
  return html`<button type="button" class="toggle" aria-pressed=${String(on)} data-test=${test} @click=${choose}>
    ${word}
  </button>`;
}

/**
 * The form.
 * @param {Bench} bench
 * @param {BenchProposal} store
 * @param {string|null} editing
 * @param {Doing} doing
 */
export function benchForm(bench, store, editing, doing) {
  const person = (/** @type {'operator'|'officer'} */ part) => {
    const people = part === 'operator' ? store.operators : store.officers;
    const chosen = people.find((each) => each.staff === bench[part]);
    const words = (/** @type {import('../../lib/wire').Person} */ each) =>
      `${each.name}${each.present ? '' : `（${t('service.clear.absent')}）`}`;
    return row(
      part,
      chosen ? words(chosen) : '',
      people.map((each) =>
        choice(words(each), each.staff === bench[part], `${part}-${each.staff}`, () =>
          doing.change({ [part]: each.staff }),
        ),
      ),
      editing,
      doing,
    );
  };
  const state = (/** @type {BenchProposal['equipment'][number]} */ each) =>
    each.clean.holds
      ? t('service.clear.clean_until', { time: when(each.clean.until ?? '', desk.view.today) })
      : t(each.clean.used ? 'service.clear.used' : 'service.clear.unclean');
  const here = store.equipment.filter((each) => each.area === bench.area);
  const used = store.equipment.filter((each) => bench.equipment.includes(each.id));
  const toggleEquipment = (/** @type {string} */ id) =>
    doing.change({
      equipment: bench.equipment.includes(id)
        ? bench.equipment.filter((each) => each !== id)
        : [...bench.equipment, id],
    });
  return html`<section class="card bench">
    ${person('operator')}${person('officer')}
    ${row(
      'area',
      bench.area ?? '',
      store.areas.map((area) =>
        choice(area, area === bench.area, `area-${area}`, () =>
          doing.change({
            area,
            equipment: bench.equipment.filter((id) => store.equipment.find((each) => each.id === id)?.area === area),
          }),
        ),
      ),
      editing,
      doing,
    )}
    ${row(
      'equipment',
      used.map((each) => each.name).join(t('service.list')),
      here.map((each) =>
        choice(`${each.name} · ${state(each)}`, bench.equipment.includes(each.id), `equipment-${each.id}`, () =>
          toggleEquipment(each.id),
        ),
      ),
      editing,
      doing,
    )}
    ${row(
      'template',
      bench.template ?? '',
      store.templates.map((each) =>
        choice(
          `${each.template} · ${each.width_mm} × ${each.height_mm} mm`,
          each.template === bench.template,
          `template-${each.template}`,
          () => doing.change({ template: each.template }),
        ),
      ),
      editing,
      doing,
    )}
    <div class="bench-ticks">
      ${
        /** @type {const} */ (['by_route', 'outer_pack_treated']).map(
          (part) =>
            html` <button
              type="button"
              class="toggle tick"
              role="checkbox"
              aria-checked=${String(bench[part])}
              data-test=${part}
              @click=${() => doing.change({ [part]: !bench[part] })}
            >
              <span class="tick-box" aria-hidden="true"></span>${t(`service.clear.${part}`)}
            </button>`,
        )
      }
    </div>
  </section>`;
}
