//! A mould: the records of one real service, taken through every command of the counter, with the places marked that
//! differ from service to service. Pouring it writes another service of the same kind, record by record.
//!
//! It refuses to shorten anything: what it writes is judged by the store as every record is.

use std::error::Error;

use chrono::{Days, NaiveDate, TimeDelta};
use domain::Moment;
use domain::event::{Content, Event, VaultRef};
use domain::ids::{CustomerId, ProductId, ServiceNumber};
use domain::quantity::Milligrams;
use domain::service::Step;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use store::{Kind, Store, StoreError, Tx};

use super::people::Contact;
use super::shelf::Taken;

/// Stands around the number of a place in the text of a payload.
const MARK: &str = "@@";

/// What stands at a place.
#[derive(Debug, Clone)]
enum Place {
    Service,
    Batch,
    Customer,
    Lot(usize),
    LotNumber(usize),
    Container(usize),
    Vault(usize),
    Commitment(usize),
    /// The digest of a file that no other service has.
    File,
    Day(i64),
    Moment(TimeDelta),
}

/// A payload with its places.
#[derive(Debug, Clone)]
struct Payload {
    texts: Vec<String>,
    places: Vec<Place>,
}

/// One record.
struct Entry {
    kind: String,
    version: u16,
    /// What is sealed before it, in order.
    sealed: Vec<(Kind, Vec<u8>)>,
    payload: Payload,
    /// The same where the customer leaves no contact.
    without_contact: Option<Payload>,
}

/// A service to be written.
pub struct Visit {
    pub number: ServiceNumber,
    pub customer: CustomerId,
    pub contact: Option<Contact>,
    pub opened: Moment,
    /// By component.
    pub taken: Vec<Taken>,
}

/// The records of one service.
pub struct Mould {
    entries: Vec<Entry>,
    /// What is weighed, in order.
    pub components: Vec<(ProductId, Milligrams)>,
}

/// What the mould is made of: the finished service and how its parts are named.
struct Model {
    number: ServiceNumber,
    customer: CustomerId,
    opened: Moment,
    taken: Vec<Taken>,
}

impl Mould {
    /// Makes a mould of a service that was handed over.
    pub fn of(store: &Store, number: &ServiceNumber) -> Result<Self, Box<dyn Error>> {
        let service = store.service(number)?;
        let progress = service.progress();
        let clearance = progress.clearance().ok_or("the model was never cleared")?;
        let (mut taken, mut components) = (Vec::new(), Vec::new());
        for component in &clearance.parts().components {
            let lot = store.lot(&component.lot)?;
            components.push((lot.product, component.target));
            taken.push(Taken { lot: lot.id, number: lot.number, container: component.container.clone() });
        }
        let opened = progress.opened();
        let (customer, opened) = (opened.customer.clone(), opened.at);
        let model = Model { number: number.clone(), customer, opened, taken };
        let mut entries = Vec::new();
        store.records::<StoreError>(1, |record| {
            let header = record.header()?;
            let payload: Value = serde_json::from_str(header.payload.get())?;
            if payload.get("service").and_then(Value::as_str) == Some(number.as_str()) {
                entries.push(entry(store, &model, &header.kind, header.version, payload)?);
            }
            Ok(())
        })?;
        Ok(Self { entries, components })
    }

    /// Writes a service as far as `until`.
    pub fn pour(&self, tx: &mut Tx<'_>, visit: &Visit, until: Step) -> Result<(), StoreError> {
        let last = last_kind(until);
        let end = self.entries.iter().rposition(|entry| Some(entry.kind.as_str()) == last);
        for entry in self.entries.iter().take(end.map_or(usize::MAX, |end| end + 1)) {
            entry.pour(tx, visit)?;
        }
        Ok(())
    }
}

