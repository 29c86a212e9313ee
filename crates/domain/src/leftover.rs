//! What becomes of an opened container: used, sealed as a leftover (结存物料), returned by the officer, disposed of
//! (山东指南 第十八条). A sealed leftover that the officer has not released cannot be weighed from, nothing grows while it
//! stands, and its use-by day is computed: nobody can type one, so nobody can extend one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::ids::{ContainerId, StaffId};
use crate::quantity::Milligrams;
use crate::signature::{Meaning, Signature};
use crate::staff::Role;
use crate::stock::Container;

/// What the leftover's label says beside name, lot and quantity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealing {
    /// When it was sealed.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// 使用期限: the earlier of the lot's expiry and the end of the period after opening.
    pub use_by: NaiveDate,
}

/// How something left the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// 销毁 in the store, so that nobody can use it.
    Destroyed,
    /// 交有资质的单位处置.
    HandedOver,
    /// 退回供货者 or the enterprise.
    Returned,
}

words::worded!(Method: disposal { Destroyed, HandedOver, Returned });

/// How and why something was disposed of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposal {
    /// How.
    pub method: Method,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// The officer's decision, where quality decides: goods that failed, came back or were recalled, and good ones.
    pub signature: Option<Signature>,
}

/// Where an opened container stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// At the bench: it may be weighed from.
    #[default]
    InUse,
    /// Sealed and labelled; the officer has not confirmed it yet.
    Sealed(Sealing),
    /// Sealed, and released by the officer back to the store of materials: it may be weighed from again.
    Returned(Sealing),
    /// Thrown away, with how much was in it.
    Disposed {
        /// What was in it.
        left: Milligrams,
        /// How and why.
        disposal: Box<Disposal>,
    },
}

impl Standing {
    /// Whether nothing has become of it since it was opened.
    #[must_use]
    pub const fn is_in_use(&self) -> bool {
        matches!(self, Self::InUse)
    }
    /// The sealing that it stands under, if it stands under one.
    #[must_use]
    pub const fn sealing(&self) -> Option<&Sealing> {
        match self {
            Self::Sealed(sealing) | Self::Returned(sealing) => Some(sealing),
            Self::InUse | Self::Disposed { .. } => None,
        }
    }
}

words::worded!(Standing: standing { InUse, Sealed, Returned, Disposed });

/// Why something cannot become of a container.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeftoverError {
    /// Weighed from before the officer's release.
    #[error("容器 {0} 是结存物料，质量安全员尚未放行，不能使用；已完成的步骤都已保存")]
    NotReleased(ContainerId),
    /// Sealed, released or used although it was disposed of.
    #[error("容器 {0} 已处置，不能再用；没有改动")]
    Gone(ContainerId),
    /// Sealed although it is sealed.
    #[error("容器 {0} 已经封存；没有改动")]
    SealedAlready(ContainerId),
    /// Released although it is not sealed, or released already.
    #[error("容器 {0} 没有待放行的结存；没有改动")]
    NothingToRelease(ContainerId),
    /// Sealed although nothing is left.
    #[error("容器 {0} 已空，没有结存可封存；没有改动")]
    Empty(ContainerId),
    /// More than can be in it.
    #[error("容器 {container} 账面余 {booked}，结存不能多于账面；没有改动")]
    MoreThanBooked {
        /// Which.
        container: ContainerId,
        /// What the records leave in it.
        booked: Milligrams,
    },
    /// A use-by day later than the container's own.
    #[error("容器 {container} 最迟可用至 {latest}，结存不得延长；没有改动")]
    Extended {
        /// Which.
        container: ContainerId,
        /// Its last day.
        latest: NaiveDate,
    },
    /// Released by somebody who is no officer, or by the person who sealed it.
    #[error("容器 {0} 的结存须由质量安全员放行，且不得由封存人自己放行；没有改动")]
    NotByOfficer(ContainerId),
}

