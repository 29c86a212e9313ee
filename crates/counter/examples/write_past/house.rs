//! The work beside the services: people, equipment, evidence, stock that comes, moves and goes, visitors. Ids and names
//! are as odd here as this program's checks let them be, because a later program must still read them.

use counter::setup::import::{Import, Weakening, What};
use counter::steps::clear::OpenContainer;
use domain::ids::{ContainerId, LotId, StaffId};
use serde_json::{Value, json};

use crate::shop::{ADVISOR, MANAGER, MANAGER_PIN, OFFICER, OFFICER_PIN, OPERATOR, Shop, Told, staff};

/// Inner blanks, full-width letters, characters that nobody sees, hyphens that are none, and an escape of spreadsheets.
const PRODUCTS: &str = "\
产品编号,产品名称,备案编号,备案人,生产企业,生产许可证编号,执行标准,分类编码,开封后期限,警示语,使用方法,全成分,成分含量,备案有效,不适用情形,蜡基
P 40 Ａ,旧日润肤霜（演示）,鲁G妆网备字2024900040,演示泉润化妆品有限公司（演示）,演示泉润化妆品有限公司（演示）,鲁妆20249001,鲁Q/YSQR040-2024,11-05-03-01-02,12个月,避免接触眼睛|如有不适请停用,洁面后取适量涂抹于面部,水|WATER；甘油|GLYCERIN；其他微量成分：透明质酸钠|SODIUM HYALURONATE,水=84.95%；甘油=15%；透明质酸钠=0.05%,是,无,否
P41\u{200B}X,旧日精华液（演示）,鲁G妆网备字2024900041,演示泉润化妆品有限公司（演示）,演示泉润化妆品有限公司（演示）,,鲁Q/YSQR041-2024,11-05-03-01-02,180天,,洁面后取适量涂抹于面部,水|WATER；丁二醇,,是,无,否
P42\u{A0}N,旧日乳液（演示）,鲁G妆网备字2024900042,演示泉润化妆品有限公司（演示）,演示泉润化妆品有限公司（演示）,鲁妆20249001,鲁Q/YSQR042-2024,11-05-03-01-02,6个月,,洁面后取适量涂抹于面部,水；甘油；角鲨烷,,是,无,否
P43\u{2011}H,旧日手霜（演示）,鲁G妆网备字2024900043,演示泉润化妆品有限公司（演示）,演示泉润化妆品有限公司（演示）,鲁妆20249001,鲁Q/YSQR043-2024,11-05-03-01-02,6个月,,涂抹于手部,水；甘油,,否,眼部、新原料,是
_x000D_P44,旧日面膜（演示）,鲁G妆网备字2024900044,演示泉润化妆品有限公司（演示）,演示泉润化妆品有限公司（演示）,鲁妆20249001,鲁Q/YSQR044-2024,11-05-03-01-02,30天,,洁面后敷于面部,水；甘油,,是,无,否
";

const RECIPES: &str = "\
配方编号,版本,配方名称,服务类型,产品编号,份额,允许偏差,最小偏差,保存期限,规格与价格,使用方法,提示,安全评估,已批准,温度,湿度,适用指标,适用需求,适用肤质,最低年龄,孕哺禁用,禁用指标,禁用肤质
R 40 Ａ,1,旧日润肤调配（演示）,调配,P 40 Ａ,70%,2%,0.02g,60天,10g=168；15g=238,洁面后取适量涂抹于面部,避光阴凉处存放，使用后盖紧|如有不适请停用并联系门店,演示安评－Ｒ40,是,15-30,20-80,水分=1,保湿=1,干性；中性；混合性,13,是,屏障<10,无
R 40 Ａ,,,,P41\u{200B}X,30%,2%,0.02g,,,,,,,,,,,,,,,
R41\u{3000}分装,1,旧日乳液分装（演示）,分装,P42\u{A0}N,100%,2%,0.02g,3个月,10g=68,洁面后取适量涂抹于面部,避光阴凉处存放，使用后盖紧,演示安评-R41,是,15-30,20-80,,保湿=1,,无,否,无,无
R42-包装,3,旧日面膜包装（演示）,包装,_x000D_P44,100%,2%,0.02g,15天,10g=28,洁面后敷于面部,避光阴凉处存放,演示安评-R42,是,15-30,20-80,,保湿=1,,无,否,无,无
R43\u{200B} 草稿,1,旧日草稿（演示）,分装,P42\u{A0}N,100%,2%,0.02g,3个月,10g=68,洁面后取适量涂抹于面部,,,否,15-30,20-80,,保湿=1,,无,否,无,无
";

