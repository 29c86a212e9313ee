/**
 * Gives the page a language that `Intl` knows. Under the C locale, as on a bare Linux, the web view calls its language
 * "C";
 * uPlot asks `Intl` for that as it loads, and would not load at all. Imported before it, for this effect alone.
 */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', {
    configurable: true,
    get: () => document.documentElement.lang || 'zh-CN',
  });
}

export {};
