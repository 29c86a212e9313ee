//! The way back of a file that is older than what headquarters has: the records that it lacks are fetched, checked against the
//! receipt, and written as they were; then a new life of the store begins. Out of headquarters' reach a manager may go on
//! alone, with a reason: then the two histories part, both are kept, and headquarters decides.

use std::ops::RangeInclusive;
use std::sync::Arc;

use command::{Caller, Command, Refusal, Who};
use domain::ids::StaffId;
use ledger::Head;
use serde::{Deserialize, Serialize};
use sync::calls::HeadQuery;
use sync::plan::{Heard, Step};
use sync::receipt::Receipt;
use sync::restore::{Act, Happened, OutOfTurn, ReadOnly, Restoring};
use sync::wait::Trigger;
use uplink::{Asker, Fetched, Line};

use super::enrol::{HeadquartersView, PROGRAM};
use super::{Enrolled, Headquarters, Told, heard};
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits};
use crate::equipped::MANAGER;
use crate::machine::Machine;
use crate::{Desk, Pane, Topic};

pub(super) fn out_of_turn(error: OutOfTurn) -> Refusal {
    Refusal::new("hq_out_of_turn", error.to_string())
}

fn none_to_recover() -> Refusal {
    Refusal::new("nothing_to_recover", "本机的数据不比总部旧，没有要取回的记录；什么都没有改动")
}

/// Fetches what this file lacks, and begins a new life.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct RecoverStore {}

impl Command for RecoverStore {
    const NAME: &'static str = "headquarters.recover";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = HeadquartersView;
}

impl Waits for RecoverStore {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<HeadquartersView, Refusal> {
        let (caller, from, enrolled) = door
            .with(|desk| {
                let store = desk.counter()?.store();
                match store.alone() {
                    Some(store::ReadingAlone::Behind { .. } | store::ReadingAlone::Copied { .. }) => {}
                    Some(store::ReadingAlone::Unknown { .. }) | None => return Err(none_to_recover()),
                }
                let enrolled = desk.headquarters.enrolled.clone().filter(|enrolled| enrolled.kept.recovers);
                let without = || {
                    Refusal::new("recovery_code_needed", "本机没有取回记录的权限；什么都没有改动")
                        .mend("请向总部索取“找回”登记码，在本页重新登记本机，再取回")
                };
                Ok((Caller::Staff(desk.who()?.clone()), store.head()?, enrolled.ok_or_else(without)?))
            })
            .await??;
        let mut state = Restoring::Copied { from }.after(Happened::Enrolled).map_err(out_of_turn)?;
        let line = Line::to(&enrolled.kept.url).map_err(|cut| Told::cut(cut).refused())?;
        loop {
            let happened = match state.act() {
                Act::AskHead => door.asked_for_recovery(&line, &enrolled).await?,
                Act::Fetch { from } => door.fetched(&line, &enrolled, from..=wanted(&state)).await?,
                Act::Record => {
                    let (caller, recovered_to) = (caller.clone(), reached(&state));
                    door.with(move |desk| desk.counter_mut()?.goes_on(&caller, recovered_to)).await??;
                    Happened::Recorded
                }
                Act::Open => Happened::Opened,
                Act::Enrol | Act::Wait => return Err(stayed(&state)),
                Act::Done => break,
            };
            state = state.after(happened).map_err(out_of_turn)?;
        }
        door.with(|desk| desk.publish(&Topic::ALL)).await?;
        door.fly(Trigger::Person).await;
        door.with(|desk| HeadquartersView::of(desk)).await?
    }
}

/// Up to which record is fetched: what headquarters got since is another matter.
pub(super) fn wanted(state: &Restoring) -> u64 {
    match state {
        Restoring::FetchingTail { until, .. } => until.0,
        Restoring::Copied { .. }
        | Restoring::Asking { .. }
        | Restoring::Replayed { .. }
        | Restoring::ReadOnly { .. }
        | Restoring::Marked
        | Restoring::Open => 0,
    }
}

/// How far a file goes that has everything.
fn reached(state: &Restoring) -> u64 {
    match state {
        Restoring::Replayed { at, .. }
        | Restoring::FetchingTail { at, .. }
        | Restoring::ReadOnly { at, .. } => at.seq,
        Restoring::Copied { from } | Restoring::Asking { from } => from.seq,
        Restoring::Marked | Restoring::Open => 0,
    }
}

/// Why a restore stays where it is. What was fetched is kept.
pub(super) fn stayed(state: &Restoring) -> Refusal {
    let Restoring::ReadOnly { at, why, .. } = state else { return out_of_turn(OutOfTurn) };
    let kept = format!("本机现有到第 {} 条，都已保存，仍只能查阅", at.seq);
    match why {
        ReadOnly::OutOfReach => {
            Refusal::new("hq_out_of_reach", format!("没有取完：总部没有答复，或连接中断；{kept}"))
                .mend("网络恢复后再取一次，会从断开处继续")
        }
        ReadOnly::Forked { at } => {
            Refusal::new("hq_forked", format!("总部的历史从第 {at} 条起与本机不同；{kept}"))
                .mend("请联系总部信息管理员核对；两份都已保存")
        }
        ReadOnly::Stopped(stop) => Refusal::new("headquarters", format!("{}；{kept}", stop.zh)),
        ReadOnly::Damaged { seq } => {
            Refusal::new("ledger_broken", format!("本机台账第 {seq} 条附近读不出；{kept}"))
                .mend("请改用另一份备份恢复，或联系信息部门")
        }
    }
}

