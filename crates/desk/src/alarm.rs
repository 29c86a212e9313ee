//! What a refusal says of the desk itself, beyond the question that it answers: a store that turns out to be damaged while it
//! is open is put down at once, for the screen that leads to its copies; a full disk makes the windows look at the room again.
//!
//! It mends nothing and deletes nothing: the damaged file stays where it is until a restore puts it aside.

use command::Refusal;

use crate::Topic;
use crate::desk::{Desk, Phase};
use crate::machine::Machine;

/// A page of the store's file cannot be read.
const DAMAGED: &str = "store_damaged";
/// There is no room on the disk.
const FULL: &str = "disk_full";

impl<M: Machine> Desk<M> {
    /// Whether a refusal says something of the desk itself.
    pub(crate) fn heeds(refusal: &Refusal) -> bool {
        [DAMAGED, FULL].contains(&refusal.code)
    }

    /// Does what a refusal asks of the desk itself. A copy that is damaged says nothing of the store: where none is open,
    /// nothing happens.
    pub(crate) fn heed(&mut self, refusal: Refusal) {
        match refusal.code {
            DAMAGED if matches!(self.phase, Phase::Open(..)) => {
                self.damaged(refusal);
                self.stand_up();
                self.shown = None;
                self.publish(&[Topic::Session, Topic::Shown, Topic::Store]);
            }
            FULL => self.publish(&[Topic::Device]),
            _ => {}
        }
    }
}
