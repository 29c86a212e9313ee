//! A customer's page: what was done for her and everything that is kept of her, from where, until when, and who looked.
//! Each look is a record.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Topic, Who};
use domain::Moment;
use domain::consent::Purpose;
use domain::ids::CustomerId;
use domain::kept::{Basis, End, Held, LookedAt, PhoneUse, gone_from_copies};
use domain::service::{AnyService, Step};
use serde::{Deserialize, Serialize};
use store::tables::{CustomerRow, HeldRow, LookedRow, ReleasedRow};
use ts_rs::TS;

use super::allergies::{AllergiesPutRight, put_right_of};
use super::cases::CaseCard;
use super::change::ChangeReceipt;
use super::requests::RequestCard;
use super::withdraw::{Receipt, receipts_of};
use super::{agrees, asked_again_on, latest_choice, looks};
use crate::view::CustomerCard;
use crate::view::customer::{CustomerView, LookCustomer};
use crate::view::reader::Reader;
use crate::view::{needs, reads};
use crate::{Counter, Host, Refusal, bounds};

/// So many of the latest looks are listed.
const LOOKS: u32 = 100;

/// Looks at a customer's page.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookPerson {
    /// Which.
    #[ts(as = "String")]
    pub customer: CustomerId,
}

/// What the customer chose for one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Consented {
    /// For what.
    #[ts(type = "Purpose")]
    pub purpose: Purpose,
    /// Whether it is agreed to now.
    pub agreed: bool,
    /// When she chose.
    #[ts(as = "String")]
    pub on: NaiveDate,
    /// In which service.
    pub service: String,
    /// The version of the text that she was shown.
    pub text_version: u32,
    /// Whether it was agreed to and taken back since.
    pub withdrawn: bool,
}

/// One thing that the vault holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeptItem {
    /// What it is.
    #[ts(type = "Held")]
    pub what: Held,
    /// For what it was agreed to; none where the law asks for it.
    #[ts(type = "Purpose | null")]
    pub purpose: Option<Purpose>,
    /// From which service.
    pub service: Option<String>,
    /// By whom it was taken down: an advisor's name, or the analyser that the file came from.
    pub from: String,
    /// Since when.
    #[ts(as = "String")]
    pub since: NaiveDate,
    /// The last day.
    #[ts(as = "String")]
    pub until: NaiveDate,
}

/// What of her lies at headquarters, too, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AtHeadquarters {
    /// By what right.
    #[ts(type = "Basis")]
    pub basis: Basis,
    /// Since when.
    #[ts(as = "String")]
    pub on: NaiveDate,
    /// The record that released it.
    #[ts(type = "number")]
    pub seq: u64,
    /// The record that ended it; none while it may lie there.
    #[ts(type = "number | null")]
    pub ended: Option<u64>,
    /// When headquarters said that it is gone; none while it waits for that.
    #[ts(as = "Option<String>")]
    pub gone: Option<Moment>,
    /// The last day on which headquarters' own copies may hold it, once it is gone.
    #[ts(as = "Option<String>")]
    pub copies_until: Option<NaiveDate>,
}

impl From<ReleasedRow> for AtHeadquarters {
    fn from(row: ReleasedRow) -> Self {
        let copies_until = row.gone.map(|gone| gone_from_copies(domain::in_china(gone).date_naive()));
        Self { basis: row.basis, on: row.on, seq: row.seq, ended: row.ended, gone: row.gone, copies_until }
    }
}

/// What stays under a number because the law keeps it (化妆品监督管理条例 第三十一条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeptByLaw {
    /// Under which number.
    pub service: String,
    /// The last day on which it must be there.
    #[ts(as = "String")]
    pub until: NaiveDate,
}

/// Somebody looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LookLine {
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
    /// Who.
    pub by: String,
    /// At what.
    #[ts(type = "LookedAt")]
    pub looked_at: LookedAt,
    /// What for, where it was the telephone.
    #[ts(type = "PhoneUse | null")]
    pub wanted_for: Option<PhoneUse>,
}

/// A name and telephone as they were kept before they were put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KnownAs {
    /// The name.
    pub name: String,
    /// The end of the telephone number.
    pub phone_end: String,
    /// Since when.
    #[ts(as = "String")]
    pub since: NaiveDate,
    /// Why it was put right; none of the one that was left at a notice.
    pub reason: Option<String>,
    /// Whether it is the one that counts.
    pub counts: bool,
}

