//! What a scanned code is, so that a scan on any screen leads somewhere.

use command::{Caller, Command, Run, Who};
use domain::ids::{AreaId, ContainerId, EquipmentId, LotId, ProductId, ServiceNumber, StaffId};
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
        let text = self.text.trim();
        if let Some(service) = service(counter, text)? {
            return Ok(about("service", service.progress().number().to_string(), Some(&service)));
        }
        if let Some((kind, id, lot)) = on_the_shelf(counter, text)? {
            return Ok(about(kind, id, waiting_for(counter, &lot)?.as_ref()));
        }
        let (kind, id) = of_the_house(counter, text)?.unwrap_or(("none", text.to_owned()));
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
    let code = store.premises()?.premises.code;
    let prefix = format!("T{code}");
    let Some((day, serial)) = text.strip_prefix(&prefix).and_then(|tail| tail.split_at_checked(6)) else {
        return Ok(None);
    };
    match ServiceNumber::parse(&format!("{code}-{day}-{serial}")) {
        Ok(number) => Ok(known(store.service(&number))?),
        Err(_) => Ok(None),
    }
}

/// A lot or container, with the lot that it is of. Of several lots under one maker's number the one that may be used
/// comes first.
fn on_the_shelf<H: Host>(
    counter: &Counter<H>,
    text: &str,
) -> Result<Option<(&'static str, String, LotId)>, Refusal> {
    let store = counter.store();
    if let Ok(id) = LotId::new(text)
        && let Some(lot) = known(store.lot(&id))?
    {
        return Ok(Some(("lot", lot.id.to_string(), lot.id)));
    }
    if let Ok(id) = ContainerId::new(text)
        && let Some(container) = known(store.container(&id))?
    {
        return Ok(Some(("container", container.id.to_string(), container.lot)));
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

fn of_the_house<H: Host>(
    counter: &Counter<H>,
    text: &str,
) -> Result<Option<(&'static str, String)>, Refusal> {
    let store = counter.store();
    if let Ok(id) = EquipmentId::new(text)
        && let Some(piece) = known(store.piece(&id))?
    {
        return Ok(Some(("equipment", piece.id.to_string())));
    }
    if let Some(area) = text.strip_prefix(AREA).and_then(|id| AreaId::new(id).ok())
        && work::areas(counter)?.contains(&area)
    {
        return Ok(Some(("area", area.to_string())));
    }
    if let Ok(id) = StaffId::new(text)
        && let Some(row) = known(store.person(&id))?
    {
        return Ok(Some(("staff", row.member.id.to_string())));
    }
    if let Ok(id) = ProductId::new(text)
        && let Some(product) = known(store.product(&id))?
    {
        return Ok(Some(("product", product.id.to_string())));
    }
    let products = store.search_products(text, 0, PAGE)?;
    let filed = products.iter().find(|product| product.filing.as_str() == text);
    Ok(filed.map(|product| ("product", product.id.to_string())))
}
