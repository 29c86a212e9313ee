//! Gathers what a check sees, good and bad, and turns it into one ruling: a single bad thing stops, and then only the
//! bad things are told.

use crate::check::Ruling;
use crate::finding::Outcome;
use crate::mend::{Mend, MendAction};

/// What was seen so far.
#[derive(Default)]
pub(crate) struct Tally {
    good: Vec<Seen>,
    odd: Vec<Seen>,
    bad: Vec<Seen>,
}

struct Seen {
    path: String,
    zh: String,
    en: String,
}

impl Tally {
    /// In order.
    pub(crate) fn pass(&mut self, path: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) {
        self.good.push(Seen { path: path.into(), zh: zh.into(), en: en.into() });
    }
    /// To be looked at by a person.
    pub(crate) fn warn(&mut self, path: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) {
        self.odd.push(Seen { path: path.into(), zh: zh.into(), en: en.into() });
    }
    /// Stops the work.
    pub(crate) fn stop(&mut self, path: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) {
        self.bad.push(Seen { path: path.into(), zh: zh.into(), en: en.into() });
    }
    /// Stops the work unless `fine`.
    pub(crate) fn test(
        &mut self,
        fine: bool,
        path: impl Into<String>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) {
        if fine { self.pass(path, zh, en) } else { self.stop(path, zh, en) }
    }

    /// The ruling, with what mends it where it is not a pass. Where nothing was seen at all, nothing is proven: that stops.
    pub(crate) fn ruling(mut self, action: MendAction, mend: &str, mend_en: &str) -> Ruling {
        if self.good.is_empty() && self.odd.is_empty() && self.bad.is_empty() {
            self.stop("components", "没有可供核对的组分", "there is no component to look at");
        }
        let (outcome, seen) = match (self.bad.is_empty(), self.odd.is_empty()) {
            (false, _) => (Outcome::Stop, self.bad),
            (true, false) => (Outcome::Warn, self.odd),
            (true, true) => (Outcome::Pass, self.good),
        };
        // What is the same of several things is said once.
        let join = |words: fn(&Seen) -> &str, between: &str| {
            let mut said: Vec<&str> = Vec::new();
            for one in seen.iter().map(words) {
                if !said.contains(&one) {
                    said.push(one);
                }
            }
            said.join(between)
        };
        let mend = (outcome != Outcome::Pass).then(|| Mend {
            action,
            text: mend.to_owned(),
            text_en: mend_en.to_owned(),
        });
        Ruling {
            outcome,
            because: join(|seen| &seen.zh, "；"),
            because_en: join(|seen| &seen.en, "; "),
            facts: seen.iter().map(|seen| seen.path.clone()).collect(),
            mend,
        }
    }
}

/// Nothing here that the check asks about.
pub(crate) fn not_applicable(zh: &str, en: &str) -> Ruling {
    Ruling {
        outcome: Outcome::NotApplicable,
        because: zh.to_owned(),
        because_en: en.to_owned(),
        facts: Vec::new(),
        mend: None,
    }
}
