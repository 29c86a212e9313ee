//! 清场 after a service on the command line: what it used, and the area that it was made in, by the operator's PIN.

use counter::Refusal;
use counter::steps::cleaning::{CleanBy, CleanedArea, CleanedPiece};
use domain::ids::{DocumentNumber, EquipmentId, StaffId};
use domain::premises::Equipment;
use domain::service::ClearanceParts;

/// How long a cleaning holds by the demo store's procedure, in hours.
const HOURS: u32 = 24;
/// The demo store's procedure for its operation areas.
const PROCEDURE: &str = "演示规程-QC-1";

/// The cleaning that the next service waits for; none where it was done, equipment and area together.
pub(crate) fn of(
    parts: &ClearanceParts,
    known: &[Equipment],
    (operator, pin): (StaffId, String),
) -> Result<Option<CleanBy>, Refusal> {
    let owed = |id: &&EquipmentId| {
        let row = known.iter().find(|row| row.id == **id);
        row.and_then(|row| row.cleaned.as_ref()).is_none_or(|cleaning| cleaning.used_since)
    };
    let piece = |equipment: &EquipmentId| CleanedPiece { equipment: equipment.clone(), valid_hours: HOURS };
    let procedure = DocumentNumber::new(PROCEDURE)?;
    let area = CleanedArea { area: parts.area.clone(), procedure, valid_hours: HOURS };
    let cleaned: Vec<CleanedPiece> = parts.equipment.iter().filter(owed).map(piece).collect();
    Ok((!cleaned.is_empty()).then(|| CleanBy { cleaned, areas: vec![area], operator, pin }))
}
