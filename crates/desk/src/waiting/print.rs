//! Printing: the label goes to the spooler, or into the folder of papers where no printer is set.

use std::sync::Arc;

use counter::{Counter, Host, Refusal, Window, papers};
use domain::ids::ServiceNumber;
use domain::staff::Role;
use serde::Deserialize;
use spool::{Size, Spooler};

use crate::Pane;
use crate::ask::{Needs, Wait};
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::machine::Machine;
use crate::printing::{Medium, Paper, Printed, print, refused};

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
        let title = format!("{}.label", self.service);
        let number = self.service;
        let (pdf, size) = door
            .with(move |desk| {
                let counter = desk.counter()?;
                Ok::<_, Refusal>((papers::again(counter, &number)?.label, size(counter, &number)?))
            })
            .await??;
        print(&door, Paper { medium: Medium::Label, size, title, pdf }).await
    }
}
