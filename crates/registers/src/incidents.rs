//! 信息安全事件: what happened to the customers' or the store's data, how bad it is, who was told, and what was done. From 较大 on
//! the provincial office is told within four hours of finding it (国家网络安全事件报告管理办法); customers are told at once
//! where it may harm them (个人信息保护法 第五十七条). It names nobody: whose data it was is counted.

mod kinds;

use chrono::TimeDelta;
use domain::Moment;
use domain::event::Event;
use domain::staff::Role;
use records::Entry as Record;
use records::by_register::IncidentRecord;
use records::entered::{IncidentClosed, IncidentFound, IncidentMeasured, IncidentTold};
use serde_json::{Map, Value, json};

use crate::acts;
use crate::cell::words;
use crate::field::{Fields, Notes};
use crate::files::{Files, Kept};
use crate::register::{By, Entry, Register, Seal, Shop, Stop, Touch, With};
use crate::spec::{Act, Owner, Spec, State, Tone, called, guide};
use crate::types::{Figure, Lines, Past, Text};
use kinds::{Audience, Clock, Level, People, Sort};

/// Hours within which an incident that is 较大 or worse is reported.
const HOURS: i64 = 4;

crate::entry! {
    /// Somebody was told.
    pub struct Told {
        pub audience: Audience,
        pub told_at: Moment,
        pub told_how: Text<200>,
    }
}

crate::entry! {
    /// An incident.
    pub struct Incident {
        /// What kind.
        pub sort: Sort,
        /// How bad.
        pub level: Level,
        /// When it was found.
        pub found_at: Moment,
        /// By when it is to be reported, where it is.
        pub report_by: Option<Moment>,
        /// What happened.
        pub happened: Text<300>,
        /// What harm it does or may do.
        pub harm: Text<200>,
        /// How many people's data it touches.
        pub people: Figure<People>,
        /// Who was told, and when.
        pub told: Lines<Told>,
        /// Why it happened.
        pub cause: Option<Text<300>>,
        /// What was done.
        pub measures: Option<Text<300>>,
        /// Papers.
        pub files: Kept,
        /// When it was closed.
        pub closed_at: Option<Moment>,
        /// What came of it.
        pub outcome: Option<Text<300>>,
    }
}

crate::form! {
    /// Records that something was found.
    pub struct Find {
        pub sort: Sort,
        pub level: Level,
        pub found_on: Past,
        pub found_time: Clock,
        pub happened: Text<300>,
        pub harm: Text<200>,
        pub people: Figure<People>,
        pub files: Files,
    }
}

crate::form! {
    /// Records who was told.
    pub struct Tell {
        pub audience: Audience,
        pub told_on: Past,
        pub told_time: Clock,
        pub told_how: Text<200>,
    }
}

crate::form! {
    /// Says why it happened and what was done.
    pub struct Measure {
        pub cause: Text<300>,
        pub measures: Text<300>,
        pub files: Files,
    }
}

crate::form! {
    /// Closes it.
    pub struct Close {
        pub outcome: Text<300>,
    }
}

/// What the acts have in common with the first; each names what differs.
const ACT: Act = Act {
    name: "incident.find",
    words: words("登记事件", "Record an incident"),
    why: words(
        "较大及以上的，发现后 4 小时内报告；不写姓名和电话。",
        "From considerable on it is reported within 4 hours; write no names and no telephone numbers.",
    ),
    kind: "incident.found",
    roles: &[Role::Advisor, Role::Operator, Role::Officer, Role::StoreManager],
    from: &[],
    to: "open",
    signed: None,
    clause: guide("8.1"),
    fields: &[],
};

/// Who follows it up, beside the person for information security.
const FOLLOWS: &[Role] = &[Role::Officer, Role::StoreManager];

/// The states in which it is not over.
const OPEN: &[&str] = &["to_report", "open", "measured"];

acts! {
    /// Was found.
    Find(Find) = ACT;
    /// Somebody was told.
    Tell(Tell) = Act {
        name: "incident.tell",
        words: words("登记告知", "Record who was told"),
        why: words(
            "报告主管部门、告知受影响的人，各记一行。",
            "One line for each: the office, the people whose data it is.",
        ),
        kind: "incident.told",
        roles: FOLLOWS,
        from: OPEN,
        ..ACT
    };
    /// Something was done.
    Measure(Measure) = Act {
        name: "incident.measure",
        words: words("登记原因和措施", "Cause and measures"),
        why: words("查明原因，写明已经采取的措施。", "Why it happened, and what was done."),
        kind: "incident.measured",
        roles: FOLLOWS,
        from: OPEN,
        to: "measured",
        ..ACT
    };
    /// Is over.
    Close(Close) = Act {
        name: "incident.close",
        words: words("结案", "Close"),
        why: words("原因、措施都已写明，该报告的已经报告。", "Cause and measures are written, and who must know was told."),
        kind: "incident.closed",
        roles: FOLLOWS,
        from: OPEN,
        to: "closed",
        ..ACT
    };
}

