//! 签字: the customer sees the plan, price, use-by day, hints and warnings, and signs with a hand.

use command::{Caller, Command, Run, Topic, Who, Window};
use documents::{Signature, StrokePoint};
use domain::clean;
use domain::event::PlanSigned;
use domain::ids::ServiceNumber;
use domain::service::Planned;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::Kind;

use crate::counter::digest;
use crate::papers::{self, SheetValues};
use crate::{Counter, Host, Refusal};

/// A signature pad's strokes: each a list of x, y and milliseconds, in the pad's units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Strokes {
    /// The pad's width.
    pub width: f32,
    /// The pad's height.
    pub height: f32,
    /// One list for each time the pen came down.
    pub strokes: Vec<Vec<(f32, f32, f32)>>,
}

/// The least way that a pen goes in a signature, as a part of the pad's width: a dot or a slip is none.
const LEAST_WAY: f32 = 0.15;

impl Strokes {
    /// Whether a hand signed here: not blank, not a dot, inside the pad.
    #[must_use]
    pub fn is_signature(&self) -> bool {
        let sound = |value: f32| value.is_finite() && value > 0.0;
        if !sound(self.width) || !sound(self.height) {
            return false;
        }
        let inside = |&(x, y, _): &(f32, f32, f32)| {
            (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
        };
        let way = |stroke: &Vec<(f32, f32, f32)>| -> f32 {
            stroke.windows(2).map(|pair| (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1)).sum()
        };
        self.strokes.iter().flatten().all(inside)
            && self.strokes.iter().map(way).sum::<f32>() >= LEAST_WAY * self.width
    }

    pub(crate) fn drawn(&self) -> Signature {
        let point = |&(x, y, t): &(f32, f32, f32)| StrokePoint { x, y, t };
        Signature {
            pad_width: self.width,
            pad_height: self.height,
            strokes: self.strokes.iter().map(|stroke| stroke.iter().map(point).collect()).collect(),
        }
    }
}

/// What the vault holds of a signing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Signed {
    pub(crate) signer: String,
    pub(crate) strokes: Strokes,
}

/// Records the customer's signature on the plan.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Agree {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Who signs, as they wish to be called.
    pub signer: String,
    /// The strokes.
    pub strokes: Strokes,
}

impl Command for Agree {
    const NAME: &'static str = "service.agree";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    const WINDOWS: &'static [Window] = &[];
    type Reply = domain::signature::Digest;
}

impl<H: Host> Run<Counter<H>> for Agree {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Self::Reply, Refusal> {
        if !self.strokes.is_signature() {
            let message = "签名板是空的，或只是一个点：请顾客重新签名；没有保存";
            return Err(Refusal::new("no_signature", message));
        }
        let service = counter.service(&self.service)?;
        let state = service.at::<Planned>("签字")?;
        let at = counter.host().now();
        let signed = Signed { signer: clean::text(&self.signer), strokes: self.strokes };
        let made = papers::sheet(counter, &SheetValues { progress: state.progress(), signed: &signed, at })?;
        let (sheet, bytes) = (digest(&made.pdf), serde_json::to_vec(&signed)?);
        let (service, shown) = (self.service, sheet.clone());
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let signature = tx.seal(Kind::Strokes, &bytes)?;
            Ok(tx.record(PlanSigned { service, signature, sheet, words: Some(made.words), at })?)
        })?;
        Ok(shown)
    }
}
