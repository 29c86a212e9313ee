//! How much room is left on the disk that the data lie on, and what that means to the people at the counter. It frees
//! nothing.

use std::path::Path;

use serde::Serialize;

use crate::desk::Desk;
use crate::machine::Machine;

/// Free megabytes below which a save may fail any moment: the log of one busy day, and the index of it.
const ALMOST_NONE: u64 = 64;

/// How it stands with the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// Enough.
    Fine,
    /// Less than this computer's settings ask for.
    Low,
    /// Almost none.
    None,
}

/// The disk that the data lie on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct DiskView {
    /// How it stands.
    pub room: Room,
    /// Free megabytes, where the system says.
    #[ts(type = "number | null")]
    pub free_megabytes: Option<u64>,
}

/// Free megabytes at a folder; `None` where the system does not say.
pub(crate) fn free_megabytes(folder: &Path) -> Option<u64> {
    fs4::available_space(folder).ok().map(|bytes| bytes / 1024 / 1024)
}

impl DiskView {
    /// What so much room means where a person is to be warned below `low`.
    pub(crate) fn of(free_megabytes: Option<u64>, low: u64) -> Self {
        let room = match free_megabytes {
            Some(free) if free < ALMOST_NONE => Room::None,
            Some(free) if free < low => Room::Low,
            Some(_) | None => Room::Fine,
        };
        Self { room, free_megabytes }
    }
}

impl<M: Machine> Desk<M> {
    /// The disk that the data lie on, now.
    pub(crate) fn disk(&self) -> DiskView {
        DiskView::of(free_megabytes(self.machine.data()), self.device.low_space_megabytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_comes_before_the_refusal() {
        for (free, low, room) in [
            (None, 2_048, Room::Fine),
            (Some(0), 2_048, Room::None),
            (Some(63), 2_048, Room::None),
            (Some(64), 2_048, Room::Low),
            (Some(2_047), 2_048, Room::Low),
            (Some(2_048), 2_048, Room::Fine),
            (Some(64), 0, Room::Fine),
        ] {
            assert_eq!(DiskView::of(free, low).room, room, "{free:?} of {low}");
        }
    }
}
