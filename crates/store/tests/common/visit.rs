//! A customer's visit for a plan, written record by record: the shortest way to a service that is handed over.

use chrono::NaiveDate;
use domain::Moment;
use domain::consent::{AgeBand, Choice, Consent, ConsentParts, Purpose};
use domain::event::{
    HandedOver, NeedRecorded, NoticeGiven, Plan, PlanChosen, PlanSigned, ServiceOpened, SkinTested, VaultRef,
};
use domain::ids::{CustomerId, LotId, RecipeId, ServiceNumber, StaffId, StoreCode};
use domain::period::Period;
use domain::quantity::{Fen, Milligrams};
use domain::service::{Delivery, Mode};
use domain::signature::Digest;
use domain::use_by::{UseBy, Used};
use domain::workday::Due;
use store::{Kind, Stamp, Store, StoreError, Tx};

/// Who comes, when, and how far it goes.
pub struct Visit<'a> {
    pub customer: &'a str,
    pub serial: u32,
    pub day: NaiveDate,
    /// Name and telephone, where they agree to leave them.
    pub contact: Option<(&'a str, &'a str)>,
    pub handed_over: bool,
}

fn digest() -> Digest {
    Digest::of_bytes(&[2; 32])
}

impl Visit<'_> {
    pub fn number(&self) -> ServiceNumber {
        ServiceNumber::of(&StoreCode::new("JN01").unwrap().into(), self.day, self.serial)
    }

    fn at(&self) -> Moment {
        Moment::parse_from_rfc3339(&format!("{}T10:00:00+08:00", self.day)).unwrap()
    }

    /// Writes it; answers with the contact.
    pub fn write(&self, store: &mut Store) -> Option<VaultRef> {
        let stamp = Stamp { at: self.at(), monotonic: u64::from(self.serial) };
        store.transact::<_, StoreError>("S01", "visit", stamp, |tx| self.records(tx)).unwrap().value
    }

    fn records(&self, tx: &mut Tx<'_>) -> Result<Option<VaultRef>, StoreError> {
        let (service, at) = (self.number(), self.at());
        let (customer, advisor) = (CustomerId::new(self.customer).unwrap(), StaffId::new("S01").unwrap());
        tx.record(ServiceOpened { service: service.clone(), mode: Mode::Plan, customer, advisor, at })?;
        let contact = match self.contact {
            Some((name, phone)) => {
                let json = format!("{{\"name\":\"{name}\",\"phone\":\"{phone}\"}}");
                Some(tx.seal(Kind::Contact, json.as_bytes())?)
            }
            None => None,
        };
        let choices = vec![Choice { purpose: Purpose::Contact, agreed: contact.is_some() }];
        let parts =
            ConsentParts { age: AgeBand::Adult, guardian: None, choices, text_version: 1, text: digest() };
        let consent = Consent::new(parts).unwrap();
        tx.record(NoticeGiven { service: service.clone(), consent, contact: contact.clone() })?;
        if !self.handed_over {
            return Ok(contact);
        }
        let needs = tx.seal(Kind::Needs, b"{}")?;
        tx.record(NeedRecorded {
            service: service.clone(),
            needs,
            health: None,
            channels: vec![],
            kept: 0,
            dropped: 0,
        })?;
        tx.record(SkinTested { service: service.clone(), test: None })?;
        tx.record(PlanChosen { service: service.clone(), plan: self.plan(), reasons: None, health: None })?;
        let signature = tx.seal(Kind::Strokes, b"{}")?;
        tx.record(PlanSigned { service: service.clone(), signature, sheet: digest(), words: None, at })?;
        let call_back = Due { date: self.day, provisional: false };
        let delivery = Delivery::OnTheSpot;
        tx.record(HandedOver { service, delivery, hints_given: true, sale: None, call_back, at })?;
        Ok(contact)
    }

    fn plan(&self) -> Plan {
        let lot = super::lot(1).lot;
        let used = Used { lot: &lot, container: None, after_opening: Period::Months(6) };
        let recipe = RecipeId::new("R01").unwrap();
        Plan {
            use_by: UseBy::of(self.day, &[used], &recipe, Period::Days(60)).unwrap(),
            recipe,
            version: 1,
            size: Milligrams::grams(10),
            price: Fen(100),
            lots: vec![LotId::new("L1").unwrap()],
            against_ranking: None,
        }
    }
}
