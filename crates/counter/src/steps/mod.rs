//! The use cases of one service, one module a step of the flow.

pub mod agree;
pub mod blend;
pub mod call_back;
pub mod cleaning;
pub mod clear;
pub mod copies;
pub mod deliver;
pub(crate) mod health;
pub mod label;
pub mod needs;
pub mod notice;
pub mod open;
pub mod plan;
pub mod reasons;
pub mod release;
pub mod skin;

use chrono::NaiveDate;
use command::Caller;
use domain::service::ClearanceParts;
use domain::staff::Role;
use domain::stock::{Lot, Zone};
use rules::duties::has_passed;
use words::Worded as _;

use crate::{Counter, Host, Refusal};

/// Everybody who works at the counter. What a PIN signs, or what only moves on what is there, may be sent from the
/// window of any of them: the signature says who decided, the record says who sat there.
pub(crate) const AT_WORK: &[Role] = &[Role::Operator, Role::Officer, Role::Advisor, Role::StoreManager];

/// From whose windows the operator's work may be sent. There is one PC at the counter: the advisor unlocks it, operator
/// and officer sign the clearance with their PINs, and the operator then weighs at that same window. An officer's window
/// is not among them: 质量安全员不得兼任操作人员 (山东指南 第三条).
pub(crate) const AT_THE_BENCH: &[Role] = &[Role::Operator, Role::Advisor, Role::StoreManager];

/// Refuses a weighing from the window of somebody who must not weigh this unit.
///
/// Whose PIN signed the clearance is responsible for the unit, and stays so; the record names beside them who had the
/// window. Allowed are the cleared operator's own window, and that of a person who is neither operator nor officer while
/// the cleared operator is in the store. Another operator's is not: where two could have weighed, the record would not
/// say who did; nor an officer's, in whatever other role they sit there, because the two roles are two people (山东指南
/// 第三条) and that officer may yet release the unit.
pub(crate) fn may_weigh<H: Host>(
    counter: &Counter<H>,
    clearance: &ClearanceParts,
    caller: &Caller,
) -> Result<(), Refusal> {
    let operator = &clearance.operator.signer;
    let Caller::Staff(sitting) = caller else {
        return Err(Refusal::new("role_forbidden", "称量须由人员进行；没有保存"));
    };
    if sitting == operator {
        return Ok(());
    }
    let refuse = |code, message: &str, article, mend: &str| {
        let message = format!("{message}；容器内已称的都已保存");
        Err(Refusal::new(code, message).clause("shandong-guide", article).mend(mend))
    };
    let (member, today) = (counter.store().person(sitting)?.member, counter.today());
    if *sitting == clearance.officer.signer || member.holds(Role::Officer, today) {
        let message = "质量安全员不得兼任操作人员，不能在其窗口称量";
        return refuse("officer_weighs", message, "第三条", "请操作人员或顾问解锁窗口后再称");
    }
    if member.holds(Role::Operator, today) {
        let message = "称量须由开工核对时签名的操作人员进行";
        return refuse("other_operator", message, "第二十二条", "换操作人员须先报废并重新核对");
    }
    if counter.store().person(operator)?.here_on(today).is_none() {
        let message = format!("开工核对时签名的操作人员 {operator} 不在店内，不能称量");
        return refuse("operator_absent", &message, "第三条", "请该操作人员签到，或本人解锁窗口");
    }
    Ok(())
}

/// Refuses a lot that may not be touched now: outside 合格, not accepted, recalled or expired. The clearance asked
/// already; this asks again at each touch, because a recall does not wait for a service to end.
pub(crate) fn usable(lot: &Lot, today: NaiveDate) -> Result<(), Refusal> {
    let refuse = |why: String, article: &str| {
        let message = format!("批 {} {why}，不能使用；已完成的步骤都已保存", lot.number);
        let mend = "把该批移到相应分区，改用其他批；已在容器内的须报废后重做";
        Err(Refusal::new("lot_not_usable", message).clause("shandong-guide", article).mend(mend))
    };
    if lot.recalled {
        return refuse("已被召回".to_owned(), "第二十五条");
    }
    if lot.zone != Zone::Accepted || !lot.accepted {
        return refuse(format!("在{}，不在合格区", lot.zone.zh()), "第十三条");
    }
    if has_passed(lot.expires_on, today) {
        return refuse(format!("已于 {} 到期", lot.expires_on), "第二十二条");
    }
    Ok(())
}
