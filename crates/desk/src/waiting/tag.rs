//! Printing a tag of the daily work: to the label printer, or into the folder of papers where no printer is set. What it
//! says stands in `counter::work::tag`; that it was printed is no record, because a tag is made again from its thing.

use std::sync::Arc;

use counter::work::tag::WhichTag;
use counter::{Refusal, Window};
use domain::staff::Role;
use serde::Deserialize;
use spool::Size;

use crate::Pane;
use crate::ask::{Needs, Wait};
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits};
use crate::machine::Machine;
use crate::printing::{Medium, Paper, Printed, print};

/// Prints a tag.
#[derive(Debug, Deserialize, ts_rs::TS)]
pub struct PrintTag {
    /// Which.
    #[serde(flatten)]
    pub which: WhichTag,
}

impl Wait for PrintTag {
    const NAME: &'static str = "tag.print";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::Person(&[Role::Operator, Role::Officer, Role::Advisor, Role::StoreManager]);
    type Reply = Printed;
}

/// Lots and containers may be named with what no file and no job may be named with.
fn title(which: &WhichTag) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() || letter == '-' || letter == '.' { letter } else { '-' }
    };
    format!("tag-{}", which.id.chars().take(36).map(plain).collect::<String>())
}

impl Waits for PrintTag {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Printed, Refusal> {
        let Self { which } = self;
        let (width_mm, height_mm) = which.stock().size_mm();
        let title = title(&which);
        let pdf = door.with(move |desk| which.pdf(desk.counter()?)).await??;
        print(&door, Paper { medium: Medium::Label, size: Size { width_mm, height_mm }, title, pdf }).await
    }
}
