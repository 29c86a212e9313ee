//! How soon this computer's window locks, and how its settings are changed.

use command::{Command, Refusal, Run, Who};
use domain::staff::Role;
use serde::{Deserialize, Serialize};

use crate::Topic;
use crate::desk::{Desk, Pane};
use crate::device::LOCKS;
use crate::machine::Machine;
use crate::view::DeskView;

/// Who decides what belongs to this computer.
pub(crate) const MANAGER: &[Role] = &[Role::StoreManager];

/// Sets this computer's lock.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct SetDevice {
    /// Minutes without a touch until the window locks, from 1 to 60.
    pub auto_lock_minutes: u16,
}

impl Command for SetDevice {
    const NAME: &'static str = "device.set";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for SetDevice {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        if !LOCKS.contains(&self.auto_lock_minutes) {
            return Err(Refusal::new("auto_lock_minutes", "自动锁屏须在 1 到 60 分钟之间；设置没有改动"));
        }
        desk.changed(|device| device.auto_lock_minutes = self.auto_lock_minutes)?;
        DeskView::of(desk, *pane)
    }
}

impl<M: Machine> Desk<M> {
    /// Changes this computer's settings: in the file first, so that what is said holds after a restart too.
    pub(crate) fn changed(&mut self, change: impl FnOnce(&mut crate::Device)) -> Result<(), Refusal> {
        let mut device = self.device.clone();
        change(&mut device);
        device.write(self.machine.data())?;
        self.device = device;
        self.publish(&[Topic::Device]);
        Ok(())
    }
}
