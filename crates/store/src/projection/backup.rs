//! What a record does to the table of copies: one that was made is there, one that was deleted is not, and one that was
//! tried out says how it went.

use domain::event::Event;
use rusqlite::Connection;

use super::Place;
use crate::StoreError;
use crate::tables::{self, BackupRow, Drill, get, put};

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds say nothing of a copy")]
pub(super) fn apply(connection: &Connection, place: Place, event: &Event) -> Result<(), StoreError> {
    match event {
        Event::BackupMade(event) => {
            for file in &event.removed {
                tables::remove::<BackupRow>(connection, &BackupRow::key_of(&event.target, file))?;
            }
            put(
                connection,
                &BackupRow {
                    seq: place.seq,
                    target: event.target.clone(),
                    file: event.file.clone(),
                    made_at: place.at,
                    up_to: event.up_to,
                    hash: event.hash.clone(),
                    bytes: event.bytes,
                    cause: event.cause,
                    drill: None,
                },
            )
        }
        Event::BackupDrilled(event) => {
            // A copy that another computer made, or that was made before a restore, has no row to say it in.
            let key = BackupRow::key_of(&event.target, &event.file);
            let Some(row) = get::<BackupRow>(connection, &key)? else { return Ok(()) };
            let drill = Drill {
                at: place.at,
                passed: event.passed,
                lost: event.lost,
                problem: event.problem.clone(),
            };
            put(connection, &BackupRow { drill: Some(drill), ..row })
        }
        _ => Ok(()),
    }
}
