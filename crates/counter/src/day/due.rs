//! What the store owes itself: what is overdue, and what becomes due soon. It says what and until when, and not by how
//! many days, so that a log stays the same while it is read.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use domain::Moment;
use domain::staff::Role;
use rules::rulebook::Limit;
use serde::{Deserialize, Serialize};
use store::tables::CallBack;
use ts_rs::TS;

use super::rules::DayRules;
use crate::steps::call_back::reachable;
use crate::{Counter, Host, Refusal};

/// What kind of thing is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// 设备清洁 (山东指南 第二十三条).
    Cleaning,
    /// 环境监测 (山东指南 第十二条).
    Environment,
    /// 设备样品检验 (山东指南 第十条).
    EquipmentTest,
    /// 季度成品检验 (山东指南 第十条).
    ProductTest,
    /// 健康检查 (山东指南 第五条).
    Health,
    /// 培训考核 (山东指南 第四条).
    Training,
    /// 回访 (个性化服务指南 7.5.1).
    CallBack,
    /// 试点授权 (国家药监局 2025 年第 58 号).
    Authorisation,
    /// 备份 (化妆品生产电子记录要求).
    Backup,
    /// 恢复演练 (化妆品生产电子记录要求).
    Drill,
}

impl DueKind {
    /// The word of the log.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Cleaning => "设备清洁",
            Self::Environment => "环境监测",
            Self::EquipmentTest => "设备样品检验",
            Self::ProductTest => "季度成品检验",
            Self::Health => "健康检查",
            Self::Training => "培训考核",
            Self::CallBack => "回访",
            Self::Authorisation => "试点授权",
            Self::Backup => "备份",
            Self::Drill => "恢复演练",
        }
    }
}

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct DueItem {
    /// Whether its day has passed.
    pub overdue: bool,
    /// Until when; none where it was never done.
    #[ts(as = "Option<String>")]
    pub on: Option<NaiveDate>,
    /// What kind.
    pub kind: DueKind,
    /// Whether it was done and is undone by use since: a piece that was used and not cleaned again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub used: bool,
    /// Which piece, person, area or service, by its code.
    pub subject: String,
}

impl DueItem {
    /// Until when, in the word of the log.
    #[must_use]
    pub(super) fn until(&self) -> String {
        match (self.on, self.used) {
            (Some(on), _) => on.to_string(),
            (None, true) => "用过，还没清洁".to_owned(),
            (None, false) => "从未做过".to_owned(),
        }
    }
}

struct Owed {
    today: NaiveDate,
    soon: NaiveDate,
    items: Vec<DueItem>,
}

impl Owed {
    /// What holds until a day, and not any more after it.
    fn until(&mut self, kind: DueKind, subject: impl ToString, until: Option<NaiveDate>) {
        if until.is_none_or(|until| until <= self.soon) {
            let overdue = until.is_none_or(|until| until < self.today);
            self.items.push(DueItem { overdue, on: until, kind, used: false, subject: subject.to_string() });
        }
    }

    /// What was done, and must be done again before it is used again.
    fn used(&mut self, kind: DueKind, subject: impl ToString) {
        self.items.push(DueItem { overdue: true, on: None, kind, used: true, subject: subject.to_string() });
    }
}

/// What is overdue and what becomes due soon, what is overdue first.
pub(super) fn due<H: Host>(
    counter: &Counter<H>,
    rules: &DayRules,
    open: &OpenCallBacks,
) -> Result<Vec<DueItem>, Refusal> {
    let (store, today) = (counter.store(), counter.today());
    let soon = today.checked_add_days(Days::new(rules.soon_days.into())).unwrap_or(today);
    let mut owed = Owed { today, soon, items: Vec::new() };
    let equipment = store.equipment()?;
    let areas: BTreeSet<_> = equipment.iter().map(|piece| piece.area.clone()).collect();
    for piece in equipment {
        let until = piece.cleaned.as_ref().map(|cleaning| cleaning.valid_until.date_naive());
        // Cleaned again before each use: only what does not hold today is said.
        if piece.cleaned.as_ref().is_some_and(|cleaning| cleaning.used_since) {
            owed.used(DueKind::Cleaning, &piece.id);
        } else if until.is_none_or(|until| until < today) {
            owed.until(DueKind::Cleaning, &piece.id, until);
        }
        if piece.open_test.is_some() {
            owed.until(DueKind::EquipmentTest, &piece.id, None);
        }
    }
    let readings = store.latest_readings()?;
    for area in areas {
        let latest = readings.iter().find(|row| row.reading.area == area);
        let until = latest.map(|row| row.reading.next_due.date_naive());
        if until.is_none_or(|until| until <= today) {
            owed.until(DueKind::Environment, &area, until);
        }
    }
    copies(counter, rules, &mut owed)?;
    people(counter, &mut owed)?;
    quarter(counter, &mut owed)?;
    authorisations(counter, &mut owed)?;
    for call_back in &open.call_backs {
        owed.until(DueKind::CallBack, &call_back.service, Some(call_back.due_on));
    }
    owed.items.sort_by(|one, other| {
        (!one.overdue, one.on, one.kind, &one.subject).cmp(&(
            !other.overdue,
            other.on,
            other.kind,
            &other.subject,
        ))
    });
    Ok(owed.items)
}

