//! Why a record has no effect: it contradicts what is known, or what is known cannot be read.

use domain::event::{ContainerDisposed, ContainerSealed};
use domain::ids::{ContainerId, CustomerId, LotId, VaultId};
use domain::label::LabelError;
use domain::leftover::LeftoverError;
use domain::quantity::Milligrams;
use domain::service::StepError;

/// A record that contradicts what is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// A step that the state of its service does not allow.
    #[error(transparent)]
    Step(#[from] StepError),
    /// Something that the unit's label does not allow.
    #[error(transparent)]
    Label(#[from] LabelError),
    /// Something that cannot become of an opened container.
    #[error(transparent)]
    Leftover(#[from] LeftoverError),
    /// It speaks of something that is not there.
    #[error("没有{what}「{id}」")]
    NotFound {
        /// What kind of thing.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// It brings something under an id that is taken.
    #[error("{what} {id} 已存在")]
    Exists {
        /// What kind of thing.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// A container holds less than is poured from it.
    #[error(
        "容器 {container} 只余 {left}，不足 {needed}{}",
        .batch.map(|batch| format!("（批量加大到 {batch} 所需）")).unwrap_or_default()
    )]
    TooLittleLeft {
        /// Which.
        container: ContainerId,
        /// What is left in it.
        left: Milligrams,
        /// What is asked of it.
        needed: Milligrams,
        /// The size that the batch should grow to, where that asks for it.
        batch: Option<Milligrams>,
    },
    /// Two customers are joined who stand under one number already.
    #[error("顾客 {0} 已经是同一位顾客；没有改动")]
    OnePerson(CustomerId),
    /// A customer is parted who was not joined.
    #[error("顾客 {0} 没有与别的顾客合并；没有改动")]
    NotJoined(CustomerId),
    /// Something is released that never leaves its store.
    #[error("密匣条目 {0} 不得离开本店；没有改动")]
    NeverLeaves(VaultId),
    /// A case is closed twice.
    #[error("个例 {0} 已经结案；没有改动")]
    CaseClosed(String),
    /// A request is answered twice.
    #[error("请求 {0} 已经答复；没有改动")]
    RequestAnswered(String),
    /// A unit of a lot is opened, and none is unopened.
    #[error("批 {0} 已没有未开封的产品")]
    NoneUnopened(LotId),
    /// More units of a lot are disposed of than are unopened.
    #[error("批 {lot} 没有 {units} 件未开封的产品")]
    FewUnopened {
        /// Which.
        lot: LotId,
        /// How many.
        units: u32,
    },
    /// An opening is corrected to a later moment.
    #[error("开封时间只能更正为更早：不得延长使用期限（山东指南 第二十二条）")]
    OpeningExtended,
    /// A leftover is sealed by another book quantity than the records leave.
    #[error("容器 {container} 账面余 {now}，记录写的是 {booked}")]
    OtherBooked {
        /// Which.
        container: ContainerId,
        /// What the records leave in it.
        now: Milligrams,
        /// What the record says.
        booked: Milligrams,
    },
    /// Another quantity is disposed of than the records leave.
    #[error("容器 {container} 余 {had}，记录处置 {left}")]
    OtherLeft {
        /// Which.
        container: ContainerId,
        /// What the records leave in it.
        had: Milligrams,
        /// What the record says.
        left: Milligrams,
    },
    /// An entry of a register does not go that way.
    #[error(transparent)]
    Entry(#[from] registers::Contradiction),
}

impl Contradiction {
    pub(crate) fn booked(event: &ContainerSealed, now: Milligrams) -> Self {
        Self::OtherBooked { container: event.container.clone(), now, booked: event.booked }
    }

    pub(crate) fn left(event: &ContainerDisposed, had: Milligrams) -> Self {
        Self::OtherLeft { container: event.container.clone(), had, left: event.left }
    }
}

/// Why a record's effects cannot be said.
#[derive(Debug, thiserror::Error)]
pub enum Stopped<F> {
    /// The record contradicts what is known.
    #[error(transparent)]
    Against(#[from] Contradiction),
    /// The rows could not be read.
    #[error(transparent)]
    Rows(F),
    /// A row is no row of its table.
    #[error("数据内容无法读取：{0}")]
    Unreadable(#[from] serde_json::Error),
}

impl<F> From<StepError> for Stopped<F> {
    fn from(error: StepError) -> Self {
        Self::Against(error.into())
    }
}

impl<F> From<LabelError> for Stopped<F> {
    fn from(error: LabelError) -> Self {
        Self::Against(error.into())
    }
}

impl<F> From<LeftoverError> for Stopped<F> {
    fn from(error: LeftoverError) -> Self {
        Self::Against(error.into())
    }
}

impl<F> From<registers::Contradiction> for Stopped<F> {
    fn from(error: registers::Contradiction) -> Self {
        Self::Against(error.into())
    }
}
