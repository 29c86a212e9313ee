//! A real store as it is founded, with as little in it as the forms let be left out.

use std::path::Path;

use counter::setup::found::{NewAuthorisation, NewEnterprise, NewManager, NewPremises, NewStore, found};
use domain::recipe::ServiceType;
use domain::service::Mode;
use serde_json::json;
use store::Key;

use super::shop::{Shop, Told};

fn new_store() -> NewStore {
    NewStore {
        enterprise: NewEnterprise {
            name: "演示\u{A0}新企业（演示）".to_owned(),
            address: "山东省济南市演示区演示大道 2 号（演示）".to_owned(),
            credit_code: "91370100MA9DEM00X4".to_owned(),
            licence: "鲁妆20269001".to_owned(),
            filers: vec!["Demo Botanique SAS（演示）".to_owned()],
        },
        premises: NewPremises {
            code: "JN02".to_owned(),
            name: "演示新店（演示）".to_owned(),
            address: "上海市浦东新区演示路 9 号（演示）".to_owned(),
            province: "SH".to_owned(),
            district: Some("浦东新区".to_owned()),
            phone: "021-00000000".to_owned(),
        },
        authorisation: NewAuthorisation {
            document: "演示试点确认书－２".to_owned(),
            services: vec![ServiceType::Blend, ServiceType::Repack, ServiceType::Pack],
            from: "2026-01-01".to_owned(),
            to: "2027-12-31".to_owned(),
        },
        manager: NewManager {
            name: "演示店长\u{200B}甲（演示）".to_owned(),
            pin: "139752".to_owned(),
            appointed_on: "2026-01-01".to_owned(),
            roles: vec![domain::staff::Role::Advisor],
        },
        passphrase: None,
    }
}

/// Founds it, and records its first day.
pub fn store(aside: &Path, kept: &Path) -> Told {
    let (key, folder) = (Key::new()?, aside.join("founded"));
    let clock = super::clock("2026-11-20T10:00:00+08:00")?;
    let mut shop = Shop::over(found(&folder, &key, &clock, &new_store())?, clock)?;
    let person = json!({
        "id": null, "name": "演示人员（演示）", "roles": ["operator"], "appointed_on": "2026-11-01",
        "experience_since": null, "training": null, "health": null, "areas": [], "pin": null,
    });
    shop.sent("S01", "staff.enrol", person)?;
    shop.sent("S01", "staff.presence", json!({ "staff": "S01", "present": true }))?;
    let piece = json!({
        "id": "秤 1", "name": "电子秤（演示）", "area": "调配\u{A0}区", "wax_only": false, "procedure": "规程",
    });
    shop.sent("S01", "equipment.register", piece)?;
    let opened = shop.sent("S01", "service.open", json!({ "mode": Mode::Plan, "customer": null }))?;
    let given_up = json!({ "service": opened, "reason": "演示：还没有开业" });
    shop.sent("S01", "service.abandon", given_up)?;
    super::keep(shop.counter, &key, &folder, kept)
}
