//! A week of a demo store: every kind of service, and every way in which one ends.

use counter::steps::blend::{Batch, Weigh, Weight, WriteOff};
use counter::steps::call_back::CallBack;
use counter::steps::clear::Clear;
use counter::steps::copies::{AnswerPrint, CopyBefore, ReprintLabel, SpoilLabel, VoidLabel};
use counter::steps::notice::GiveNotice;
use counter::steps::open::Abandon;
use counter::steps::release::Reject;
use counter::{Host as _, Spoken};
use domain::consent::Purpose;
use domain::ids::{ServiceNumber, StaffId};
use domain::label::PrintEnd;
use domain::need::Channel;
use domain::quantity::Milligrams;
use domain::service::{CallBackOutcome, Delivery, Mode, Step};

use super::shop::{ADVISOR, Guest, MANAGER, OFFICER, OFFICER_PIN, OPERATOR, Shop, Skin, Told, staff};

const TABLE: &[u8] = include_bytes!("../../../skintest/tests/fixtures/documented/generic-zh.csv");
const PROBES: &[u8] = include_bytes!("../../../skintest/tests/fixtures/documented/youcam-hd.json");
const FACE: &[u8] = include_bytes!("../../../skintest/tests/fixtures/documented/facepp-pro.json");

const ALL: [Purpose; 6] = Purpose::ALL;
const CARRIER: &str = "演示\u{200B}快运（演示）";

fn carrier() -> Delivery {
    Delivery::Carrier { carrier: CARRIER.to_owned(), order: "ＳＦ 0001\u{A0}_x000D_".to_owned() }
}

fn of(mode: Mode) -> Guest {
    Guest { mode, ..Guest::default() }
}

/// A customer who wants something.
fn wants(said: &'static str) -> Guest {
    Guest { says: vec![(Channel::SkinConsultation, said)], ..Guest::default() }
}

/// A customer who may be called.
fn known(name: &'static str, phone: &'static str) -> Guest {
    Guest { agrees: ALL.to_vec(), contact: Some((name, phone)), ..Guest::default() }
}

/// Who agrees to the record alone, and says what must be known for this time.
fn silent() -> Guest {
    let spoken = Some(Spoken { allergies: vec!["柠檬烯".to_owned()], pregnancy: false });
    Guest { agrees: vec![Purpose::ServiceRecord], spoken, ..Guest::default() }
}

impl Shop {
    fn called(&mut self, who: &str, service: &ServiceNumber, outcome: CallBackOutcome) -> Told {
        self.by(who, CallBack { service: service.clone(), outcome, note: None })?;
        Ok(())
    }

    fn give_up(&mut self, guest: Guest, at: Step, reason: &str) -> Told {
        self.come(guest, at)?;
        self.by(ADVISOR, Abandon { service: self.number.clone(), reason: reason.to_owned() })?;
        self.clean()
    }

    /// Monday: each mode, each way of handing over.
    pub fn monday(&mut self) -> Told<Vec<ServiceNumber>> {
        self.until_clock("2026-11-16T09:20:00+08:00")?;
        let mut served = vec![self.serve(known("Ｚ\u{200B}演示 顾客", "13900000001"), Delivery::OnTheSpot)?];
        let row = Some("演示-001");
        let skin = Some(Skin { file: TABLE, profile: None, row, real_age: Some(30) });
        served.push(self.serve(Guest { skin, ..known("演示顾客甲", "13900000002") }, Delivery::PickUp)?);
        served.push(self.serve(known("演示顾客乙", "+86 139-0000-0003"), Delivery::Home)?);
        let skin = Some(Skin { file: PROBES, profile: Some("youcam-hd"), row: None, real_age: None });
        served.push(self.serve(Guest { skin, mode: Mode::Plan, ..Guest::default() }, Delivery::OnTheSpot)?);
        self.serve(of(Mode::OnPerson), Delivery::OnTheSpot)?;
        self.serve(Guest { by_hand: Some("秤\u{200B}故障（演示）"), ..of(Mode::Combined) }, carrier())?;
        let repack = Some("R11");
        let reason = Some("顾客只要保湿面霜（演示）");
        self.serve(Guest { recipe: repack, reason, printer: None, ..Guest::default() }, Delivery::PickUp)?;
        self.serve(Guest { grams: Some(15), ..silent() }, Delivery::OnTheSpot)?;
        self.serve(wants("控油"), Delivery::OnTheSpot)?;
        self.serve(wants("抗皱，松弛"), Delivery::PickUp)?;
        self.evening()?;
        self.sign("2026-11-16", "", "")?;
        Ok(served)
    }

