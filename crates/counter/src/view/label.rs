//! The label as a picture of the very PDF that is printed, so that what is read on the screen is what will stick to the
//! unit.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use command::{Caller, Command, Run, Who};
use domain::ids::{ServiceNumber, TemplateId};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::proposal;
use super::reader::Reader;
use crate::error::undrawn;
use crate::papers::{self, Unit};
use crate::{Counter, Host, Refusal};

/// Dots an inch: what label printers print at.
pub(super) const DOTS_PER_INCH: u16 = 300;

/// Looks at the label of a service.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookLabel {
    /// Of which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

/// The label.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LabelView {
    /// PNG, in base64.
    pub png: String,
    /// How wide the label is.
    pub width_mm: f32,
    /// How high it is.
    pub height_mm: f32,
}

impl Command for LookLabel {
    const NAME: &'static str = "service.label_view";
    const WHO: Who = Who::Person(&[Role::Operator, Role::Officer, Role::Advisor, Role::StoreManager]);
    type Reply = LabelView;
}

impl<H: Host> Run<Counter<H>> for LookLabel {
    /// Before a label is issued: as the proposed template would show it. Afterwards: as it was issued, or not at all.
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<LabelView, Refusal> {
        let service = counter.service(&self.service)?;
        let progress = service.progress();
        let pdf = if progress.label().is_some() {
            papers::label_as_issued(counter, progress)?.1.pdf
        } else {
            let reader = Reader::of(counter, caller)?;
            let none = || {
                let message = "没有已审核的标签模板，不能预览；没有改动";
                Refusal::new("template_not_approved", message).clause("shandong-guide", "第十九条")
            };
            let unit = Unit::of(progress)?;
            let template =
                TemplateId::new(&proposal::template_for(&reader, unit.plan.size)?.ok_or_else(none)?)?;
            papers::label(counter, &unit, &template)?.0.pdf
        };
        let picture = preview::label_png(&pdf, DOTS_PER_INCH).map_err(undrawn)?;
        Ok(LabelView {
            png: STANDARD.encode(&picture.png),
            width_mm: picture.width_mm,
            height_mm: picture.height_mm,
        })
    }
}