/// The register of incidents.
pub struct Incidents;

/// A day and a time of day in China.
fn moment(day: Past, clock: Clock, now: Moment) -> Moment {
    let local = day.0.and_time(clock.0).and_local_timezone(*now.offset()).single();
    local.unwrap_or(now)
}

/// The day on which an incident is to be reported at the latest.
fn report_by(level: Level, found_at: Moment) -> Option<Moment> {
    level.is_reported().then(|| found_at + TimeDelta::hours(HOURS))
}

impl Incident {
    /// Whether the office was told.
    fn is_reported(&self) -> bool {
        self.told.0.iter().any(|told| told.audience == Audience::Authority)
    }
}

impl Register for Incidents {
    type Says = Incident;
    type Form = Filled;
    type Known = ();
    const SPEC: &'static Spec = &Spec {
        code: "incidents",
        letters: "XA",
        words: words("信息安全事件", "Information security"),
        why: words(
            "出了什么事、多严重、告知了谁、怎样处理。",
            "What happened, how bad it is, who was told, what was done.",
        ),
        icon: "shield-check",
        clause: guide("8.1"),
        owner: Owner::Store,
        readers: &[],
        names: FOLLOWS,
        security: true,
        due: Some("国家网络安全事件报告管理办法"),
        kept_after: Some("found_at"),
        listed: &["sort", "level", "found_at", "report_by", "people", "closed_at"],
        narrowed: &["sort", "level"],
        latest: &[],
        sorted: "found_at",
        states: &[
            State { code: "to_report", tone: Tone::Open, words: words("待报告", "to be reported") },
            State { code: "open", tone: Tone::Open, words: words("处理中", "open") },
            State { code: "measured", tone: Tone::Open, words: words("已采取措施", "measures taken") },
            State { code: "closed", tone: Tone::Over, words: words("已结案", "closed") },
        ],
        acts: ACTS,
        brought: None,
        fields: Incident::FIELDS,
        called: &[
            called("sort", "种类", "Kind"),
            called("level", "级别", "Level").hint("拿不准的按较大登记", "where in doubt, considerable"),
            called("found_at", "发现时间", "Found"),
            called("found_on", "发现日期", "Found on"),
            called("found_time", "发现时刻", "Found at").hint("例如 14:05", "such as 14:05"),
            called("report_by", "报告期限", "Report by"),
            called("happened", "经过", "What happened")
                .hint("不写姓名和电话", "no names, no telephone numbers"),
            called("harm", "危害", "Harm"),
            called("people", "涉及人数", "People"),
            called("told", "告知", "Told"),
            called("audience", "告知谁", "Who"),
            called("told_at", "告知时间", "When"),
            called("told_on", "告知日期", "Told on"),
            called("told_time", "告知时刻", "Told at").hint("例如 14:05", "such as 14:05"),
            called("told_how", "怎样告知", "How")
                .often(&[words("电话", "by telephone"), words("书面报告", "in writing")]),
            called("cause", "原因", "Cause"),
            called("measures", "措施", "Measures"),
            called("files", "附件", "Files"),
            called("closed_at", "结案时间", "Closed"),
            called("outcome", "结果", "Outcome"),
        ],
    };

    fn check<S: Shop>(
        form: &Filled,
        before: Option<&Entry<Incident>>,
        shop: &S,
        notes: &mut Notes,
    ) -> Result<Result<(), Stop>, S::Error> {
        let now = shop.now();
        match form {
            Filled::Find(Find { found_on, found_time, happened, harm, .. }) => {
                notes.names_nobody(&[("happened", &happened.0), ("harm", &harm.0)]);
                let past = moment(*found_on, *found_time, now) <= now;
                notes.hold("found_time", past, "不能晚于现在", "not after now");
            }
            Filled::Tell(Tell { told_on, told_time, .. }) => {
                let at = moment(*told_on, *told_time, now);
                notes.hold("told_time", at <= now, "不能晚于现在", "not after now");
                let found = before.is_none_or(|entry| entry.says.found_at <= at);
                notes.hold("told_time", found, "不能早于发现时间", "not before it was found");
            }
            Filled::Measure(Measure { cause, measures, .. }) => {
                notes.names_nobody(&[("cause", &cause.0), ("measures", &measures.0)]);
            }
            Filled::Close(Close { outcome }) => {
                notes.names_nobody(&[("outcome", &outcome.0)]);
                if let Some(Entry { number, says, .. }) = before {
                    let missing = match (says.report_by, &says.measures) {
                        (Some(_), _) if !says.is_reported() => "还没有登记向网信部门报告",
                        (_, None) => "还没有登记原因和措施",
                        (_, Some(_)) => return Ok(Ok(())),
                    };
                    return Ok(Err(Stop {
                        code: "incident_unfinished",
                        message: format!("{number} {missing}，不能结案；没有改动"),
                        clause: guide("8.1"),
                        mend: "先登记告知、原因和措施，再结案",
                    }));
                }
            }
        }
        Ok(Ok(()))
    }

    fn record<V: Seal>(
        form: Filled,
        (): (),
        With { number, at, by, .. }: With<'_>,
        vault: &mut V,
    ) -> Result<Event, V::Error> {
        let (number, by) = (number.to_owned(), by.to_string());
        let record: Record = match form {
            Filled::Find(Find { sort, level, found_on, found_time, happened, harm, people, files }) => {
                IncidentFound {
                    number,
                    sort: sort.code().to_owned(),
                    level: level.code().to_owned(),
                    found_at: moment(found_on, found_time, at),
                    happened: happened.0,
                    harm: harm.0,
                    people: u32::try_from(people.units).unwrap_or_default(),
                    files: files.sealed(vault)?,
                    by,
                    at,
                }
                .into()
            }
            Filled::Tell(Tell { audience, told_on, told_time, told_how }) => IncidentTold {
                number,
                audience: audience.code().to_owned(),
                told_at: moment(told_on, told_time, at),
                told_how: told_how.0,
                by,
                at,
            }
            .into(),
            Filled::Measure(Measure { cause, measures, files }) => IncidentMeasured {
                number,
                cause: cause.0,
                measures: measures.0,
                files: files.sealed(vault)?,
                by,
                at,
            }
            .into(),
            Filled::Close(Close { outcome }) => IncidentClosed { number, outcome: outcome.0, by, at }.into(),
        };
        Ok(record.into())
    }

    fn touches(event: &Event, _: u64, _: Moment) -> Option<Touch> {
        let Event::Entry(entry) = event else { return None };
        Some(match IncidentRecord::of(entry)? {
            IncidentRecord::IncidentFound(found) => Touch::New(found.number.clone()),
            IncidentRecord::IncidentTold(told) => Touch::Known(told.number.clone()),
            IncidentRecord::IncidentMeasured(done) => Touch::Known(done.number.clone()),
            IncidentRecord::IncidentClosed(over) => Touch::Known(over.number.clone()),
        })
    }

    fn begins(event: &Event) -> Option<Incident> {
        let Event::Entry(entry) = event else { return None };
        let IncidentRecord::IncidentFound(found) = IncidentRecord::of(entry)? else { return None };
        let found = found.clone();
        let mut files = Kept::default();
        files.add(found.files);
        // A code that a newer program wrote is what is worst of those that this one knows.
        let level = Level::of(&found.level).unwrap_or(Level::Extreme);
        Some(Incident {
            sort: Sort::of(&found.sort).unwrap_or(Sort::Other),
            level,
            found_at: found.found_at,
            report_by: report_by(level, found.found_at),
            happened: Text(found.happened),
            harm: Text(found.harm),
            people: Figure::of(found.people.into()),
            told: Lines(Vec::new()),
            cause: None,
            measures: None,
            files,
            closed_at: None,
            outcome: None,
        })
    }

    fn moves(says: &mut Incident, event: &Event) {
        let Event::Entry(entry) = event else { return };
        match IncidentRecord::of(entry) {
            Some(IncidentRecord::IncidentTold(told)) => {
                let IncidentTold { audience, told_at, told_how, .. } = told.clone();
                let audience = Audience::of(&audience).unwrap_or(Audience::Enterprise);
                says.told.0.push(Told { audience, told_at, told_how: Text(told_how) });
            }
            Some(IncidentRecord::IncidentMeasured(done)) => {
                let IncidentMeasured { cause, measures, files, .. } = done.clone();
                (says.cause, says.measures) = (Some(Text(cause)), Some(Text(measures)));
                says.files.add(files);
            }
            Some(IncidentRecord::IncidentClosed(over)) => {
                says.closed_at = Some(over.at);
                says.outcome = Some(Text(over.outcome.clone()));
            }
            None | Some(IncidentRecord::IncidentFound(_)) => {}
        }
    }

    fn state(says: &Incident) -> &'static str {
        match (&says.closed_at, &says.measures) {
            (Some(_), _) => "closed",
            (None, _) if says.report_by.is_some() && !says.is_reported() => "to_report",
            (None, Some(_)) => "measured",
            (None, None) => "open",
        }
    }

    /// The report, until it is made.
    fn due(says: &Incident) -> Option<By> {
        let by = says.report_by.filter(|_| says.closed_at.is_none() && !says.is_reported());
        by.map(By::Moment)
    }

    /// It is found now as a rule, and where in doubt it is considerable.
    fn offer<S: Shop>(
        act: &str,
        _: Option<&Entry<Incident>>,
        shop: &S,
    ) -> Result<Map<String, Value>, S::Error> {
        let now = domain::in_china(shop.now());
        let (day, clock) = (json!(now.date_naive()), json!(now.format("%H:%M").to_string()));
        let offered = match act {
            "incident.find" => vec![("found_on", day), ("found_time", clock)],
            "incident.tell" => vec![("told_on", day), ("told_time", clock)],
            _ => Vec::new(),
        };
        Ok(offered.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }
}
