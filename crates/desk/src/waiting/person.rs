//! The papers of a customer's rights: printed on what the store has, or saved where a person says, as a paper or as a file
//! that machines read.

use std::sync::Arc;

use command::{Caller, Command, Refusal, Topic, Who};
use counter::rights::paper::Paper as Which;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use spool::Size;

use super::files::{Saved, save};
use super::paper::format;
use crate::Pane;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits};
use crate::machine::Machine;
use crate::printing::{Medium, Paper, Printed, print};

/// Who answers a customer.
const ANSWERS: &[Role] = &[Role::Advisor, Role::StoreManager];

/// Prints a paper of a customer's rights.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct PrintPerson {
    /// Which paper.
    pub paper: Which,
    /// On what.
    pub medium: Medium,
}

/// In which form a paper is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PersonForm")]
pub enum Form {
    /// For people.
    Pdf,
    /// For machines.
    Json,
}

/// Saves a paper of a customer's rights where a person says.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct SavePerson {
    /// Which paper.
    pub paper: Which,
    /// In which form.
    pub form: Form,
}

impl Command for PrintPerson {
    const NAME: &'static str = "person.print";
    const WHO: Who = Who::Person(ANSWERS);
    const STALE: &'static [Topic] = &[Topic::Access];
    type Reply = Printed;
}

impl Waits for PrintPerson {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Printed, Refusal> {
        let Self { paper, medium } = self;
        let (format, title) = (format(medium)?, paper.name());
        let made = door.with(move |desk| {
            let caller = Caller::Staff(desk.who()?.clone());
            paper.pdf(desk.counter_mut()?, &caller, format)
        });
        let sheet = made.await??;
        let (width_mm, height_mm) = sheet.size_mm;
        let size = Size { width_mm, height_mm };
        print(&door, Paper { medium, size, title, of: None, pdf: sheet.pdf }).await
    }
}

impl Command for SavePerson {
    const NAME: &'static str = "person.save";
    const WHO: Who = Who::Person(ANSWERS);
    const STALE: &'static [Topic] = &[Topic::Access];
    type Reply = Option<Saved>;
}

impl Waits for SavePerson {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { paper, form } = self;
        let (name, title) = (paper.name(), format!("保存{}", paper.title()));
        let made = door.with(move |desk| {
            let caller = Caller::Staff(desk.who()?.clone());
            let counter = desk.counter_mut()?;
            match form {
                Form::Pdf => Ok(paper.pdf(counter, &caller, counter::papers::Format::A4)?.pdf),
                Form::Json => paper.json(counter, &caller),
            }
        });
        let bytes = made.await??;
        let ending = match form {
            Form::Pdf => "pdf",
            Form::Json => "json",
        };
        save(&door, title, format!("{name}.{ending}"), bytes).await
    }
}
