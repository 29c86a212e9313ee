//! One service of two components, record by record, for the tests of the machine.

use chrono::{Days, NaiveDate};
use domain::Moment;
use domain::consent::{AgeBand, Choice, Consent, ConsentParts, Purpose};
use domain::event::{
    BlendScaled, Event, HandedOver, ImportedTest, LabelIssued, LabelScanned, NeedRecorded, NoticeGiven, Plan,
    PlanChosen, PlanSigned, Sale, ServiceAbandoned, ServiceCleared, ServiceOpened, SkinTested, UnitRejected,
    UnitReleased, VaultRef, Weighed, WrittenOff,
};
use domain::ids::{
    AreaId, ContainerId, CustomerId, EquipmentId, LotId, ProductId, RecipeId, ServiceNumber, StaffId,
    StoreCode, TemplateId, VaultId,
};
use domain::need::Channel;
use domain::period::Period;
use domain::quantity::{Fen, Milligrams, Tolerance};
use domain::service::{
    AnyService, Clearance, ClearanceParts, ClearedComponent, Delivery, MaterialIn, Mode, Step, StepError,
};
use domain::signature::{Digest, Meaning, Signature};
use domain::staff::Role;
use domain::stock::{Lot, Zone};
use domain::use_by::{UseBy, Used};
use domain::workday::Due;

pub const OPERATOR: &str = "S02";
pub const OFFICER: &str = "S04";
pub const TARGETS: [u64; 2] = [7_000, 3_000];

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn now() -> Moment {
    Moment::parse_from_rfc3339("2026-11-21T10:00:00+08:00").unwrap()
}

pub fn digest(byte: u8) -> Digest {
    Digest::of_bytes(&[byte; 32])
}

pub fn vault() -> VaultRef {
    VaultRef { id: VaultId::new("v1").unwrap(), commitment: digest(1) }
}

pub fn number(serial: u32) -> ServiceNumber {
    ServiceNumber::of(&StoreCode::new("JN01").unwrap().into(), today(), serial)
}

pub fn signature(signer: &str, role: Role, meaning: Meaning) -> Signature {
    Signature {
        signer: StaffId::new(signer).unwrap(),
        role,
        at: now(),
        meaning,
        shown: digest(9),
        window: None,
    }
}

pub fn lot_id(index: usize) -> LotId {
    LotId::new(&format!("P0{index}-A")).unwrap()
}

pub fn container_id(index: usize) -> ContainerId {
    ContainerId::new(&format!("P0{index}-A-1")).unwrap()
}

pub fn use_by() -> UseBy {
    let lot = Lot {
        id: lot_id(0),
        product: ProductId::new("P00").unwrap(),
        number: "YS".to_owned(),
        expires_on: today() + Days::new(40),
        received_on: today(),
        supplier: "（演示）".to_owned(),
        documents: Vec::new(),
        unit_net: Milligrams::grams(50),
        units: 1,
        zone: Zone::Accepted,
        accepted: true,
        recalled: false,
    };
    let used = Used { lot: &lot, container: None, after_opening: Period::Months(6) };
    UseBy::of(today(), &[used], &RecipeId::new("R01").unwrap(), Period::Days(60)).unwrap()
}

pub fn clearance_parts() -> ClearanceParts {
    let component = |(index, target): (usize, u64)| ClearedComponent {
        lot: lot_id(index),
        container: container_id(index),
        target: Milligrams(target),
        tolerance: Tolerance { parts: 200, at_least: Milligrams(20) },
        brought_in: MaterialIn { by_route: true, outer_pack_treated: true, at: now() },
    };
    ClearanceParts {
        rulebooks: vec![("nmpa-2025-58".to_owned(), digest(7))],
        shown: digest(9),
        passed: 24,
        warned: 0,
        not_applicable: 2,
        components: TARGETS.into_iter().enumerate().map(component).collect(),
        equipment: vec![EquipmentId::new("VE01").unwrap()],
        area: AreaId::new("A1").unwrap(),
        use_by: use_by(),
        operator: signature(OPERATOR, Role::Operator, Meaning::ClearanceOperator),
        officer: signature(OFFICER, Role::Officer, Meaning::ClearanceOfficer),
    }
}

/// The records of one service, each as it is written when everything is as it should be.
#[derive(Clone)]
pub struct Records {
    pub service: ServiceNumber,
    pub mode: Mode,
}

