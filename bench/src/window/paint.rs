//! From the key to the painted answer, in the page itself: the search box while one types, the scanner's Enter, and a
//! service that is opened at each of its steps.

use std::error::Error;

use serde_json::{Value, json};

use super::driven::Driven;

/// Called when `shown` holds, after the frame that shows it.
const WHEN: &str = "
    const when = (shown, then) => {
      const painted = () => requestAnimationFrame(() => setTimeout(then));
      if (shown()) return painted();
      const watch = new MutationObserver(() => { if (shown()) { watch.disconnect(); painted(); } });
      watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
    };";

/// Types a text into the search box; answers with milliseconds.
pub async fn search(window: &Driven, text: &str) -> Result<f64, Box<dyn Error>> {
    let script = format!(
        "const [text, done] = arguments; {WHEN}
        const box = document.querySelector('[data-test=search]');
        const type = (text) => {{
          box.value = text;
          box.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
        }};
        box.focus();
        type('');
        when(() => !document.querySelector('#found'), () => {{
          const pressed = performance.now();
          type(text);
          when(() => document.querySelector('#found'), () => done(performance.now() - pressed));
        }});"
    );
    milliseconds(window.run(&script, vec![json!(text)]).await?)
}

/// Scans a code at the day's screen; what it leads to is shown when `selector` is there with the text `says`. Answers
/// with milliseconds.
pub async fn scan(window: &Driven, code: &str, selector: &str, says: &str) -> Result<f64, Box<dyn Error>> {
    let script = format!(
        "const [code, selector, says, done] = arguments; {WHEN}
        document.querySelector('dialog:modal')?.close();
        location.hash = '#/today';
        when(() => document.querySelector('screen-today .service-card, screen-today ti-service-card, screen-today h1'), () => setTimeout(() => {{
          const press = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true }}));
          const pressed = performance.now();
          [...code].forEach(press);
          press('Enter');
          when(() => document.querySelector(selector)?.textContent.includes(says), () => done(performance.now() - pressed));
        }}, 300));"
    );
    milliseconds(window.run(&script, vec![json!(code), json!(selector), json!(says)]).await?)
}

/// Opens a service from the day's screen; answers with the milliseconds until the panel of its step has painted `shown`.
pub async fn step(window: &Driven, service: &str, shown: &str) -> Result<f64, Box<dyn Error>> {
    let script = format!(
        "const [service, shown, done] = arguments; {WHEN}
        location.hash = '#/today';
        when(() => document.querySelector('screen-today h1'), () => setTimeout(() => {{
          const asked = performance.now();
          location.hash = `#/service/${{service}}`;
          when(() => document.querySelector(`[data-panel^=\"${{service}} \"] ${{shown}}`), () => done(performance.now() - asked));
        }}, 150));"
    );
    milliseconds(window.run(&script, vec![json!(service), json!(shown)]).await?)
}

fn milliseconds(answer: Value) -> Result<f64, Box<dyn Error>> {
    answer.as_f64().ok_or_else(|| format!("the page answered {answer}").into())
}