/// The kind of the record that leads to a step.
const fn last_kind(step: Step) -> Option<&'static str> {
    Some(match step {
        Step::Opened => "service.opened",
        Step::Noticed => "service.noticed",
        Step::Needed => "service.needed",
        Step::Tested => "service.skin_tested",
        Step::Planned => "service.planned",
        Step::Agreed => "service.agreed",
        Step::Cleared => "service.cleared",
        Step::Blended => "service.weighed",
        Step::Labelled => "service.labelled",
        Step::Scanned => "service.label_scanned",
        Step::Released => "service.released",
        Step::Done => "service.handed_over",
        Step::Ended => return None,
    })
}

fn entry(
    store: &Store,
    model: &Model,
    kind: &str,
    version: u16,
    mut payload: Value,
) -> Result<Entry, StoreError> {
    let without_contact = (kind == "service.noticed").then(|| {
        let mut without = payload.clone();
        forget_contact(&mut without);
        marked(model, without, &mut Vec::new())
    });
    let mut refs = Vec::new();
    vault_refs("", &mut payload, &mut refs);
    let mut sealed = Vec::new();
    for (kind, item) in refs {
        let gone = || StoreError::NotFound { what: "密匣条目", id: item.id.to_string() };
        sealed.push((kind, store.unseal(&item)?.ok_or_else(gone)?));
    }
    let payload = marked(model, payload, &mut Vec::new());
    Ok(Entry { kind: kind.to_owned(), version, sealed, payload, without_contact })
}

/// Takes the contact and the agreement to it out of a notice.
fn forget_contact(notice: &mut Value) {
    if let Some(contact) = notice.get_mut("contact") {
        *contact = Value::Null;
    }
    let choices = notice.pointer_mut("/consent/choices").and_then(Value::as_array_mut);
    for choice in choices.into_iter().flatten() {
        if choice.get("purpose").and_then(Value::as_str) == Some("contact") {
            choice["agreed"] = Value::Bool(false);
        }
    }
}

fn kind_under(key: &str) -> Kind {
    match key {
        "contact" => Kind::Contact,
        "needs" => Kind::Needs,
        "values" => Kind::Skin,
        "file" => Kind::RawFile,
        _ => Kind::Strokes,
    }
}

