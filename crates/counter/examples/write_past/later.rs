//! What commands can write since the first ledger was kept: people are trained and checked, equipment owes and passes a
//! test, customers use their rights, registers are kept, headquarters is joined, and time goes by.

use counter::day::correct::CorrectRecord;
use counter::rights::cases::CloseCase;
use counter::rights::correct::{AddStatement, CorrectContact, JoinCustomers, PartCustomers};
use counter::rights::dated::ConfirmDate;
use counter::rights::look::LookPerson;
use counter::rights::phone::ShowPhone;
use counter::rights::requests::{AnswerRequest, TakeRequest};
use counter::rights::withdraw::Withdraw;
use counter::security::AppointSecurity;
use counter::setup::equipment::PassEquipment;
use counter::setup::fitness::{CheckHealth, TrainStaff};
use counter::setup::upkeep::{Change, DeclareChange, InspectEquipment};
use counter::steps::call_back::{CallBack, TakeCallBack};
use counter::steps::clear::OpenContainer;
use counter::work::opening::CorrectOpening;
use counter::{Caller, Host as _};
use domain::consent::Purpose;
use domain::event::HeadquartersJoined;
use domain::ids::{CustomerId, EquipmentId, LotId, ServiceNumber, StaffId, StoreCode};
use domain::kept::{PhoneUse, RequestFor};
use domain::service::{CallBackOutcome, Delivery};
use serde_json::{Value, json};

use super::shop::{ADVISOR, Guest, MANAGER, MANAGER_PIN, OFFICER, OFFICER_PIN, OPERATOR, Shop, Told};

/// A piece that nothing is blended with afterwards.
const PIECE: &str = "SC02";

impl Shop {
    /// The last evening of the week.
    pub fn newer_kinds(&mut self) -> Told {
        self.people_are_fit()?;
        self.what_was_wrong_is_corrected()?;
        self.equipment_owes_a_test()?;
        self.an_incident_is_closed()?;
        self.joins_headquarters()?;
        let customer = self.rights_are_used()?;
        self.what_is_gone(&customer)?;
        self.years_go_by()
    }

    fn people_are_fit(&mut self) -> Told {
        let (staff, on) = (StaffId::new(OPERATOR)?, self.counter.today().to_string());
        let (content, method) = ("调配规程（演示）".to_owned(), "授课与笔试".to_owned());
        self.by(MANAGER, TrainStaff { staff: staff.clone(), passed_on: on.clone(), content, method })?;
        self.by(MANAGER, CheckHealth { staff, on, fit: true })?;
        let (staff, document) = (OFFICER.to_owned(), "演示任命书-XA-01".to_owned());
        self.by(MANAGER, AppointSecurity { staff, full_time: false, document })
    }

    /// A container was opened a day earlier than was said, and a visitor came for something else.
    fn what_was_wrong_is_corrected(&mut self) -> Told {
        let lots = json!({ "text": null, "zone": "accepted", "page": 0 });
        let lots = self.sent(OPERATOR, "lot.list", lots)?;
        let unopened = lots["rows"].as_array().into_iter().flatten().find(|lot| lot["units"] != json!(0));
        let lot = LotId::new(unopened.and_then(|lot| lot["lot"].as_str()).ok_or("no lot to open")?)?;
        let container = self.by(OPERATOR, OpenContainer { lot })?.id;
        let day = self.counter.today().pred_opt().ok_or("no day before")?;
        let (opened_at, reason) = (day.to_string(), "开封贴上写的是前一天（演示）".to_owned());
        self.by(OPERATOR, CorrectOpening { container, opened_at, reason })?;
        let (note, reason) = ("演示：应为二号秤".to_owned(), "演示：登记时看错".to_owned());
        self.by(MANAGER, CorrectRecord { record: 2, note, reason })
    }

    fn equipment_owes_a_test(&mut self) -> Told {
        let equipment = EquipmentId::new(PIECE)?;
        self.by(OFFICER, DeclareChange { equipment: vec![equipment.clone()], change: Change::Repaired })?;
        self.by(OFFICER, PassEquipment { equipment, report: "演示检验报告-维修后".to_owned() })?;
        Ok(())
    }

    fn an_incident_is_closed(&mut self) -> Told {
        let now = self.counter.host().now();
        let (on, time) = (self.counter.today().to_string(), now.format("%H:%M").to_string());
        let found = json!({
            "sort": "device", "level": "considerable", "found_on": on, "found_time": time,
            "happened": "演示：平板电脑遗失在店外", "harm": "演示：数据加密", "people": "12", "files": [],
        });
        let number = self.sent(ADVISOR, "incident.find", found)?["number"].clone();
        self.wait(600);
        let time = self.counter.host().now().format("%H:%M").to_string();
        for audience in ["customers", "authority"] {
            let told = json!({
                "number": number, "audience": audience, "told_on": on, "told_time": time, "told_how": "电话",
            });
            self.sent(OFFICER, "incident.tell", told)?;
        }
        let done =
            json!({ "number": number, "cause": "演示：没有清点", "measures": "演示：远程停用", "files": [] });
        self.sent(MANAGER, "incident.measure", done)?;
        self.sent(MANAGER, "incident.close", json!({ "number": number, "outcome": "演示：设备找回" }))?;
        Ok(())
    }

    /// What the desk records once headquarters took the code.
    fn joins_headquarters(&mut self) -> Told {
        self.wait(60);
        let joined = HeadquartersJoined {
            store: StoreCode::kept("JN01".to_owned()),
            headquarters: "演示总部".to_owned(),
            name: "演示企业总部（演示）".to_owned(),
            device: "a1b2c3d4e5f60718".to_owned(),
            branch: 1,
        };
        Ok(self.counter.joined(&Caller::Staff(StaffId::new(MANAGER)?), joined)?)
    }