impl<M: Machine> Desk<M> {
    /// The receipt that was believed last, as a restore needs it.
    fn believed(&self) -> Option<Receipt> {
        self.headquarters.enrolled.as_ref()?.believed.clone()
    }
}

impl<M: Machine, D: Dialogs> Door<M, D> {
    /// Asks for headquarters' head, and plans with it.
    pub(super) async fn asked_for_recovery(
        self: &Arc<Self>,
        line: &Line,
        enrolled: &Enrolled,
    ) -> Result<Happened, Refusal> {
        let (asked, last) = self
            .with(|desk| {
                let last = desk.at_hand()?.store().head()?.seq;
                Ok::<_, Refusal>((desk.headquarters.asks()?, last))
            })
            .await??;
        let Enrolled { kept, key, .. } = enrolled;
        let asker = Asker { store: &kept.store, key, program: PROGRAM };
        let query = HeadQuery { branch: kept.branch, at: Some(last), erased_from: None };
        let answer = line.head(asker, asked, query).await;
        let enrolled = enrolled.clone();
        self.with(move |desk| {
            let Ok(answer) = &answer else { return Ok(Happened::Planned(Step::Waiting { after: None })) };
            // A receipt that promised more than headquarters has now is not asked: what it lost comes from nowhere.
            let pace = desk.headquarters.pace;
            let planned = desk
                .local(&enrolled, asked, |local| sync::plan::plan(local, None, pace, Heard::Head(answer)))?;
            Ok(Happened::Planned(planned.step))
        })
        .await?
    }

    /// Fetches a portion and writes it, if it follows this file.
    pub(super) async fn fetched(
        self: &Arc<Self>,
        line: &Line,
        enrolled: &Enrolled,
        places: RangeInclusive<u64>,
    ) -> Result<Happened, Refusal> {
        let (from, until) = places.into_inner();
        let asked = self.with(|desk| desk.headquarters.asks()).await??;
        let Enrolled { kept, key, .. } = enrolled;
        let asker = Asker { store: &kept.store, key, program: PROGRAM };
        let tail = match line.fetched(asker, asked, kept.branch, from).await {
            Ok(Fetched::Records(tail)) => tail,
            Ok(Fetched::Answer(answer)) => {
                // Headquarters says why; that there is nothing more is one of the reasons.
                let outcome = heard(Ok(answer))?;
                tracing::warn!(code = sync::answer::Outcome::code(&outcome), "no records came back");
                return Ok(Happened::FetchFailed);
            }
            Err(_) => return Ok(Happened::FetchFailed),
        };
        let branch = kept.branch;
        self.with(move |desk| {
            let end: Head = desk.at_hand()?.store().head()?;
            let mut records = match tail.followed(&end, branch) {
                Ok(records) => records,
                Err(error) => return Err(Refusal::new("hq_tail", error.to_string())),
            };
            records.retain(|record| record.seq <= until);
            if records.is_empty() {
                return Ok(Happened::FetchFailed);
            }
            let head = desk.at_hand_mut()?.caught_up(&records)?;
            desk.publish(&Topic::ALL);
            Ok(Happened::Fetched(head))
        })
        .await?
    }
}

/// Goes on without headquarters, which cannot be reached.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct GoOnAlone {
    /// The manager's PIN.
    pub pin: String,
    /// Why.
    pub reason: String,
}

impl Command for GoOnAlone {
    const NAME: &'static str = "headquarters.alone";
    const WHO: Who = Who::Person(MANAGER);
    const STALE: &'static [Topic] = &[Topic::Headquarters];
    type Reply = HeadquartersView;
}

impl<M: Machine> command::Run<Desk<M>> for GoOnAlone {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<HeadquartersView, Refusal> {
        let reason = self.reason.trim().to_owned();
        if reason.is_empty() || reason.chars().count() > 200 {
            return Err(Refusal::new("reason", "请写明不经总部继续的原因（1–200 字）；什么都没有改动"));
        }
        let manager: StaffId = desk.who()?.clone();
        // The promise belongs to a history that ends here; where the file lost it, it would stop the next start as well.
        let before = desk.believed();
        if let Some(enrolled) = desk.headquarters.enrolled.clone().filter(|_| before.is_some()) {
            let mut enrolled = enrolled;
            enrolled.promised(None);
            desk.counter_mut()?.goes_on_alone(&manager, &self.pin, reason)?;
            enrolled.kept.write(desk.machine.data(), desk.device.current)?;
            let (boot, asked) = (desk.headquarters.boot, desk.headquarters.asked);
            desk.headquarters =
                Headquarters { enrolled: Some(enrolled), boot, asked, ..Headquarters::default() };
        } else {
            desk.counter_mut()?.goes_on_alone(&manager, &self.pin, reason)?;
        }
        desk.publish(&Topic::ALL);
        HeadquartersView::of(desk)
    }
}
