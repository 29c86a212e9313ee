//! How this computer's store stands to headquarters: enrolment, what is safe there, uploading beside the work, and the way back
//! of a file that is older than what headquarters has. What is said and decided stands in `sync`, how it travels in `uplink`;
//! here is when, with what, and what people see of it. No tap waits for headquarters.

mod came;
mod carried;
mod down;
mod enrol;
mod fetch;
mod identity;
mod kept;
mod lines;
mod lost;
mod recover;
mod stick;
mod upload;

pub use enrol::{EnrolStore, LookHeadquarters, TryHeadquarters};
pub use lost::{FetchStore, FirstPin, LookFetch};
pub use recover::{GoOnAlone, RecoverStore};
pub use stick::{ExportStick, ImportStick};

use std::sync::Arc;

use command::Refusal;
use ledger::Hash;
use serde::Serialize;
use store::ReadingAlone;
use sync::answer::{Answer, Mend, Outcome};
use sync::device::DeviceKey;
use sync::down::board::BoardError;
use sync::down::bulletin::Untaken;
use sync::plan::{Local, Pace, Step};
use sync::receipt::{Asked, Receipt, SignedReceipt};
use sync::root::RootError;
use sync::shown::{Shown, State, shown};
use uplink::Cut;

use crate::desk::Desk;
use crate::machine::Machine;

use kept::Kept;

domain::closed! {
    /// How uploading stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
    #[serde(rename_all = "snake_case")]
    pub enum Uploading {
        /// Headquarters was not asked yet since the program started.
        NotAsked,
        /// Headquarters has everything.
        Level,
        /// Records are on their way.
        Sending,
        /// Headquarters lost records that it had, and gets them again.
        SendingAgain,
        /// No answer, or headquarters is busy: tried again by itself.
        Waiting,
        /// Headquarters has another history.
        Forked,
        /// Headquarters has more than this computer.
        Behind,
        /// The own file is to be verified.
        Verify,
        /// Not tried again before somebody does something.
        Stopped,
    }
}

/// What is to be said of it, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "SaidOfHeadquarters")]
pub struct Told {
    /// A stable code.
    pub code: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// What a person does about it.
    #[ts(type = "string")]
    pub mend: Mend,
}

impl Told {
    fn outcome(outcome: &impl Outcome) -> Self {
        let said = outcome.said();
        let (zh, en) = (said.zh.to_owned(), said.en.to_owned());
        Self { code: outcome.code().to_owned(), zh, en, mend: outcome.mend() }
    }

    /// Why a bulletin is not taken, with the part that is meant.
    fn untaken(untaken: &Untaken) -> Self {
        let mut told = Self::outcome(untaken);
        if let Some((zh, en)) = untaken.item() {
            told.zh = format!("{}（{zh}）", told.zh);
            told.en = format!("{} ({en})", told.en);
        }
        told
    }

    fn cut(cut: Cut) -> Self {
        let mend = match cut {
            Cut::NoTls | Cut::NotTrusted => Mend::CheckNetwork,
            Cut::NotReached | Cut::Broken | Cut::NotHeadquarters => Mend::TriesAgain,
        };
        Self { code: cut.code().to_owned(), zh: cut.to_string(), en: cut.english().to_owned(), mend }
    }

    fn not_followed(error: BoardError) -> Self {
        let mend = match error {
            BoardError::Unsigned => Mend::CheckNetwork,
            BoardError::Unreadable => Mend::UpdateProgram,
            BoardError::OtherEnterprise => Mend::CallHeadquarters,
            BoardError::Older => Mend::TriesAgain,
        };
        Self { code: error.code().to_owned(), zh: error.to_string(), en: error.english().to_owned(), mend }
    }

    fn no_root(error: RootError) -> Self {
        let mend = match error {
            RootError::NoKeepers => Mend::Enrol,
            RootError::Unreadable => Mend::UpdateProgram,
            RootError::OtherFingerprint
            | RootError::NotNext { .. }
            | RootError::OtherEnterprise
            | RootError::TooFewKeepers => Mend::CallHeadquarters,
        };
        Self { code: error.code().to_owned(), zh: error.to_string(), en: error.english().to_owned(), mend }
    }

