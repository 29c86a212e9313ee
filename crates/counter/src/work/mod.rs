//! The daily work beside the services: areas cleaned, leftovers sealed and released, goods disposed of, visitors, the end
//! of the shift (山东指南 第三、六、十三、十八、二十三条), and the small tags that the work puts on things.
//!
//! Each command is one short form and one record. What clearance asks is judged by the rules, not here; this module
//! refuses what would make a record untrue.

pub mod dispose;
pub mod leftover;
pub mod opening;
pub mod shift;
pub mod tag;

use std::collections::BTreeSet;

use domain::ids::{AreaId, ContainerId};
use domain::service::Step;

use crate::owed::House;
use crate::{Counter, Host, Refusal};

/// The operation areas that the store has: where its equipment stands, and where it measured or cleaned.
pub(crate) fn areas<H: Host>(counter: &Counter<H>) -> Result<BTreeSet<AreaId>, Refusal> {
    Ok(House::of(counter)?.areas().into_iter().cloned().collect())
}

/// Refuses to touch a container from which a unit is being weighed: two people signed that it is at the bench.
fn not_at_work<H: Host>(counter: &Counter<H>, container: &ContainerId) -> Result<(), Refusal> {
    for service in counter.store().open_services()? {
        let cleared = service.progress().clearance().filter(|_| service.step() == Step::Cleared);
        let parts = cleared.map(|clearance| clearance.parts());
        let taken =
            parts.is_some_and(|parts| parts.components.iter().any(|part| part.container == *container));
        if taken {
            let number = service.progress().number();
            let message = format!("容器 {container} 正用于服务 {number} 的调配；没有改动");
            return Err(Refusal::new("container_at_work", message).mend("请先完成该次称量，或报废后再处理"));
        }
    }
    Ok(())
}
