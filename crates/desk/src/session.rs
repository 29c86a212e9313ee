//! Who sits at the staff's window: unlocking with a PIN, locking, and locking by itself. A change of person ends
//! nobody's half-done service: services lie in the store, not in a window.

use command::{Command, Refusal, Run, Who, Window};
use domain::ids::StaffId;
use serde::{Deserialize, Serialize};

use crate::Topic;
use crate::desk::{Desk, Page, Pane, Sitting};
use crate::machine::Machine;
use crate::view::DeskView;

/// How the desk stands.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct LookAtDesk {}

impl Command for LookAtDesk {
    const NAME: &'static str = "desk.look";
    const WINDOWS: &'static [Window] = &[Window::Staff, Window::Customer];
    const WHO: Who = Who::Anybody;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for LookAtDesk {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        DeskView::of(desk, *pane)
    }
}

/// Sits down at the staff's window.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct Unlock {
    /// Who.
    #[ts(as = "String")]
    pub staff: StaffId,
    /// Their PIN.
    pub pin: String,
}

impl Command for Unlock {
    const NAME: &'static str = "desk.unlock";
    const WHO: Who = Who::WithStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for Unlock {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        desk.sit(self.staff, &self.pin)?;
        DeskView::of(desk, *pane)
    }
}

/// Sets one's own PIN by the one that another set, or by the present one, and sits down with it.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct OwnPin {
    /// Who.
    #[ts(as = "String")]
    pub staff: StaffId,
    /// The present PIN.
    pub pin: String,
    /// The new one, which nobody else knows.
    pub own: String,
}

impl Command for OwnPin {
    const NAME: &'static str = "desk.own_pin";
    const WHO: Who = Who::WithStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for OwnPin {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        let Self { staff, pin, own } = self;
        desk.counter_mut()?.own_pin(&staff, &pin, &own)?;
        desk.sit(staff, &own)?;
        DeskView::of(desk, *pane)
    }
}

/// Leaves the staff's window.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct Lock {}

impl Command for Lock {
    const NAME: &'static str = "desk.lock";
    const WHO: Who = Who::WithStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for Lock {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        desk.stand_up();
        DeskView::of(desk, *pane)
    }
}

/// Somebody touched the window.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct Touch {}

impl Command for Touch {
    const NAME: &'static str = "desk.touch";
    const WINDOWS: &'static [Window] = &[Window::Staff, Window::Customer];
    const WHO: Who = Who::Anybody;
    type Reply = ();
}

impl<M: Machine> Run<Desk<M>> for Touch {
    fn run(self, _: &mut Desk<M>, _: &Pane) -> Result<(), Refusal> {
        Ok(())
    }
}

impl<M: Machine> Desk<M> {
    /// Sits down with a PIN. A wrong one is recorded before it is answered.
    pub(crate) fn sit(&mut self, staff: StaffId, pin: &str) -> Result<(), Refusal> {
        let counter = self.counter_mut()?;
        counter.unlock(&staff, pin)?;
        let (last, touched) = (Some(staff.to_string()), self.machine.stamp());
        self.sitting = Some(Sitting { staff, touched });
        // A customer who reads on a screen of their own goes on reading when the staff change places.
        if self.handed() || self.shown.as_ref().is_some_and(|shown| shown.page == Page::Thanks) {
            self.shown = None;
        }
        if self.device.last != last {
            self.device.last = last;
            // Who is preselected next time is a comfort: unlocking does not fail over it.
            if let Err(refusal) = self.device.write(self.machine.data()) {
                tracing::warn!(code = refusal.code, "the last person is not remembered");
            }
        }
        self.publish(&[Topic::Session, Topic::Shown]);
        Ok(())
    }

    pub(crate) fn stand_up(&mut self) {
        if self.sitting.take().is_some() {
            self.publish(&[Topic::Session]);
        }
    }

    pub(crate) fn touched(&mut self) {
        let now = self.machine.stamp();
        if let Some(sitting) = &mut self.sitting {
            sitting.touched = now;
        }
    }

    /// Locks the window that nobody touched for too long. A window in the customer's hands is not touched by its staff,
    /// and takes a PIN to come back anyway.
    ///
    /// The monotonic clock decides, which nobody can set back. It stands still while a computer sleeps, so a wall clock
    /// that says the time is over locks too: one that was set forward only locks too soon.
    pub fn expire(&mut self) {
        let minutes = self.device.auto_lock_minutes;
        let Some(sitting) = self.sitting.as_ref().filter(|_| !self.handed()) else { return };
        let now = self.machine.stamp();
        let idle = now.monotonic.saturating_sub(sitting.touched.monotonic);
        let slept = (now.at - sitting.touched.at).num_minutes();
        if idle >= u64::from(minutes) * 60_000 || slept >= i64::from(minutes) {
            tracing::info!("locked after {minutes} minutes without a touch");
            self.stand_up();
        }
    }
}