    fn refusal(refusal: &Refusal) -> Self {
        let zh = [Some(refusal.message.as_str()), refusal.mend.as_deref()].into_iter().flatten();
        let en = "This computer's enrolment cannot be used. Every record is kept here and nothing is uploaded. Ask \
                  headquarters for an enrolment code and enrol this computer anew.";
        let zh = zh.collect::<Vec<_>>().join("。");
        Self { code: refusal.code.to_owned(), zh, en: en.to_owned(), mend: Mend::Enrol }
    }

    /// A refusal of what was asked, with the words of headquarters: its codes grow, and a page shows the words.
    fn refused(self) -> Refusal {
        Refusal::new("headquarters", self.zh.clone()).details([self])
    }
}

/// An outcome of a call, or why there is none, in words.
fn heard<T: Outcome>(answer: Result<Answer<T>, Cut>) -> Result<T, Refusal> {
    match answer.map_err(|cut| Told::cut(cut).refused())? {
        Answer::Outcome(outcome) => Ok(outcome),
        Answer::Refused(refused) => Err(Told::outcome(&refused).refused()),
        Answer::Unknown(unknown) => {
            let (zh, en) = unknown.said;
            Err(Told { code: unknown.code, zh, en, mend: unknown.mend }.refused())
        }
    }
}

/// What the desk knows of headquarters while a store is open.
#[derive(Default)]
pub(crate) struct Headquarters {
    enrolled: Option<Enrolled>,
    /// Why the enrolment that is kept cannot be used.
    trouble: Option<Told>,
    step: Option<Step>,
    /// Why the last flight brought nothing.
    cut: Option<Cut>,
    pace: Pace,
    /// Until when nothing is tried, by the clock that is never set back.
    pausing: Option<u64>,
    /// This start of the program, and how many requests it made.
    boot: Option<[u8; 16]>,
    asked: u64,
    in_flight: bool,
    /// Where the two histories differ, from when it was seen until headquarters takes records again.
    fork: Option<Differing>,
    /// By how many seconds this computer's clock is ahead of headquarters', where it is far.
    clock: Option<i64>,
    down: down::ComingDown,
}

/// An enrolment in use.
#[derive(Clone)]
struct Enrolled {
    kept: Kept,
    key: Arc<DeviceKey>,
    /// The receipt that is kept, verified once: each look of the bar asks for it.
    believed: Option<Receipt>,
}

impl Enrolled {
    fn of(kept: Kept, key: Arc<DeviceKey>) -> Self {
        Self { believed: kept.receipt(), kept, key }
    }

    /// What came down meanwhile, while this one was in the air.
    fn meanwhile(&mut self, now: &Self) {
        self.kept.root.clone_from(&now.kept.root);
        self.kept.board.clone_from(&now.kept.board);
        self.kept.epochs.clone_from(&now.kept.epochs);
    }

    /// Puts another receipt in the place of the one that is kept, or none.
    fn promised(&mut self, receipt: Option<SignedReceipt>) {
        self.kept.receipt = receipt;
        self.believed = self.kept.receipt();
    }
}

impl Headquarters {
    /// Remembers where the histories differ: the next answer may only say that this device is paused.
    fn differs(&mut self, step: &Step) {
        match step {
            Step::Tell { at, ours, theirs } | Step::Forked { at, ours, theirs } => {
                self.fork = Some(Differing { at: *at, ours: ours.to_string(), theirs: theirs.to_string() });
            }
            Step::Level | Step::Send { .. } | Step::Resend { .. } | Step::Behind { .. } => self.fork = None,
            Step::Ask | Step::Verify { .. } | Step::Waiting { .. } | Step::Stopped(_) => {}
        }
    }

