//! Waiting for the scale.

use std::sync::Arc;
use std::time::Duration;

use command::{Command, Refusal, Who};
use domain::staff::Role;
use serde::{Deserialize, Serialize};

use crate::Pane;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::machine::Machine;
use crate::weighing::{FoundScale, ScaleReading, fault};

/// How long a page waits for a reading that does not change.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long scales are looked for.
const SEARCH: Duration = Duration::from_secs(5);
const BENCH: &[Role] = &[Role::Operator, Role::Officer, Role::Advisor, Role::StoreManager];

/// Waits for the reading after one.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct WaitForScale {
    /// The reading that the page shows; 0 at first.
    pub seen: u64,
}

impl Command for WaitForScale {
    const NAME: &'static str = "scale.wait";
    const WHO: Who = Who::Person(&[]);
    type Reply = ScaleReading;
}

impl Waits for WaitForScale {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<ScaleReading, Refusal> {
        let Ok(scale) = door.with(|desk| desk.scale()).await? else {
            // A page without a scale need not ask all the time.
            tokio::time::sleep(PATIENCE).await;
            return Ok(scale::Reading::off().into());
        };
        Ok(beside(move || scale.wait(self.seen, PATIENCE)).await?.into())
    }
}

/// Looks for scales on every port.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct DetectScales {}

/// The scales that answered.
#[derive(Debug, serde::Serialize, ts_rs::TS)]
pub struct Detected {
    /// Each with how its line is set.
    pub found: Vec<FoundScale>,
}

impl Command for DetectScales {
    const NAME: &'static str = "scale.detect";
    const WHO: Who = Who::Person(&[Role::Operator, Role::Officer, Role::StoreManager]);
    type Reply = Detected;
}

impl Waits for DetectScales {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Detected, Refusal> {
        // The scale in use holds its port; it is let go while others are looked for.
        door.with(|desk| desk.scale = None).await?;
        let found = beside(|| scale::detect(SEARCH)).await;
        door.with(|desk| desk.connect()).await?;
        let found = found?.into_iter().map(|found| FoundScale {
            settings: (&found.settings).into(),
            model: found.model,
            serial: found.serial,
        });
        Ok(Detected { found: found.collect() })
    }
}

/// Sets the scale to zero.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct ZeroScale {}

impl Command for ZeroScale {
    const NAME: &'static str = "scale.zero";
    const WHO: Who = Who::Person(BENCH);
    type Reply = ();
}

impl Waits for ZeroScale {
    async fn answer<M: Machine, D: Dialogs>(self, door: Arc<Door<M, D>>, _: Pane) -> Result<(), Refusal> {
        let scale = door.with(|desk| desk.scale()).await??;
        beside(move || scale.zero()).await?.map_err(fault)
    }
}

/// Tares the scale: what stands on it counts for nothing.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct TareScale {}

impl Command for TareScale {
    const NAME: &'static str = "scale.tare";
    const WHO: Who = Who::Person(BENCH);
    type Reply = ();
}

impl Waits for TareScale {
    async fn answer<M: Machine, D: Dialogs>(self, door: Arc<Door<M, D>>, _: Pane) -> Result<(), Refusal> {
        let scale = door.with(|desk| desk.scale()).await??;
        beside(move || scale.tare()).await?.map(|_| ()).map_err(fault)
    }
}
