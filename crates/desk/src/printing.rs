//! Papers on their way to a printer: one printer for each kind of paper, and one path for all of them. Whoever has made a
//! paper hands it to [`print`]; where no printer is set for its medium it lies in the folder of papers, and the answer says
//! so.
//!
//! This module refuses to know what is on a paper, and whether it may be printed: that was decided where it was made. A
//! unit's label, of which every copy counts, is not printed from here but by `label.print`.

use std::sync::Arc;

use command::{Command, Refusal, Run, Who};
use counter::papers;
use counter::papers::Kind;
use domain::ids::ServiceNumber;
use serde::{Deserialize, Serialize};
use spool::{Size, Title};

use crate::desk::{Desk, Pane};
use crate::device::Device;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::equipped::MANAGER;
use crate::machine::Machine;
use crate::paper_jobs;
use crate::view::DeskView;

/// A kind of paper, each with a printer of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// Labels, cut to the size of their template.
    Label,
    /// Sheets of A4.
    A4,
    /// Sheets of A5.
    A5,
    /// A roll of 80 mm.
    Receipt,
}

impl Medium {
    /// The size of a sheet; `None` for what is cut to the paper's own size.
    #[must_use]
    pub const fn sheet(self) -> Option<Size> {
        match self {
            Self::A4 => Some(Size { width_mm: 210, height_mm: 297 }),
            Self::A5 => Some(Size { width_mm: 148, height_mm: 210 }),
            Self::Label | Self::Receipt => None,
        }
    }
}

impl Device {
    /// The printer of a medium.
    #[must_use]
    pub const fn printer(&self, medium: Medium) -> Option<&String> {
        match medium {
            Medium::Label => self.label_printer.as_ref(),
            Medium::A4 => self.a4_printer.as_ref(),
            Medium::A5 => self.a5_printer.as_ref(),
            Medium::Receipt => self.receipt_printer.as_ref(),
        }
    }

    fn set_printer(&mut self, medium: Medium, printer: Option<String>) {
        let place = match medium {
            Medium::Label => &mut self.label_printer,
            Medium::A4 => &mut self.a4_printer,
            Medium::A5 => &mut self.a5_printer,
            Medium::Receipt => &mut self.receipt_printer,
        };
        *place = printer;
    }
}

/// A paper that is ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    /// On what it is printed.
    pub(crate) medium: Medium,
    /// The size that it was laid out for; the printer neither scales nor turns it.
    pub(crate) size: Size,
    /// A number that people read, never a name: it stands in the spooler's log, and is the file's name.
    pub(crate) title: String,
    /// Which paper of which customer's service it is, where it is one: such a paper is followed to its end.
    pub(crate) of: Option<(ServiceNumber, Kind)>,
    /// The paper.
    pub(crate) pdf: Vec<u8>,
}

/// What became of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PrintOutcome {
    /// The spooler has it.
    Printed,
    /// No printer is set: it lies in the folder of papers.
    Saved,
}

/// Where a paper went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Printed {
    /// What became of it.
    pub outcome: PrintOutcome,
    /// The printer, or the file's name.
    #[serde(rename = "where")]
    pub place: String,
}

/// Hands a paper to the printer of its medium, or saves it where there is none.
///
/// # Errors
/// What the spooler refuses, or the file system. The paper can be made and printed again.
pub(crate) async fn print<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    paper: Paper,
) -> Result<Printed, Refusal> {
    let title = Title::new(&paper.title).map_err(|fault| refused(&fault))?;
    let medium = paper.medium;
    let (printer, spooler) =
        door.with(move |desk| (desk.device.printer(medium).cloned(), desk.machine.spooler())).await?;
    let Some(printer) = printer else {
        let saved = door.with(move |desk| kept(&mut desk.machine, title.as_str(), &paper.pdf)).await?;
        let place = saved
            .map_err(|error| Refusal::new("file", format!("没有保存：{error}；记录已保存，可以再次打印")))?;
        return Ok(Printed { outcome: PrintOutcome::Saved, place });
    };
    let (place, of) = (printer.clone(), paper.of);
    let job = beside(move || spooler.print(&paper.pdf, &printer, &title, paper.size))
        .await?
        .map_err(|fault| refused(&fault).mend("记录已保存：检查打印机后再次打印"))?;
    if let Some(of) = of {
        paper_jobs::follow(door, of, job).await?;
    }
    Ok(Printed { outcome: PrintOutcome::Printed, place })
}

/// How many papers of one title may lie in the folder, and how many names are tried before it is said that none is free.
const NAMES: u32 = 1_000;

/// Saves a paper in the folder of papers, and answers with its name: under its title where nothing lies there or the very
/// same paper does, and with a number after it otherwise. What lies there is never written over.
pub(crate) fn kept<M: Machine>(machine: &mut M, title: &str, pdf: &[u8]) -> std::io::Result<String> {
    let folder = machine.papers();
    let named =
        |number: u32| if number == 1 { format!("{title}.pdf") } else { format!("{title}-{number}.pdf") };
    for name in (1..=NAMES).map(named) {
        match std::fs::read(folder.join(&name)) {
            Ok(same) if same == pdf => return Ok(name),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                machine.save(&name, pdf)?;
                return Ok(name);
            }
            Err(error) => return Err(error),
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}

/// A refusal of the spooler as a page sees it.
pub(crate) fn refused(refused: &spool::Refused) -> Refusal {
    Refusal::new(refused.code(), refused.to_string())
}

/// Sets the printer of a kind of paper.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct SetPrinter {
    /// For which paper.
    pub medium: Medium,
    /// Its printer; without one, such papers are saved as files.
    pub printer: Option<String>,
}

impl Command for SetPrinter {
    const NAME: &'static str = "device.set_printer";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for SetPrinter {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        let Self { medium, printer } = self;
        let printer = printer.filter(|name| !name.trim().is_empty());
        desk.changed(|device| device.set_printer(medium, printer))?;
        DeskView::of(desk, *pane)
    }
}

/// Prints a page that shows whether a printer keeps size and place.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct TryPrinter {
    /// On which paper.
    pub medium: Medium,
}

impl Command for TryPrinter {
    const NAME: &'static str = "device.try_printer";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = Printed;
}

impl Waits for TryPrinter {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Printed, Refusal> {
        let medium = self.medium;
        let sheet = match medium {
            Medium::Receipt => Some((80, 60)),
            Medium::Label | Medium::A4 | Medium::A5 => {
                medium.sheet().map(|size| (size.width_mm, size.height_mm))
            }
        };
        let paper = door
            .with(move |desk| {
                let counter = desk.counter()?;
                let (pdf, (width_mm, height_mm)) = papers::trial(counter, sheet)?;
                let title = format!("trial-{}", counter.host().now().format("%H%M%S"));
                Ok::<_, Refusal>(Paper { medium, size: Size { width_mm, height_mm }, title, of: None, pdf })
            })
            .await??;
        print(&door, paper).await
    }
}
