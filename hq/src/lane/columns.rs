//! A departure as the columns that one statement writes.

use chrono::{DateTime, Utc};
use tokio_postgres::types::ToSql;

use super::{Rider, ToKeep};
use crate::database::{DatabaseError, big};
use crate::segment::numbered;

/// What is written, a column each, in one order.
#[derive(Default)]
pub(super) struct Columns<'r> {
    store: Vec<&'r str>,
    branch: Vec<i32>,
    enterprise: Vec<&'r str>,
    first: Vec<i64>,
    last: Vec<i64>,
    prev: Vec<&'r [u8]>,
    hash: Vec<&'r [u8]>,
    signature: Vec<&'r [u8]>,
    body: Vec<&'r [u8]>,
    device: Vec<&'r [u8]>,
    program: Vec<&'r str>,
    boots: Vec<&'r str>,
}

impl<'r> Columns<'r> {
    pub(super) fn len(&self) -> usize {
        self.store.len()
    }

    pub(super) fn add(&mut self, rider: &'r Rider, kept: &'r ToKeep) -> Result<(), DatabaseError> {
        let header = &rider.came.batch.header;
        let (branch, first, last) = (numbered(header.branch)?, big(kept.first)?, big(kept.end.seq)?);
        self.store.push(&rider.caller.store);
        self.branch.push(branch);
        self.enterprise.push(&rider.caller.enterprise);
        self.first.push(first);
        self.last.push(last);
        self.prev.push(&kept.prev.0);
        self.hash.push(&kept.end.hash.0);
        self.signature.push(&header.head.signature);
        self.body.push(&rider.came.packed);
        self.device.push(&rider.caller.device.0);
        self.program.push(&rider.program);
        self.boots.push(&kept.boots);
        Ok(())
    }

    pub(super) fn arguments<'c>(&'c self, now: &'c DateTime<Utc>) -> [&'c (dyn ToSql + Sync); 13] {
        [
            &self.store,
            &self.branch,
            &self.enterprise,
            &self.first,
            &self.last,
            &self.prev,
            &self.hash,
            &self.signature,
            &self.body,
            &self.device,
            &self.program,
            &self.boots,
            now,
        ]
    }
}