/// What a customer added later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Statement {
    /// In the customer's words.
    pub text: String,
    /// Since when.
    #[ts(as = "String")]
    pub since: NaiveDate,
}

/// A customer's page.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PersonView {
    /// What was done for her.
    pub customer: CustomerView,
    /// What she chose last, purpose by purpose; empty where she was never asked.
    pub consents: Vec<Consented>,
    /// What the vault holds of her.
    pub kept: Vec<KeptItem>,
    /// What stays under its number.
    pub by_law: Vec<KeptByLaw>,
    /// What lies at headquarters, too, or did, in the order of its release.
    pub at_headquarters: Vec<AtHeadquarters>,
    /// Names and telephones that are still kept, the one that counts first.
    pub known_as: Vec<KnownAs>,
    /// Allergies that stand of all that she said and agrees to have kept.
    pub allergies: Vec<String>,
    /// What she put right of them on this page, the earliest first.
    pub allergies_put_right: Vec<AllergiesPutRight>,
    /// What was added, the earliest first.
    pub statements: Vec<Statement>,
    /// Receipts of what was taken back, the latest first.
    pub receipts: Vec<Receipt>,
    /// Receipts of what was put right, added, joined and parted, the latest first.
    pub changes: Vec<ChangeReceipt>,
    /// Services in which something was only spoken of, because she did not agree to have it kept.
    pub spoken: Vec<String>,
    /// From which day what a guardian chose for her counts no more, and she is asked herself.
    #[ts(as = "Option<String>")]
    pub asked_again_on: Option<NaiveDate>,
    /// Whether that day has come.
    pub asked_again_now: bool,
    /// Cases of something wrong, the latest first.
    pub cases: Vec<CaseCard>,
    /// What was asked for and not answered at once, the latest first.
    pub requests: Vec<RequestCard>,
    /// Who was joined with her.
    pub joined: Vec<CustomerCard>,
    /// Other customers with the same telephone number.
    pub same_phone: Vec<CustomerCard>,
    /// When she had everything deleted.
    #[ts(as = "Option<String>")]
    pub deleted_on: Option<NaiveDate>,
    /// Who looked, the latest first.
    pub looked: Vec<LookLine>,
    /// How many looks there were in all.
    pub looked_count: u64,
}

impl Command for LookPerson {
    const NAME: &'static str = "person.look";
    const WHO: Who = Who::Person(&[]);
    const STALE: &'static [Topic] = &[Topic::Access];
    type Reply = PersonView;
}

impl<H: Host> Run<Counter<H>> for LookPerson {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<PersonView, Refusal> {
        // A number that is nobody's leaves no trace.
        Reader::of(counter, caller)?.customer(&self.customer)?;
        looks(counter, caller, &self.customer, (LookedAt::Page, None))?;
        let customer = LookCustomer { customer: self.customer.clone() }.run(counter, caller)?;
        let reader = Reader::of(counter, caller)?;
        let services = reads::services_of(counter.store(), &self.customer)?;
        let held = counter.store().held_of(&self.customer)?;
        let older = within_needs(&reader, &services, &held)?;
        let kept = held.iter().map(|row| kept(&reader, &services, row));
        let person = counter.store().person_behind(&self.customer)?;
        let group = counter.store().joined_with(&self.customer)?;
        let mut cases = counter.store().cases_of(&self.customer)?;
        cases.reverse();
        let mut requests = counter.store().requests_of(&self.customer)?;
        requests.reverse();
        let (mut known, mut statements, mut same_phone) = (Vec::new(), Vec::new(), Vec::new());
        let (mut allergies, mut put_right) = (Vec::new(), Vec::new());
        if reader.personal() {
            if agrees(&services, Purpose::SkinAndAllergy, counter.today()) {
                allergies = crate::allergies::known(counter.store(), &person.customer)?;
                put_right = put_right_of(&reader, &person.customer)?;
            }
            known = known_as(&reader, &group, &held)?;
            statements = said(&reader, &held)?;
            same_phone = counter.store().sharing_phone(&self.customer)?;
        }
        Ok(PersonView {
            customer,
            consents: consents(&services),
            kept: kept.collect::<Result<Vec<_>, Refusal>>()?.into_iter().chain(older).collect(),
            by_law: services.iter().filter_map(|service| by_law(reader.counter, service)).collect(),
            at_headquarters: counter
                .store()
                .released_of(&self.customer)?
                .into_iter()
                .map(AtHeadquarters::from)
                .collect(),
            known_as: known,
            allergies,
            allergies_put_right: put_right,
            statements,
            receipts: receipts_of(&reader, &self.customer)?,
            changes: changes_of(&reader, &self.customer)?,
            spoken: spoken(&services),
            asked_again_on: asked_again_on(&services),
            asked_again_now: asked_again_on(&services).is_some_and(|day| day <= reader.counter.today()),
            cases: cases.iter().map(|row| CaseCard::of(&reader, row)).collect::<Result<_, _>>()?,
            requests: requests.iter().map(|row| RequestCard::of(&reader, row)).collect::<Result<_, _>>()?,
            joined: group.into_iter().skip(1).map(|row| reader.customer_of(row)).collect(),
            same_phone: same_phone.into_iter().map(|row| reader.customer_of(row)).collect(),
            deleted_on: person.deleted_on,
            looked: looks_at(&reader, &self.customer, LOOKS)?,
            looked_count: counter.store().count_looks_at(&self.customer)?,
        })
    }
}