impl Records {
    pub fn of(mode: Mode) -> Self {
        Self { service: number(31), mode }
    }
    pub fn opened(&self) -> Event {
        let (customer, advisor) = (CustomerId::new("c7").unwrap(), StaffId::new("S01").unwrap());
        ServiceOpened { service: self.service.clone(), mode: self.mode, customer, advisor, at: now() }.into()
    }
    pub fn notice(&self, agreed: &[Purpose], contact: Option<VaultRef>) -> Event {
        let choices = agreed.iter().map(|purpose| Choice { purpose: *purpose, agreed: true }).collect();
        let parts =
            ConsentParts { age: AgeBand::Adult, guardian: None, choices, text_version: 1, text: digest(2) };
        NoticeGiven { service: self.service.clone(), consent: Consent::new(parts).unwrap(), contact }.into()
    }
    pub fn needs(&self) -> Event {
        let channels = vec![Channel::SkinTest];
        NeedRecorded {
            service: self.service.clone(),
            needs: vault(),
            health: None,
            channels,
            kept: 2,
            dropped: 1,
        }
        .into()
    }
    pub fn skin(&self, imported: bool) -> Event {
        let test = imported.then(|| ImportedTest {
            raw: digest(3),
            row: None,
            profile: "演示".to_owned(),
            taken_at: None,
            values: vault(),
            file: vault(),
        });
        SkinTested { service: self.service.clone(), test }.into()
    }
    pub fn plan(&self) -> Event {
        let plan = Plan {
            recipe: RecipeId::new("R01").unwrap(),
            version: 1,
            size: Milligrams::grams(10),
            price: Fen(16_800),
            lots: vec![lot_id(0), lot_id(1)],
            use_by: use_by(),
            against_ranking: None,
        };
        PlanChosen { service: self.service.clone(), plan, reasons: None, health: None }.into()
    }
    pub fn signed(&self) -> Event {
        PlanSigned {
            service: self.service.clone(),
            signature: vault(),
            sheet: digest(4),
            words: None,
            at: now(),
        }
        .into()
    }
    pub fn cleared(&self) -> Event {
        let clearance = Clearance::new(clearance_parts()).unwrap();
        ServiceCleared { service: self.service.clone(), clearance }.into()
    }
    pub fn weighing(&self, index: usize) -> Weighed {
        let target = Milligrams(TARGETS[index.min(1)]);
        let (lot, container) = (lot_id(index), container_id(index));
        let index = u32::try_from(index).unwrap();
        Weighed {
            service: self.service.clone(),
            index,
            lot,
            container,
            target,
            weight: target,
            by_hand: None,
            at: now(),
        }
    }
    /// The first component poured a tenth too heavy.
    pub fn scaled(&self) -> Event {
        let (poured, batch, surplus) = (Milligrams(7_700), Milligrams(11_000), Milligrams(1_000));
        BlendScaled { service: self.service.clone(), index: 0, poured, batch, surplus, at: now() }.into()
    }
    pub fn written_off(&self) -> Event {
        WrittenOff { service: self.service.clone(), reason: "洒出（演示）".to_owned() }.into()
    }
    pub fn label(&self, use_by: NaiveDate) -> Event {
        let (batch, template) = (self.service.batch(), TemplateId::new("label-60x40").unwrap());
        LabelIssued {
            service: self.service.clone(),
            batch,
            template,
            version: 1,
            pdf: digest(5),
            words: None,
            use_by,
        }
        .into()
    }
    pub fn scanned(&self, read: &str) -> Event {
        LabelScanned { service: self.service.clone(), read: read.to_owned() }.into()
    }
    pub fn released(&self, signature: Signature) -> Event {
        UnitReleased { service: self.service.clone(), signature }.into()
    }
    pub fn rejected(&self, signature: Signature) -> Event {
        UnitRejected { service: self.service.clone(), signature, reason: "分层（演示）".to_owned() }.into()
    }
    pub fn handed_over(&self, hints_given: bool, with_sale: bool) -> Event {
        let sale = with_sale.then(|| Sale {
            name: "修护霜（演示）".to_owned(),
            filings: Vec::new(),
            net: Milligrams::grams(10),
            count: 1,
            price: Fen(16_800),
            use_by: use_by().date(),
        });
        let call_back = Due { date: today() + Days::new(10), provisional: false };
        let (service, delivery) = (self.service.clone(), Delivery::OnTheSpot);
        HandedOver { service, delivery, hints_given, sale, call_back, at: now() }.into()
    }
    pub fn abandoned(&self) -> Event {
        ServiceAbandoned { service: self.service.clone(), reason: "顾客改期（演示）".to_owned() }.into()
    }

    /// The record that leads on from `service`, as it should be; `None` at the end.
    pub fn next(&self, service: Option<&AnyService>) -> Option<Event> {
        let Some(service) = service else { return Some(self.opened()) };
        Some(match service.step() {
            Step::Opened => self.notice(&[Purpose::SkinAndAllergy, Purpose::Contact], Some(vault())),
            Step::Noticed => self.needs(),
            Step::Needed => self.skin(true),
            Step::Tested => self.plan(),
            Step::Planned => self.signed(),
            Step::Agreed if self.mode.has(Step::Cleared) => self.cleared(),
            Step::Agreed => self.handed_over(false, false),
            Step::Cleared => self.weighing(service.progress().weighings().len()).into(),
            Step::Blended => self.label(use_by().date()),
            Step::Labelled => self.scanned(self.service.as_str()),
            Step::Scanned => self.released(signature(OFFICER, Role::Officer, Meaning::Release)),
            Step::Released => self.handed_over(true, true),
            Step::Done | Step::Ended => return None,
        })
    }

    /// The service led on by its own records until it is at `step`.
    pub fn until(&self, step: Step) -> AnyService {
        let mut service: Option<AnyService> = None;
        while service.as_ref().is_none_or(|service| service.step() != step) {
            let next = self.next(service.as_ref()).unwrap_or_else(|| panic!("{step:?} was never reached"));
            service = apply(service.as_ref(), &next).unwrap_or_else(|error| panic!("{step:?}: {error}"));
        }
        service.unwrap()
    }
}

pub fn apply(service: Option<&AnyService>, event: &Event) -> Result<Option<AnyService>, StepError> {
    AnyService::apply(service, event)
}
