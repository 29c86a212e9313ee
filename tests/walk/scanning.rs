//! A scanner that goes off on a screen: what was there before is there after it, and what became of it is told.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::Walk;

const ENTER: char = '\u{e007}';
const TAB: char = '\u{e004}';
/// A code that nobody has, with signs that are keys of screens: figures for choices, a bracket for the day before.
const CODE: &str = "13572468-=ZQ]9";
const FULL_WIDTH: &str = "１３５７２４６８－ｚｑ";
/// The pace of a scanner over the air.
const SLOW: Duration = Duration::from_millis(70);
/// Longer than any part of one scan waits for the next.
const APART: Duration = Duration::from_millis(320);
/// How long a verdict may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a person would find changed: where they are, what stands open, what is chosen, what is filled in.
const STATE: &str = "
    const all = (css) => [...document.querySelectorAll(css)];
    return JSON.stringify({
      place: location.href,
      open: all('dialog[open]').map((each) => each.innerText.slice(0, 40)),
      chosen: all('[aria-pressed],[aria-checked],[aria-current]').map((each) =>
        `${each.dataset.test ?? each.innerText} ${each.getAttribute('aria-pressed')} ${each.getAttribute('aria-checked')}`),
      filled: all('input,textarea,select').map((each) => `${each.dataset.test} ${each.value} ${each.checked}`),
      step: all('.service-panel').map((each) => each.dataset.step),
      faces: all('.pin-dots i.on').length,
    });";

/// The hand is where the screen put it, unless that is a field that keeps what is scanned or typed into it.
const HAND: &str = "
    const hand = document.activeElement;
    if (hand.matches('input[type=password], [data-scan=own], [data-scan=next]')) hand.blur();
    const heard = document.querySelector('ti-heard');
    if (heard) heard.heard = null;
    return heard !== null;";

const HEARD: &str = "return document.querySelector('ti-heard')?.heard?.verdict ?? null;";

impl Walk {
    /// Lets a scanner go off in several ways, and finds what is another after it.
    pub(super) async fn scanned_at(&self, name: &str) {
        // Once a container is scanned, another code takes that back, as it must: the story of it is told elsewhere.
        if name.starts_with("service-blend") && !matches!(name, "service-blend-scan" | "service-blend-wrong")
        {
            return;
        }
        let (way, turn) = (self.seen.borrow().len(), Duration::from_millis(4));
        self.goes_off(name, "slow", &format!("{CODE}{ENTER}"), SLOW).await;
        self.goes_off(name, "CR LF", &format!("{CODE}{ENTER}{ENTER}"), turn).await;
        match way % 5 {
            0 => self.goes_off(name, "Tab", &format!("{CODE}{TAB}"), turn).await,
            1 => self.goes_off(name, "a prefix", &format!("]C1{CODE}{ENTER}"), turn).await,
            2 => self.goes_off(name, "full width", &format!("{FULL_WIDTH}{ENTER}"), turn).await,
            3 => self.goes_off(name, "slow, CR LF", &format!("{CODE}{ENTER}{ENTER}"), SLOW).await,
            _ => self.goes_off(name, "no end", CODE, turn).await,
        }
    }

    async fn goes_off(&self, name: &str, how: &str, keys: &str, apart: Duration) {
        if self.run(HAND).await != json!(true) {
            self.found(name, &format!("{how}: nothing on this screen tells of a scan"));
            return;
        }
        // What was typed here before was a hand's.
        sleep(APART).await;
        let before = self.state().await;
        self.stage.typed_evenly(keys, apart).await;
        let until = Instant::now() + PATIENCE;
        while self.run(HEARD).await.is_null() && Instant::now() < until {
            sleep(Duration::from_millis(20)).await;
        }
        match self.run(HEARD).await.as_str() {
            Some("wrong") => {}
            verdict => self.found(name, &format!("{how}: a scan that is not wanted is told as {verdict:?}")),
        }
        sleep(APART).await;
        let after = self.state().await;
        if before != after {
            self.found(name, &format!("{how}: {before}\n      became {after}"));
        }
    }

    /// What is on the screen and, for whom may read it, how much is written.
    async fn state(&self) -> String {
        let page = self.run(STATE).await;
        let day = self.stage.ask("desk.look", json!({})).await["today"].clone();
        let records = self.stage.ask("record.list", json!({ "day": day, "service": null, "page": 0 })).await;
        let written = records.get("total").unwrap_or(&Value::Null).clone();
        format!("{} {written}", page.as_str().unwrap_or_default())
    }

    fn found(&self, name: &str, what: &str) {
        self.findings.borrow_mut().entry(what.to_owned()).or_default().push(name.to_owned());
    }
}
