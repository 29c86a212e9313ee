//! What an incident is said with: its kind, how bad it is, who was told, and a time of day as it is typed.

use chrono::NaiveTime;
use domain::Moment;
use serde_json::Value;

use crate::cell::{Cell, Words, words};
use crate::field::{Kind, Shown, Taken, Why, why};
use crate::types::Unit;

crate::choice! {
    /// What kind of incident.
    pub enum Sort {
        /// Data reached who must not have it.
        Leaked = "leaked" "泄露" "leaked",
        /// Data was changed by who must not.
        Altered = "altered" "篡改" "altered",
        /// Data is gone.
        Lost = "lost" "丢失" "lost",
        /// Somebody looked without need.
        Looked = "looked" "无关查看" "looked at without need",
        /// A computer, disk or paper is gone.
        Device = "device" "设备或纸面遗失" "device or paper lost",
        /// Malware, or an attack.
        Attack = "attack" "病毒或攻击" "malware or attack",
        /// Something else.
        Other = "other" "其他" "other",
    }
}

crate::choice! {
    /// How bad it is, by the classification of the reporting measures.
    pub enum Level {
        /// 一般.
        Ordinary = "ordinary" "一般" "ordinary",
        /// 较大.
        Considerable = "considerable" "较大" "considerable",
        /// 重大.
        Major = "major" "重大" "major",
        /// 特别重大.
        Extreme = "extreme" "特别重大" "extreme",
    }
}

impl Level {
    /// Whether it must be reported within hours.
    pub(super) const fn is_reported(self) -> bool {
        match self {
            Self::Ordinary => false,
            Self::Considerable | Self::Major | Self::Extreme => true,
        }
    }
}

crate::choice! {
    /// Who was told.
    pub enum Audience {
        /// The office that it is reported to.
        Authority = "authority" "网信部门" "the cyberspace office",
        /// The market supervision.
        Supervision = "supervision" "药品监管部门" "the drug supervision",
        /// Customers whose data it is.
        Customers = "customers" "受影响的顾客" "the customers it touches",
        /// The police.
        Police = "police" "公安机关" "the police",
        /// The enterprise.
        Enterprise = "enterprise" "企业总部" "the enterprise",
    }
}

/// What is counted: people whose data it touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct People;

impl Unit for People {
    const UNIT: Words = words("人", "persons");
    const LEAST: i64 = 0;
    const MOST: i64 = 1_000_000;
}

/// A time of day to the minute, as it is typed: `14:05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock(pub(super) NaiveTime);

impl Shown for Clock {
    const KIND: Kind = Kind::Text { most: 5 };
    fn cell(&self) -> Cell {
        Cell::Text(self.0.format("%H:%M").to_string())
    }
}

impl Taken for Clock {
    fn read(given: &Value, _: Moment) -> Result<Self, Why> {
        let typed = domain::clean::code(given.as_str().unwrap_or_default()).replace('：', ":");
        NaiveTime::parse_from_str(&typed, "%H:%M")
            .map(Self)
            .map_err(|_| why("须为几点几分，例如 14:05", "hours and minutes, such as 14:05"))
    }
}