/// Takes the vault's references out of a payload and leaves their number in their place.
fn vault_refs(key: &str, value: &mut Value, refs: &mut Vec<(Kind, VaultRef)>) {
    // An array of a name and a digest is none, though it would read as one.
    let item = value.is_object().then(|| serde_json::from_value::<VaultRef>(value.clone()));
    if let Some(Ok(item)) = item {
        let at = refs.len();
        refs.push((kind_under(key), item));
        value["id"] = Value::String(format!("vault {at}"));
        value["commitment"] = Value::String(format!("commitment {at}"));
        return;
    }
    match value {
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(key, value)| vault_refs(&key.clone(), value, refs));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| vault_refs(key, value, refs)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn marked(model: &Model, mut payload: Value, places: &mut Vec<Place>) -> Payload {
    mark(model, "", &mut payload, places);
    let text = payload.to_string();
    // Every second piece is the number of a place, and these come in the order in which they were counted.
    let texts = text.split(MARK).step_by(2).map(str::to_owned).collect();
    let order = text.split(MARK).skip(1).step_by(2).filter_map(|number| number.parse::<usize>().ok());
    let places = order.filter_map(|number| places.get(number).cloned()).collect();
    Payload { texts, places }
}

fn mark(model: &Model, key: &str, value: &mut Value, places: &mut Vec<Place>) {
    match value {
        Value::String(text) => {
            if let Some(place) = model.place(key, text) {
                *text = format!("{MARK}{}{MARK}", places.len());
                places.push(place);
            }
        }
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(key, value)| mark(model, &key.clone(), value, places));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| mark(model, key, value, places)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl Model {
    fn place(&self, key: &str, text: &str) -> Option<Place> {
        let component = |same: &dyn Fn(&Taken) -> bool| self.taken.iter().position(same);
        let counted = |word: &str| text.strip_prefix(word)?.parse::<usize>().ok();
        if text == self.number.as_str() {
            return Some(Place::Service);
        }
        if text == self.number.batch().as_str() {
            return Some(Place::Batch);
        }
        if text == self.customer.as_str() {
            return Some(Place::Customer);
        }
        if let Some(at) = component(&|taken| taken.container.as_str() == text) {
            return Some(Place::Container(at));
        }
        if let Some(at) = component(&|taken| taken.lot.as_str() == text) {
            return Some(Place::Lot(at));
        }
        if let Some(at) = component(&|taken| taken.number == text) {
            return Some(Place::LotNumber(at));
        }
        if let Some(at) = counted("vault ") {
            return Some(Place::Vault(at));
        }
        if let Some(at) = counted("commitment ") {
            return Some(Place::Commitment(at));
        }
        if key == "raw" {
            return Some(Place::File);
        }
        if let Ok(day) = text.parse::<NaiveDate>() {
            return Some(Place::Day((day - self.opened.date_naive()).num_days()));
        }
        let moment = Moment::parse_from_rfc3339(text).ok()?;
        Some(Place::Moment(moment - self.opened))
    }
}

impl Entry {
    fn pour(&self, tx: &mut Tx<'_>, visit: &Visit) -> Result<(), StoreError> {
        let (payload, contact) = match (&self.without_contact, &visit.contact) {
            (Some(without), None) => (without, None),
            (Some(_), Some(contact)) => (&self.payload, Some(serde_json::to_vec(contact)?)),
            (None, _) => (&self.payload, None),
        };
        let leaves = self.without_contact.is_none() || contact.is_some();
        let mut items = Vec::with_capacity(self.sealed.len());
        for (kind, bytes) in self.sealed.iter().filter(|_| leaves) {
            items.push(tx.seal(*kind, contact.as_deref().unwrap_or(bytes))?);
        }
        let text = payload.filled(visit, &items);
        let mut text = serde_json::Deserializer::from_str(&text);
        if let Content::Known(event) = Event::read(&self.kind, self.version, &mut text)? {
            tx.record(event)?;
        }
        Ok(())
    }
}

impl Payload {
    fn filled(&self, visit: &Visit, items: &[VaultRef]) -> String {
        let mut filled = String::with_capacity(self.texts.iter().map(String::len).sum::<usize>() + 512);
        for (at, text) in self.texts.iter().enumerate() {
            filled.push_str(text);
            if let Some(place) = self.places.get(at) {
                filled.push_str(&place.text(visit, items));
            }
        }
        filled
    }
}

impl Place {
    fn text(&self, visit: &Visit, items: &[VaultRef]) -> String {
        let taken = |at: &usize, text: fn(&Taken) -> &str| {
            visit.taken.get(*at).map(|taken| text(taken).to_owned()).unwrap_or_default()
        };
        match self {
            Self::Service => visit.number.to_string(),
            Self::Batch => visit.number.batch().to_string(),
            Self::Customer => visit.customer.to_string(),
            Self::Lot(at) => taken(at, |taken| taken.lot.as_str()),
            Self::LotNumber(at) => taken(at, |taken| &taken.number),
            Self::Container(at) => taken(at, |taken| taken.container.as_str()),
            Self::Vault(at) => items.get(*at).map(|item| item.id.to_string()).unwrap_or_default(),
            Self::Commitment(at) => {
                items.get(*at).map(|item| item.commitment.as_str().to_owned()).unwrap_or_default()
            }
            Self::File => {
                let digest = Sha256::digest(visit.number.as_str());
                digest.iter().map(|byte| format!("{byte:02x}")).collect()
            }
            Self::Day(days) => shifted(visit.opened.date_naive(), *days).to_string(),
            Self::Moment(after) => (visit.opened + *after).to_rfc3339(),
        }
    }
}

fn shifted(day: NaiveDate, days: i64) -> NaiveDate {
    let far = Days::new(days.unsigned_abs());
    if days < 0 { day - far } else { day + far }
}
