//! Everything that the store prints: labels, the notice that goes with them, consent and plan sheets, and tags. Values in, PDF bytes out.
//!
//! The crate refuses to be an editor and refuses to guess. It reads no clock, no file and no setting: the same values give
//! the same bytes. What does not fit, what the typeface cannot draw and what is missing is a [`Refusal`] that names the item;
//! nothing is clipped, shrunk below its legal height, or replaced by an empty box.

mod breaking;
mod consent;
mod dates;
mod day_log;
mod label;
mod letter;
mod matrix_code;
mod notice;
mod page;
mod pdf;
mod plan;
mod refusal;
mod register;
mod report;
mod sheet;
mod signature;
mod tag;
mod trial;
mod typeface;
mod workbook;

pub use consent::{
    Choice, Consent, Guardian, PlanSummary, Purpose, consent_copy_pdf, consent_pdf, consent_words,
};
pub use day_log::{DayLog, LogCell, LogColumn, LogSection, day_log_pdf, day_log_xlsx};
pub use label::{
    Component, Item, Label, LabelTemplate, Medium, NetContent, Party, Presence, SMALL_PACK_MG, TemplateItem,
    UnitIngredients, label_pdf, label_roll_pdf, label_words, left_to_the_notice, printed_items,
    shipped_templates,
};
pub use letter::{Letter, LetterLine, letter_pdf};
pub use notice::notice_pdf;
pub use plan::{PlanComponent, PlanSheet, PlannedUseBy, plan_pdf};
pub use refusal::Refusal;
pub use register::{Language, RegisterPaper, register_pdf, register_xlsx};
pub use sheet::{Format, SheetPdf};
pub use signature::{Signature, StrokePoint};
pub use tag::{Tag, TagStock, tag_pdf};
pub use trial::trial_pdf;
pub use typeface::Typeface;
