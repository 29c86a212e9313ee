//! The store's PC as a machine: its clocks, its data folder, and whether a second screen stands towards the customer.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use counter::Host;
use desk::Machine;
use domain::Moment;

/// The PC.
#[derive(Debug, Clone)]
pub struct Pc {
    data: Arc<PathBuf>,
    started: Instant,
    second_screen: bool,
}

impl Pc {
    /// A PC that keeps its files in `data`.
    pub fn new(data: PathBuf, started: Instant, second_screen: bool) -> Self {
        Self { data: Arc::new(data), started, second_screen }
    }
}

impl Host for Pc {
    fn now(&self) -> Moment {
        domain::in_china(chrono::Local::now().fixed_offset())
    }

    fn monotonic(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn save(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        counter::save_whole(&self.papers(), name, bytes)
    }
}

impl Machine for Pc {
    fn data(&self) -> &Path {
        &self.data
    }

    fn second_screen(&self) -> bool {
        self.second_screen
    }
}
