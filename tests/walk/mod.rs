//! A walk through every screen of both windows' pages, in the real window: each is shown in both languages and measured
//! (`measures.js`); what is wrong is collected, so that one run tells everything. The same walk takes the pictures of
//! `docs/screens/`: `TIAOHE_SCREENS` says into which folder (`cargo xtask screens`).
//!
//! It refuses to be a story: where a screen is not the subject, what it shows is asked of the door and not pressed.

mod customer;
mod days;
mod faults;
mod first_start;
mod making;
mod people;
mod places;
mod rights;
mod talking;
mod working;

use std::{
    cell::RefCell,
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::stage::{Stage, at};

/// axe-core, which judges whether a screen can be used by everybody.
const AXE: &str = include_str!("../vendor/axe.min.js");
const SETTLE: &str = include_str!("settle.js");
const MEASURES: &str = include_str!("measures.js");

/// Where the pictures go, if any are wanted.
const PICTURES: &str = "TIAOHE_SCREENS";
/// States that are measured and not pictured, by a part of their name: they show what another picture shows too.
const UNPICTURED: [&str; 10] = [
    "-as-advisor",
    "-empty",
    "-none",
    "-unfilled",
    "-unanswered",
    "-wrong",
    "-second",
    "service-past-",
    "checklist-",
    "purpose-",
];
/// The languages of the pages; the first is that of the pictures.
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// From this width on a screen is a large one.
const LARGE: u32 = 1600;

/// A size of a store's screen, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// Who is on the way, and what was seen.
pub struct Walk {
    stage: Stage,
    size: Size,
    pictures: Option<PathBuf>,
    /// What is wrong, and on which screens in which language.
    findings: RefCell<BTreeMap<String, Vec<String>>>,
    seen: RefCell<Vec<String>>,
}

/// Walks through every screen at one size, and fails with all that is wrong on any of them.
pub async fn every_screen(size: Size) {
    let folder = format!("{}x{}", size.width, size.height);
    let stage = Stage::open(&format!("screens-{folder}")).await;
    let pictures = env::var_os(PICTURES).map(|into| Path::new(&into).join(&folder));
    if let Some(pictures) = &pictures {
        fs::create_dir_all(pictures).expect("the folder of the pictures can be made");
    }
    let mut walk = Walk { stage, size, pictures, findings: RefCell::default(), seen: RefCell::default() };
    walk.resize().await;
    walk.first_start().await;
    walk.demo_store().await;
    walk.talking().await;
    walk.making().await;
    walk.places().await;
    walk.working().await;
    walk.managing().await;
    walk.days().await;
    walk.returning().await;
    walk.new_store().await;
    walk.end().await;
}

impl Walk {
    /// Shows the screen that is in front in each language, measures it, and keeps its picture in Chinese.
    async fn look(&self, name: &str) {
        self.looked(name, &LANGUAGES[..1]).await;
    }

    /// As [`Walk::look`], with a picture in English too.
    async fn look_closely(&self, name: &str) {
        self.looked(name, &LANGUAGES).await;
    }

    async fn looked(&self, name: &str, pictured: &[&str]) {
        assert!(!self.seen.borrow().iter().any(|seen| seen == name), "two screens are called {name}");
        self.seen.borrow_mut().push(name.to_owned());
        for language in LANGUAGES {
            let unsettled = self.settle(language).await;
            let arguments = vec![json!(language), json!(self.judges(language))];
            let measured = self.asked(MEASURES, arguments).await;
            let wrong = measured.as_array().into_iter().flatten().chain([&unsettled]);
            for finding in wrong.filter_map(Value::as_str).filter(|finding| !finding.is_empty()) {
                let place = format!("{name} ({language})");
                self.findings.borrow_mut().entry(finding.to_owned()).or_default().push(place);
            }
            if pictured.contains(&language) {
                self.keep(name, language).await;
            }
        }
        self.settle(LANGUAGES[0]).await;
    }

    /// Shows the page in a language and waits until it stands still; answers why it does not.
    async fn settle(&self, language: &str) -> Value {
        let unsettled = self.asked(SETTLE, vec![json!(language)]).await;
        let axe_is_there = self.run("return window.axe !== undefined").await == json!(true);
        if !axe_is_there {
            self.run(AXE).await;
        }
        unsettled
    }

    async fn keep(&self, name: &str, language: &str) {
        let Some(folder) = &self.pictures else { return };
        if UNPICTURED.iter().any(|part| name.contains(part)) {
            return;
        }
        let prefix = if language == LANGUAGES[0] { "" } else { "en-" };
        let png = self.stage.window.screenshot().await.expect("a screenshot");
        fs::write(folder.join(format!("{prefix}{name}.png")), png).expect("the picture is kept");
    }

    /// The window as large as the screen of the store.
    async fn resize(&self) {
        let Size { width, height } = self.size;
        self.stage.window.set_window_rect(0, 0, width, height).await.expect("the window takes a size");
        while self.run("return [innerWidth, innerHeight]").await != json!([width, height]) {
            sleep(Duration::from_millis(20)).await;
        }
    }

    async fn run(&self, script: &str) -> Value {
        self.stage.window.execute(script, vec![]).await.expect("a page that runs a script")
    }

    /// Whether axe judges a language in this size: each screen once in each, the Chinese one where there is least room.
    fn judges(&self, language: &str) -> bool {
        (language == LANGUAGES[0]) == (self.size.width < LARGE)
    }

    async fn asked(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.stage.window.execute_async(script, arguments).await.expect("a page that answers")
    }

    /// Asks the door for what the way leads past, and goes on with what it says.
    async fn ask(&self, name: &str, arguments: Value) -> Value {
        let reply = self.stage.ask(name, arguments).await;
        assert!(reply.get("refusal").is_none(), "{name}: {reply}");
        reply
    }

    /// Goes to a place of the staff's window.
    async fn go(&self, hash: &str) {
        self.stage
            .window
            .execute("location.hash = arguments[0]", vec![json!(hash)])
            .await
            .expect("it goes there");
        self.settle(LANGUAGES[0]).await;
    }

    /// Where the window is: the part of its address that is an id.
    async fn id_here(&self) -> String {
        let hash = self.run("return location.hash").await;
        hash.as_str().and_then(|hash| hash.split('/').nth(2)).expect("an address with an id").to_owned()
    }

    /// Opens a dialog, looks at it, and closes it as a hand on the keyboard does.
    async fn glance(&self, opener: &str, name: &str) {
        self.stage.tap(opener).await;
        self.stage.see("dialog[open]").await;
        self.look(name).await;
        self.shut().await;
    }

    /// Closes the dialog that is open. A field may have something of its own open, which takes the first Escape.
    async fn shut(&self) {
        for _ in 0..3 {
            self.stage.write(ESCAPE).await;
            sleep(Duration::from_millis(300)).await;
            if !self.stage.sees("dialog[open]").await {
                return;
            }
        }
        // A list of suggestions that the toolkit opened may keep every Escape to itself.
        self.stage.press("dialog-close").await;
        self.stage.gone("dialog[open]").await;
    }

    /// Signs in at a lock screen, or at whatever else asks who it is.
    async fn sign_in(&self, staff: &str) {
        let face = at(&format!("face-{staff}"));
        self.stage.see(&face).await;
        if !self.stage.sees(&format!("{face}[aria-pressed=true]")).await {
            self.stage.tap(&face).await;
        }
        self.stage.pin(&pin_of(staff)).await;
    }

    async fn end(self) {
        let findings = self.findings.take();
        let screens = self.seen.borrow().len();
        self.stage.close().await;
        let Size { width, height } = self.size;
        let list: String = findings
            .iter()
            .map(|(what, places)| format!("- {what}\n      {}\n", places.join(", ")))
            .collect();
        assert!(
            list.is_empty(),
            "{} findings on {screens} screens at {width}x{height}:\n{list}",
            findings.len()
        );
    }
}

/// WebDriver's name of the Escape key.
const ESCAPE: &str = "\u{e00c}";

/// The demo store's PINs are public: S01 has 100001, S06 has 600006 (assets/demo-store/README.md).
fn pin_of(staff: &str) -> String {
    let number = staff.trim_start_matches("S0");
    format!("{number}0000{number}")
}
