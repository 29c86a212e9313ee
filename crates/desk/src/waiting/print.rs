//! Printing: the label goes to the spooler, or into the folder of papers where no printer is set.

use std::sync::Arc;

use counter::{Counter, Host, Refusal, Window, papers};
use domain::ids::ServiceNumber;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use spool::{Size, Spooler, Title};

use crate::Pane;
use crate::ask::{Needs, Wait};
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::machine::Machine;

/// The stock that a service's label is cut for.
fn size<H: Host>(counter: &Counter<H>, number: &ServiceNumber) -> Result<Size, Refusal> {
    let service = counter.service(number)?;
    let issued = service.progress().label().map(|label| label.template.as_str().to_owned());
    let known = counter.assets().templates.iter().find(|template| Some(&template.id) == issued.as_ref());
    let unknown = || Refusal::new("template_unknown", "标签的模板不在本版本里；没有打印，标签的记录已保存");
    let template = known.ok_or_else(unknown)?;
    // Stock is cut in whole millimetres, as the shipped templates are.
    let whole = |millimetres: f32| format!("{millimetres:.0}").parse().unwrap_or(0);
    Ok(Size { width_mm: whole(template.medium.width_mm), height_mm: whole(template.medium.height_mm) })
}

fn refused(refused: &spool::Refused) -> Refusal {
    Refusal::new(refused.code(), refused.to_string())
}

/// The printers of this computer.
#[derive(Debug, Deserialize, ts_rs::TS)]
pub struct Printers {}

impl Wait for Printers {
    const NAME: &'static str = "device.printers";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::Person(&[]);
    type Reply = Vec<String>;
}

impl Waits for Printers {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        _: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Vec<String>, Refusal> {
        let printers = beside(|| Spooler::system().printers()).await?.map_err(|fault| refused(&fault))?;
        Ok(printers.into_iter().map(|printer| printer.name).collect())
    }
}

/// Prints the label and the notice of a service.
#[derive(Debug, Deserialize, ts_rs::TS)]
pub struct PrintLabel {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
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

impl Wait for PrintLabel {
    const NAME: &'static str = "label.print";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::Person(&[Role::Operator, Role::Officer, Role::Advisor, Role::StoreManager]);
    type Reply = Printed;
}

impl Waits for PrintLabel {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Printed, Refusal> {
        let number = self.service.clone();
        let (made, printer, size) = door
            .with(move |desk| {
                let counter = desk.counter()?;
                let made = papers::again(counter, &number)?;
                let size = size(counter, &number)?;
                Ok::<_, Refusal>((made, desk.device.label_printer.clone(), size))
            })
            .await??;
        let name = format!("{}-label.pdf", self.service);
        let Some(printer) = printer else {
            let (file, bytes) = (name.clone(), made.label);
            let saved = door.with(move |desk| desk.machine.save(&file, &bytes)).await?;
            saved.map_err(|error| {
                Refusal::new("file", format!("标签没有保存：{error}；记录已保存，可以再次打印"))
            })?;
            return Ok(Printed { outcome: PrintOutcome::Saved, place: name });
        };
        let title = Title::new(self.service.as_str()).map_err(|fault| refused(&fault))?;
        let place = printer.clone();
        beside(move || Spooler::system().print(&made.label, &printer, &title, size))
            .await?
            .map_err(|fault| refused(&fault).mend("标签的记录已保存：检查打印机后再次打印"))?;
        Ok(Printed { outcome: PrintOutcome::Printed, place })
    }
}