const LOTS: &str = "\
批编号,产品编号,生产批号,限期使用日期,购进日期,供货者,随货单据,每件净含量,数量,分区,已验收,已召回
批\u{3000}编号１\u{200B}号,P 40 Ａ,批０１ａ,2027-12-31,2026-11-10,演示供货商（演示）,演示送货单－１；演示检验报告-1,50g,3,合格,是,否
,P41\u{200B}X,L41_x000D_,2027-10-31,,演示供货商（演示）,演示送货单-41,50g,3,合格,是,否
,_x000D_P44,L44–b,2027-06-30,,演示供货商（演示）,演示送货单-44,100g,2,合格,是,否
,P43\u{2011}H,L43,2027-06-30,,演示供货商（演示）,,30g,2,待检,否,否
,P42\u{A0}N,L42旧,2027-01-31,2026-10-01,演示供货商（演示）,演示送货单-42,100g,2,退货或者召回,是,是
";

impl Shop {
    fn import(&mut self, what: What, table: &str) -> Told {
        self.wait(20);
        let (manager, today) = (staff(MANAGER)?, self.counter.today());
        let import = Import::open(table.as_bytes(), what, today)?;
        let preview = import.preview("演示.csv", |rows| self.counter.standings(rows))?;
        if !preview.bad.is_empty() {
            return Err(format!("{:?}", preview.bad).into());
        }
        import.pieces(|rows| {
            self.counter.import_rows(&manager, what, rows, Weakening::LookedAt).map(|_| true)
        })?;
        Ok(())
    }

    pub fn tables_come_in(&mut self) -> Told {
        self.import(What::Products, PRODUCTS)?;
        self.import(What::Recipes, RECIPES)?;
        self.import(What::Lots, LOTS)?;
        // The same again with one filing no longer in force, and a recipe at another price: its next version.
        self.import(What::Products, &PRODUCTS.replace("水；甘油,,是,,\n", "水；甘油,,否,,\n"))?;
        self.import(What::Products, PRODUCTS)?;
        self.import(
            What::Recipes,
            &RECIPES.replace("10g=28", "10g=29.9").replace("R42-包装,3,", "R42-包装,,"),
        )
    }

    /// People join, are named rightly, get PINs, leave.
    pub fn people_change(&mut self) -> Told {
        let bare = json!({
            "id": null, "name": "演示\u{200B}新人Ｘ\u{A0}甲（演示）", "roles": ["advisor"],
            "appointed_on": "2026-11-01", "experience_since": null, "training": null, "health": null,
            "areas": [], "pin": null,
        });
        let id = self.sent(MANAGER, "staff.enrol", bare)?["staff"].clone();
        let full = |name: &str, left_on: Option<&str>, pin: Option<&str>| {
            let mut form = json!({
                "id": id, "name": name, "roles": ["operator", "advisor"], "appointed_on": "2026-11-01",
                "experience_since": "2020-03-01",
                "training": { "passed_on": "2026-11-02", "content": "调配", "method": "授课与笔试" },
                "health": { "on": "2026-10-20", "fit": true },
                "areas": [{ "area": "A1", "until": "2027-11-01" }, { "area": "Ａ 2", "until": "2027-11-01" }],
                "pin": pin,
            });
            if let Some(day) = left_on {
                form["left_on"] = json!(day);
            }
            form
        };
        self.sent(MANAGER, "staff.enrol", full("演示新人乙（演示）", None, Some("735192")))?;
        self.sent(MANAGER, "staff.set_pin", json!({ "staff": id, "pin": "904618" }))?;
        self.sent(MANAGER, "staff.enrol", full("演示新人乙（演示）", Some("2026-11-30"), None))?;
        let unfit = json!({
            "id": null, "name": "演示检查员（演示）", "roles": ["inspector"], "appointed_on": "2026-11-01",
            "experience_since": null, "training": null, "health": { "on": "2026-10-20", "fit": false },
            "areas": [], "pin": "615037",
        });
        self.sent(MANAGER, "staff.enrol", unfit)?;
        let own = json!({ "staff": MANAGER, "pin": MANAGER_PIN, "old": MANAGER_PIN });
        self.sent(MANAGER, "staff.set_pin", own)?;
        Ok(())
    }

