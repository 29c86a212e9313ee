//! The use-by day of a blended unit: the earliest of everything that limits it, and the one that decides.
//!
//! A personalised service must not extend the filed period of use (山东指南 第二十二条; 上海细则 第三十一条), so there
//! is no way to make a [`UseBy`] but from its limits: nobody can type one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{ContainerId, LotId, RecipeId};
use crate::period::Period;
use crate::stock::{Container, Lot};

/// One thing that limits the use of a unit, with the last day it allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "limit", rename_all = "snake_case")]
pub enum Limit {
    /// A lot's filed expiry.
    LotExpiry {
        /// Which lot.
        lot: LotId,
        /// The maker's lot number.
        number: String,
        /// The last day that it allows.
        last_day: NaiveDate,
    },
    /// An opened container's period after opening.
    AfterOpening {
        /// Which container; `None` for one that would be opened for this service.
        container: Option<ContainerId>,
        /// Which lot.
        lot: LotId,
        /// When it was opened.
        opened_on: NaiveDate,
        /// How long it keeps once opened.
        period: Period,
        /// The last day that it allows.
        last_day: NaiveDate,
    },
    /// The recipe's own maximum life.
    RecipeLife {
        /// Which recipe.
        recipe: RecipeId,
        /// How long it keeps.
        period: Period,
        /// The last day that it allows.
        last_day: NaiveDate,
    },
}

words::worded!(Limit: limit { LotExpiry, AfterOpening, RecipeLife });

impl Limit {
    /// The last day that this limit allows.
    #[must_use]
    pub const fn last_day(&self) -> NaiveDate {
        match self {
            Self::LotExpiry { last_day, .. }
            | Self::AfterOpening { last_day, .. }
            | Self::RecipeLife { last_day, .. } => *last_day,
        }
    }
    /// The lot that this limit comes from, if it comes from one.
    #[must_use]
    pub const fn lot(&self) -> Option<&LotId> {
        match self {
            Self::LotExpiry { lot, .. } | Self::AfterOpening { lot, .. } => Some(lot),
            Self::RecipeLife { .. } => None,
        }
    }
    /// The limit as a sentence, in Chinese.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::LotExpiry { number, last_day, .. } => format!("批号 {number} 的限期使用日期 {last_day}"),
            Self::AfterOpening { container: Some(container), opened_on, period, last_day, .. } => {
                format!("容器 {container} 于 {opened_on} 开封，开封后 {period}，至 {last_day}")
            }
            Self::AfterOpening { container: None, lot, opened_on, period, last_day } => {
                format!("批 {lot} 于 {opened_on} 开封，开封后 {period}，至 {last_day}")
            }
            Self::RecipeLife { recipe, period, last_day } => {
                format!("配方 {recipe} 调配后最长 {period}，至 {last_day}")
            }
        }
    }
}

/// The day and the limit that decides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseBy {
    date: NaiveDate,
    decided_by: Limit,
    limits: Vec<Limit>,
}

/// Why a unit has no use-by day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UseByError {
    /// Nothing limits it: no component was given.
    #[error("没有任何组分，无法确定使用期限")]
    NoLimit,
    /// A limit has already passed on the day of service.
    #[error("使用期限已过：{}", .0.sentence())]
    Past(Box<Limit>),
}

/// A component as it is used: the lot, and the container where it has been opened.
#[derive(Debug, Clone, Copy)]
pub struct Used<'a> {
    /// The lot.
    pub lot: &'a Lot,
    /// The opened container it is taken from, if it is opened already.
    pub container: Option<&'a Container>,
    /// Its period after opening, for a container that is opened for this service.
    pub after_opening: Period,
}

impl UseBy {
    /// The earliest of each lot's expiry, each container's period after opening, and the recipe's own life.
    /// Among equal days the component named first decides, so that the answer is always the same.
    ///
    /// # Errors
    /// [`UseByError::NoLimit`] without components, [`UseByError::Past`] where a limit lies before `day`.
    pub fn of(
        day: NaiveDate,
        used: &[Used<'_>],
        recipe: &RecipeId,
        keeps: Period,
    ) -> Result<Self, UseByError> {
        if used.is_empty() {
            return Err(UseByError::NoLimit);
        }
        let mut limits = Vec::with_capacity(used.len() * 2 + 1);
        for Used { lot, container, after_opening } in used {
            let number = lot.number.clone();
            limits.push(Limit::LotExpiry { lot: lot.id.clone(), number, last_day: lot.expires_on });
            let (opened_on, period) = container.map_or((day, *after_opening), |container| {
                (container.opened_at.date_naive(), container.after_opening)
            });
            limits.push(Limit::AfterOpening {
                container: container.map(|container| container.id.clone()),
                lot: lot.id.clone(),
                opened_on,
                period,
                last_day: period.after(opened_on),
            });
        }
        limits.push(Limit::RecipeLife { recipe: recipe.clone(), period: keeps, last_day: keeps.after(day) });
        let Some(decided_by) = limits.iter().min_by_key(|limit| limit.last_day()).cloned() else {
            return Err(UseByError::NoLimit);
        };
        if decided_by.last_day() < day {
            return Err(UseByError::Past(Box::new(decided_by)));
        }
        limits.sort_by_key(Limit::last_day);
        Ok(Self { date: decided_by.last_day(), decided_by, limits })
    }

    /// What a record holds, without judging it.
    pub(crate) const fn kept(date: NaiveDate, decided_by: Limit, limits: Vec<Limit>) -> Self {
        Self { date, decided_by, limits }
    }
    pub(crate) fn into_parts(self) -> (NaiveDate, Limit, Vec<Limit>) {
        (self.date, self.decided_by, self.limits)
    }

    /// The last day on which the unit may be used.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }
    /// The limit that decides.
    #[must_use]
    pub const fn decided_by(&self) -> &Limit {
        &self.decided_by
    }
    /// All limits, the earliest first.
    #[must_use]
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }
    /// What the unit would gain if the lot that decides were replaced: the next limit that is not of that lot.
    #[must_use]
    pub fn without_deciding_lot(&self) -> Option<NaiveDate> {
        let lot = self.decided_by.lot()?;
        self.limits.iter().filter(|limit| limit.lot() != Some(lot)).map(Limit::last_day).min()
    }
}
