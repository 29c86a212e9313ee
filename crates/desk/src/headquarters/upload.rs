//! Uploading, beside the work: one flight at a time, each planned by [`sync::plan`] from what lies here and what was heard. The desk
//! is held for the planning alone; records are read by a connection of their own.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use command::Refusal;
use counter::Compared;
use store::{Key, Most, Portion, records_beside};
use sync::answer::Answer;
use sync::calls::{Batch, BatchHeader, HeadOutcome, HeadQuery};
use sync::frame::UNPACKED;
use sync::plan::{Heard, Keep, Planned, Sent, Step, plan};
use sync::receipt::Asked;
use sync::wait::{STOPPED, Trigger, pause, starts};
use uplink::{Asker, Cut, Line};

use super::enrol::PROGRAM;
use super::{Enrolled, random};
use crate::Topic;
use crate::desk::Desk;
use crate::dialogs::Dialogs;
use crate::door::{Door, beside};
use crate::machine::Machine;
use crate::news::NewsFeed;

/// Room that a batch's header and the lengths of its frames take.
pub(super) const AROUND: usize = 128 << 10;
/// How often headquarters is asked while nothing else asks it.
const EACH: Duration = Duration::from_secs(60);
/// How long a program that closes waits for headquarters.
const SHORTLY: Duration = Duration::from_secs(3);

/// What a flight goes with.
pub(super) struct Flight {
    pub(super) enrolled: Enrolled,
    pub(super) asked: Asked,
    pub(super) what: What,
}

/// What a flight is for.
pub(super) enum What {
    /// The head, compared at this file's last record.
    Ask { at: u64, erased_from: Option<u64> },
    /// Records.
    Send { from: u64, until: Option<u64>, most: usize, folder: PathBuf, key: Key },
}

impl<M: Machine> Desk<M> {
    /// Whether a flight begins now; then none other does until it ended.
    fn takes_off(&mut self, trigger: Trigger) -> bool {
        let now = self.machine.monotonic();
        let headquarters = &mut self.headquarters;
        let pausing = headquarters.pausing.is_some_and(|until| until > now);
        if headquarters.enrolled.is_none() || !starts(trigger, headquarters.in_flight, pausing) {
            return false;
        }
        headquarters.in_flight = true;
        true
    }

    fn landed(&mut self) {
        self.headquarters.in_flight = false;
    }

    /// The next thing to ask of headquarters; `None` where there is nothing to ask any more.
    fn next_flight(&mut self, begun: bool) -> Result<Option<Flight>, Refusal> {
        let (last, erased_from) = match self.counter() {
            Ok(counter) => (counter.store().head()?.seq, counter.asks_what_is_gone()?),
            Err(_) => return Ok(None),
        };
        let (folder, key) = (self.folder(), self.key()?);
        let headquarters = &mut self.headquarters;
        let Some(enrolled) = headquarters.enrolled.clone() else { return Ok(None) };
        let most = headquarters.pace.most;
        let send = |from, until| What::Send { from, until, most, folder, key };
        let what = match headquarters.step.as_ref().filter(|_| begun) {
            Some(Step::Send { first, until }) => send(*first, *until),
            Some(Step::Resend { first, .. } | Step::Tell { at: first, .. }) => send(*first, None),
            Some(Step::Ask) => What::Ask { at: last, erased_from },
            Some(
                Step::Level
                | Step::Forked { .. }
                | Step::Behind { .. }
                | Step::Verify { .. }
                | Step::Waiting { .. }
                | Step::Stopped(_),
            ) => return Ok(None),
            // The first of a round. Where headquarters acknowledged what was here a moment ago, what came since follows it.
            None => match (&headquarters.step, &enrolled.believed) {
                (Some(Step::Level), Some(receipt)) if receipt.seq < last => send(receipt.seq + 1, None),
                _ => What::Ask { at: last, erased_from },
            },
        };
        let asked = headquarters.asks()?;
        Ok(Some(Flight { enrolled, asked, what }))
    }

