//! What a scanned code is, so that a scan on any screen leads somewhere.

use command::{Caller, Command, Run, Who};
use domain::clean::{self, Meant};
use domain::filing::FilingNumber;
use domain::ids::{LotId, ServiceNumber};
use domain::service::{AnyService, Step};
use domain::stock::Zone;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::reads::{PAGE, known};
use crate::steps::blend;
use crate::work::tag::AREA;
use crate::{Counter, Host, Refusal, label_code, work};

/// Asks what a code is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Scan {
    /// As it was read.
    pub text: String,
}

/// What a code is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Scanned {
    /// What kind of thing.
    #[ts(
        type = "\"service\" | \"lot\" | \"container\" | \"equipment\" | \"staff\" | \"product\" | \"area\" | \"none\""
    )]
    pub kind: &'static str,
    /// Its id; the text as it was read where it is nothing that we know.
    pub id: String,
    /// The service itself; for a lot or container the one service that is to be weighed from it next.
    pub service: Option<String>,
    /// The customer of that service.
    pub customer: Option<String>,
    /// Where that service is.
    #[ts(type = "Step | null")]
    pub step: Option<Step>,
}

impl Command for Scan {
    const NAME: &'static str = "scan";
    const WHO: Who = Who::Person(&[]);
    type Reply = Scanned;
}

impl<H: Host> Run<Counter<H>> for Scan {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<Scanned, Refusal> {
        // A scanner types what it reads, through whatever input method is on.
        let (text, read) = (self.text.trim(), clean::code(&self.text));
        if let Some(service) = service(counter, &read)? {
            return Ok(about("service", service.progress().number().to_string(), Some(&service)));
        }
        if let Some((kind, id, lot)) = on_the_shelf(counter, text)? {
            return Ok(about(kind, id, waiting_for(counter, &lot)?.as_ref()));
        }
        let (kind, id) = of_the_house(counter, text, &read)?.unwrap_or(("none", read));
        Ok(about(kind, id, None))
    }
}

fn about(kind: &'static str, id: String, service: Option<&AnyService>) -> Scanned {
    let opened = service.map(|service| service.progress().opened());
    Scanned {
        kind,
        id,
        service: opened.map(|opened| opened.service.to_string()),
        customer: opened.map(|opened| opened.customer.to_string()),
        step: service.map(AnyService::step),
    }
}

/// A service by the code of its label, by the number that it carries, or by the batch number beside it.
fn service<H: Host>(counter: &Counter<H>, text: &str) -> Result<Option<AnyService>, Refusal> {
    let store = counter.store();
    if let Some(number) = label_code::ours(counter, text) {
        return Ok(known(store.service(&number))?);
    }
    if let Ok(number) = ServiceNumber::parse(text) {
        return Ok(known(store.service(&number))?);
    }
    match ServiceNumber::of_batch(&store.premises()?.premises.code, text) {
        Some(number) => Ok(known(store.service(&number))?),
        None => Ok(None),
    }
}

/// A lot or container, with the lot that it is of. Of several lots under one maker's number the one that may be used
/// comes first.
fn on_the_shelf<H: Host>(
    counter: &Counter<H>,
    text: &str,
) -> Result<Option<(&'static str, String, LotId)>, Refusal> {
    let store = counter.store();
    if let [lot] = store.lots_meant(text)?.as_slice() {
        return Ok(Some(("lot", lot.id.to_string(), lot.id.clone())));
    }
    if let [container] = store.containers_meant(text)?.as_slice() {
        let (id, lot) = (container.id.to_string(), container.lot.clone());
        return Ok(Some(("container", id, lot)));
    }
    let best = store
        .lots_numbered(text)?
        .into_iter()
        .min_by_key(|lot| (lot.zone != Zone::Accepted, lot.recalled, lot.expires_on));
    Ok(best.map(|lot| ("lot", lot.id.to_string(), lot.id)))
}

/// The one service under the hands of an operator that is to be weighed from a lot next.
fn waiting_for<H: Host>(counter: &Counter<H>, lot: &LotId) -> Result<Option<AnyService>, Refusal> {
    let mut open = counter.store().open_services()?;
    open.retain(|service| blend::next(service).is_some_and(|next| next.lot == *lot));
    let one = open.len() == 1;
    Ok(open.pop().filter(|_| one))
}

/// `read` is what was scanned, cleaned.
fn of_the_house<H: Host>(
    counter: &Counter<H>,
    text: &str,
    read: &str,
) -> Result<Option<(&'static str, String)>, Refusal> {
    let store = counter.store();
    let equipment = store.equipment()?;
    if let Meant::One(id) = clean::meant(text, equipment.iter().map(|piece| piece.id.as_str())) {
        return Ok(Some(("equipment", id.to_owned())));
    }
    let areas = work::areas(counter)?;
    // The whole of a tag is compared, with what it begins with, however a scanner writes its letters.
    let tags: Vec<String> = areas.iter().map(|area| format!("{AREA}{area}")).collect();
    if let Meant::One(tag) = clean::meant(text, tags.iter().map(String::as_str))
        && let Some(id) = tag.strip_prefix(AREA)
    {
        return Ok(Some(("area", id.to_owned())));
    }
    let staff = store.staff()?;
    if let Meant::One(id) = clean::meant(text, staff.iter().map(|row| row.member.id.as_str())) {
        return Ok(Some(("staff", id.to_owned())));
    }
    if let [product] = store.products_meant(text)?.as_slice() {
        return Ok(Some(("product", product.id.to_string())));
    }
    let Ok(filing) = FilingNumber::parse(read) else { return Ok(None) };
    let products = store.search_products(read, 0, PAGE)?;
    let filed = products.iter().find(|product| product.filing.as_str() == filing.as_str());
    Ok(filed.map(|product| ("product", product.id.to_string())))
}
