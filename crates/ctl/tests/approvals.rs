//! Who brings in is not who approves, on the command line as in the window: what the demo store's officer did not sign is
//! not served, and whoever may sign brings nothing in.

use crate::common::{DEMO_RECORDS, Demo};

#[test]
fn a_table_of_one_who_also_approves_is_refused_and_the_managers_is_taken() {
    let shop = Demo::found().shop();
    let path = shop.path("table.csv");
    let head = "产品编号,产品名称,备案编号,备案人,生产企业,执行标准,分类编码,开封后期限,使用方法,全成分,不适用情形,备案有效,蜡基";
    let row = "X-01,面霜,鲁G妆网备字2024900001,甲,甲,Q1,11-05-03-01-02,12个月,涂抹,水；甘油,无,是,否";
    std::fs::write(&path, format!("{head}\n{row}\n")).unwrap();
    let file = path.display().to_string();
    let take = |by: &str, pin: &str| {
        let secrets = [("TIAOHE_MANAGER_PIN", pin)];
        shop.run_with(&secrets, &["table", "products", &file, "--take", by])
    };
    let refusal = take("S07", "700007").refused()["refusal"].clone();
    assert_eq!(refusal["code"], "by_approver", "{refusal}");
    assert_eq!(refusal["clause"]["number"], "第二条", "{refusal}");
    assert!(refusal["mend"].as_str().unwrap().contains("店长"), "{refusal}");
    assert_eq!(shop.run(&["verify"]).done()["records"], DEMO_RECORDS, "none of it was taken");
    assert_eq!(take("S06", "600006").done()["taken"]["added"], 1);
}

#[test]
fn what_the_demo_stores_officer_did_not_sign_is_not_served() {
    let demo = Demo::found();
    for (recipe, check, says) in [
        ("R23", "recipe_signed", "R23"),
        ("R24", "product_signed", "P39"),
        ("R25", "product_signed", "YS40A520"),
        ("R26", "catalogue_stated", "P41"),
        ("R27", "licence_valid", "YS-SD-02"),
    ] {
        let shop = demo.shop();
        let refused = shop.service(&["--need", "补水", "--recipe", recipe]).refused();
        let refusal = &refused["refusal"];
        assert_eq!(refusal["code"], "recipe_rejected", "{recipe}: {refused}");
        let reasons = refusal["details"].as_array().unwrap();
        let reason = reasons.iter().find(|reason| reason["code"] == check);
        let reason = reason.unwrap_or_else(|| panic!("{recipe}: {check} is none of {refused:#}"));
        assert!(reason["text"].as_str().unwrap().contains(says), "{recipe}: {reason}");
        assert!(!reason["clause"].is_null() && !reason["mend"].is_null(), "{recipe}: {reason}");
    }
}