/// A correction as the vault holds it; what was left at a notice has no reason.
#[derive(Deserialize)]
struct Known {
    name: String,
    phone: String,
    #[serde(default)]
    reason: Option<String>,
}

fn known_as<H: Host>(
    reader: &Reader<'_, H>,
    group: &[CustomerRow],
    held: &[HeldRow],
) -> Result<Vec<KnownAs>, Refusal> {
    let counts = group.iter().find_map(|row| row.contact.as_ref());
    let mut known = Vec::new();
    for row in held.iter().filter(|row| row.what == Held::Contact) {
        let Some(bytes) = reader.store().unseal(&row.reference())? else { continue };
        let Known { name, phone, reason } = serde_json::from_slice(&bytes)?;
        let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
        let end = digits.get(digits.len().saturating_sub(4)..).unwrap_or_default();
        known.push(KnownAs {
            name,
            phone_end: end.iter().collect(),
            since: row.since,
            reason,
            counts: counts.is_some_and(|counts| counts.id == row.item),
        });
    }
    known.sort_by_key(|known| (!known.counts, std::cmp::Reverse(known.since)));
    // What each visit wrote down alike was never put right: it is said once.
    let mut said: Vec<KnownAs> = Vec::new();
    for one in known {
        let alike = |other: &KnownAs| (&other.name, &other.phone_end) == (&one.name, &one.phone_end);
        if one.reason.is_some() || !said.iter().any(alike) {
            said.push(one);
        }
    }
    Ok(said)
}

pub(super) fn said<H: Host>(reader: &Reader<'_, H>, held: &[HeldRow]) -> Result<Vec<Statement>, Refusal> {
    let mut statements = Vec::new();
    for row in held.iter().filter(|row| row.what == Held::Supplement) {
        let Some(bytes) = reader.store().unseal(&row.reference())? else { continue };
        statements.push(Statement { text: String::from_utf8_lossy(&bytes).into_owned(), since: row.since });
    }
    Ok(statements)
}

/// What the customer chose last, purpose by purpose.
pub(super) fn consents(services: &[AnyService]) -> Vec<Consented> {
    let Some(service) = latest_choice(services) else { return Vec::new() };
    let progress = service.progress();
    let text_version = progress.noticed().map_or(0, |noticed| noticed.consent.parts().text_version);
    let consented = |purpose| Consented {
        purpose,
        agreed: progress.allows(purpose),
        withdrawn: progress.withdrawn().contains(&purpose)
            && progress.noticed().is_some_and(|noticed| noticed.consent.allows(purpose)),
        on: domain::in_china(progress.opened().at).date_naive(),
        service: progress.number().to_string(),
        text_version,
    };
    Purpose::ALL.into_iter().map(consented).collect()
}

