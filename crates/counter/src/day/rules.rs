//! What is odd, as data: the closed list of rules, and the threshold and the reason of each out of the shipped file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Refusal;

const SHIPPED: &str = include_str!("../../../../assets/day-log/odd.toml");

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $side:ident),+ $(,)?) => {
        /// One thing that is odd.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(rename = "OddRuleId")]
        pub enum Rule { $($(#[$doc])* $name),+ }

        impl Rule {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            const fn side(self) -> Side { match self { $(Self::$name => Side::$side),+ } }
        }
    };
}

/// On which side of its limit a figure is odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    From,
}

rules! {
    /// The date is not believed, and nothing is erased by it.
    ClockDoubted From,
    /// The clock was set back.
    ClockSetBack From,
    /// The clock and headquarters' differ.
    ClockDiffers From,
    /// A person said that a date that leapt is right.
    ClockConfirmed From,
    /// One person signed two units within seconds.
    SignaturesClose Below,
    /// A unit was released as soon as its label was read back.
    ReleasedQuickly Below,
    /// A clearance was signed as soon as the customer had signed.
    ClearedQuickly Below,
    /// Signed before the store opens.
    BeforeHours Below,
    /// Signed after the store closes.
    AfterHours From,
    /// Wrong PINs locked somebody out.
    LockedOut From,
    /// A PIN was set by another in the place of its owner's.
    PinReset From,
    /// A person signed soon after their PIN was set by another.
    SignedAfterReset Below,
    /// Two people have one PIN.
    PinShared From,
    /// A record was corrected.
    Corrected From,
    /// A container's opening was corrected.
    OpeningCorrected From,
    /// Too much was poured, and the batch grew.
    OverPour From,
    /// A blend was written off.
    WrittenOff From,
    /// A unit was refused.
    Rejected From,
    /// A service was given up with material in its vessel.
    Abandoned From,
    /// A label was read back although its printer said that it did not come out.
    LabelAgainstPrinter From,
    /// One unit had its label printed anew, and anew again.
    Reprinted From,
    /// Several labels were printed anew within an hour.
    ReprintCluster From,
    /// A weight was typed.
    ByHand From,
    /// A recipe was chosen against the ranking.
    AgainstRanking From,
    /// A label was not read back.
    LabelUnscanned From,
    /// A service stands still.
    LeftOpen From,
}

/// What a limit and a figure count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "OddUnit")]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Days.
    Days,
    /// Minutes since midnight.
    MinuteOfDay,
    /// Milligrams.
    Milligrams,
    /// How often.
    Times,
    /// The sequence of a record.
    Record,
}

/// A rule with its threshold and its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OddRule {
    /// Which.
    pub id: Rule,
    /// What it is called.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// From where on, or below what, a figure is odd.
    pub limit: u64,
    /// What the limit counts.
    pub unit: Unit,
    /// What there is to find.
    pub why: String,
    /// The same in English.
    pub why_en: String,
}

impl OddRule {
    /// Whether a figure is odd.
    #[must_use]
    pub const fn strikes(&self, figure: u64) -> bool {
        match self.id.side() {
            Side::Below => figure < self.limit,
            Side::From => figure >= self.limit,
        }
    }
}

/// All rules, in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRules {
    /// Counts up with each change of the file: a signed log names it.
    pub version: u32,
    /// What becomes due within so many days is shown as due.
    pub soon_days: u32,
    /// A copy of the store that is older than so many days is overdue.
    pub backup_days: u32,
    /// Restoring from a copy that was tried out longer ago than so many days is overdue.
    pub drill_days: u32,
    rules: Vec<OddRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    soon_days: u32,
    backup_days: u32,
    drill_days: u32,
    rule: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Rule,
    title: String,
    title_en: String,
    below: Option<u64>,
    from: Option<u64>,
    unit: Unit,
    why: String,
    why_en: String,
}

impl DayRules {
    /// What the product ships with.
    ///
    /// # Errors
    /// What is wrong with the shipped file.
    pub fn builtin() -> Result<Self, String> {
        Self::read(SHIPPED)
    }

    fn read(text: &str) -> Result<Self, String> {
        let File { version, soon_days, backup_days, drill_days, rule } =
            toml::from_str(text).map_err(|error| error.to_string())?;
        let ids: Vec<Rule> = rule.iter().map(|written| written.id).collect();
        if ids != Rule::ALL {
            return Err(format!("{ids:?} are not the rules in their order"));
        }
        let rules = rule.into_iter().map(|written| {
            let Written { id, title, title_en, below, from, unit, why, why_en } = written;
            let limit = match (id.side(), below, from) {
                (Side::Below, Some(limit), None) | (Side::From, None, Some(limit)) => limit,
                _ => return Err(format!("{id:?} needs its limit on the side on which it is odd")),
            };
            Ok(OddRule { id, title, title_en, limit, unit, why, why_en })
        });
        Ok(Self { version, soon_days, backup_days, drill_days, rules: rules.collect::<Result<_, _>>()? })
    }

    /// All rules.
    #[must_use]
    pub fn all(&self) -> &[OddRule] {
        &self.rules
    }

    /// One rule.
    ///
    /// # Errors
    /// `damaged_installation`, where the file that was loaded has not got it.
    pub(super) fn of(&self, id: Rule) -> Result<&OddRule, Refusal> {
        let missing =
            || Refusal::new("damaged_installation", format!("日志规则 {id:?} 缺失：请重新安装本软件"));
        self.rules.iter().find(|rule| rule.id == id).ok_or_else(missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_are_whole() {
        let rules = DayRules::builtin().unwrap();
        for rule in rules.all() {
            for text in [&rule.title, &rule.title_en, &rule.why, &rule.why_en] {
                assert!(!text.trim().is_empty(), "{:?}", rule.id);
            }
        }
        assert_eq!(rules.all().len(), Rule::ALL.len());
    }

    #[test]
    fn a_file_that_lacks_a_rule_or_has_its_limit_on_the_other_side_is_refused() {
        for (case, text) in [
            ("no rules", "version = 1\nsoon_days = 30\nrule = []".to_owned()),
            ("the other side", SHIPPED.replacen("from = 120", "below = 120", 1)),
            ("both sides", SHIPPED.replacen("below = 20", "below = 20\nfrom = 20", 1)),
            ("an unknown rule", SHIPPED.replacen("clock_set_back", "clock_broken", 1)),
            ("a field too many", SHIPPED.replacen("version = 5", "version = 5\ncolour = 1", 1)),
        ] {
            assert!(DayRules::read(&text).is_err(), "{case}");
        }
    }
}