    /// The next request's number.
    fn asks(&mut self) -> Result<Asked, Refusal> {
        let boot = match self.boot {
            Some(boot) => boot,
            None => *self.boot.insert(random()?),
        };
        self.asked += 1;
        Ok(Asked { boot, counter: self.asked })
    }
}

fn random<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        Refusal::new("random", format!("操作系统没有提供随机数：{error}；什么都没有改动"))
    })?;
    Ok(bytes)
}

/// Where two histories differ: both sides' hashes there, which people compare on the telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Differing {
    /// The record.
    #[ts(type = "number")]
    pub at: u64,
    /// This store's hash there, as hexadecimal digits.
    pub ours: String,
    /// Headquarters' hash there.
    pub theirs: String,
}

/// How the store stands to headquarters, as the bar says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Safe {
    /// How uploading stands.
    pub uploading: Uploading,
    /// The last record that is safe at headquarters; 0 for none.
    #[ts(type = "number")]
    pub safe: u64,
    /// How many records wait.
    #[ts(type = "number")]
    pub waiting: u64,
    /// The releasing record up to which what identifies customers is settled at headquarters.
    #[ts(type = "number")]
    pub sealed_to: u64,
    /// Why it waits or stopped.
    pub told: Option<Told>,
    /// Where the histories differ, while that is not decided.
    pub fork: Option<Differing>,
}

impl Safe {
    fn of(shown: Shown, cut: Option<Cut>) -> Self {
        let Shown { safe, waiting, state } = shown;
        let told =
            |code: &str, zh: String, en: String, mend| Some(Told { code: code.to_owned(), zh, en, mend });
        let (uploading, told) = match state {
            State::NotAsked => (Uploading::NotAsked, None),
            State::Level => (Uploading::Level, None),
            State::Sending => (Uploading::Sending, None),
            State::SendingAgain { lost } => {
                let zh = format!("总部恢复过备份，少了 {lost} 条：本机正在重新上传，没有丢失任何记录。");
                let en = format!(
                    "Headquarters was restored from a copy and lacked {lost} records: they are being sent again. \
                     Nothing is lost."
                );
                (Uploading::SendingAgain, told("hq_lost_records", zh, en, Mend::GoesOn))
            }
            State::Waiting => (Uploading::Waiting, cut.map(Told::cut)),
            State::Forked { at, mend, .. } => {
                let zh = format!(
                    "本机与总部的历史从第 {at} 条起不同：上传已停止，两份都已保存，柜台可继续工作。请联系总部信息管理员核对。"
                );
                let en = format!(
                    "This store's history and headquarters' differ from record {at} on. Uploading has stopped, both are \
                     kept, the counter works on. Call the information officer."
                );
                (Uploading::Forked, told("fork", zh, en, mend))
            }
            State::Behind { hq, mend } => {
                let zh = format!(
                    "总部已有到第 {hq} 条，比本机多：本机的数据是恢复的旧备份，或从别的电脑复制而来。请先取回缺少的记录。"
                );
                let en = format!(
                    "Headquarters has records up to {hq}, more than this computer: these data come from an older copy. \
                     Recover what is missing first."
                );
                (Uploading::Behind, told("behind", zh, en, mend))
            }
            State::Verify { seq, mend } => {
                let zh = format!("总部不接受第 {seq} 条：请核对本机文件，核对通过后再试。此前的记录已送达。");
                let en = format!(
                    "Headquarters does not take record {seq}. Verify this computer's file, then try again. What stands \
                     before it has arrived."
                );
                (Uploading::Verify, told("verify", zh, en, mend))
            }
            State::Stopped(stop) => (
                Uploading::Stopped,
                Some(Told { code: stop.code, zh: stop.zh, en: stop.en, mend: stop.mend }),
            ),
        };
        Self { uploading, safe, waiting, sealed_to: 0, told, fork: None }
    }
}

