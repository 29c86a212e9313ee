//! Printing a tag of the daily work: to the label printer, or into the folder of papers where no printer is set. What it
//! says stands in `counter::work::tag`; that it was printed is no record, because a tag is made again from its thing.

use std::sync::Arc;

use command::{Command, Refusal, Who};
use counter::work::tag::WhichTag;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use spool::Size;

use crate::Pane;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits};
use crate::machine::Machine;
use crate::printing::{Medium, Paper, Printed, print};

/// Prints a tag.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct PrintTag {
    /// Which.
    #[serde(flatten)]
    pub which: WhichTag,
}

impl Command for PrintTag {
    const NAME: &'static str = "tag.print";
    const WHO: Who = Who::Person(&[Role::Operator, Role::Officer, Role::Advisor, Role::StoreManager]);
    type Reply = Printed;
}

/// Lots and containers may be named with what no file and no job may be named with; what tells them apart then is a number
/// made from the whole id, always the same for the same tag.
fn title(which: &WhichTag) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() || letter == '-' || letter == '.' { letter } else { '-' }
    };
    let shown: String = which.id.chars().take(24).map(plain).collect();
    // FNV-1a, 32 bits.
    let of = format!("{:?} {:?} {}", which.of, which.small, which.id);
    let number =
        of.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("tag-{shown}-{number:08x}")
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
        print(
            &door,
            Paper { medium: Medium::Label, size: Size { width_mm, height_mm }, title, of: None, pdf },
        )
        .await
    }
}

#[cfg(test)]
mod tests {
    use counter::work::tag::TagOf;

    use super::*;

    #[test]
    fn two_lots_never_share_a_file_and_the_spooler_takes_every_title() {
        let long = "A".repeat(60);
        let ids = ["批次一", "批次二", "A/1", "A-1", long.as_str(), &long[..59]];
        let titles: std::collections::BTreeSet<String> = ids
            .iter()
            .flat_map(|id| {
                [None, Some(true)].map(|small| WhichTag { of: TagOf::Lot, id: (*id).to_owned(), small })
            })
            .map(|which| title(&which))
            .collect();
        assert_eq!(titles.len(), 2 * ids.len(), "{titles:?}");
        for title in &titles {
            assert!(spool::Title::new(title).is_ok(), "{title}");
        }
        let again = WhichTag { of: TagOf::Lot, id: "A-1".to_owned(), small: None };
        assert_eq!(title(&again), title(&again.clone()));
    }
}