    /// A customer who agreed to everything, and what she asks of the store afterwards.
    fn rights_are_used(&mut self) -> Told<CustomerId> {
        let customer = self.guest_who_agrees("演示顾客己", "13900000006")?;
        let service = self.number.clone();
        self.by(ADVISOR, LookPerson { customer: customer.clone() })?;
        self.by(ADVISOR, ShowPhone { customer: customer.clone(), wanted_for: PhoneUse::Marketing })?;
        let text = str::to_owned;
        let (name, phone, reason) = (text("演示顾客己己"), text("139 0000 0007"), text("演示：写错一个字"));
        self.by(ADVISOR, CorrectContact { customer: customer.clone(), name, phone, reason })?;
        self.by(ADVISOR, AddStatement { customer: customer.clone(), text: text("演示：现在也用夜间修护") })?;
        self.call_and_case(&service)?;
        let what = RequestFor::Copy;
        let take =
            TakeRequest { customer: customer.clone(), what, note: text("演示：要一份测肤结果") };
        let request = self.by(ADVISOR, take)?;
        self.by(MANAGER, AnswerRequest { request, granted: false, answer: text("演示：没有测过肤") })?;
        self.keep_a_sample(&service)?;
        let other = self.guest_who_agrees("演示顾客庚", "13900000007")?;
        self.by(ADVISOR, JoinCustomers { customer: customer.clone(), other: other.clone() })?;
        self.by(ADVISOR, PartCustomers { other })?;
        Ok(customer)
    }

    fn guest_who_agrees(&mut self, name: &'static str, phone: &'static str) -> Told<CustomerId> {
        let guest = Guest { agrees: Purpose::ALL.to_vec(), contact: Some((name, phone)), ..Guest::default() };
        let number = self.serve(guest, Delivery::OnTheSpot)?;
        Ok(self.counter.service(&number)?.progress().opened().customer.clone())
    }

    /// She is called, which is taken back, and says on the next call that she is unwell.
    fn call_and_case(&mut self, service: &ServiceNumber) -> Told {
        let call = |outcome, note: Option<&str>| CallBack {
            service: service.clone(),
            outcome,
            note: note.map(str::to_owned),
        };
        self.by(ADVISOR, call(CallBackOutcome::Fine, None))?;
        self.by(ADVISOR, TakeCallBack { service: service.clone() })?;
        self.by(ADVISOR, call(CallBackOutcome::Unwell, Some("演示：两颊灼热")))?;
        let today = self.sent(ADVISOR, "today.look", json!({}))?;
        let case = today["cases"][0]["case"].as_str().ok_or("no case")?.to_owned();
        self.by(OFFICER, CloseCase { case, note: "演示：停用后消退".to_owned() })?;
        Ok(())
    }

    /// A sample is kept, looked at and handed over.
    fn keep_a_sample(&mut self, unit: &ServiceNumber) -> Told {
        let form = json!({
            "unit": unit, "amount": "4", "test_amount": "2", "pack": "原销售包装", "storage": "常温避光",
            "place": "演示留样柜", "observe_every": "90", "files": [{ "name": "瓶.jpg", "base64": "Zm90bw==" }],
        });
        let number = self.sent(OPERATOR, "sample.keep", form)?["number"].clone();
        let look = json!({ "number": number, "as_kept": true, "seen": "外观、气味无变化", "files": [] });
        self.sent(OFFICER, "sample.observe", look)?;
        let to = json!({
            "number": number, "place": "济南市演示路 1 号（演示）", "reported": "演示报备-1", "handed_to": "演示接收人",
        });
        self.sent(MANAGER, "sample.move", to)?;
        Ok(())
    }

    /// Her name went up; she takes that back, and headquarters says that it is gone.
    fn what_is_gone(&mut self, customer: &CustomerId) -> Told {
        self.wait(60);
        let mut from = 1;
        loop {
            let next = self.counter.considers_identity(from, true)?;
            if next == from {
                break;
            }
            from = next;
        }
        let released = self.counter.store().released_of(customer)?;
        let item = released.first().ok_or("nothing was released")?.item.to_string();
        let (customer, purposes) = (customer.clone(), vec![Purpose::UploadIdentity]);
        self.by(ADVISOR, Withdraw { customer, purposes, everything: false })?;
        self.wait(60);
        let at = self.counter.host().now();
        self.counter.gone_at_headquarters(&[item], 1, at)?;
        Ok(())
    }

    /// Two years later: the date is believed, what is past its day goes, idle equipment is looked at, the sample goes.
    fn years_go_by(&mut self) -> Told {
        self.until_clock("2029-02-01T09:00:00+08:00")?;
        let (day, pin) = (self.counter.today().to_string(), MANAGER_PIN.to_owned());
        self.by(MANAGER, ConfirmDate { day: day.clone(), pin })?;
        self.wait(60);
        self.counter.end_periods()?;
        let equipment = EquipmentId::new(PIECE)?;
        let (equipment_sound, environment_sound) = (true, true);
        self.by(OFFICER, InspectEquipment { equipment, on: day, equipment_sound, environment_sound })?;
        let kept = self.sent(MANAGER, "register.list", json!({ "register": "samples", "page": 0 }))?;
        let number: Value = kept["rows"][0]["number"].clone();
        let form = json!({
            "number": number, "how": "destroyed", "reason": "保存期满", "signer": OFFICER, "pin": OFFICER_PIN,
        });
        self.sent(MANAGER, "sample.dispose", form)?;
        Ok(())
    }
}
