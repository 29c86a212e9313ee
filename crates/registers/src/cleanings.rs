//! 清场: an operation area is cleared, cleaned and disinfected by its procedure, and marked with how long that holds
//! (山东指南 第二十三条). Equipment has its own record and its own tag.

use chrono::TimeDelta;
use domain::Moment;
use domain::event::{AreaCleaned, Event};
use domain::ids::{AreaId, DocumentNumber, StaffId};
use domain::premises::Cleaning;
use domain::staff::Role;
use serde_json::{Map, Value, json};

use crate::acts;
use crate::cell::{Words, plain, words};
use crate::field::{Fields, Notes, why};
use crate::register::{Entry, Register, Seal, Shop, Stop, Touch, With, numbered};
use crate::spec::{Act, Owner, Spec, State, Tone, called, shandong};
use crate::types::{Figure, Unit};

crate::entry! {
    /// A cleaning of an area.
    pub struct AreaCleaning {
        /// Which area.
        pub area: AreaId,
        /// By which procedure.
        pub procedure: DocumentNumber,
        /// When it ended.
        pub cleaned_at: Moment,
        /// Until when it holds, by the procedure.
        pub valid_until: Moment,
        /// By whom.
        pub by: StaffId,
        /// Whether the area was worked in since.
        pub used_since: bool,
    }
}

impl AreaCleaning {
    /// The cleaning with its validity.
    #[must_use]
    pub const fn cleaning(&self) -> Cleaning {
        let Self { cleaned_at, valid_until, used_since, .. } = self;
        Cleaning { at: *cleaned_at, valid_until: *valid_until, used_since: *used_since }
    }
}

/// How long a cleaning is said to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours;

impl Unit for Hours {
    const UNIT: Words = words("小时", "hours");
    const LEAST: i64 = 1;
    /// 31 days, as far as a rulebook's own bound may go; what holds today is asked of the rulebooks.
    const MOST: i64 = 744;
}

crate::form! {
    /// Records that an operation area was cleared, cleaned and disinfected.
    pub struct Clean {
        /// Which.
        pub area: AreaId,
        /// By which procedure.
        pub procedure: DocumentNumber,
        /// How long it holds by that procedure.
        pub valid_hours: Figure<Hours>,
    }
}

acts! {
    /// Is clean.
    Clean(Clean) = Act {
        name: "area.clean",
        words: words("登记清场", "Record the cleaning"),
        why: words("清场、清洁、消毒后登记，并贴上有效期。", "Cleared, cleaned, disinfected, and marked with its validity."),
        kind: "area.cleaned",
        roles: &[Role::Operator], from: &[], to: "clean", signed: None, clause: shandong("第二十三条"), fields: &[],
    };
}

/// The register of areas that were cleaned.
pub struct Cleanings;

