//! The manager's part of the day: what is odd is read first, the sample looked through, the day signed; the paper and the
//! workbook saved; and a record that comes later.

use std::process::Command;

use serde_json::json;

use super::figures::{Log, Shown, by_libreoffice, by_pdftotext};
use super::{ADVISOR, Day, MANAGER};
use crate::stage::at;

const NOTES: &str = "演示：下午电脑时间被调慢一小时，已查明";
const REMARK: &str = "演示：记录齐全";

impl Day {
    /// What is odd stands first and the clock before everything; each question leads to its record.
    pub(super) async fn the_manager_reads_and_signs(&mut self) {
        self.comes("19:10").await;
        self.sits(MANAGER).await;
        let stage = &self.stage;
        stage.press("nav-day").await;
        stage.see(&at("day-unsigned")).await;
        stage.picture("log").await;
        stage.see(&format!(".odd > li:first-child{}", at("rule-clock_set_back"))).await;
        stage.reads(&at("rule-clock_set_back"), "时钟被调慢").await;
        stage.see(&at("rule-left_open")).await;
        stage.tap(&format!("{} a", at("rule-clock_set_back"))).await;
        stage.see(&at("record")).await;
        stage.picture("the-clock").await;
        stage.press("record-day").await;
        stage.see(&at("day-unsigned")).await;

        let sampled = stage.ask("day.look", json!({ "from": "2026-11-20", "to": "2026-11-20" })).await;
        let sampled = sampled["sheet"]["sample"]["services"].as_array().expect("a sample").clone();
        assert!(!sampled.is_empty(), "nothing was drawn");
        assert!(!stage.sees(&at("day-sign")).await, "a sample that nobody looked through can be signed");
        for service in &sampled {
            let service = service.as_str().expect("a number");
            stage.press(&format!("look-{service}")).await;
            stage.see(".service-panel, .service-done, service-cleaning").await;
            stage.press("nav-day").await;
            stage.press(&format!("seen-{service}")).await;
            stage.fill(&format!("remark-{service}"), REMARK).await;
        }
        stage.fill("day-notes", NOTES).await;
        stage.picture("looked-through").await;
        stage.press("day-sign").await;
        stage.see("dialog[open]").await;
        stage.picture("signing").await;
        stage.pin(MANAGER.pin).await;
        stage.see(&at("day-stands")).await;
        stage.picture("signed").await;

        // Who goes home after the signature changes nothing in what was signed.
        stage.press("nav-today").await;
        stage.press("go-work").await;
        stage.press("go-everybody_left").await;
        stage.gone(&at("go-everybody_left")).await;
        stage.press("nav-day").await;
        stage.see(&at("day-stands")).await;
    }

    /// The same figures on the screen, in the paper as pdftotext reads it, in the workbook as LibreOffice reads it, and as
    /// whoever did the work counted them.
    pub(super) async fn paper_and_workbook_say_the_same(&mut self) {
        let (screen, log) = (Shown::on(&self.stage).await, self.saved_log("signed").await);
        screen.agrees_with(&log);
        self.did_what(&log);
        assert!(log.first("备注").contains(NOTES), "the manager's notes: {}", log.first("备注"));
        assert!(log.rows("抽查（5 %）").iter().any(|row| row.concat().contains(REMARK)), "the remark");
    }

    /// Saves both forms where a person says, and reads them with other programs.
    async fn saved_log(&self, name: &str) -> Log {
        let folder = self.stage.home().join("saved").join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        for form in ["pdf", "xlsx"] {
            self.stage.press(&format!("save-{form}")).await;
            self.stage.save_as("保存", &folder.join(format!("log.{form}"))).await;
            self.stage.see(&at(&format!("save-{form}"))).await;
        }
        let log = by_libreoffice(&folder.join("log.xlsx"));
        by_pdftotext(&folder.join("log.pdf")).says_all_of(&log);
        log
    }

