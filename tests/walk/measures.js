// What a screen must be, measured on the page itself: the body of a WebDriver script. It answers a list of findings, each
// one line; an empty list is a good screen. `arguments`: the language that the page must be in, whether axe judges it too,
// and the callback.
//
// What stands outside a dialog that is open is not pressed and not measured.
const [language, judged, done] = arguments;

/** 44 CSS pixels, less what a fraction of a pixel may take. */
const TOUCH = 43.5;
/** A part of a pixel is not an overflow. */
const SLACK = 1.5;
/** The names of the text files: what begins with one of them and a dot is a key that was not replaced. */
const KEY = /\b(?:common|refusals|lock|today|service|screen|customers|start|setup|materials|store|labels|day|work)\.[a-z_]+(?:\.[a-z_]+)*\b/u;

const findings = new Set();
const top = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;

function where(element) {
  const test = element.closest('[data-test]');
  const name = (each) => each.localName + [...each.classList].map((one) => `.${one}`).join('');
  const inside = test && test !== element ? ` in [data-test=${test.dataset.test}]` : '';
  const own = test === element ? `[data-test=${test.dataset.test}]` : '';
  const parent = own || !element.parentElement ? '' : `${name(element.parentElement)} > `;
  return `${parent}${name(element)}${own}${inside} "${(element.textContent ?? '').trim().replace(/\s+/gu, ' ').slice(0, 40)}"`;
}

function say(rule, element, what) {
  findings.add(`${rule}: ${element ? where(element) : 'page'}: ${what}`);
}

function isSeen(element) {
  // What is folded away has its place on the page all the same.
  if (element.closest('details:not([open]) > :not(summary), .visually-hidden')) return false;
  return element.getClientRects().length > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

const all = [...top.querySelectorAll('*')].filter(isSeen);

// ── The language, and no key in place of its text.
if (document.documentElement.lang !== language) say('language', null, `says ${document.documentElement.lang}`);
// What a machine calls a thing, a record's kind for one, stands in `code` and is no text of ours.
for (const element of all.filter((each) => each.localName !== 'code')) {
  const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data);
  const said = ['aria-label', 'placeholder', 'title', 'alt'].map((each) => element.getAttribute(each) ?? '');
  const key = KEY.exec([...own, ...said].join(' '));
  if (key) say('text missing', element, key[0]);
}

// ── What a finger presses. A link inside a running text is as high as its line and is let be; a tick or a radio is as
// large as the label that presses it.
const PRESSED = 'button, a[href], input, select, textarea, summary, [role=button], [role=checkbox], [role=radio], [role=option], [role=tab], canvas.signature';
function isInText(element) {
  if (element.localName !== 'a' || getComputedStyle(element).display !== 'inline') return false;
  const block = element.closest('p, li, dd, td');
  return block !== null && block.textContent.trim() !== element.textContent.trim();
}
for (const element of all.filter((each) => each.matches(PRESSED))) {
  const label = element.matches('input[type=checkbox], input[type=radio]') ? element.closest('label') : null;
  const { width, height } = (label ?? element).getBoundingClientRect();
  if ((width < TOUCH || height < TOUCH) && !isInText(element)) say('too small to press', element, `${width.toFixed(1)} × ${height.toFixed(1)}`);
}

// ── One red button: the one step to take next.
const red = all.filter((each) => each.matches('.button.next') && !each.disabled);
if (red.length > 1) say('two red buttons', red[1], `${red.length} of them`);

// ── What explains is no larger than what it stands under: else it has the size of something else, a mark or a figure.
const size = (element) => Number.parseFloat(getComputedStyle(element).fontSize);
const heading = Math.max(0, ...all.filter((each) => each.matches('h1, h2')).map(size));
for (const element of all.filter((each) => heading > 0 && each.matches('li, p.soft'))) {
  if (size(element) > heading) say('larger than the heading', element, `${size(element)} px over ${heading} px`);
}

// ── Nothing scrolls sideways, and nothing is cut.
const page = document.scrollingElement;
if (page.scrollWidth > page.clientWidth) say('page scrolls sideways', null, `${page.scrollWidth} > ${page.clientWidth}`);
if (document.querySelector('.counter') && page.scrollHeight > page.clientHeight) say('staff page scrolls', null, `${page.scrollHeight} > ${page.clientHeight}`);
for (const element of all) {
  if (element.matches('input, select, svg, svg *, canvas, option')) continue;
  const { overflowX, overflowY } = getComputedStyle(element);
  const [across, down] = [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight];
  if (element.clientWidth === 0) continue;
  if (['auto', 'scroll'].includes(overflowX) && across > 1) say('scrolls sideways', element, `by ${across} px`);
  if (['hidden', 'clip'].includes(overflowX) && across > 1) say('cut on the right', element, `by ${across} px`);
  if (['hidden', 'clip'].includes(overflowY) && down > 2) say('cut below', element, `by ${down} px`);
}

// ── Text stays in what it stands in: the nearest ancestor with a ground or a line of its own, and the window.
function isBox(element) {
  const style = getComputedStyle(element);
  if (style.display === 'inline' || style.display === 'contents') return false;
  const ground = style.backgroundColor !== 'rgba(0, 0, 0, 0)' && !/\/ 0\)$/u.test(style.backgroundColor);
  return ground || ['Top', 'Left', 'Right', 'Bottom'].every((side) => Number.parseFloat(style[`border${side}Width`]) > 0);
}
// Null where the text is in a part that scrolls: it is then out of the box and still to be read.
function boxOf(element) {
  for (let each = element; each && each !== document.documentElement; each = each.parentElement) {
    if (isBox(each)) return each;
    if (each.scrollHeight > each.clientHeight + 1 && ['auto', 'scroll'].includes(getComputedStyle(each).overflowY)) return null;
  }
  return document.body;
}
const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
for (let node = texts.nextNode(); node; node = texts.nextNode()) {
  const element = node.parentElement;
  if (!node.data.trim() || !element || !isSeen(element) || element.closest('svg, script, style, option, textarea')) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = boxOf(element);
  if (!box) continue;
  const held = box.getBoundingClientRect();
  // A face's own line may be higher than the line that it is set in; its ink is not.
  const air = Number.parseFloat(getComputedStyle(element).fontSize) * 0.4;
  for (const line of range.getClientRects()) {
    if (line.width === 0) continue;
    const out = Math.max(line.right - held.right, held.left - line.left);
    if (out > SLACK) say('text leaves its box', element, `${where(box)} by ${out.toFixed(1)} px`);
    else if (box !== document.body && box.scrollHeight <= box.clientHeight + 2 && line.bottom - air > held.bottom + SLACK) say('text falls out of its box', element, where(box));
    else if (line.right > innerWidth + SLACK || line.left < -SLACK) say('text leaves the window', element, `ends at ${line.right.toFixed(0)}`);
  }
}

// ── What the console said since the last look (settle.js listens).
// That an answer came for a page that is gone is in the nature of a question that waits.
const heard = window.heardByTests?.splice(0) ?? [];
for (const words of heard.filter((each) => !each.includes("Couldn't find callback id"))) say('console', null, words);

// ── axe-core: what keeps somebody from using the screen.
const asked = { resultTypes: ['violations'], preload: false };
const judging = judged ? axe.run(top === document.body ? document : top, asked) : Promise.resolve({ violations: [] });
judging.then(
  ({ violations }) => {
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      for (const node of nodes) findings.add(`axe ${id} (${impact}): ${node.target.join(' ')}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`);
    }
    done([...findings]);
  },
  (thrown) => done([...findings, `axe stopped: ${thrown}`]),
);