    /// Tuesday: labels that do not come out as they should, and blends that do not.
    pub fn tuesday(&mut self) -> Told {
        self.morning("2026-11-17")?;
        self.pins_are_mistyped()?;
        self.labels_go_wrong()?;
        self.blends_go_wrong()?;
        self.guests_are_refused()?;
        self.evening()?;
        self.sign("2026-11-17", "打印机\u{200B}换了碳带（演示）", "看过（演示）")
    }

    fn labels_go_wrong(&mut self) -> Told {
        // Failed, taken back, and then printed.
        self.come(Guest::default(), Step::Labelled)?;
        self.print(PrintEnd::Failed, Some("缺纸（演示）"))?;
        self.print(PrintEnd::Cancelled, None)?;
        self.until(Step::Released)?;
        self.hand_over(Delivery::OnTheSpot)?;
        // Nobody knows; somebody looks: it came out.
        self.come(wants("毛孔粗大"), Step::Labelled)?;
        self.print(PrintEnd::Unknown, Some("作业不见了（演示）"))?;
        self.answered(true)?;
        self.until(Step::Released)?;
        self.hand_over(Delivery::PickUp)?;
        // Nobody knows; it did not come out; printed anew. Then spoiled, lost, and printed once more.
        self.come(known("演示顾客丙", "0531-88880000"), Step::Labelled)?;
        self.print(PrintEnd::Unknown, None)?;
        self.answered(false)?;
        self.until(Step::Scanned)?;
        let reason = || "演示：打印头脏污".to_owned();
        let service = self.number.clone();
        self.by(ADVISOR, SpoilLabel { service: service.clone(), reason: reason() })?;
        self.by(ADVISOR, ReprintLabel { service: service.clone(), reason: reason(), before: None })?;
        self.until(Step::Released)?;
        self.by(OFFICER, VoidLabel { service: service.clone(), reason: "演示：标签丢失".to_owned() })?;
        self.by(OFFICER, ReprintLabel { service: service.clone(), reason: reason(), before: None })?;
        self.until(Step::Released)?;
        for before in [CopyBefore::Spoiled, CopyBefore::Voided] {
            let again = ReprintLabel { service: service.clone(), reason: reason(), before: Some(before) };
            self.by(ADVISOR, again)?;
            self.until(Step::Scanned)?;
        }
        self.until(Step::Released)?;
        self.hand_over(carrier())?;
        // The printer says no, who holds the label says yes.
        self.come(Guest::default(), Step::Labelled)?;
        self.print(PrintEnd::Failed, Some("卡纸（演示）"))?;
        self.answered(true)?;
        self.until(Step::Released)?;
        self.hand_over(Delivery::OnTheSpot)
    }

    fn answered(&mut self, came_out: bool) -> Told {
        self.by(OPERATOR, AnswerPrint { service: self.number.clone(), came_out })?;
        Ok(())
    }

    fn blends_go_wrong(&mut self) -> Told {
        // Over-poured: the batch grows.
        self.come(wants("舒缓修护"), Step::Cleared)?;
        let first = self.weigh(&self.next()?);
        self.by(OPERATOR, first)?;
        let second = self.next()?;
        let weight = Weight::Scale { weight: Milligrams(second.high.0 + second.target.0 / 10) };
        self.by(OPERATOR, Weigh { weight, batch: Batch::Grown, ..self.weigh(&second) })?;
        self.until(Step::Released)?;
        self.hand_over(Delivery::OnTheSpot)?;
        // Written off while it is weighed, and once more when its label was read back.
        self.come(Guest { by_hand: Some("秤\u{A0}没有回应（演示）"), ..Guest::default() }, Step::Cleared)?;
        let first = self.weigh(&self.next()?);
        self.by(OPERATOR, first)?;
        self.written_off("演示：称错")?;
        self.guest.by_hand = None;
        self.until(Step::Scanned)?;
        self.written_off("演示：容器破损")?;
        self.until(Step::Released)?;
        self.hand_over(Delivery::PickUp)?;
        // The officer refuses the unit.
        self.come(Guest::default(), Step::Scanned)?;
        let (officer, pin) = (StaffId::new(OFFICER)?, OFFICER_PIN.to_owned());
        let reason = "演示：外观不均匀".to_owned();
        self.by(OFFICER, Reject { service: self.number.clone(), officer, pin, reason })?;
        self.clean()
    }

    fn written_off(&mut self, reason: &str) -> Told {
        self.by(OPERATOR, WriteOff { service: self.number.clone(), reason: reason.to_owned() })?;
        self.clean()
    }

