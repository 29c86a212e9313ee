//! A day's frame: the people come, the equipment is clean, the people go, the manager signs.

use chrono::NaiveDate;
use counter::day::look::LookDay;
use counter::day::sign::{Looked, SignDay};
use domain::ids::StaffId;
use serde_json::json;

use super::shop::{ADVISOR, MANAGER, MANAGER_PIN, OFFICER, OPERATOR, Shop, Told, staff};

impl Shop {
    /// The shop opens at nine.
    pub fn morning(&mut self, day: &str) -> Told {
        self.until_clock(&format!("{day}T08:50:00+08:00"))?;
        for who in [MANAGER, ADVISOR, OPERATOR, OFFICER] {
            self.sent(who, "staff.presence", json!({ "staff": who, "present": true }))?;
        }
        self.counter.unlock(&StaffId::new(MANAGER)?, MANAGER_PIN)?;
        let area = json!({ "area": "A1", "procedure": "演示规程-清场-1", "valid_hours": 12 });
        self.sent(OPERATOR, "area.clean", area)?;
        Ok(())
    }

    /// The shop closes; whoever is still there goes with all the others.
    pub fn evening(&mut self) -> Told {
        self.sent(ADVISOR, "staff.presence", json!({ "staff": ADVISOR, "present": false }))?;
        let here = self.counter.store().staff()?;
        let here = here.into_iter().filter(|row| row.present_since.is_some());
        let staff: Vec<String> = here.map(|row| row.member.id.to_string()).collect();
        self.sent(MANAGER, "staff.all_left", json!({ "staff": staff }))?;
        Ok(())
    }

    /// Signs a day's log, each sampled service looked at.
    pub fn sign(&mut self, day: &str, notes: &str, remark: &str) -> Told {
        let day: NaiveDate = day.parse()?;
        self.wait(45);
        let view = self.counter.call(&staff(MANAGER)?, LookDay { from: day, to: day })?;
        let sampled = view.sheet.sample.as_ref().map(|sample| sample.services.clone()).unwrap_or_default();
        let looked = sampled.into_iter().map(|service| Looked { service, remark: remark.to_owned() });
        let (shown, pin) = (view.shown, MANAGER_PIN.to_owned());
        let sign = SignDay { day, shown, looked: looked.collect(), notes: notes.to_owned(), pin };
        self.counter.call(&staff(MANAGER)?, sign)?;
        Ok(())
    }
}
