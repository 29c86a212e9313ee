//! Registers on paper, in files and out of tables: printed, saved where a person says, brought in from a table that was
//! picked. What they say stands in `counter::entries`.

use std::sync::Arc;

use command::{Caller, Command, Refusal, Who};
use counter::entries::{Brought, Form, Papers, TakeAlong};
use serde::{Deserialize, Serialize};
use spool::Size;

use super::files::{Saved, save, used};
use crate::Pane;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::files::{self, Purpose};
use crate::machine::Machine;
use crate::printing::{Medium, Paper, Printed, print};

/// Whether a register may be read, and by whom with names, is the register's to say; the counter asks it.
const READERS: Who = Who::Person(&[]);

/// Saves a register, or one entry, where a person says.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct SaveRegister {
    /// Which entries.
    #[serde(flatten)]
    pub which: TakeAlong,
    /// In which form.
    pub form: Form,
}

impl Command for SaveRegister {
    const NAME: &'static str = "register.save";
    const WHO: Who = READERS;
    type Reply = Option<Saved>;
}

async fn made<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    which: TakeAlong,
    form: Form,
) -> Result<Papers, Refusal> {
    door.with(move |desk| {
        let caller = Caller::Staff(desk.who()?.clone());
        which.made(desk.counter()?, &caller, form)
    })
    .await?
}

impl Waits for SaveRegister {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { which, form } = self;
        let Papers { name, bytes } = made(&door, which, form).await?;
        save(&door, "保存登记".to_owned(), format!("{name}.{}", form.ending()), bytes).await
    }
}

/// Prints a register, or one entry, on A4.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct PrintRegister {
    /// Which entries.
    #[serde(flatten)]
    pub which: TakeAlong,
}

impl Command for PrintRegister {
    const NAME: &'static str = "register.print";
    const WHO: Who = READERS;
    type Reply = Printed;
}

/// Its name for the spooler: the register's code and the entry's number, in the letters that every spooler takes.
fn title(which: &TakeAlong) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || letter == '-' { letter } else { '-' };
    let of = which.number.as_deref().unwrap_or("list");
    format!("register-{}-{of}", which.register).chars().map(plain).take(60).collect()
}

impl Waits for PrintRegister {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Printed, Refusal> {
        let title = title(&self.which);
        let Papers { bytes, .. } = made(&door, self.which, Form::Pdf).await?;
        let size = Size { width_mm: 210, height_mm: 297 };
        print(&door, Paper { medium: Medium::A4, size, title, of: None, pdf: bytes }).await
    }
}

/// Reads a table for a register, and writes its good rows where that is asked.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct BringRegister {
    /// Which register.
    pub register: String,
    /// The file's token.
    pub file: String,
    /// Whether the good rows are written, or only looked at.
    pub write: bool,
}

impl Command for BringRegister {
    const NAME: &'static str = "register.bring";
    const WHO: Who = READERS;
    type Reply = Brought;
}

impl Waits for BringRegister {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { register, file, write } = self;
        let path =
            door.with(move |desk| desk.files.picked(&file, Purpose::Register).map(|it| it.path.clone()));
        let path = path.await??;
        let read = path.clone();
        let bytes = beside(move || files::bytes(&read)).await??;
        door.with(move |desk| {
            let caller = Caller::Staff(desk.who()?.clone());
            let brought = desk.counter_mut()?.bring_entries(&caller, &register, &bytes, write)?;
            if brought.written {
                if brought.bad.is_empty() {
                    used(desk, &path);
                }
                desk.wrote();
            }
            Ok(brought)
        })
        .await?
    }
}

/// Saves a file that belongs to an entry where a person says.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct SaveAttached {
    /// Of which register.
    pub register: String,
    /// Of which entry.
    pub number: String,
    /// Which file, by its name.
    pub name: String,
}

impl Command for SaveAttached {
    const NAME: &'static str = "register.attached";
    const WHO: Who = READERS;
    type Reply = Option<Saved>;
}

impl Waits for SaveAttached {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let Self { register, number, name } = self;
        let (title, saved) = ("保存附件".to_owned(), format!("{number}-{name}"));
        let bytes = door.with(move |desk| {
            let caller = Caller::Staff(desk.who()?.clone());
            counter::entries::attached(desk.counter()?, &caller, &register, &number, &name)
        });
        save(&door, title, saved, bytes.await??).await
    }
}