    /// Takes what was heard: keeps the receipt first, then says what is next.
    pub(super) fn listens(
        &mut self,
        flight: &Flight,
        heard: Heard<'_>,
        cut: Option<Cut>,
    ) -> Result<bool, Refusal> {
        // Meanwhile another store was opened here, or this computer was enrolled anew: the answer is of an enrolment that is over.
        let now = self.headquarters.enrolled.as_ref().map(|enrolled| enrolled.key.id());
        if now != Some(flight.enrolled.key.id()) {
            return Ok(false);
        }
        let kept = flight.enrolled.believed.as_ref();
        let pace = self.headquarters.pace;
        let Planned { step, pace, keep, epoch } =
            self.local(&flight.enrolled, flight.asked, |local| plan(local, kept, pace, heard))?;
        let mut enrolled = flight.enrolled.clone();
        if let Some(now) = &self.headquarters.enrolled {
            enrolled.meanwhile(now);
        }
        let mut named = None;
        match keep {
            Keep::Same => {}
            Keep::New(receipt) => {
                enrolled.promised(Some(receipt));
                enrolled.kept.listened(&heard, epoch);
                named = enrolled.believed.clone();
            }
            Keep::Withdrawn => enrolled.promised(None),
        }
        enrolled.kept.epoch = enrolled.kept.epoch.max(epoch);
        if enrolled.kept != flight.enrolled.kept {
            enrolled.kept.write(self.machine.data(), self.device.current)?;
            self.headquarters.enrolled = Some(enrolled);
        }
        let mut step = step;
        if let Some(receipt) = named {
            let counter = self.counter_mut()?;
            counter.gone_at_headquarters(&receipt.erased, receipt.epoch, receipt.at)?;
            // Nothing is written into a file that is not the newest.
            if matches!(step, Step::Level | Step::Send { .. }) {
                let Compared { ahead, recorded } = counter.compared(receipt.at)?;
                self.headquarters.clock = ahead;
                if recorded && step == Step::Level {
                    // What was recorded just now goes up in the same round.
                    step = Step::Ask;
                }
            }
        }
        let now = self.machine.monotonic();
        let wait = match &step {
            Step::Waiting { after } => {
                let jitter = u32::from_be_bytes(random()?);
                Some(pause(pace.failures, jitter, *after))
            }
            Step::Forked { .. } | Step::Behind { .. } | Step::Verify { .. } | Step::Stopped(_) => {
                Some(STOPPED)
            }
            Step::Level | Step::Send { .. } | Step::Resend { .. } | Step::Tell { .. } | Step::Ask => None,
        };
        if let Step::Behind { hq, .. } = step {
            // From here on nothing more is written into a file that is older than its copy.
            self.counter_mut()?.is_behind(hq);
        }
        let goes_on = step.goes_on();
        let headquarters = &mut self.headquarters;
        headquarters.pausing = wait.map(|wait| now + u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        headquarters.cut = cut;
        headquarters.pace = pace;
        if headquarters.step.as_ref() != Some(&step) {
            tracing::info!(step = step_name(&step), "headquarters");
        }
        headquarters.differs(&step);
        headquarters.step = Some(step);
        self.publish(&[Topic::Headquarters]);
        Ok(goes_on)
    }
}

impl super::kept::Kept {
    /// Takes over what an answer that is believed says beside its receipt. After headquarters was restored, what it has of identities is
    /// sent again; once it takes them, whoever chose before is looked at again.
    fn listened(&mut self, heard: &Heard<'_>, epoch: u64) {
        if epoch > self.epoch {
            self.sealed_to = 0;
        }
        if let Heard::Head(Answer::Outcome(HeadOutcome::Receipt { identity, .. })) = heard {
            if *identity && !self.takes_identity {
                self.considered = 0;
            }
            self.takes_identity = *identity;
        }
    }
}

const fn step_name(step: &Step) -> &'static str {
    match step {
        Step::Level => "level",
        Step::Send { .. } => "send",
        Step::Resend { .. } => "resend",
        Step::Tell { .. } => "tell",
        Step::Forked { .. } => "forked",
        Step::Behind { .. } => "behind",
        Step::Ask => "ask",
        Step::Verify { .. } => "verify",
        Step::Waiting { .. } => "waiting",
        Step::Stopped(_) => "stopped",
    }
}

