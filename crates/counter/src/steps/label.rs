//! 标签: issued once its record is durable, then read back from the unit before 放行.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{LabelIssued, LabelScanned};
use domain::ids::{ServiceNumber, TemplateId};
use domain::service::{Blended, Step};
use domain::signature::Digest;
use rules::Gate;
use serde::{Deserialize, Serialize};

use crate::counter::digest;
use crate::papers::{self, Unit};
use crate::{Counter, Host, Refusal, gates, label_code, templates};

/// Issues the unit's label.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct IssueLabel {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Which template.
    #[ts(as = "String")]
    pub template: TemplateId,
}

impl Command for IssueLabel {
    const NAME: &'static str = "service.label";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service];
    /// SHA-256 of the label's PDF.
    type Reply = Digest;
}

impl<H: Host> Run<Counter<H>> for IssueLabel {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Digest, Refusal> {
        let service = counter.service(&self.service)?;
        let state = service.at::<Blended>("标签")?;
        templates::usable_or_refused(counter, &self.template)?;
        gates::ask(counter, &service, Gate::Label, None)?;
        let version = templates::shipped(counter, &self.template).map_or(0, |shipped| shipped.version);
        let progress = state.progress();
        let (label, _) = papers::label(counter, &Unit::of(progress)?, &self.template)?;
        let cleared = progress.clearance().map(|clearance| clearance.parts().use_by.date());
        let use_by = cleared.ok_or_else(|| Refusal::new("paper_missing", "还没有开工核对"))?;
        let pdf = digest(&label.pdf);
        let event = LabelIssued {
            batch: self.service.batch(),
            service: self.service,
            template: self.template,
            version,
            pdf: pdf.clone(),
            words: Some(label.words),
            use_by,
        };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))?;
        Ok(pdf)
    }
}

/// Reads the label back from the unit, once it came out of the printer: the unit's number alone, which stands on the screen
/// too, does not prove that there is a label (山东指南 第十九条).
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct ScanLabel {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// What the scanner read: the signed code, or the number beside it.
    pub read: String,
}

impl Command for ScanLabel {
    const NAME: &'static str = "service.scan_label";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for ScanLabel {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let read = label_code::number(counter, &self.service, &self.read)?;
        if counter.service(&self.service)?.step() == Step::Labelled {
            super::copies::live(counter, &self.service)?.may_scan()?;
        }
        let event = LabelScanned { service: self.service, read };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}