fn kept<H: Host>(
    reader: &Reader<'_, H>,
    services: &[AnyService],
    row: &HeldRow,
) -> Result<KeptItem, Refusal> {
    let service = services.iter().find(|service| Some(service.progress().number()) == row.service.as_ref());
    let tested = service.and_then(|service| service.progress().tested());
    let profile = tested.and_then(|tested| tested.test.as_ref()).map(|test| test.profile.clone());
    let advisor = || match service {
        Some(service) => Ok(reader.person(&service.progress().opened().advisor)?.name),
        None => Ok::<_, Refusal>(String::new()),
    };
    let from = match row.what {
        Held::Skin | Held::RawFile | Held::Image => profile.map_or_else(advisor, Ok)?,
        Held::Contact
        | Held::Guardian
        | Held::Needs
        | Held::Signature
        | Held::Reasons
        | Held::Allergies
        | Held::Supplement
        | Held::CallNote
        | Held::CaseNote
        | Held::RequestNote => advisor()?,
    };
    Ok(KeptItem {
        what: row.what,
        purpose: row.what.purpose(),
        service: row.service.as_ref().map(ToString::to_string),
        from,
        since: row.since,
        until: bounds::held_until(reader.counter, row)?,
    })
}

/// Allergies and pregnancy that lie with the needs of a service, as they do in older records: said as what they are.
fn within_needs<H: Host>(
    reader: &Reader<'_, H>,
    services: &[AnyService],
    held: &[HeldRow],
) -> Result<Vec<KeptItem>, Refusal> {
    let mut found = Vec::new();
    for row in held.iter().filter(|row| row.what == Held::Needs) {
        let service =
            services.iter().find(|service| Some(service.progress().number()) == row.service.as_ref());
        let Some(service) = service else { continue };
        let needs = needs::wanted(reader.store(), service.progress())?;
        if needs.is_some_and(|needs| !needs.allergies.is_empty() || needs.pregnancy) {
            let row = HeldRow { what: Held::Allergies, ..row.clone() };
            found.push(kept(reader, services, &row)?);
        }
    }
    Ok(found)
}

/// Services that went past the needs without the consent to keep what was said of skin and allergies.
fn spoken(services: &[AnyService]) -> Vec<String> {
    let told = services.iter().map(AnyService::progress).filter(|progress| progress.needed().is_some());
    let refused = told.filter(|progress| {
        progress.noticed().is_some_and(|noticed| !noticed.consent.allows(Purpose::SkinAndAllergy))
    });
    refused.map(|progress| progress.number().to_string()).collect()
}

pub(super) fn changes_of<H: Host>(
    reader: &Reader<'_, H>,
    customer: &CustomerId,
) -> Result<Vec<ChangeReceipt>, Refusal> {
    let mut rows = reader.store().changes_of(customer)?;
    rows.sort_by_key(|row| std::cmp::Reverse(row.at));
    rows.into_iter().map(|row| ChangeReceipt::of(reader, row)).collect()
}

/// What the law keeps of a service that was handed over.
pub(super) fn by_law<H: Host>(counter: &Counter<H>, service: &AnyService) -> Option<KeptByLaw> {
    let progress = service.progress();
    let done = progress.done().filter(|_| service.step() == Step::Done)?;
    let use_by = progress.label().map(|label| label.use_by);
    let end = End { on: domain::in_china(done.at).date_naive(), delivered: true, use_by };
    Some(KeptByLaw { service: progress.number().to_string(), until: bounds::record_until(counter, end) })
}

/// Who looked at a customer, the latest first.
pub(super) fn looks_at<H: Host>(
    reader: &Reader<'_, H>,
    customer: &CustomerId,
    limit: u32,
) -> Result<Vec<LookLine>, Refusal> {
    let looked = reader.store().looks_at(customer, limit)?;
    looked.into_iter().map(|row| look(reader, row)).collect()
}

fn look<H: Host>(reader: &Reader<'_, H>, row: LookedRow) -> Result<LookLine, Refusal> {
    let by = reads::known(reader.store().person(&row.by))?;
    let by = by.map(|_| reader.person(&row.by)).transpose()?.map(|person| person.name);
    let LookedRow { looked_at, wanted_for, at, .. } = row;
    Ok(LookLine { at, by: by.unwrap_or_else(|| row.by.to_string()), looked_at, wanted_for })
}
