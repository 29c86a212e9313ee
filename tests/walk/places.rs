//! The other places of the staff's window: today with its services, customers, materials, and the store as an advisor
//! and as its manager see it.

use serde_json::json;

use super::Walk;
use crate::stage::at;

/// The tabs of the store's page.
const TABS: [&str; 13] = [
    "setup",
    "authorisation",
    "approvals",
    "staff",
    "equipment",
    "room",
    "templates",
    "labels",
    "device",
    "backup",
    "headquarters",
    "retention",
    "security",
];

impl Walk {
    /// What an advisor finds beside the service that was just made.
    pub(super) async fn places(&self) {
        let stage = &self.stage;
        let number = self.id_here().await;
        for mode in ["product", "plan", "combined"] {
            self.ask("service.open", json!({ "mode": mode, "customer": null })).await;
        }
        self.go("#/today").await;
        self.look_closely("today").await;
        stage.fill("search", "演示").await;
        stage.see("[data-test^=hit-]").await;
        self.look("today-search").await;
        stage.fill("search", "没有这个").await;
        stage.see(".found-none").await;
        self.look("today-search-none").await;
        self.go("#/service").await;
        self.look("services").await;
        stage.scan(&number).await;
        stage.see("dialog[open]").await;
        self.look("returning").await;
        stage.press("look-customer").await;
        stage.see("screen-customer .work").await;
        self.look_closely("customer").await;
        self.rights().await;
        self.go("#/customers").await;
        self.look("customers-empty").await;
        stage.fill("customer-search", "演示").await;
        stage.see(".person-link").await;
        self.look_closely("customers").await;
        stage.fill("customer-search", "无此人").await;
        stage.gone(".person-link").await;
        self.look("customers-none").await;
        self.materials().await;
        for tab in TABS {
            self.go(&format!("#/store/{tab}")).await;
            self.hide_paths().await;
            self.look(&format!("store-{tab}-as-advisor")).await;
        }
    }

    /// Where the test lies on this computer is nobody's business in a picture.
    pub(super) async fn hide_paths(&self) {
        let script = "for (const path of document.querySelectorAll('main .path')) {
                        const text = [...path.childNodes].find((node) => node.nodeType === 3 && node.data.trim());
                        if (text) text.data = '/srv/tiaohe';
                      }";
        self.run(script).await;
    }

    async fn materials(&self) {
        let stage = &self.stage;
        self.go("#/materials/lots").await;
        self.look_closely("materials-lots").await;
        stage.tap("[data-test^=row-] td b").await;
        stage.see(&at("lot-detail")).await;
        self.look("materials-lot").await;
        self.go("#/materials/products").await;
        self.look("materials-products").await;
        stage.fill("list-search", "没有").await;
        stage.see(".list ti-empty").await;
        self.look("materials-products-none").await;
        self.go("#/materials/recipes").await;
        self.look("materials-recipes").await;
    }

    /// What the manager may do there.
    pub(super) async fn managing(&self) {
        let stage = &self.stage;
        stage.press("change-person").await;
        stage.see(&at("face-S06")).await;
        self.sign_in("S06").await;
        stage.see(&at("me")).await;
        for tab in TABS {
            self.go(&format!("#/store/{tab}")).await;
            self.hide_paths().await;
            self.look(&format!("store-{tab}")).await;
        }
        self.go("#/store/approvals").await;
        stage.tap("[data-test^=open-]").await;
        stage.see("[data-test^=said-]").await;
        self.look_closely("store-approvals-opened").await;
        for (place, opener, name) in FORMS {
            self.go(place).await;
            self.glance(opener, name).await;
        }
        self.go("#/store/templates").await;
        stage.press("template-label-100x80").await;
        stage.tap("[data-test=template-fields] summary").await;
        stage.see("[data-test=template-fields] table").await;
        self.look_closely("store-templates-fields").await;
        self.registers().await;
        self.go("#/store/device").await;
        stage.press("scale-detect").await;
        stage.see(".device-scale [role=status]").await;
        self.look("store-device-looking").await;
    }
}

impl Walk {
    /// Every register as the manager finds it, a form of it, and one entry's page.
    async fn registers(&self) {
        let stage = &self.stage;
        for register in REGISTERS {
            self.go(&format!("#/register/{register}")).await;
            stage.see(&at("register-list")).await;
            self.look(&format!("register-{register}")).await;
        }
        self.go("#/register/readings").await;
        self.glance("[data-test^=enter-]", "register-form").await;
        stage.tap("[data-test^=row-] td").await;
        stage.see(&at("entry")).await;
        self.look("register-entry").await;
    }
}

/// The registers by their addresses.
const REGISTERS: [&str; 7] =
    ["visitors", "cleanings", "readings", "product_tests", "samples", "incidents", "privacy_assessments"];

/// Forms: where they are, what opens them, and how their pictures are called.
const FORMS: [(&str, &str, &str); 14] = [
    ("#/store/authorisation", "[data-test^=suspend-]", "store-authorisation-suspend"),
    ("#/store/staff", "[data-test=add-staff]", "store-staff-form"),
    ("#/store/staff", "[data-test=edit-S02]", "store-staff-edit"),
    ("#/store/staff", "[data-test=pin-S01]", "store-staff-pin"),
    ("#/store/staff", "[data-test=train-S02]", "store-staff-train"),
    ("#/store/staff", "[data-test=health-S02]", "store-staff-health"),
    ("#/store/equipment", "[data-test=add-equipment]", "store-equipment-form"),
    ("#/store/equipment", "[data-test=passed-SC02]", "store-equipment-passed"),
    ("#/store/equipment", "[data-test=inspect-MX02]", "store-equipment-inspect"),
    ("#/store/equipment", "[data-test=declare-change]", "store-equipment-change"),
    ("#/store/room", "[data-test=add-reading]", "store-room-form"),
    ("#/store/templates", "[data-test=withdraw-label-60x40]", "store-templates-withdraw"),
    ("#/materials/lots", "[data-test=receive-lot]", "materials-receive"),
    ("#/materials/lots", "[data-test=import-lots]", "materials-import"),
];