impl Register for Cleanings {
    type Says = AreaCleaning;
    type Form = Filled;
    type Known = ();
    const SPEC: &'static Spec = &Spec {
        code: "cleanings",
        letters: "QC",
        words: words("区域清洁", "Areas cleaned"),
        why: words(
            "操作区域何时、按哪个规程清场，有效到何时。",
            "When each area was cleaned, by which procedure, until when it holds.",
        ),
        icon: "sparkles",
        clause: shandong("第二十三条"),
        owner: Owner::Store,
        readers: &[],
        names: &[],
        security: false,
        due: None,
        kept_after: Some("cleaned_at"),
        listed: &["area", "procedure", "cleaned_at", "valid_until", "by"],
        narrowed: &["area", "by"],
        latest: &["area"],
        sorted: "cleaned_at",
        states: &[
            State { code: "clean", tone: Tone::Fine, words: words("未再使用", "not used since") },
            State { code: "used", tone: Tone::Over, words: words("之后用过", "used since") },
        ],
        acts: ACTS,
        brought: None,
        fields: AreaCleaning::FIELDS,
        called: &[
            called("area", "操作区域", "Area"),
            called("procedure", "规程", "Procedure"),
            called("cleaned_at", "清洁消毒", "Cleaned"),
            called("valid_until", "有效期至", "Valid until"),
            called("by", "清洁人", "By"),
            called("used_since", "之后用过", "Used since"),
            called("valid_hours", "有效期", "Valid for").often(&[
                words("8", "8"),
                words("24", "24"),
                words("72", "72"),
                words("168", "168"),
            ]),
        ],
    };

    fn check<S: Shop>(
        Filled::Clean(Clean { area, valid_hours, .. }): &Filled,
        _: Option<&Entry<AreaCleaning>>,
        shop: &S,
        notes: &mut Notes,
    ) -> Result<Result<(), Stop>, S::Error> {
        if !shop.areas()?.contains(area) {
            notes.refuse("area", why("没有这个操作区域：请核对区域编号", "no such area"));
        }
        let most = shop.cleaning_hours()?;
        if valid_hours.units > i64::from(most) {
            let zh = format!("有效期为 1 至 {most} 小时，以规程为准");
            notes.refuse("valid_hours", why(zh, format!("1 to {most} hours, as the procedure says")));
        }
        Ok(Ok(()))
    }

    fn record<V: Seal>(
        Filled::Clean(Clean { area, procedure, valid_hours }): Filled,
        (): (),
        With { at, by, .. }: With<'_>,
        _: &mut V,
    ) -> Result<Event, V::Error> {
        let valid_until = at + TimeDelta::hours(valid_hours.units);
        let cleaning = Cleaning { at, valid_until, used_since: false };
        Ok(AreaCleaned { area, procedure, cleaning, by }.into())
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "no other record is about an area's cleanliness")]
    fn touches(event: &Event, seq: u64, at: Moment) -> Option<Touch> {
        match event {
            Event::AreaCleaned(_) => Some(numbered::<Self>(seq, at)),
            // An area that was worked in is to be cleaned again, as its equipment is.
            Event::ServiceCleared(event) => {
                Some(Touch::Latest("area", plain(event.clearance.parts().area.as_str())))
            }
            _ => None,
        }
    }

    fn begins(event: &Event) -> Option<AreaCleaning> {
        let Event::AreaCleaned(event) = event else { return None };
        let AreaCleaned { area, procedure, cleaning, by } = (**event).clone();
        let Cleaning { at: cleaned_at, valid_until, used_since } = cleaning;
        Some(AreaCleaning { area, procedure, cleaned_at, valid_until, by, used_since })
    }

    fn moves(says: &mut AreaCleaning, event: &Event) {
        says.used_since |= matches!(event, Event::ServiceCleared(_));
    }

    fn state(says: &AreaCleaning) -> &'static str {
        if says.used_since { "used" } else { "clean" }
    }

    /// The first area that is not clean, by the procedure and for as long as it was said last.
    fn offer<S: Shop>(
        _: &str,
        _: Option<&Entry<AreaCleaning>>,
        shop: &S,
    ) -> Result<Map<String, Value>, S::Error> {
        let (mut first, mut last) = (None, None);
        for area in shop.areas()? {
            let cleaning = shop.latest::<Self>("area", area.as_str())?.map(|entry| entry.says);
            let clean = cleaning.as_ref().is_some_and(|it| !it.used_since && it.valid_until >= shop.now());
            if first.is_none() || (!clean && last.is_none()) {
                first = Some(area);
            }
            last = cleaning.filter(|_| last.is_none() || !clean).or(last);
        }
        let most = i64::from(shop.cleaning_hours()?).max(1);
        let hours =
            last.as_ref().map_or(24, |it| (it.valid_until - it.cleaned_at).num_hours()).clamp(1, most);
        let procedure = last.map(|it| it.procedure.to_string());
        let area = first.map(|area| area.to_string());
        let offered = [
            ("area", json!(area)),
            ("procedure", json!(procedure)),
            ("valid_hours", json!(hours.to_string())),
        ];
        Ok(offered.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }
}