    /// What the log says against what was done.
    fn did_what(&self, log: &Log) {
        let did = &self.did;
        let total = |name: &str| log.thousandths("当日数字", &[name], 1);
        let whole = |count: usize| i64::try_from(count).expect("a day's work") * 1000;
        let weighed: u64 = did.poured.values().map(|(_, weight)| weight).sum();
        let wasted = did.written_off + did.thrown_away;
        let milligrams = |weight: u64| i64::try_from(weight).expect("a weight");
        for (name, expected) in [
            ("开始的服务", whole(did.begun.len())),
            ("交付", whole(did.handed_over)),
            ("终止", whole(did.given_up)),
            ("称量（g）", milligrams(weighed)),
            ("浪费（g）", milligrams(wasted)),
            ("销售件数", whole(did.handed_over)),
        ] {
            assert_eq!(total(name), expected, "{name}, as it was counted beside the product");
        }
        for (lot, (times, weight)) in &did.poured {
            let column = |at| log.thousandths("物料（按批）", &[lot], at);
            assert_eq!((column(3), column(4)), (milligrams(*times) * 1000, milligrams(*weight)), "{lot}");
        }
        assert_eq!(log.rows("物料（按批）").len(), did.poured.len(), "no other lot");
        assert!(total("核对未通过（条款次）") >= 1000, "the refusal is counted");
        assert!(log.rows("核对未通过（按条款）").iter().any(|row| row.concat().contains("设备清洁")));
        let odd = log.rows("异常");
        let rule = |title: &str| odd.iter().filter(|row| row[1] == title).count();
        assert_eq!(odd[0][1], "时钟被调慢", "what is gravest is first");
        for (title, times) in [("时钟被调慢", 1), ("服务未完成", 1), ("报废", 1), ("同一件多次补打", 1)]
        {
            assert_eq!(rule(title), times, "{title}");
        }
        self.labels(log);
    }

    /// printed = used + spoiled + voided, and as many pieces of paper as came out of the printer.
    fn labels(&self, log: &Log) {
        let mut out = 0;
        for entry in std::fs::read_dir(self.cups.path("out")).expect("a folder").flatten() {
            let read = Command::new("pdftotext").arg(entry.path()).arg("-").output();
            let text = read.expect("pdftotext runs. Install Debian's `poppler-utils`.").stdout;
            let text = String::from_utf8_lossy(&text).into_owned();
            out += usize::from(self.did.begun.iter().any(|number| text.contains(number.as_str())));
        }
        let [used, spoiled, void] = self.did.labels;
        assert_eq!(out, used + spoiled + void, "labels in front of the printer");
        let whole = |count: usize| i64::try_from(count).expect("a day's work") * 1000;
        let of = |name: &str| log.thousandths("标签", &[name], 1);
        for (name, expected) in
            [("打印", out), ("使用", used), ("报废", spoiled), ("作废", void), ("补打", 2), ("未了", 0)]
        {
            assert_eq!(of(name), whole(expected), "{name}");
        }
    }

    /// The service that was left open is given up the same evening, after the signature: the log is void and says by what.
    pub(super) async fn a_later_change_voids_it(&mut self) {
        self.comes("19:40").await;
        self.sits(ADVISOR).await;
        let stage = &self.stage;
        stage.press("nav-today").await;
        let open = self.did.begun.last().expect("a service");
        stage.press(&format!("open-{open}")).await;
        stage.press("abandon").await;
        stage.press("reason-0").await;
        stage.press("abandon-ok").await;
        stage.gone(&at("abandon-ok")).await;
        self.sits(MANAGER).await;
        stage.press("nav-day").await;
        stage.see(&at("day-voided")).await;
        stage.reads(&at("day-voided"), open).await;
        stage.picture("void-log").await;
        let log = self.saved_log("void").await;
        assert!(log.first("作废").contains("签名之后有 1 条新记录"), "{}", log.first("作废"));
        assert_eq!(
            log.thousandths("当日数字", &["终止"], 1),
            1000,
            "what was signed stands as it was signed"
        );
    }
}
