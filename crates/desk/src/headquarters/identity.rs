//! What identifies customers on its way to headquarters: who chose is looked at before each round, and once records are level there,
//! what was released is sent, one item after the other in the order of the releasing records. One that headquarters does not take
//! holds up no other.

use std::sync::Arc;

use command::Refusal;
use sync::answer::Answer;
use sync::calls::{SealedHeader, SealedItem, SealedOutcome};
use sync::plan::Step;
use sync::receipt::Asked;
use uplink::{Asker, Cut, Line};

use super::Enrolled;
use super::enrol::PROGRAM;
use crate::Desk;
use crate::Topic;
use crate::dialogs::Dialogs;
use crate::door::Door;
use crate::machine::Machine;

/// One item on its way.
struct Parcel {
    enrolled: Enrolled,
    asked: Asked,
    header: SealedHeader,
    bytes: Vec<u8>,
}

/// What follows from an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// This one is settled; the next.
    Next,
    /// Later: there is no answer now.
    Later,
    /// The enterprise keeps none of it.
    NotTaken,
}

fn then(answer: &Result<Answer<SealedOutcome>, Cut>) -> Then {
    match answer {
        Ok(Answer::Outcome(outcome)) => match outcome {
            SealedOutcome::Kept | SealedOutcome::Already | SealedOutcome::Erased => Then::Next,
            // It would be no different the next time; headquarters' people see it in its log, ours here.
            SealedOutcome::NoBasis | SealedOutcome::Differs => {
                let code = sync::answer::Outcome::code(outcome);
                tracing::warn!(code, "headquarters does not keep an item that was released");
                Then::Next
            }
            SealedOutcome::NoRecord => Then::Later,
            SealedOutcome::NotTaken => Then::NotTaken,
        },
        Ok(Answer::Refused(_) | Answer::Unknown(_)) | Err(_) => Then::Later,
    }
}

impl<M: Machine> Desk<M> {
    /// Looks through some records for customers who chose; whether there are more.
    fn considers(&mut self) -> Result<bool, Refusal> {
        let Some(mut enrolled) = self.headquarters.enrolled.clone() else { return Ok(false) };
        let Ok(counter) = self.counter_mut() else { return Ok(false) };
        let (from, takes) = (enrolled.kept.considered.max(1), enrolled.kept.takes_identity);
        let next = counter.considers_identity(from, takes)?;
        if next <= enrolled.kept.considered {
            return Ok(false);
        }
        enrolled.kept.considered = next;
        // Kept with the next receipt: what is looked at twice is released once.
        self.headquarters.enrolled = Some(enrolled);
        Ok(next > from)
    }

    /// The next item, where records are level and headquarters takes it.
    fn parcel(&mut self) -> Result<Option<Parcel>, Refusal> {
        let level = self.headquarters.step == Some(Step::Level);
        let Some(enrolled) = self.headquarters.enrolled.clone().filter(|_| level) else { return Ok(None) };
        let kept = &enrolled.kept;
        let safe = enrolled.believed.as_ref().map_or(0, |receipt| receipt.seq);
        if !kept.takes_identity {
            return Ok(None);
        }
        let Some((row, opened)) = self.counter()?.next_released(kept.sealed_to)? else { return Ok(None) };
        if row.seq > safe {
            return Ok(None);
        }
        let asked = self.headquarters.asks()?;
        let header = SealedHeader { item: row.item.to_string(), salt: opened.salt, seq: row.seq };
        Ok(Some(Parcel { enrolled, asked, header, bytes: opened.bytes }))
    }

    /// Takes an answer; whether the next item is to be sent.
    fn delivered(&mut self, parcel: &Parcel, then: Then) -> Result<bool, Refusal> {
        let now = self.headquarters.enrolled.as_ref().map(|enrolled| enrolled.key.id());
        if now != Some(parcel.enrolled.key.id()) {
            return Ok(false);
        }
        let mut enrolled = parcel.enrolled.clone();
        if let Some(now) = &self.headquarters.enrolled {
            enrolled.meanwhile(now);
        }
        match then {
            Then::Next => enrolled.kept.sealed_to = parcel.header.seq,
            Then::NotTaken => enrolled.kept.takes_identity = false,
            Then::Later => return Ok(false),
        }
        enrolled.kept.write(self.machine.data(), self.device.current)?;
        self.headquarters.enrolled = Some(enrolled);
        self.publish(&[Topic::Headquarters]);
        Ok(then == Then::Next)
    }
}

impl<M: Machine, D: Dialogs> Door<M, D> {
    /// Looks at whoever chose since the last time.
    pub(super) async fn considered(self: &Arc<Self>) -> Result<(), Refusal> {
        while self.with(Desk::considers).await?? {}
        Ok(())
    }

    /// Sends what was released and is not settled at headquarters.
    pub(super) async fn seals(self: &Arc<Self>) -> Result<(), Refusal> {
        while let Some(parcel) = self.with(Desk::parcel).await?? {
            let kept = &parcel.enrolled.kept;
            let body = SealedItem::written(&parcel.header, &parcel.bytes);
            let body = body.map_err(|malformed| Refusal::new(malformed.code(), malformed.to_string()))?;
            let answer = match Line::to(&kept.url) {
                Ok(line) => {
                    let asker = Asker { store: &kept.store, key: &parcel.enrolled.key, program: PROGRAM };
                    line.sealed(asker, parcel.asked, &parcel.header.item, body).await
                }
                Err(cut) => Err(cut),
            };
            let then = then(&answer);
            if !self.with(move |desk| desk.delivered(&parcel, then)).await?? {
                break;
            }
        }
        Ok(())
    }
}
