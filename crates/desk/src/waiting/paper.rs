//! The papers that a customer takes along: printed on what the store has, or saved where a person says. They are made from
//! records and leave none; a label is none of them, because each of its copies counts.

use std::sync::Arc;

use command::{Command, Refusal, Who};
use counter::papers::{self, Format, Kind, SheetPdf};
use domain::ids::ServiceNumber;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use spool::Size;
use words::Worded as _;

use super::files::{Saved, save};
use crate::Pane;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits};
use crate::machine::Machine;
use crate::printing::{Medium, Paper, Printed, print};

/// Who hands papers to customers.
const AT_WORK: &[Role] = &[Role::Advisor, Role::Operator, Role::Officer, Role::StoreManager];

/// Prints one of the customer's papers.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct PrintPaper {
    /// Of which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Which paper.
    pub kind: Kind,
    /// On what.
    pub medium: Medium,
}

/// Saves one of the customer's papers where a person says.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct SavePaper {
    /// Of which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Which paper.
    pub kind: Kind,
    /// Laid out for what.
    pub medium: Medium,
}

/// How a paper is laid out for a medium; no such paper fits on a label.
pub(super) fn format(medium: Medium) -> Result<Format, Refusal> {
    match medium {
        Medium::A4 => Ok(Format::A4),
        Medium::A5 => Ok(Format::A5),
        Medium::Receipt => Ok(Format::Roll80),
        Medium::Label => {
            Err(Refusal::new("paper_medium", "给顾客的纸质材料用 A4、A5 或 80 mm 卷纸，不用标签纸；没有打印"))
        }
    }
}

/// Its name without an ending: the service's number, a word and what it is laid out for, never a person's name.
pub(super) fn title(service: &ServiceNumber, kind: Kind, format: Format) -> String {
    let format = match format {
        Format::A4 => "a4",
        Format::A5 => "a5",
        Format::Roll80 => "roll80",
    };
    format!("{service}.{}-{format}", kind.word())
}

async fn made<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    (service, kind, medium): (ServiceNumber, Kind, Medium),
) -> Result<SheetPdf, Refusal> {
    let format = format(medium)?;
    door.with(move |desk| papers::of(desk.counter()?, &service, kind, format)).await?
}

impl Command for PrintPaper {
    const NAME: &'static str = "paper.print";
    const WHO: Who = Who::Person(AT_WORK);
    type Reply = Printed;
}

impl Waits for PrintPaper {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Printed, Refusal> {
        let Self { service, kind, medium } = self;
        let title = title(&service, kind, format(medium)?);
        let of = Some((service.clone(), kind));
        let SheetPdf { pdf, size_mm: (width_mm, height_mm) } = made(&door, (service, kind, medium)).await?;
        print(&door, Paper { medium, size: Size { width_mm, height_mm }, title, of, pdf }).await
    }
}

impl Command for SavePaper {
    const NAME: &'static str = "paper.save";
    const WHO: Who = Who::Person(AT_WORK);
    type Reply = Option<Saved>;
}

impl Waits for SavePaper {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { service, kind, medium } = self;
        let name = format!("{}.pdf", title(&service, kind, format(medium)?));
        let sheet = made(&door, (service, kind, medium)).await?;
        save(&door, format!("保存{}", kind.zh()), name, sheet.pdf).await
    }
}
