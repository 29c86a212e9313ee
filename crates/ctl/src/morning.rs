//! The morning of a day in the demonstration's store, whose people nobody marks as present and whose rooms nobody measures: done on
//! the command line by the commands that the window uses, so that it serves on any day. In a store of one's own people do this,
//! and nothing is invented for them.

use counter::setup::staff::MarkPresence;
use counter::steps::deliver::CleanEquipment;
use counter::view::work::LookWork;
use counter::{Caller, Counter, Host as _, Refusal, Window};
use domain::ids::{EquipmentId, StaffId};
use serde_json::json;

use crate::host::Terminal;

/// How long a cleaning holds by the demo store's procedures, in hours.
const HOURS: u32 = 24;
/// The demo store's procedure for its operation areas.
const PROCEDURE: &str = "演示规程-QC-1";

/// Marks these people as present, if the day has not begun for them; then the area is measured and cleaned, and its equipment
/// cleaned, where that is due.
///
/// # Errors
/// What the counter refuses: nothing after it was done.
pub(crate) fn begin(
    counter: &mut Counter<Terminal>,
    crew: &[&StaffId],
    operator: &StaffId,
    area: &str,
) -> Result<(), Refusal> {
    let today = counter.today();
    let mut begun = false;
    for staff in crew {
        if counter.store().person(staff)?.here_on(today).is_none() {
            let present = MarkPresence { staff: (*staff).clone(), present: true };
            counter.call(&Caller::Staff((*staff).clone()), present)?;
            begun = true;
        }
    }
    if !begun {
        return Ok(());
    }
    let operator = Caller::Staff(operator.clone());
    let work = counter.call(&operator, LookWork {})?;
    for room in work.areas.iter().filter(|room| room.area == area) {
        if room.measured.as_ref().is_some_and(|measured| !measured.holds) {
            let next = counter.host().now() + chrono::TimeDelta::days(1);
            let reading = json!({
                "area": area, "cfu": "120", "temperature": "22.4", "humidity": "48.0", "next_due": next.to_rfc3339(),
            });
            counter.dispatch(Window::Staff, &operator, "room.read", reading)?;
        }
        if !room.clean.holds {
            let cleaned = json!({ "area": area, "procedure": PROCEDURE, "valid_hours": HOURS.to_string() });
            counter.dispatch(Window::Staff, &operator, "area.clean", cleaned)?;
        }
    }
    let here = counter.store().equipment()?;
    for piece in work.equipment.iter().filter(|piece| !piece.clean.holds) {
        if here.iter().any(|known| known.id.as_str() == piece.id && known.area.as_str() == area) {
            let equipment = EquipmentId::new(piece.id.as_str())?;
            counter.call(&operator, CleanEquipment { equipment, valid_hours: HOURS })?;
        }
    }
    Ok(())
}
