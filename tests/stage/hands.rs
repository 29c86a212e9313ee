//! Hands on the counter: taps, keys, scans and strokes as WebDriver makes them, which is as the window system does. Each
//! act waits for what it acts on and is counted as the counter's promise counts it: a tap, a stroke, a PIN, a scan, a
//! filled field are one; what the fingers did for it is counted beside.

use std::{fs, io::Write as _, sync::atomic::Ordering, time::Duration};

use fantoccini::{
    Locator,
    actions::{InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::Element,
};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::{Stage, kept};

/// How long anything on a screen may take to come before its absence is a failure.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
/// Between two looks.
pub(super) const LOOK: Duration = Duration::from_millis(25);
/// How long a hand takes from the keys to the scanner, at the least.
const TO_THE_SCANNER: Duration = Duration::from_millis(250);
/// WebDriver's name of the Enter key.
const ENTER: char = '\u{e007}';
/// Says at which moment each key of a scan is pressed: so long after the one before it. The keys come through the window
/// system; only their time is the scanner's own, which a computer that is busy with other stories cannot keep.
const PACE: &str = "
    const clock = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp').get;
    window.scannerPace = { from: performance.now(), apart: arguments[0], keys: new Map() };
    if (window.scannerClock) return;
    window.scannerClock = true;
    Object.defineProperty(Event.prototype, 'timeStamp', {
        configurable: true,
        get() {
            const pace = window.scannerPace;
            if (!pace || this.type !== 'keydown') return clock.call(this);
            if (!pace.keys.has(this)) pace.keys.set(this, pace.from + pace.keys.size * pace.apart);
            return pace.keys.get(this);
        },
    });";

/// The selector of what tests press: `data-test`.
pub fn at(name: &str) -> String {
    format!("[data-test=\"{name}\"]")
}

impl Stage {
    /// How far apart the keys of a quick scanner are.
    pub const QUICK: Duration = Duration::from_millis(5);

    /// Waits until something is on the screen and can be pressed.
    pub async fn see(&self, css: &str) -> Element {
        let until = Instant::now() + PATIENCE;
        loop {
            if self.sees(css).await
                && let Ok(element) = self.window.find(Locator::Css(css)).await
            {
                return element;
            }
            if Instant::now() > until {
                self.fail(&format!("never seen: {css}")).await;
            }
            sleep(LOOK).await;
        }
    }

    /// Whether something is on the screen and can be pressed, now. While one page gives way to another, nothing is.
    pub async fn sees(&self, css: &str) -> bool {
        let script = "const all = [...document.querySelectorAll(arguments[0])];
                      return all.some((each) => each.getClientRects().length > 0 && !each.disabled);";
        self.window.execute(script, vec![json!(css)]).await.is_ok_and(|seen| seen == json!(true))
    }

    /// Waits for the first of several things and answers which it is.
    pub async fn either(&self, several: &[&str]) -> usize {
        let until = Instant::now() + PATIENCE;
        loop {
            for (index, css) in several.iter().enumerate() {
                if self.sees(css).await {
                    return index;
                }
            }
            if Instant::now() > until {
                self.fail(&format!("none was seen of: {several:?}")).await;
            }
            sleep(LOOK).await;
        }
    }

    /// Waits until something is no longer on the screen.
    pub async fn gone(&self, css: &str) {
        let until = Instant::now() + PATIENCE;
        while self.sees(css).await {
            if Instant::now() > until {
                self.fail(&format!("still there: {css}")).await;
            }
            sleep(LOOK).await;
        }
    }

    /// Asks the door until its answer is as wanted: for what no control shows.
    pub async fn until(&self, name: &str, arguments: Value, wanted: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let answer = self.ask(name, arguments.clone()).await;
            if wanted(&answer) {
                return answer;
            }
            if Instant::now() > until {
                self.fail(&format!("{name} still answers {answer}")).await;
            }
            sleep(LOOK).await;
        }
    }

    /// Waits until a text in the first such element is another one, or the element is gone.
    pub async fn changes(&self, css: &str, before: &str) {
        let until = Instant::now() + PATIENCE;
        let script = "return document.querySelector(arguments[0])?.innerText ?? null";
        loop {
            let now = self.window.execute(script, vec![json!(css)]).await.unwrap_or_else(|_| json!(before));
            if now.as_str().is_none_or(|now| now.trim() != before.trim()) {
                return;
            }
            if Instant::now() > until {
                self.fail(&format!("{css} still reads {before:?}")).await;
            }
            sleep(LOOK).await;
        }
    }

    /// What stands in the first such element.
    pub async fn text(&self, css: &str) -> String {
        let element = self.see(css).await;
        element.text().await.expect("its text")
    }

    /// Waits until a text stands in the first such element.
    pub async fn reads(&self, css: &str, text: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            let found = self.text(css).await;
            if found.contains(text) {
                return;
            }
            if Instant::now() > until {
                self.fail(&format!("{css} reads {found:?}, not {text:?}")).await;
            }
            sleep(LOOK).await;
        }
    }

    /// Taps the control of a `data-test` name.
    pub async fn press(&self, name: &str) {
        self.tap(&at(name)).await;
    }

    /// Taps what a selector finds first. What is covered or drawn anew at this moment is tried again.
    pub async fn tap(&self, css: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            let element = self.see(css).await;
            match element.click().await {
                Ok(()) => break,
                Err(error) if Instant::now() > until => {
                    self.fail(&format!("not pressed: {css}: {error}")).await
                }
                Err(_) => self.to_the_middle(css).await,
            }
        }
        self.count(1);
    }

    /// Scrolls as a finger does where something lies under the foot of the page.
    async fn to_the_middle(&self, css: &str) {
        let script = "document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' })";
        // The page may be another one by now: the next try will tell.
        let _ = self.window.execute(script, vec![json!(css)]).await;
        sleep(LOOK).await;
    }

    /// Fills the field of a `data-test` name: what stood there goes, what is typed comes key by key.
    pub async fn fill(&self, name: &str, text: &str) {
        let (css, until) = (at(name), Instant::now() + PATIENCE);
        let field = loop {
            let field = self.see(&css).await;
            let filled = field.prop("value").await.ok().flatten().is_some_and(|value| !value.is_empty());
            // The driver empties no field that lies under the foot of a sheet, though it types into one.
            match if filled { field.clear().await } else { Ok(()) } {
                Ok(()) => break field,
                Err(error) if Instant::now() > until => {
                    self.fail(&format!("not emptied: {css}: {error}")).await
                }
                Err(_) => self.to_the_middle(&css).await,
            }
        };
        field.send_keys(text).await.expect("the field takes keys");
        self.count(text.chars().count());
    }

    /// Fills a field and ends it with Enter: one act, as a hand does it.
    pub async fn enter(&self, name: &str, text: &str) {
        self.fill(name, &format!("{text}{ENTER}")).await;
    }

    /// Types on the page itself, where no field has the focus: one act.
    pub async fn write(&self, text: &str) {
        self.keys(text).await;
        self.count(text.chars().count());
    }

    /// Chooses an option of a select by its value.
    pub async fn choose(&self, name: &str, value: &str) {
        let select = self.see(&at(name)).await;
        select.select_by_value(value).await.expect("the option is there");
        self.count(1);
    }

    /// Enters a PIN at the pad that is in front.
    pub async fn pin(&self, pin: &str) {
        self.see("ti-pin-pad .pin-dots:not(.busy)").await;
        self.keys(pin).await;
        self.count(pin.len());
        // The pad waits a moment for more keys: a longer row of digits is a scanned code.
        self.gone("ti-pin-pad .pin-dots i.on").await;
    }

    /// Types as a scanner does: fast, and with Enter at the end. One press of its trigger.
    pub async fn scan(&self, code: &str) {
        // Nobody's hand is sooner at the scanner: what was typed before would be read as the code's beginning.
        sleep(TO_THE_SCANNER).await;
        self.typed_evenly(&format!("{code}{ENTER}"), Self::QUICK).await;
        self.count(1);
    }

    /// Types keys as a scanner does, so long from each to the next. No act is counted.
    pub async fn typed_evenly(&self, text: &str, apart: Duration) {
        let milliseconds = json!(apart.as_secs_f64() * 1000.0);
        self.window.execute(PACE, vec![milliseconds]).await.expect("a page that runs a script");
        let keys = u32::try_from(text.chars().count()).expect("a row of keys");
        let over = Instant::now() + apart * keys;
        self.keys(text).await;
        // What comes next comes after the scan: its last key is said to have been pressed then.
        sleep(over.saturating_duration_since(Instant::now())).await;
        // A page that went away with the scan has no such clock.
        drop(self.window.execute("window.scannerPace = null;", vec![]).await);
    }

    async fn keys(&self, text: &str) {
        let keys = text.chars().fold(KeyActions::new("keys".to_owned()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.window.perform_actions(keys).await.expect("the keys are pressed");
    }

    /// Draws one stroke on the pad of a `data-test` name, through points measured from its middle.
    pub async fn stroke(&self, name: &str, points: &[(f64, f64)]) {
        let element = self.see(&at(name)).await;
        let to = |(x, y): (f64, f64), milliseconds| PointerAction::MoveToElement {
            element: element.clone(),
            duration: Some(Duration::from_millis(milliseconds)),
            x,
            y,
        };
        let (first, rest) = points.split_first().expect("a stroke begins somewhere");
        let begun = MouseActions::new("hand".to_owned())
            .then(to(*first, 0))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        let drawn = rest.iter().fold(begun, |hand, point| hand.then(to(*point, 20)));
        let lifted = drawn.then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.window.perform_actions(lifted).await.expect("the stroke is drawn");
        self.count(1);
    }

    fn count(&self, presses: usize) {
        self.taps.fetch_add(1, Ordering::Relaxed);
        self.presses.fetch_add(u32::try_from(presses).expect("a hand's work"), Ordering::Relaxed);
    }

    /// Counts from here.
    pub fn count_anew(&self) {
        self.taps.store(0, Ordering::Relaxed);
        self.presses.store(0, Ordering::Relaxed);
    }

    /// Says how many taps and key actions it took since [`Stage::count_anew`], keeps it beside the pictures, and answers it.
    pub fn counted(&self, what: &str) -> u32 {
        let taps = self.taps.load(Ordering::Relaxed);
        let line = format!("taps: {what} {taps} (raw presses {})", self.presses.load(Ordering::Relaxed));
        // Past the test runner, which shows what a passing test prints to nobody.
        writeln!(std::io::stderr(), "{line}").expect("somebody listens");
        fs::write(kept(&self.name).join("taps.txt"), format!("{line}\n")).expect("the count is kept");
        taps
    }

    /// Fails the story with what is on the screen.
    pub(super) async fn fail(&self, why: &str) -> ! {
        let shown = self
            .window
            .execute("return [location.href, document.body.innerText.slice(0, 3000)]", vec![])
            .await;
        let shown = shown.unwrap_or(Value::Null);
        self.picture("failed").await;
        let page = shown[1].as_str().unwrap_or("a page that does not answer");
        panic!("{why}\nat {}; see {}\n{page}", shown[0], kept(&self.name).display());
    }
}
