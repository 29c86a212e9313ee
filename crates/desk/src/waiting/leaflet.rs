//! The leaflet that goes with a label: what a small label leaves out stands in it (标签管理办法 第十七条), so it is printed when the
//! first copy of the label is, on whatever other paper the store has a printer for.
//!
//! It comes after the label and never in its way: whatever becomes of it is an answer, not a refusal, and the label is printed
//! once all the same. It leaves no record, as no paper of the customer's does.

use std::sync::Arc;

use command::Refusal;
use counter::papers::{self, Kind, SheetPdf};
use counter::{Counter, Host};
use domain::ids::ServiceNumber;
use domain::label::LabelCopy;
use serde::Serialize;
use spool::Size;

use super::paper::{format, title};
use crate::device::Device;
use crate::dialogs::Dialogs;
use crate::door::Door;
use crate::machine::Machine;
use crate::printing::{Medium, Paper, Printed, print};

/// What became of the leaflet beside a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LeafletBeside {
    /// On which paper.
    pub medium: Medium,
    /// The printer that has it; none where it was not printed.
    pub printer: Option<String>,
    /// Why it was not printed.
    pub said: Option<String>,
}

/// Where a label went, and the leaflet with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LabelPrinted {
    /// Where the label went.
    #[serde(flatten)]
    pub label: Printed,
    /// What became of the leaflet, where one was printed beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub leaflet: Option<LeafletBeside>,
}

impl Device {
    /// The paper for a leaflet: the first of A5, A4 and the roll that has a printer.
    fn leaflet_medium(&self) -> Option<Medium> {
        [Medium::A5, Medium::A4, Medium::Receipt].into_iter().find(|medium| self.printer(*medium).is_some())
    }
}

/// Whether a label is about to be handed to a spooler for the first time: a second copy, and a second attempt after the spooler
/// had the first, come without another leaflet.
pub(super) fn first<H: Host>(counter: &Counter<H>, service: &ServiceNumber) -> Result<bool, Refusal> {
    let copies = counter.store().labels_of(service)?;
    let fresh = |copy: &LabelCopy| copy.copy == 1 && copy.attempts.iter().all(|one| one.job.is_none());
    Ok(copies.last().is_some_and(fresh))
}

/// Prints the leaflet of a label that the spooler has, where the label leaves something to it and there is a printer for it.
pub(super) async fn printed_with<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    service: ServiceNumber,
) -> Option<LeafletBeside> {
    let medium = door.with(|desk| desk.device.leaflet_medium()).await.ok()??;
    let (printer, said) = match printed(door, service, medium).await {
        Ok(None) => return None,
        Ok(Some(Printed { place, .. })) => (Some(place), None),
        Err(refusal) => {
            tracing::warn!(code = refusal.code, "a leaflet was not printed beside its label");
            (None, Some(refusal.message))
        }
    };
    Some(LeafletBeside { medium, printer, said })
}

async fn printed<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    service: ServiceNumber,
    medium: Medium,
) -> Result<Option<Printed>, Refusal> {
    let format = format(medium)?;
    let title = title(&service, Kind::Leaflet, format);
    let of = Some((service.clone(), Kind::Leaflet));
    let sheet = door
        .with(move |desk| {
            let counter = desk.counter()?;
            if papers::left_to_the_leaflet(counter, &service)?.is_empty() {
                return Ok::<_, Refusal>(None);
            }
            papers::of(counter, &service, Kind::Leaflet, format).map(Some)
        })
        .await??;
    let Some(SheetPdf { pdf, size_mm: (width_mm, height_mm) }) = sheet else { return Ok(None) };
    print(door, Paper { medium, size: Size { width_mm, height_mm }, title, of, pdf }).await.map(Some)
}
