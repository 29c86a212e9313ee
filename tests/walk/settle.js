// Waits until a screen stands still: nothing is being fetched, the faces are there, what moves has arrived. What breathes
// for ever does not count. `arguments`: the language to show first, and the callback.
const [language, done] = arguments;
const PATIENCE = 8000;

if (!window.heardByTests) {
  window.heardByTests = [];
  for (const kind of ['error', 'warn']) {
    const said = console[kind];
    console[kind] = (...words) => {
      window.heardByTests.push(`${kind}: ${words.map(String).join(' ').slice(0, 200)}`);
      said.apply(console, words);
    };
  }
  addEventListener('error', (event) => window.heardByTests.push(`thrown: ${event.message}`));
  addEventListener('unhandledrejection', (event) => window.heardByTests.push(`not caught: ${event.reason}`));
}

const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const pause = () => new Promise((resolve) => setTimeout(resolve, 30));
const isBusy = () => [...document.querySelectorAll('.skeleton, [aria-busy=true]')].some((each) => each.getClientRects().length > 0);

(async () => {
  const { lang, setLang } = await import(new URL('lib/i18n.js', location.href).href);
  if (lang() !== language) setLang(language, { keep: false });
  const until = performance.now() + PATIENCE;
  await frames();
  while (isBusy() && performance.now() < until) await pause();
  await document.fonts.ready;
  const moving = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.race([Promise.allSettled(moving.map((each) => each.finished)), new Promise((resolve) => setTimeout(resolve, 1500))]);
  await frames();
  return isBusy() ? 'still fetching' : '';
})().then(done, (thrown) => done(`not settled: ${thrown}`));
