//! The officer's signature under what waits: of exactly the rows that were shown and not left out. It refuses a row that
//! the signer brought in with their own hand.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::ApprovalsSigned;
use domain::ids::StaffId;
use domain::premises::Approvable;
use domain::signature::Digest;
use domain::staff::Role;
use rules::DutyKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Worded as _;

use super::{InUse, Waiting, Waits, brought_by, officers};
use crate::owed::Owed;
use crate::{Counter, Host, Refusal, steps};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ApprovalRef {
    /// What kind of thing.
    #[ts(type = "Approvable")]
    pub what: Approvable,
    /// Which.
    pub id: String,
}

/// The officer approves the list as it was shown, without the rows that were left out.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct SignApprovals {
    /// The digest of the list that was shown.
    #[ts(as = "String")]
    pub shown: Digest,
    /// What is left out of the signature, and stays unsigned.
    pub left_out: Vec<ApprovalRef>,
    /// Who signs, whoever has the window.
    #[ts(as = "String")]
    pub officer: StaffId,
    /// The officer's PIN, entered at this moment.
    pub pin: String,
}

impl Command for SignApprovals {
    const NAME: &'static str = "approval.sign";
    const WHO: Who = Who::Person(steps::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for SignApprovals {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let Self { shown, left_out, officer, pin } = self;
        let store = counter.store();
        let mut waiting = Waiting::of(store, &InUse::of(store)?, counter.today())?;
        if waiting.0.is_empty() {
            return Err(Refusal::new("nothing_to_approve", "没有等待批准的内容；没有改动"));
        }
        let is =
            |waits: &Waits, left: &ApprovalRef| (waits.thing.what, &waits.thing.id) == (left.what, &left.id);
        let known = left_out.iter().all(|left| waiting.0.iter().any(|waits| is(waits, left)));
        if waiting.shown()? != shown || !known {
            let message = "清单在查看之后有变化：请重新查看再签；没有签名";
            return Err(Refusal::new("approvals_changed", message));
        }
        waiting.0.retain(|waits| !left_out.iter().any(|left| is(waits, left)));
        if waiting.0.is_empty() {
            return Err(Refusal::new("nothing_chosen", "没有选中任何一项：请至少选一项再签；没有签名"));
        }
        let member = counter.store().person(&officer)?.member;
        if !member.holds(Role::Officer, counter.today()) {
            let message = format!("{officer} 不是在岗的{}，不能批准；没有签名", Role::Officer.zh());
            return Err(Refusal::new("signer_role", message).clause("shandong-guide", "第二条"));
        }
        not_own(counter, &waiting, &officer)?;
        fit(counter, &officer)?;
        let shown = waiting.shown()?;
        counter.authenticate(&officer, &pin)?;
        let window = match caller {
            Caller::Staff(sitting) => Some(sitting.clone()),
            Caller::System => None,
        };
        let at = counter.host().now();
        let event = ApprovalsSigned { things: waiting.into_things(), officer, at, shown, window };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}

/// So many rows are named; more say nothing more.
const NAMED: usize = 5;

/// Refuses what the officer brought in with their own hand, by whatever post it was: two people look at each thing (山东指南
/// 第二条).
fn not_own<H: Host>(counter: &Counter<H>, waiting: &Waiting, officer: &StaffId) -> Result<(), Refusal> {
    let mut own = Vec::new();
    for Waits { thing, name, .. } in &waiting.0 {
        if brought_by(counter.store(), thing, officer)? {
            own.push(format!("{}「{name}」（{}）", thing.what.zh(), thing.id));
        }
    }
    if own.is_empty() {
        return Ok(());
    }
    let count = own.len();
    let more = if count > NAMED { format!("等 {count} 项") } else { String::new() };
    own.truncate(NAMED);
    let message =
        format!("{}{more}由 {officer} 本人导入、收货或设定，不能由本人批准；没有签名", own.join("、"));
    let others = officers(counter)?.into_iter().filter(|one| one != officer);
    let others: Vec<String> = others.map(|one| one.to_string()).collect();
    let mend = if others.is_empty() {
        "请店长任命另一位质量安全员，由其签名；其余各项可先签，这些留下不选".to_owned()
    } else {
        format!("请由另一位质量安全员（{}）签名；其余各项可先签，这些留下不选", others.join("、"))
    };
    Err(Refusal::new("own_brought_in", message).clause("shandong-guide", "第二条").mend(mend))
}

/// Refuses an officer whose health check or training does not stand today (山东指南 第四、五条): who may not release what is made
/// does not approve what it is made of.
fn fit<H: Host>(counter: &Counter<H>, officer: &StaffId) -> Result<(), Refusal> {
    let file = [counter.store().person(officer)?];
    let duties = Owed::of(counter)?.people(&file).duties();
    let stands = |kind| duties.of(kind).all(|duty| !duty.state.is_overdue());
    if stands(DutyKind::Health) && stands(DutyKind::Training) {
        return Ok(());
    }
    let message = format!("{officer} 的健康检查或培训今天不在有效期内，不能批准；没有签名");
    Err(Refusal::new("signer_unfit", message)
        .clause("shandong-guide", "第四条")
        .mend("请先登记新的健康检查或培训，或由另一位质量安全员批准"))
}
