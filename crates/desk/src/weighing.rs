//! The scale at the desk. A page never says what the scale showed: it names a reading, and the desk takes that reading
//! from the scale itself, so that a weight of the scale in a record is one.

use std::sync::Arc;
use std::time::Duration;

use command::{Caller, Command, Refusal, Run, Who};
use counter::steps::blend::{Next, Weigh, Weight, no_scale};
use domain::quantity::Milligrams;
use domain::staff::Role;
use scale::{Scale, Settings};
use serde::{Deserialize, Serialize};

use crate::desk::{Desk, Pane};
use crate::machine::Machine;
use crate::view::DeskView;

/// Who may set the scale up.
const SETTING: &[Role] = &[Role::Operator, Role::Officer, Role::StoreManager];
/// How old a reading may be when it is taken: what lies on the pan now may be something else.
const FRESH: Duration = Duration::from_secs(20);

/// How the line is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ScaleSettings {
    /// The port.
    pub port: String,
    /// Bits a second.
    pub baud: u32,
    /// Parity.
    #[ts(type = "\"none\" | \"even\" | \"odd\"")]
    pub parity: scale::Parity,
    /// Data bits.
    #[ts(type = "7 | 8")]
    pub data_bits: scale::DataBits,
    /// Stop bits.
    #[ts(type = "1 | 2")]
    pub stop_bits: scale::StopBits,
}

impl From<&Settings> for ScaleSettings {
    fn from(settings: &Settings) -> Self {
        let Settings { port, baud, parity, data_bits, stop_bits } = settings.clone();
        Self { port, baud, parity, data_bits, stop_bits }
    }
}

impl From<ScaleSettings> for Settings {
    fn from(settings: ScaleSettings) -> Self {
        let ScaleSettings { port, baud, parity, data_bits, stop_bits } = settings;
        Self { port, baud, parity, data_bits, stop_bits }
    }
}

/// What the scale shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ScaleReading {
    /// Counted up with each reading.
    pub number: u64,
    /// How the scale is.
    #[ts(type = "\"off\" | \"connecting\" | \"ok\" | \"overload\" | \"underload\" | \"lost\"")]
    pub state: scale::State,
    /// Milligrams.
    pub weight_mg: Option<i64>,
    /// Whether the scale itself calls it stable.
    pub stable: bool,
    /// For how many milliseconds.
    pub stable_ms: u64,
    /// What is to be said about it.
    pub message: Option<String>,
    /// The same in English.
    pub message_en: Option<String>,
    /// The least that should be weighed on it, in milligrams.
    pub minimum_mg: Option<u64>,
}

impl From<scale::Reading> for ScaleReading {
    fn from(reading: scale::Reading) -> Self {
        let scale::Reading { number, state, weight_mg, stable, stable_ms, message, message_en, minimum_mg } =
            reading;
        Self { number, state, weight_mg, stable, stable_ms, message, message_en, minimum_mg }
    }
}

/// A scale that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct FoundScale {
    /// Where, and how the line is set.
    #[serde(flatten)]
    #[ts(flatten)]
    pub settings: ScaleSettings,
    /// Its model, as it says.
    pub model: String,
    /// Its serial number, as it says.
    pub serial: String,
}

pub(crate) fn fault(fault: scale::ScaleFault) -> Refusal {
    Refusal::new(fault.code(), fault.to_string())
}

impl<M: Machine> Desk<M> {
    /// The scale, if one is set.
    pub(crate) fn scale(&self) -> Result<Arc<Scale>, Refusal> {
        self.scale.clone().ok_or_else(no_scale)
    }

    /// Connects the scale that this computer's settings name.
    pub(crate) fn connect(&mut self) {
        // The old one lets its port go first.
        self.scale = None;
        self.scale = self.device.scale.clone().map(|settings| Arc::new(Scale::connect(settings.into())));
    }

    /// The weight of one stable reading.
    fn reading(&self, number: u64) -> Result<Milligrams, Refusal> {
        let gone = || {
            let message = "这个读数已经过去，或秤没有说它稳定：请等读数稳定后再确认；没有保存";
            Refusal::new("reading_gone", message)
        };
        let taken = self.scale()?.taken(number).filter(|taken| taken.age() < FRESH).ok_or_else(gone)?;
        let weight = u64::try_from(taken.weight_mg).unwrap_or(0);
        if weight < taken.minimum_mg {
            let message = format!(
                "{} 低于这台秤的最小称量 {}：读数不可靠，没有保存",
                Milligrams(weight),
                Milligrams(taken.minimum_mg)
            );
            return Err(Refusal::new("below_minimum", message).mend("换用更精密的秤，或手工录入并写明原因"));
        }
        Ok(Milligrams(weight))
    }
}

impl<M: Machine> Run<Desk<M>> for Weigh {
    /// A reading becomes what the scale showed; all else is the counter's.
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<Option<Next>, Refusal> {
        let weight = match self.weight {
            Weight::Reading { number } => Weight::Scale { weight: desk.reading(number)? },
            known @ (Weight::Scale { .. } | Weight::Hand { .. }) => known,
        };
        let caller = Caller::Staff(desk.who()?.clone());
        let next = desk.counter_mut()?.call(&caller, Self { weight, ..self })?;
        desk.publish(<Weigh as Command>::STALE);
        Ok(next)
    }
}

/// The serial ports of this computer.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct ScalePorts {}

impl Command for ScalePorts {
    const NAME: &'static str = "scale.ports";
    const WHO: Who = Who::Person(SETTING);
    type Reply = Vec<String>;
}

impl<M: Machine> Run<Desk<M>> for ScalePorts {
    fn run(self, _: &mut Desk<M>, _: &Pane) -> Result<Vec<String>, Refusal> {
        Ok(scale::ports())
    }
}

/// Sets the scale of this computer, or that it has none.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct SetScale {
    /// How the line is set.
    pub settings: Option<ScaleSettings>,
    /// Whether a stable reading inside the band of the scanned container is taken by itself.
    pub auto_confirm: bool,
}

impl Command for SetScale {
    const NAME: &'static str = "scale.set";
    const WHO: Who = Who::Person(SETTING);
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for SetScale {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        desk.changed(|device| {
            device.scale = self.settings;
            device.auto_confirm = self.auto_confirm;
        })?;
        desk.connect();
        DeskView::of(desk, *pane)
    }
}