    /// Wrong PINs, and the right one after them.
    pub fn pins_are_mistyped(&mut self) -> Told {
        for (who, pin, tries) in [(MANAGER, MANAGER_PIN, 2), (OFFICER, OFFICER_PIN, 1)] {
            let id = StaffId::new(who)?;
            for _ in 0..tries {
                self.wait(4);
                if self.counter.unlock(&id, "000000").is_ok() {
                    return Err("a wrong PIN opened the window".into());
                }
            }
            self.wait(5);
            self.counter.unlock(&id, pin)?;
        }
        // And one that nobody mended.
        self.counter.unlock(&StaffId::new("S05")?, "000000").map_or(Ok(()), |()| Err("a wrong PIN".into()))
    }

    pub fn equipment_changes(&mut self) -> Told {
        let piece = |id: &str, name: &str, area: &str, wax: bool| json!({ "id": id, "name": name, "area": area, "wax_only": wax, "procedure": "演示规程－ＭＸ-1" });
        self.sent(
            MANAGER,
            "equipment.register",
            piece("ＭＸ 03\u{200B}", "搅拌器三号（演示）", "A1", false),
        )?;
        self.sent(
            MANAGER,
            "equipment.register",
            piece("ＭＸ 03\u{200B}", "搅拌器三号（演示）", "Ａ 2", true),
        )?;
        for (id, report) in [("ＭＸ 03\u{200B}", "演示检验报告－ＭＸ03"), ("SC02", "演示检验报告-SC02")]
        {
            self.sent(OFFICER, "equipment.passed", json!({ "equipment": id, "report": report }))?;
        }
        self.sent(
            OPERATOR,
            "equipment.clean",
            json!({ "equipment": "ＭＸ 03\u{200B}", "valid_hours": 168 }),
        )?;
        let area = json!({ "area": "Ａ 2", "procedure": "演示\u{A0}规程", "valid_hours": 1 });
        self.sent(OPERATOR, "area.clean", area)?;
        Ok(())
    }

    pub fn rooms_are_read(&mut self, next_due: &str) -> Told {
        for (area, cfu, temperature, humidity) in [("A1", 90, 221, 505), ("Ａ 2", 0, -35, 1_000)] {
            let reading = json!({
                "area": area, "cfu": cfu, "temperature": temperature, "humidity": humidity,
                "next_due": next_due,
            });
            self.sent(OPERATOR, "room.read", reading)?;
        }
        Ok(())
    }

    pub fn evidence_comes(&mut self) -> Told {
        for (sampled, reported, fine, report) in [
            ("2026-11-02", Some("2026-11-12"), true, "演示检验报告－Q4"),
            ("2026-11-16", None, false, "演示\u{200B}检验报告-未出"),
            ("2026-10-19", Some("2026-10-27"), false, "演示检验报告-不合格"),
        ] {
            let test = json!({
                "sampled_on": sampled, "reported_on": reported, "microbiology": fine,
                "physico_chemical": true, "report": report,
            });
            self.sent(OFFICER, "product.tested", test)?;
        }
        let says = |id: Value, services: Value| {
            json!({
                "id": id, "document": "演示试点确认书－SD-02", "services": services, "from": "2026-10-01",
                "to": "2027-09-30",
            })
        };
        let id = self.sent(MANAGER, "authorisation.set", says(Value::Null, json!(["pack"])))?;
        self.sent(MANAGER, "authorisation.set", says(id.clone(), json!(["pack", "repack"])))?;
        for suspended in [true, false] {
            let form = json!({ "authorisation": id, "suspended": suspended, "reason": "演示：主管部门通知" });
            self.sent(MANAGER, "authorisation.suspend", form)?;
        }
        Ok(())
    }

    pub fn templates_are_decided_on(&mut self) -> Told {
        let cards = self.sent(OFFICER, "template.list", json!({}))?;
        let sha256 = |id: &str| {
            let found = cards.as_array()?.iter().find(|card| card["template"] == id)?;
            Some((found["sha256"].clone(), found["version"].clone()))
        };
        for (who, pin, id) in [(OFFICER, OFFICER_PIN, "label-60x40"), (MANAGER, MANAGER_PIN, "label-100x80")]
        {
            let (sha256, version) = sha256(id).ok_or("no such template")?;
            let form = json!({ "template": id, "version": version, "sha256": sha256, "pin": pin });
            self.sent(who, "template.approve", form)?;
        }
        let form = json!({ "template": "label-40x30", "reason": "演示：换了标签纸", "pin": OFFICER_PIN });
        self.sent(OFFICER, "template.withdraw", form)?;
        Ok(())
    }

