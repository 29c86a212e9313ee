//! Which service a command goes on with: the one that was left, or none. A service whose last record is written but
//! whose papers are not all in the output folder was left too; it is told from the customer's next one by its papers
//! and its skin file.

use std::path::Path;

use counter::{Counter, Refusal};
use domain::ids::ServiceNumber;
use domain::service::{AnyService, Step};

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
        Some("latest") => match counter.store().open_services()?.last() {
            Some(open) => Ok(Some(open.progress().number().clone())),
            None => without_papers(counter, task, skin),
        },
        Some(number) => Ok(Some(ServiceNumber::parse(number)?)),
    }
}

/// Today's last service, if it was for the same skin file and handed over before its papers were all written.
fn without_papers(
    counter: &Counter<Terminal>,
    task: &Service,
    skin: Option<&[u8]>,
) -> Result<Option<ServiceNumber>, Refusal> {
    let (code, today) = (counter.store().premises()?.premises.code, counter.today());
    let serial = counter.store().last_serial(&code, today)?;
    if serial == 0 {
        return Ok(None);
    }
    let number = ServiceNumber::of(&code, today, serial);
    let service = counter.service(&number)?;
    let left =
        service.step() == Step::Done && same_customer(&service, task, skin) && !printed(&service, &task.out);
    Ok(left.then_some(number))
}

fn same_customer(service: &AnyService, task: &Service, skin: Option<&[u8]>) -> bool {
    let test = service.progress().tested().and_then(|tested| tested.test.as_ref());
    match (test, skin) {
        (Some(test), Some(bytes)) => test.raw.as_str() == skintest::sha256(bytes) && test.row == task.row,
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Whether the label in a folder is this service's. One that cannot be read is written again.
fn printed(service: &AnyService, out: &Path) -> bool {
    let recorded = service.progress().label().map(|label| label.pdf.as_str().to_owned());
    let there = std::fs::read(out.join(LAST_PAPER)).map(|bytes| skintest::sha256(&bytes));
    there.is_ok_and(|there| Some(there) == recorded)
}