impl LeftoverError {
    /// The stable code that a user interface matches.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotReleased(_) => "leftover_not_released",
            Self::Gone(_) => "container_gone",
            Self::SealedAlready(_) => "leftover_sealed_already",
            Self::NothingToRelease(_) => "leftover_not_sealed",
            Self::Empty(_) => "container_empty",
            Self::MoreThanBooked { .. } => "leftover_more_than_booked",
            Self::Extended { .. } => "leftover_extended",
            Self::NotByOfficer(_) => "leftover_not_by_officer",
        }
    }
}

impl Container {
    /// Whether it may be weighed from as far as its standing goes.
    ///
    /// # Errors
    /// [`LeftoverError::NotReleased`], [`LeftoverError::Gone`].
    pub fn may_be_used(&self) -> Result<(), LeftoverError> {
        match self.standing {
            Standing::InUse | Standing::Returned(_) => Ok(()),
            Standing::Sealed(_) => Err(LeftoverError::NotReleased(self.id.clone())),
            Standing::Disposed { .. } => Err(LeftoverError::Gone(self.id.clone())),
        }
    }

    /// Takes some out of it, which breaks the seal of a leftover that was returned.
    ///
    /// # Errors
    /// As [`Self::may_be_used`]; [`LeftoverError::MoreThanBooked`] where less is in it.
    pub fn pour(&mut self, weight: Milligrams) -> Result<(), LeftoverError> {
        self.may_be_used()?;
        let (container, booked) = (self.id.clone(), self.left);
        self.left = self.left.minus(weight).ok_or(LeftoverError::MoreThanBooked { container, booked })?;
        self.standing = Standing::InUse;
        Ok(())
    }

    /// Seals what is left in it.
    ///
    /// # Errors
    /// Where it is empty, sealed or gone, and where quantity or use-by day would grow.
    pub fn seal(&mut self, left: Milligrams, sealing: Sealing) -> Result<(), LeftoverError> {
        let (container, booked, latest) = (self.id.clone(), self.left, self.good_until());
        match &self.standing {
            Standing::Sealed(_) | Standing::Returned(_) => Err(LeftoverError::SealedAlready(container)),
            Standing::Disposed { .. } => Err(LeftoverError::Gone(container)),
            Standing::InUse if booked.0 == 0 || left.0 == 0 => Err(LeftoverError::Empty(container)),
            Standing::InUse if left > booked => Err(LeftoverError::MoreThanBooked { container, booked }),
            Standing::InUse if sealing.use_by > latest => Err(LeftoverError::Extended { container, latest }),
            Standing::InUse => {
                (self.left, self.standing) = (left, Standing::Sealed(sealing));
                Ok(())
            }
        }
    }

    /// Returns a sealed leftover to the store of materials, by the officer's signature.
    ///
    /// # Errors
    /// [`LeftoverError::NothingToRelease`], [`LeftoverError::NotByOfficer`].
    pub fn release(&mut self, signature: &Signature) -> Result<(), LeftoverError> {
        let Standing::Sealed(sealing) = &self.standing else {
            return Err(LeftoverError::NothingToRelease(self.id.clone()));
        };
        let by_officer = signature.role == Role::Officer && signature.meaning == Meaning::LeftoverRelease;
        if !by_officer || signature.signer == sealing.by {
            return Err(LeftoverError::NotByOfficer(self.id.clone()));
        }
        self.standing = Standing::Returned(sealing.clone());
        Ok(())
    }

    /// Takes it out of stock; answers with what was in it.
    ///
    /// # Errors
    /// [`LeftoverError::Gone`].
    pub fn dispose(&mut self, disposal: Disposal) -> Result<Milligrams, LeftoverError> {
        if matches!(self.standing, Standing::Disposed { .. }) {
            return Err(LeftoverError::Gone(self.id.clone()));
        }
        let left = std::mem::replace(&mut self.left, Milligrams(0));
        self.standing = Standing::Disposed { left, disposal: Box::new(disposal) };
        Ok(left)
    }
}