impl<M: Machine> Desk<M> {
    /// Takes up the enrolment of the store that was just opened. A file that is older than what headquarters acknowledged is open
    /// for reading alone from now on, with or without a network.
    pub(crate) fn enrolled_before(&mut self) -> Result<(), Refusal> {
        let (boot, asked) = (self.headquarters.boot, self.headquarters.asked);
        self.headquarters = Headquarters { boot, asked, ..Headquarters::default() };
        let current = self.device.current;
        let code = self.at_hand()?.store().head()?.store;
        let kept = Kept::read(self.machine.data(), current).and_then(|kept| {
            let Some(kept) = kept.filter(|kept| kept.store == code) else { return Ok(None) };
            kept.root()?;
            let key = Arc::new(kept.key(&self.machine, current)?);
            Ok(Some(Enrolled::of(kept, key)))
        });
        match kept {
            Ok(enrolled) => self.headquarters.enrolled = enrolled,
            // The counter works on; what is kept of headquarters is for a person to look at.
            Err(refusal) => {
                tracing::warn!(code = refusal.code, "this computer's enrolment cannot be used");
                self.headquarters.trouble = Some(Told::refusal(&refusal));
            }
        }
        let receipt = self.headquarters.enrolled.as_ref().and_then(|enrolled| enrolled.believed.clone());
        if let Some(Receipt { seq, hash, .. }) = receipt {
            self.at_hand_mut()?.acknowledged(seq, hash)?;
        }
        Ok(())
    }

    /// What this file is to headquarters, with a request in flight.
    fn local<T>(
        &self,
        enrolled: &Enrolled,
        asked: Asked,
        with: impl FnOnce(&Local<'_>) -> T,
    ) -> Result<T, Refusal> {
        let (root, store) = (enrolled.kept.root()?, self.at_hand()?.store());
        let keys = root.keys().map_err(|error| Refusal::new("hq_root", error.to_string()))?;
        // A record that cannot be read is one that this file cannot vouch for.
        let hash_at = |seq: u64| -> Option<Hash> { store.hash_at(seq).ok().flatten() };
        let local = Local {
            hq: &root.hq,
            keys: &keys,
            store: &enrolled.kept.store,
            branch: enrolled.kept.branch,
            epoch: enrolled.kept.epoch,
            // The whole line is this device's: headquarters gives no branch that leaves it elsewhere.
            base: 0,
            last: store.head()?.seq,
            hash_at: &hash_at,
            asked,
        };
        Ok(with(&local))
    }

    /// How the store stands to headquarters; `None` where it is enrolled at none.
    pub(crate) fn safe(&self) -> Result<Option<Safe>, Refusal> {
        if self.counter().is_err() {
            return Ok(None);
        }
        let Headquarters { enrolled, trouble, step, cut, fork, .. } = &self.headquarters;
        if let Some(told) = trouble.clone() {
            let waiting = self.counter()?.store().head()?.seq;
            return Ok(Some(Safe {
                uploading: Uploading::Stopped,
                safe: 0,
                waiting,
                sealed_to: 0,
                told: Some(told),
                fork: None,
            }));
        }
        let Some(enrolled) = enrolled else { return Ok(None) };
        match self.counter()?.store().alone() {
            // Nothing waits to be sent from a file that lacks what headquarters has.
            Some(ReadingAlone::Behind { .. } | ReadingAlone::Copied { .. }) => {
                let told = cut.map(Told::cut);
                return Ok(Some(Safe {
                    uploading: Uploading::Behind,
                    safe: 0,
                    waiting: 0,
                    sealed_to: 0,
                    told,
                    fork: None,
                }));
            }
            Some(ReadingAlone::Unknown { .. }) | None => {}
        }
        let (receipt, asked) = (enrolled.believed.as_ref(), Asked { boot: [0; 16], counter: 0 });
        let shown = self.local(enrolled, asked, |local| shown(local, receipt, step.as_ref()))?;
        let (sealed_to, fork) = (enrolled.kept.sealed_to, fork.clone());
        Ok(Some(Safe { sealed_to, fork, ..Safe::of(shown, *cut) }))
    }
}