    fn guests_are_refused(&mut self) -> Told {
        // Refused at clearance: an operator whose health check is a year old, unclean equipment. Then a bench that fits.
        self.come(Guest::default(), Step::Agreed)?;
        let mut check = self.check()?;
        check.operator = StaffId::new("S03")?;
        self.wait(30);
        let checked = self.judged(&check)?;
        let (operator_pin, officer_pin) = ("300003".to_owned(), OFFICER_PIN.to_owned());
        let clear = Clear { check: check.clone(), shown: checked.shown, operator_pin, officer_pin };
        self.refused(OPERATOR, clear, "gate_stopped")?;
        check.equipment.push(domain::ids::EquipmentId::new("VE02")?);
        self.judged(&check)?;
        self.until(Step::Released)?;
        self.hand_over(Delivery::OnTheSpot)?;
        // 13 years old: the mother agrees. And a child, whom no blend is made for.
        let guardian = Some(("演示监护人 Ａ", "母亲"));
        let young = Guest { age: 13, guardian, ..Guest::default() };
        self.serve(young.clone(), Delivery::OnTheSpot)?;
        self.come(Guest { age: 12, mode: Mode::Plan, ..young }, Step::Tested)?;
        let told = "演示：监护人不同意";
        self.by(ADVISOR, Abandon { service: self.number.clone(), reason: told.to_owned() })?;
        // A contact that nobody agreed to is refused and leaves nothing.
        self.come(Guest { contact: None, ..Guest::default() }, Step::Opened)?;
        let contact = counter::steps::notice::Contact { name: "演示".into(), phone: "13900000009".into() };
        let (service, choices) = (self.number.clone(), Vec::new());
        let notice = GiveNotice { service, age: 30, guardian: None, choices, contact: Some(contact) };
        self.wait(9);
        if self.counter.call(&staff(ADVISOR)?, notice).is_ok() {
            return Err("a contact was kept without consent".into());
        }
        self.until(Step::Noticed)?;
        self.by(ADVISOR, Abandon { service: self.number.clone(), reason: "演示：改日再来".to_owned() })?;
        self.give_up(Guest::default(), Step::Planned, "演示：价格")?;
        self.give_up(Guest::default(), Step::Cleared, "演示：顾客离开")?;
        self.give_up(Guest::default(), Step::Labelled, "演示：顾客离开\u{A0}了")
    }

    /// Wednesday: the house changes, and what came in is used.
    pub fn wednesday(&mut self) -> Told {
        self.morning("2026-11-18")?;
        self.tables_come_in()?;
        self.people_change()?;
        self.equipment_changes()?;
        self.rooms_are_read("2026-11-25T18:00:00+08:00")?;
        self.evidence_comes()?;
        self.stock_moves()?;
        self.leftovers_are_settled()?;
        self.visitors_come(false)?;
        self.templates_are_decided_on()?;
        let large = Guest { template: "label-100x80", ..Guest::default() };
        let reason = Some("演示：按顾客要求");
        self.serve(Guest { recipe: Some("R42-包装"), reason, ..large.clone() }, Delivery::OnTheSpot)?;
        self.serve(Guest { recipe: Some("R41\u{3000}分装"), reason, ..large.clone() }, Delivery::PickUp)?;
        self.serve(Guest { recipe: Some("R 40 Ａ"), reason, ..large }, Delivery::OnTheSpot)?;
        self.evening()?;
        self.sign("2026-11-18", "", "标签\u{A0}已核对（演示）")
    }

