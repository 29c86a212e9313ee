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
            let mut passed_at = None;
            for file in &event.removed {
                let key = BackupRow::key_of(&event.target, file);
                passed_at = passed_at.max(get::<BackupRow>(connection, &key)?.and_then(|row| row.passed_at));
                tables::remove::<BackupRow>(connection, &key)?;
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
                    passed_at,
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
            let passed_at = if event.passed { Some(place.at) } else { row.passed_at };
            put(connection, &BackupRow { drill: Some(drill), passed_at, ..row })
        }
        _ => Ok(()),
    }
}