impl<M: Machine, D: Dialogs> Door<M, D> {
    /// Keeps headquarters level while the program runs: at the start, after each commit, each minute, and when a pause is over.
    pub async fn uploads(self: Arc<Self>) {
        let mut trigger = Trigger::Opening;
        loop {
            self.fly(trigger).await;
            let (seen, pause) = self.with(|desk| desk.until_next()).await.unwrap_or((0, EACH));
            trigger = tokio::select! {
                () = self.written(seen) => Trigger::Committed,
                () = tokio::time::sleep(pause) => Trigger::PauseOver,
            };
        }
    }

    /// One round with headquarters, for whoever has no window: how the store stands afterwards; `None` where it is enrolled nowhere.
    ///
    /// # Errors
    /// What the desk answers.
    pub async fn syncs(self: Arc<Self>) -> Result<Option<super::Safe>, Refusal> {
        self.fly(Trigger::Person).await;
        self.with(|desk| desk.safe()).await?
    }

    /// Waits until there is a record more than `seen`.
    async fn written(&self, seen: u64) {
        let last = || Some(self.desk().counter().ok()?.store().head().ok()?.seq);
        beyond(&self.feed, seen, last).await;
    }

    /// One round of flights, from the question for the head until there is nothing to send or nobody answers.
    pub(crate) async fn fly(self: &Arc<Self>, trigger: Trigger) {
        if !self.with(move |desk| desk.takes_off(trigger)).await.unwrap_or(false) {
            // How many wait is shown all the same.
            self.feed.publish(&[Topic::Headquarters]);
            return;
        }
        if let Err(refusal) = self.round().await {
            tracing::warn!(code = refusal.code, "a flight to headquarters was not made");
        }
        // Where even that fails, the desk itself is gone.
        drop(self.with(Desk::landed).await);
    }

    /// The same, for at most a moment, as the program closes.
    pub(crate) async fn fly_shortly(self: &Arc<Self>) {
        let waits = self.with(|desk| desk.safe()).await.ok().and_then(Result::ok).flatten();
        if waits.is_none_or(|safe| safe.waiting == 0) {
            return;
        }
        // On a task of its own: who stays open after all must find the flight landed, and not cut off in the air.
        let door = Arc::clone(self);
        let flying = tokio::spawn(async move { door.fly(Trigger::Closing).await });
        // What did not get there goes when the program is opened again.
        let _ = tokio::time::timeout(SHORTLY, flying).await;
    }

    async fn round(self: &Arc<Self>) -> Result<(), Refusal> {
        self.considered().await?;
        let mut begun = false;
        loop {
            let Some(flight) = self.with(move |desk| desk.next_flight(begun)).await?? else { break };
            begun = true;
            let goes_on = self.flown(flight).await?;
            if !goes_on {
                break;
            }
        }
        self.seals().await?;
        // Where the board is followed, or nobody answers, it is not asked for here.
        if self.with(|desk| desk.looks_down()).await? {
            self.comes_down(0).await?;
        }
        Ok(())
    }

