//! 外来人员: somebody from outside enters the operation area because it must be, with somebody of the store, and as the
//! hygiene rules ask (山东指南 第六条). The name goes into the vault and into no message.

use chrono::NaiveDate;
use domain::Moment;
use domain::event::{Event, VaultRef, VisitorEntered, VisitorLeft};
use domain::ids::{AreaId, Series, StaffId, VisitId};
use domain::staff::Role;
use domain::visitor::{Hygiene, Visit};
use serde_json::{Map, Value, json};

use crate::acts;
use crate::cell::words;
use crate::field::{Fields, Notes, why};
use crate::register::{Entry, Register, Seal, Shop, Stop, Touch, With};
use crate::spec::{Act, Owner, Spec, State, Tone, called, shandong};
use crate::types::{Here, Secret, Text};

/// Everybody who works at the counter.
const AT_WORK: &[Role] = &[Role::Operator, Role::Officer, Role::Advisor, Role::StoreManager];

/// The state of a visit that is not over.
pub const INSIDE: &str = "inside";

crate::entry! {
    /// A visit.
    pub struct Visitor {
        /// Who, in the vault.
        pub name: VaultRef,
        /// What made it necessary.
        pub purpose: Text<100>,
        /// Into which area.
        pub area: AreaId,
        /// Who of the store stays with the visitor.
        pub escort: StaffId,
        /// From when.
        pub entered_at: Moment,
        /// To when, once it is over.
        pub left_at: Option<Moment>,
        /// The store's rules were told.
        pub told: bool,
        /// Hands were cleaned.
        pub cleaned: bool,
        /// Coat, cap and what else the rules ask for were put on.
        pub dressed: bool,
        /// Disinfected, where that was needed.
        pub disinfected: Option<bool>,
    }
}

crate::form! {
    /// Lets a visitor in.
    pub struct Enter {
        /// The visitor's name.
        pub name: Secret<40>,
        /// What makes it necessary.
        pub purpose: Text<100>,
        /// Into which area.
        pub area: AreaId,
        /// Who of the store stays with the visitor.
        pub escort: Here,
        /// Whether the store's rules were told.
        pub told: bool,
        /// Whether hands were cleaned.
        pub cleaned: bool,
        /// Whether coat, cap and what else the rules ask for were put on.
        pub dressed: bool,
        /// Whether the visitor was disinfected; nothing where that was not needed.
        pub disinfected: Option<bool>,
    }
}

crate::form! {
    /// Marks that a visitor left.
    pub struct Leave {}
}

acts! {
    /// Comes in.
    Enter(Enter) = Act {
        name: "visitor.enter",
        words: words("登记进入", "Let in"),
        why: words("外来人员进入操作区域前，先告知规定，清洁、着装，并有人陪同。",
                   "Before a visitor enters: rules told, hands cleaned, dressed, and escorted."),
        kind: "visitor.entered",
        roles: AT_WORK, from: &[], to: INSIDE, signed: None, clause: shandong("第六条"), fields: &[],
    };
    /// Leaves.
    Leave(Leave) = Act {
        name: "visitor.leave",
        words: words("登记离开", "Left"),
        why: words("外来人员离开操作区域时登记。", "When the visitor leaves the operation area."),
        kind: "visitor.left",
        roles: AT_WORK, from: &[INSIDE], to: "left", signed: None, clause: shandong("第六条"), fields: &[],
    };
}

/// The register of visitors.
pub struct Visitors;

