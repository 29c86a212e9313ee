//! The end of the shift: everybody who is still marked present leaves at once (山东指南 第三条), after the last visitor has
//! left the operation area (第六条). Coming and leaving one by one stands with the people.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::PresenceMarked;
use domain::ids::StaffId;
use domain::staff::Role;
use registers::{INSIDE, Visitors};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Counter, Host, Refusal};

/// Marks that everybody has left the store: all whom the manager was shown as present.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EverybodyLeft {
    /// Who was shown as present; whoever is not any more is passed over.
    #[ts(as = "Vec<String>")]
    pub staff: Vec<StaffId>,
}

impl Command for EverybodyLeft {
    const NAME: &'static str = "staff.all_left";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    /// How many were marked.
    type Reply = usize;
}

impl<H: Host> Run<Counter<H>> for EverybodyLeft {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<usize, Refusal> {
        let inside = counter.store().entries_in::<Visitors>(INSIDE)?;
        if let Some(first) = inside.first() {
            let message = format!(
                "操作区域还有 {} 位外来人员（{} …），不能全员离店；没有改动",
                inside.len(),
                first.number
            );
            return Err(Refusal::new("visitors_inside", message)
                .clause("shandong-guide", "第六条")
                .mend("请先登记外来人员离开"));
        }
        let mut staff = counter.store().staff()?;
        staff.retain(|row| row.present_since.is_some() && self.staff.contains(&row.member.id));
        let at = counter.host().now();
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            for row in &staff {
                tx.record(PresenceMarked { staff: row.member.id.clone(), at, present: false })?;
            }
            Ok(staff.len())
        })
    }
}