/// So many open call-backs are named.
const NAMED: u32 = 50;

/// The call-backs that are due and not made.
#[derive(Debug, Default)]
pub(super) struct OpenCallBacks {
    /// Those of the latest days, of customers who can still be reached.
    call_backs: Vec<CallBack>,
    /// How many there are beside them.
    pub(super) more: u64,
}

impl OpenCallBacks {
    pub(super) fn of<H: Host>(counter: &Counter<H>) -> Result<Self, Refusal> {
        let (store, today) = (counter.store(), counter.today());
        let mut call_backs = store.open_call_backs(today, NAMED)?;
        let read = u64::try_from(call_backs.len()).unwrap_or(u64::MAX);
        let more = store.count_open_call_backs(today)?.saturating_sub(read);
        let mut reached = BTreeSet::new();
        for call_back in &call_backs {
            if reachable(counter, &counter.service(&call_back.service)?)? {
                reached.insert(call_back.service.clone());
            }
        }
        call_backs.retain(|call_back| reached.contains(&call_back.service));
        Ok(Self { call_backs, more })
    }
}

/// Pilot authorisations that end, or that ended without another in their place.
fn authorisations<H: Host>(counter: &Counter<H>, owed: &mut Owed) -> Result<(), Refusal> {
    let all = counter.store().authorisations()?;
    let today = owed.today;
    for one in all.iter().filter(|one| !one.suspended) {
        let replaced = all.iter().any(|other| {
            let covers = !other.suspended && other.from <= today && today <= other.to;
            covers && one.services.iter().all(|service| other.services.contains(service))
        });
        if one.to >= today || !replaced {
            owed.until(DueKind::Authorisation, &one.id, Some(one.to));
        }
    }
    Ok(())
}

/// Copies of the store: when the last was made that is not known to be bad, and when restoring was last tried out with
/// success; that a later try failed, or that its copy is deleted, does not undo it.
fn copies<H: Host>(counter: &Counter<H>, rules: &DayRules, owed: &mut Owed) -> Result<(), Refusal> {
    let store = counter.store();
    let code = store.premises()?.premises.code;
    let copies = store.backups()?;
    let holds = |at: Option<Moment>, days: u32| {
        at.and_then(|at| domain::in_china(at).date_naive().checked_add_days(Days::new(days.into())))
    };
    let sound = copies.iter().filter(|copy| copy.drill.as_ref().is_none_or(|drill| drill.passed));
    let made = holds(sound.map(|copy| copy.made_at).max(), rules.backup_days);
    // A copy is made each day: only what does not hold today is said.
    if made.is_none_or(|until| until < owed.today) {
        owed.until(DueKind::Backup, &code, made);
    }
    let drilled = holds(copies.iter().filter_map(|copy| copy.passed_at).max(), rules.drill_days);
    if !copies.is_empty() {
        owed.until(DueKind::Drill, &code, drilled);
    }
    Ok(())
}

/// Health checks each year and the training before the first day of work, of those who operate and release.
fn people<H: Host>(counter: &Counter<H>, owed: &mut Owed) -> Result<(), Refusal> {
    let months = health_months(counter);
    for row in counter.store().staff()? {
        let member = row.member;
        let works = [Role::Operator, Role::Officer].iter().any(|role| member.holds(*role, owed.today));
        if !works {
            continue;
        }
        let fit = member.health.as_ref().filter(|check| check.fit);
        owed.until(DueKind::Health, &member.id, fit.and_then(|check| check.on.checked_add_months(months)));
        if member.training.is_none() {
            owed.until(DueKind::Training, &member.id, None);
        }
    }
    Ok(())
}

/// How long a health check holds: the shortest that a rulebook asks for.
fn health_months<H: Host>(counter: &Counter<H>) -> Months {
    let clauses = counter.assets().rulebooks.iter().flat_map(|book| &book.clauses);
    let asked = clauses.filter_map(|clause| clause.limits.count(Limit::HealthCheckMonths).ok());
    Months::new(asked.min().unwrap_or(12))
}

/// The finished-product test of the quarter that runs: due on its last day.
fn quarter<H: Host>(counter: &Counter<H>, owed: &mut Owed) -> Result<(), Refusal> {
    let today = owed.today;
    let first = today.with_day(1).and_then(|day| day.with_month0(today.month0() / 3 * 3)).unwrap_or(today);
    let next = first.checked_add_months(Months::new(3)).unwrap_or(first);
    let before = first.checked_sub_months(Months::new(3)).unwrap_or(first);
    let tests = counter.store().product_tests(before)?;
    let passed = |from: NaiveDate, to: NaiveDate| {
        tests.iter().map(|row| &row.test).any(|test| {
            let fine = test.microbiology && test.physico_chemical && test.reported_on.is_some();
            fine && from <= test.sampled_on && test.sampled_on < to
        })
    };
    if passed(first, next) {
        return Ok(());
    }
    let store = counter.store().premises()?.premises.code;
    let until = if passed(before, first) { next.pred_opt() } else { first.pred_opt() };
    owed.until(DueKind::ProductTest, store, until);
    Ok(())
}