impl Register for Visitors {
    type Says = Visitor;
    type Form = Filled;
    type Known = ();
    const SPEC: &'static Spec = &Spec {
        code: "visitors",
        letters: "V",
        words: words("外来人员", "Visitors"),
        why: words("谁因何事、由谁陪同进入操作区域。", "Who entered the operation area, why, and with whom."),
        icon: "users-round",
        clause: shandong("第六条"),
        owner: Owner::Store,
        readers: &[],
        names: &[Role::Operator, Role::Officer, Role::Advisor, Role::StoreManager],
        security: false,
        due: None,
        kept_after: Some("entered_at"),
        listed: &["name", "purpose", "area", "escort", "entered_at", "left_at"],
        narrowed: &["area", "escort"],
        latest: &[],
        sorted: "entered_at",
        states: &[
            State { code: INSIDE, tone: Tone::Open, words: words("在操作区域", "inside") },
            State { code: "left", tone: Tone::Over, words: words("已离开", "left") },
        ],
        acts: ACTS,
        brought: None,
        fields: Visitor::FIELDS,
        called: &[
            called("name", "来访者姓名", "Visitor's name"),
            called("purpose", "事由", "Purpose").often(&[
                words("设备维修", "Repair of equipment"),
                words("检查", "Inspection"),
                words("送货", "Delivery"),
            ]),
            called("area", "操作区域", "Area"),
            called("escort", "陪同人", "Escort"),
            called("entered_at", "进入", "Came in"),
            called("left_at", "离开", "Left"),
            called("told", "已告知规定", "Rules told"),
            called("cleaned", "已清洁双手", "Hands cleaned"),
            called("dressed", "已按要求着装", "Dressed as asked"),
            called("disinfected", "已消毒", "Disinfected").hint("需要时", "where that is needed"),
        ],
    };

    fn check<S: Shop>(
        form: &Filled,
        _: Option<&Entry<Visitor>>,
        shop: &S,
        notes: &mut Notes,
    ) -> Result<Result<(), Stop>, S::Error> {
        let Filled::Enter(Enter { area, escort, .. }) = form else { return Ok(Ok(())) };
        if !shop.areas()?.contains(area) {
            notes.refuse("area", why("没有这个操作区域：请核对区域编号", "no such area"));
        }
        let person = shop.person(&escort.0)?;
        let here = person.as_ref().is_some_and(|person| person.present);
        let zh = "陪同人不在店内：请先登记到店，或换一位";
        notes.hold("escort", here, zh, "the escort is not in the store");
        let leave = person.is_none_or(|person| person.areas.contains(area));
        let zh = "陪同人没有进入该区域的授权（山东指南 第四条）";
        notes.hold("escort", leave, zh, "the escort may not enter this area");
        if !notes.0.is_empty() || hygiene(form).holds() {
            return Ok(Ok(()));
        }
        Ok(Err(Stop {
            code: "visitor_hygiene",
            message: "外来人员须先告知规定、清洁（必要时消毒）并按要求着装，才能进入操作区域；没有登记"
                .to_owned(),
            clause: shandong("第六条"),
            mend: "逐项做到后再登记进入",
        }))
    }

    fn record<V: Seal>(form: Filled, (): (), with: With<'_>, vault: &mut V) -> Result<Event, V::Error> {
        let (hygiene, entered_at) = (hygiene(&form), with.at);
        let id = VisitId::new(with.number)?;
        Ok(match form {
            Filled::Enter(Enter { name, purpose, area, escort, .. }) => {
                let name = vault.seal(name.0.as_bytes())?;
                let (purpose, escort) = (purpose.0, escort.0);
                let visit = Visit { id, name, purpose, area, escort, hygiene, entered_at };
                VisitorEntered { visit }.into()
            }
            Filled::Leave(Leave {}) => VisitorLeft { visit: id, at: with.at }.into(),
        })
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "no other record is about a visit")]
    fn touches(event: &Event, _: u64, _: Moment) -> Option<Touch> {
        match event {
            Event::VisitorEntered(event) => Some(Touch::New(event.visit.id.to_string())),
            Event::VisitorLeft(event) => Some(Touch::Known(event.visit.to_string())),
            _ => None,
        }
    }

    fn begins(event: &Event) -> Option<Visitor> {
        let Event::VisitorEntered(event) = event else { return None };
        let Visit { name, purpose, area, escort, hygiene, entered_at, .. } = event.visit.clone();
        let Hygiene { told, cleaned, disinfected, dressed } = hygiene;
        let purpose = Text(purpose);
        let left_at = None;
        Some(Visitor {
            name,
            purpose,
            area,
            escort,
            entered_at,
            left_at,
            told,
            cleaned,
            dressed,
            disinfected,
        })
    }

    fn moves(says: &mut Visitor, event: &Event) {
        if let Event::VisitorLeft(event) = event {
            says.left_at = Some(event.at);
        }
    }

    fn state(says: &Visitor) -> &'static str {
        if says.left_at.is_none() { INSIDE } else { "left" }
    }

    fn prefix(series: &Series, day: NaiveDate) -> String {
        let life = series.life.as_ref().map(|life| format!(".{}-", life.as_str())).unwrap_or_default();
        format!("V{life}{}-", day.format("%y%m%d"))
    }

    fn offer<S: Shop>(_: &str, _: Option<&Entry<Visitor>>, shop: &S) -> Result<Map<String, Value>, S::Error> {
        let first = shop.areas()?.into_iter().next().map(|area| area.to_string());
        let offered = [("area", json!(first)), ("escort", json!(shop.who()))];
        Ok(offered.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }
}

fn hygiene(form: &Filled) -> Hygiene {
    match form {
        Filled::Enter(Enter { told, cleaned, dressed, disinfected, .. }) => {
            Hygiene { told: *told, cleaned: *cleaned, disinfected: *disinfected, dressed: *dressed }
        }
        Filled::Leave(Leave {}) => Hygiene { told: false, cleaned: false, disinfected: None, dressed: false },
    }
}