    /// Thursday: customers are called, come again, and take back what they agreed to.
    pub fn thursday(mut self, served: &[ServiceNumber]) -> Told<Self> {
        self.morning("2026-11-19")?;
        let [first, second, third, planned] = served else { return Err("four were to be called".into()) };
        self.called(ADVISOR, first, CallBackOutcome::NotReached)?;
        self.called(MANAGER, first, CallBackOutcome::Fine)?;
        self.called(ADVISOR, second, CallBackOutcome::Unwell)?;
        self.called(ADVISOR, third, CallBackOutcome::Declined)?;
        self.called(ADVISOR, planned, CallBackOutcome::NotReached)?;
        let customer = |shop: &Self, number: &ServiceNumber| -> Told<_> {
            Ok(shop.counter.service(number)?.progress().opened().customer.clone())
        };
        let (again, other) = (customer(&self, first)?, customer(&self, second)?);
        self.come_again(again.clone(), Guest { same: true, ..Guest::default() }, Step::Released)?;
        self.hand_over(Delivery::OnTheSpot)?;
        self.come_again(other, of(Mode::OnPerson), Step::Agreed)?;
        self.hand_over(Delivery::OnTheSpot)?;
        // Needs recorded anew where nothing was chosen, a recipe chosen anew before the signature and after it.
        let says = vec![
            (Channel::SkinTest, "皮肤有点干燥\u{200B}"),
            (Channel::OnlineConsultation, "美白祛斑"),
            (Channel::SkinConsultation, "补水"),
            (Channel::MakeUpConsultation, "香味"),
            (Channel::MakeUpAssessment, "说不清楚"),
        ];
        let row = Some("演示-002");
        let skin = Some(Skin { file: TABLE, profile: Some("generic-table"), row, real_age: None });
        let choosy = Guest { says, allergies: vec!["苧烯", "甘油三酯类"], skin, ..Guest::default() };
        self.come(choosy, Step::Tested)?;
        // One of these is no need that an ordinary cosmetic may answer: nothing fits, and the rest is recorded anew.
        self.guest.says.retain(|(_, said)| *said != "美白祛斑");
        let needs = self.needs();
        self.by(ADVISOR, needs)?;
        let reason = Some("演示：顾客想先试小样");
        self.until(Step::Planned)?;
        self.choose(Some("R11"), reason)?;
        self.until(Step::Agreed)?;
        self.choose(None, None)?;
        self.until(Step::Released)?;
        self.hand_over(Delivery::Home)?;
        let pregnant = Guest { pregnancy: true, asked: ALL[..4].to_vec(), ..Guest::default() };
        self.serve(pregnant, Delivery::OnTheSpot)?;
        let skin = Some(Skin { file: FACE, profile: None, row: None, real_age: Some(44) });
        let face = Guest { skin, grams: Some(10), ..known("演示顾客丁", "13900000004") };
        let withdrawn = self.serve(face, Delivery::PickUp)?;
        let mut shop = self.taken_back(&withdrawn)?;
        shop.set_back()?;
        shop.evening()?;
        shop.sign("2026-11-19", "", "")?;
        shop.sign("2026-11-16", "补看\u{200B}一遍（演示）", "回访已做（演示）")?;
        Ok(shop)
    }

    /// A customer wants everything erased that names or describes them.
    fn taken_back(self, service: &ServiceNumber) -> Told<Self> {
        let known = self.counter.service(service)?;
        let progress = known.progress();
        let mut items = Vec::new();
        items.extend(progress.noticed().and_then(|noticed| noticed.contact.clone()));
        items.extend(progress.needed().map(|needed| needed.needs.clone()));
        items.extend(progress.agreed().map(|agreed| agreed.signature.clone()));
        let test = progress.tested().and_then(|tested| tested.test.clone());
        items.extend(test.into_iter().flat_map(|test| [test.values, test.file]));
        self.upkeep(|tx| items.iter().try_for_each(|item| tx.erase(&item.id, "顾客撤回").map(drop)))
    }

    /// The clock is set back by ten minutes, and the work goes on.
    fn set_back(&mut self) -> Told {
        let clock = self.counter.host_mut();
        clock.now -= chrono::TimeDelta::minutes(10);
        self.serve(of(Mode::Plan), Delivery::OnTheSpot)?;
        self.wait(900);
        Ok(())
    }

    /// The days after the store was restored on another computer. Services are left wherever they are.
    pub fn end_of_week(&mut self) -> Told {
        self.morning("2026-11-20")?;
        self.rooms_are_read("2026-11-28")?;
        self.visitors_come(true)?;
        self.serve(silent(), carrier())?;
        self.serve(wants("暗沉，提亮"), Delivery::OnTheSpot)?;
        self.serve(
            Guest { grams: Some(15), age: 17, ..known("演示顾客戊", "13900000005") },
            Delivery::PickUp,
        )?;
        let second = Guest { equipment: vec!["SC02", "VE01", "ＭＸ 03\u{200B}"], ..Guest::default() };
        // Another mixer stands in another area: refused, and left there.
        self.come(second, Step::Agreed)?;
        let check = self.check()?;
        self.judged(&check)?;
        self.morning("2026-11-21")?;
        for step in Step::ALL {
            if !matches!(step, Step::Done | Step::Ended) {
                self.come(Guest::default(), step)?;
                self.clean()?;
            }
        }
        self.come(of(Mode::OnPerson), Step::Agreed)?;
        self.choose(None, None)?;
        let now = self.counter.host().now();
        self.sign("2026-11-20", "", "")?;
        self.sign("2026-11-21", &format!("签名于 {now}（演示）"), "")
    }
}
