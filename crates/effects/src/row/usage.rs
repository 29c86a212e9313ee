//! Which lot went into which service: the two directions of a trace (山东指南 第七条).

use domain::Moment;
use domain::ids::{ContainerId, LotId, ServiceNumber};
use domain::quantity::Milligrams;
use serde::{Deserialize, Serialize};

use super::{Columns, Row, text};

/// One weighing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Sequence of the record that brought it: two blends of one service are told apart by it.
    pub seq: u64,
    /// Into which service.
    pub service: ServiceNumber,
    /// From which lot.
    pub lot: LotId,
    /// From which container.
    pub container: ContainerId,
    /// How much.
    pub weight: Milligrams,
    /// When.
    pub at: Moment,
    /// Whether that blend was written off afterwards.
    pub written_off: bool,
}

impl Row for Usage {
    const TABLE: &'static str = "usage";
    const CALLED: &'static str = "领用";
    fn key(&self) -> String {
        format!("{:012}", self.seq)
    }
    fn columns(&self) -> Columns {
        vec![("lot", text(&self.lot)), ("service", text(&self.service))]
    }
}