    async fn flown(self: &Arc<Self>, flight: Flight) -> Result<bool, Refusal> {
        let nothing = |cut: Option<Cut>| {
            move |desk: &mut Desk<M>, flight: &Flight| {
                desk.listens(flight, Heard::Nothing { after: None }, cut)
            }
        };
        let Enrolled { kept, key, .. } = flight.enrolled.clone();
        let line = match Line::to(&kept.url) {
            Ok(line) => line,
            Err(cut) => return self.with(move |desk| nothing(Some(cut))(desk, &flight)).await?,
        };
        let asker = Asker { store: &kept.store, key: &key, program: PROGRAM };
        match &flight.what {
            What::Ask { at, erased_from } => {
                let at = Some(*at).filter(|at| *at > 0);
                let query = HeadQuery { branch: kept.branch, at, erased_from: *erased_from };
                let answer = line.head(asker, flight.asked, query).await;
                self.with(move |desk| match &answer {
                    Ok(answer) => desk.listens(&flight, Heard::Head(answer), None),
                    Err(cut) => nothing(Some(*cut))(desk, &flight),
                })
                .await?
            }
            What::Send { from, until, most, folder, key: opens } => {
                let (from, folder, opens) = (*from, folder.clone(), opens.clone());
                let records = until.map_or(*most, |until| {
                    usize::try_from(until.saturating_sub(from) + 1).unwrap_or(*most).min(*most)
                });
                let most = Most { records, bytes: UNPACKED - AROUND - 4 * records };
                let portion = beside(move || records_beside(&folder, &opens, from, most)).await??;
                let Some(Portion { prev, bodies, head }) = portion else {
                    // What was to be sent is not there: planned anew from the head.
                    return self.with(move |desk| nothing(None)(desk, &flight)).await?;
                };
                let header = BatchHeader {
                    store: kept.store.clone(),
                    branch: kept.branch,
                    first: from,
                    prev,
                    head: (&head).into(),
                };
                let sent = Sent { first: from, last: head.head.seq };
                let batch = beside(move || Batch::written(&header, bodies.iter().map(Vec::as_slice))).await?;
                let batch =
                    batch.map_err(|malformed| Refusal::new(malformed.code(), malformed.to_string()))?;
                let answer = line.records(asker, flight.asked, batch).await;
                self.with(move |desk| match &answer {
                    Ok(answer) => desk.listens(&flight, Heard::Records(sent, answer), None),
                    Err(cut) => nothing(Some(*cut))(desk, &flight),
                })
                .await?
            }
        }
    }
}

impl<M: Machine> Desk<M> {
    /// The last record, and how long until headquarters is asked although nothing was written.
    fn until_next(&self) -> (u64, Duration) {
        let last =
            self.counter().ok().and_then(|counter| counter.store().head().ok()).map_or(0, |head| head.seq);
        let left = self.headquarters.pausing.map(|until| until.saturating_sub(self.machine.monotonic()));
        let left = left.filter(|left| *left > 0).map(Duration::from_millis);
        (last, left.unwrap_or(EACH))
    }
}

/// Waits until the last record is one more than `seen`; looks again after each piece of news.
async fn beyond(feed: &NewsFeed, seen: u64, last: impl Fn() -> Option<u64>) {
    loop {
        // What is published after this is heard; what was written before it is seen below.
        let revision = feed.revision();
        if last().is_some_and(|last| last > seen) {
            return;
        }
        feed.changed(revision).await;
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    #[test]
    fn a_record_that_is_written_while_somebody_looks_is_not_slept_over() {
        let (feed, written) = (NewsFeed::default(), Cell::new(7_u64));
        let looks = Cell::new(0);
        let last = || {
            let seen = written.get();
            looks.set(looks.get() + 1);
            // Just behind the first look, before anybody waits, a record is written and published.
            if looks.get() == 1 {
                written.set(8);
                feed.publish(&[Topic::Store]);
            }
            Some(seen)
        };
        let mut waits = pin!(beyond(&feed, 7, last));
        let polled = waits.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!((polled, looks.get()), (Poll::Ready(()), 2), "it looks again at once");
    }

    #[test]
    fn where_nothing_is_written_it_waits_and_wakes_with_the_news() {
        let (feed, written) = (NewsFeed::default(), Cell::new(7_u64));
        let mut waits = pin!(beyond(&feed, 7, || Some(written.get())));
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(waits.as_mut().poll(&mut context), Poll::Pending);
        feed.publish(&[Topic::Headquarters]);
        assert_eq!(waits.as_mut().poll(&mut context), Poll::Pending, "other news is no record");
        written.set(8);
        feed.publish(&[Topic::Store]);
        assert_eq!(waits.as_mut().poll(&mut context), Poll::Ready(()));
    }
}
