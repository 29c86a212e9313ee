//! Which service a command goes on with: the one that was left, or none. A cut can also come after the last record and
//! before the last paper or the answer; that service is known again by its skin file, and without one by the papers
//! that are missing.

use std::path::Path;

use counter::{Counter, Refusal};
use domain::ids::ServiceNumber;
use domain::service::{AnyService, Step};
use domain::signature::Digest;

use crate::arguments::Service;
use crate::host::Terminal;

/// The paper that is written last: where it is whole, all are.
pub(crate) const LAST_PAPER: &str = "label.pdf";

/// The service to go on with, if one was asked for and there is one.
pub(crate) fn wanted(
    counter: &Counter<Terminal>,
    task: &Service,
    skin: Option<&[u8]>,
) -> Result<Option<ServiceNumber>, Refusal> {
    match task.resume.as_deref() {
        None => Ok(None),
        Some("latest") => match (counter.store().open_services()?.last(), skin) {
            (Some(open), _) => Ok(Some(open.progress().number().clone())),
            (None, Some(bytes)) => of_file(counter, bytes, task.row.as_deref()),
            (None, None) => without_papers(counter, task),
        },
        Some(number) => Ok(Some(ServiceNumber::parse(number)?)),
    }
}

/// The finished service that a skin file was imported into: a second one would refuse the file.
fn of_file(
    counter: &Counter<Terminal>,
    bytes: &[u8],
    row: Option<&str>,
) -> Result<Option<ServiceNumber>, Refusal> {
    let raw = Digest::parse(&skintest::sha256(bytes));
    let raw = raw.map_err(|error| Refusal::new("unreadable", error.to_string()))?;
    let Some(imported) = counter.store().imported(&raw, row)? else { return Ok(None) };
    let done = counter.service(&imported.service)?.step() == Step::Done;
    Ok(done.then_some(imported.service))
}

/// Today's last service, if it had no skin file and was handed over before its papers were all written.
fn without_papers(counter: &Counter<Terminal>, task: &Service) -> Result<Option<ServiceNumber>, Refusal> {
    let (series, today) = (counter.store().premises()?.series(), counter.today());
    let serial = counter.store().last_serial(&series, today)?;
    if serial == 0 {
        return Ok(None);
    }
    let number = ServiceNumber::of(&series, today, serial);
    let service = counter.service(&number)?;
    let no_file = service.progress().tested().is_some_and(|tested| tested.test.is_none());
    let left = service.step() == Step::Done && no_file && !printed(&service, &task.out);
    Ok(left.then_some(number))
}

/// Whether the label in a folder is this service's. One that cannot be read is written again.
fn printed(service: &AnyService, out: &Path) -> bool {
    let recorded = service.progress().label().map(|label| label.pdf.as_str().to_owned());
    let there = std::fs::read(out.join(LAST_PAPER)).map(|bytes| skintest::sha256(&bytes));
    there.is_ok_and(|there| Some(there) == recorded)
}
