//! What the log says of the store's duties: what is overdue, and what becomes due soon. It says what and until when, and
//! not by how many days, so that a log stays the same while it is read. The rules judge; here it is put into the log's words.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rules::{Duty, DutyKind};
use serde::{Deserialize, Serialize};
use store::tables::CallBack;
use ts_rs::TS;

use crate::owed::{Duties, House, Owed};
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
    /// 设备停用自查 (山东指南 第十四条).
    EquipmentInspection,
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
    /// 生产许可证 (国家药监局 2025 年第 58 号).
    Licence,
    /// 登记簿中的事项，例如观察留样 (山东指南 第九条).
    Register,
    /// 备份 (化妆品生产电子记录要求).
    Backup,
    /// 恢复演练 (化妆品生产电子记录要求).
    Drill,
    /// 不良反应个例 (化妆品不良反应监测管理办法).
    Reaction,
    /// 个人信息请求 (个人信息保护法 第五十条).
    Request,
    /// 区域清洁 (山东指南 第二十三条).
    AreaCleaning,
    /// 区域授权 that runs out (山东指南 第四条).
    AreaLeave,
    /// 批的限期使用日期 (山东指南 第二十二条).
    LotExpiry,
    /// 开封后使用期限 (山东指南 第二十二条).
    ContainerPeriod,
}

impl DueKind {
    /// Whether it is about a person's own papers.
    pub(crate) const fn is_of_a_person(self) -> bool {
        matches!(self, Self::Health | Self::Training | Self::AreaLeave)
    }

    /// The kind of a duty.
    const fn of(kind: DutyKind) -> Self {
        match kind {
            DutyKind::Cleaning => Self::Cleaning,
            DutyKind::Environment => Self::Environment,
            DutyKind::EquipmentInspection => Self::EquipmentInspection,
            DutyKind::EquipmentTest => Self::EquipmentTest,
            DutyKind::ProductTest => Self::ProductTest,
            DutyKind::Health => Self::Health,
            DutyKind::Training => Self::Training,
            DutyKind::CallBack => Self::CallBack,
            DutyKind::Authorisation => Self::Authorisation,
            DutyKind::Licence => Self::Licence,
            DutyKind::Register(_) => Self::Register,
            DutyKind::Backup => Self::Backup,
            DutyKind::Drill => Self::Drill,
            DutyKind::Reaction => Self::Reaction,
            DutyKind::Request => Self::Request,
            DutyKind::AreaCleaning => Self::AreaCleaning,
            DutyKind::AreaLeave => Self::AreaLeave,
            DutyKind::LotExpiry => Self::LotExpiry,
            DutyKind::ContainerPeriod => Self::ContainerPeriod,
        }
    }
}

words::worded!(DueKind: due {
    Cleaning, Environment, EquipmentInspection, EquipmentTest, ProductTest, Health, Training, CallBack, Authorisation, Licence,
    Register, Backup, Drill, Reaction, Request, AreaCleaning, AreaLeave, LotExpiry, ContainerPeriod,
});

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
    /// In which register, where it is an entry: a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub register: Option<String>,
}

impl DueItem {
    fn of(duty: &Duty) -> Self {
        let kind = DueKind::of(duty.kind);
        let on = duty.until.filter(|_| !duty.used).map(rules::duties::Until::day);
        let (overdue, used, subject) = (duty.state.is_overdue(), duty.used, duty.subject.clone());
        let register = if let DutyKind::Register(rule) = duty.kind { Some(rule.id.to_owned()) } else { None };
        Self { overdue, on, kind, used, subject, register }
    }

    /// Under which key the name of its subject stands: codes of different things can be the same.
    pub(super) fn called(&self) -> String {
        format!("{}:{}", words::Worded::word(&self.kind).code, self.subject)
    }

    /// Until when, in the word of the log.
    #[must_use]
    pub(super) fn until(&self) -> String {
        match (self.on, self.used) {
            (Some(on), _) => on.to_string(),
            (None, true) => words::until::Used.zh.to_owned(),
            (None, false) => words::until::Never.zh.to_owned(),
        }
    }
}

/// What is overdue and what becomes due soon, what is overdue first.
pub(super) fn due<H: Host>(counter: &Counter<H>, open: &OpenCallBacks) -> Result<Vec<DueItem>, Refusal> {
    let standing = standing(counter, &House::of(counter)?)?.cases()?;
    let duties = standing.call_backs(&open.call_backs).duties();
    Ok(said(&duties))
}

/// All of the store that can become due, but what its customers are owed by name.
pub(crate) fn standing<'a, H: Host>(counter: &'a Counter<H>, house: &House) -> Result<Owed<'a, H>, Refusal> {
    let things = Owed::of(counter)?.house(house).tests()?.shelf()?;
    Ok(things.copies()?.registers()?.requests()?.people(&counter.store().staff()?))
}

/// What of the duties is said, what is overdue first.
pub(crate) fn said(duties: &Duties) -> Vec<DueItem> {
    let said = duties.all().iter().filter(|duty| duty.is_said());
    let mut items: Vec<DueItem> = said.map(DueItem::of).collect();
    items.sort_by(|one, other| {
        (!one.overdue, one.on, one.kind, &one.subject).cmp(&(
            !other.overdue,
            other.on,
            other.kind,
            &other.subject,
        ))
    });
    items
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
        let mut call_backs = counter.call_backs_due(NAMED)?;
        let read = u64::try_from(call_backs.len()).unwrap_or(u64::MAX);
        let more = store.count_open_call_backs(today)?.saturating_sub(read);
        let mut reached = BTreeSet::new();
        for call_back in &call_backs {
            if reachable(counter, &store.service_line(&call_back.service)?.opened.customer)? {
                reached.insert(call_back.service.clone());
            }
        }
        call_backs.retain(|call_back| reached.contains(&call_back.service));
        Ok(Self { call_backs, more })
    }
}
