//! How the line is set: the five values that a scale's menu calls interface settings. They are not tested here; a wrong one
//! shows as noise or silence, and [`crate::detect()`] finds the right ones.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The settings of a serial line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The port's name: `/dev/ttyUSB0`, `COM3`.
    pub port: String,
    /// Bits a second.
    pub baud: u32,
    /// Parity.
    pub parity: Parity,
    /// Bits a character.
    pub data_bits: DataBits,
    /// Bits between characters.
    pub stop_bits: StopBits,
}

/// The parity bit of each character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parity {
    /// There is none.
    None,
    /// An even number of ones.
    Even,
    /// An odd number of ones.
    Odd,
}

/// Bits a character: 7 or 8 on the wire of JSON too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum DataBits {
    /// 7.
    Seven,
    /// 8.
    Eight,
}

/// Bits between characters: 1 or 2 on the wire of JSON too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum StopBits {
    /// 1.
    One,
    /// 2.
    Two,
}

/// A number of bits that no scale uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what}不能是 {given}：可用 {allowed}")]
pub struct BitsError {
    what: &'static str,
    given: u8,
    allowed: &'static str,
}

impl TryFrom<u8> for DataBits {
    type Error = BitsError;
    fn try_from(bits: u8) -> Result<Self, BitsError> {
        match bits {
            7 => Ok(Self::Seven),
            8 => Ok(Self::Eight),
            given => Err(BitsError { what: "数据位", given, allowed: "7 或 8" }),
        }
    }
}

impl From<DataBits> for u8 {
    fn from(bits: DataBits) -> Self {
        match bits {
            DataBits::Seven => 7,
            DataBits::Eight => 8,
        }
    }
}

impl TryFrom<u8> for StopBits {
    type Error = BitsError;
    fn try_from(bits: u8) -> Result<Self, BitsError> {
        match bits {
            1 => Ok(Self::One),
            2 => Ok(Self::Two),
            given => Err(BitsError { what: "停止位", given, allowed: "1 或 2" }),
        }
    }
}

impl From<StopBits> for u8 {
    fn from(bits: StopBits) -> Self {
        match bits {
            StopBits::One => 1,
            StopBits::Two => 2,
        }
    }
}

impl Settings {
    /// 8 data bits, no parity, 1 stop bit: what scales are shipped with.
    #[must_use]
    pub fn eight_none_one(port: &str, baud: u32) -> Self {
        let port = port.to_owned();
        Self { port, baud, parity: Parity::None, data_bits: DataBits::Eight, stop_bits: StopBits::One }
    }

    /// 7 data bits, even parity, 1 stop bit: what older scales are shipped with.
    #[must_use]
    pub fn seven_even_one(port: &str, baud: u32) -> Self {
        let port = port.to_owned();
        Self { port, baud, parity: Parity::Even, data_bits: DataBits::Seven, stop_bits: StopBits::One }
    }

    /// A port set so, whose reads give up after `slice`.
    pub(crate) fn builder(&self, slice: Duration) -> serialport::SerialPortBuilder {
        serialport::new(&self.port, self.baud)
            .parity(match self.parity {
                Parity::None => serialport::Parity::None,
                Parity::Even => serialport::Parity::Even,
                Parity::Odd => serialport::Parity::Odd,
            })
            .data_bits(match self.data_bits {
                DataBits::Seven => serialport::DataBits::Seven,
                DataBits::Eight => serialport::DataBits::Eight,
            })
            .stop_bits(match self.stop_bits {
                StopBits::One => serialport::StopBits::One,
                StopBits::Two => serialport::StopBits::Two,
            })
            .flow_control(serialport::FlowControl::None)
            .timeout(slice)
    }
}