    /// Goods come in, move between zones and leave.
    pub fn stock_moves(&mut self) -> Told {
        let comes = |product: &str, number: &str, documents: Value, accept: bool| {
            json!({
                "product": product, "number": number, "expires_on": "2027-08-31",
                "supplier": "演示供货商（演示）", "documents": documents, "unit_net_mg": 100_000, "units": 4,
                "accept": accept,
            })
        };
        let with = json!(["演示送货单－Ｎ１", "演示\u{A0}检验报告 2"]);
        let lot = |answer: Value| answer["lot"].as_str().map(str::to_owned).ok_or("no lot");
        let accepted =
            lot(self.sent(MANAGER, "lot.receive", comes("P42\u{A0}N", "批 ０２ b–c", with, true))?)?;
        let waiting = lot(self.sent(OPERATOR, "lot.receive", comes("P01", "L‑01—c", json!([]), false))?)?;
        let again = lot(self.sent(OPERATOR, "lot.receive", comes("P01", "L‑01—c", json!([]), false))?)?;
        for (lot, to, accepted, recalled, reason) in [
            (waiting.as_str(), "accepted", true, false, "验收合格（演示）"),
            (again.as_str(), "rejected", false, false, "外包装破损（演示）"),
            ("P18-C", "accepted", true, false, "验收\u{200B}合格（演示）"),
            ("P22-B", "returned_or_recalled", true, true, "备案人召回（演示）"),
            ("P23-A", "returned_or_recalled", true, false, "退货（演示）"),
        ] {
            let form = json!({
                "lot": lot, "to": to, "accepted": accepted, "recalled": recalled, "reason": reason,
            });
            self.sent(OFFICER, "lot.move", form)?;
        }
        for (lot, units, method, reason) in [
            (again.as_str(), 4, "returned", "退回供货者（演示）"),
            ("P22-B", 1, "handed_over", "交资质单位（演示）"),
            ("P29-A", 3, "destroyed", "过期（演示）"),
        ] {
            let form = json!({
                "lot": lot, "units": units, "method": method, "reason": reason, "officer": OFFICER,
                "pin": OFFICER_PIN,
            });
            self.sent(OPERATOR, "lot.dispose", form)?;
        }
        self.by(ADVISOR, OpenContainer { lot: LotId::new(&accepted)? })?;
        Ok(())
    }

    fn left(&self, container: &str) -> Told<u64> {
        Ok(self.counter.store().container(&ContainerId::new(container)?)?.left.0)
    }

    /// What is left is sealed, released, or thrown away.
    pub fn leftovers_are_settled(&mut self) -> Told {
        for (container, less, why) in [
            ("P24-A-1", 0, None),
            ("P25-A-1", 400, None),
            ("P12-A-1", 2_500, Some("沾在勺上（演示）")),
            ("P31-A-1", 0, None),
        ] {
            let left_mg = self.left(container)? - less;
            let form = json!({ "container": container, "left_mg": left_mg, "why_less": why });
            self.sent(OPERATOR, "container.seal", form)?;
        }
        for container in ["P24-A-1", "P31-A-1"] {
            let form = json!({ "container": container, "officer": OFFICER, "pin": OFFICER_PIN });
            self.sent(OPERATOR, "container.release", form)?;
        }
        let throw = |container: &str, method: &str, signed: bool| {
            let mut form = json!({
                "container": container, "method": method, "reason": "开封后过期（演示）", "officer": null,
                "pin": null,
            });
            if signed {
                form["officer"] = json!(OFFICER);
                form["pin"] = json!(OFFICER_PIN);
            }
            form
        };
        self.sent(OPERATOR, "container.dispose", throw("P02-B-1", "destroyed", false))?;
        self.sent(OPERATOR, "container.dispose", throw("P22-A-1", "handed_over", true))?;
        self.sent(MANAGER, "container.dispose", throw("P31-A-1", "returned", false))?;
        Ok(())
    }

    /// Visitors come; the last of a day may still be inside when asked not to leave.
    pub fn visitors_come(&mut self, stays: bool) -> Told {
        for (name, purpose, disinfected, leaves) in [
            ("演示\u{200B}访客Ｙ（演示）", "设备\u{A0}检修（演示）", json!(true), true),
            ("演示访客丁（演示）", "参观（演示）", Value::Null, !stays),
        ] {
            let form = json!({
                "name": name, "purpose": purpose, "area": "A1", "escort": OFFICER, "told": true,
                "cleaned": true, "disinfected": disinfected, "dressed": true,
            });
            let visit = self.sent(OPERATOR, "visitor.enter", form)?["number"].clone();
            self.wait(600);
            if leaves {
                self.sent(OFFICER, "visitor.leave", json!({ "number": visit }))?;
            }
        }
        Ok(())
    }
}
