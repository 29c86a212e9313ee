//! The papers that a customer takes along: each from its own records, on every paper, and with nothing on it that was said
//! in confidence.

use crate::common::{Customer, Desk, NAME, PHONE};
use counter::papers::{self, Kind};
use documents::Format;
use domain::consent::Purpose;
use domain::service::Step;

/// The text of a service's paper, without white space.
fn text(desk: &Desk, kind: Kind, format: Format) -> String {
    let sheet = papers::of(&desk.counter, &desk.number, kind, format).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, &sheet.pdf).unwrap();
    let read =
        std::process::Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    String::from_utf8(read.stdout).unwrap().split_whitespace().collect()
}

fn code(desk: &Desk, kind: Kind) -> &'static str {
    papers::of(&desk.counter, &desk.number, kind, Format::A5).unwrap_err().code
}

/// Nothing stands in the way of a plan: what she is allergic to is in none of its products.
fn confiding() -> Customer {
    let mut customer = Customer {
        needs: vec!["我想补水，别告诉我先生", "保湿"],
        allergies: vec!["视黄醇"],
        contact: true,
        ..Customer::default()
    };
    customer.agrees.push(Purpose::Contact);
    customer
}

#[test]
fn each_paper_is_made_as_soon_as_its_own_records_are_there() {
    let mut desk = Desk::at(Step::Tested);
    for kind in Kind::ALL {
        assert_eq!(code(&desk, kind), "paper_missing", "{kind:?}");
    }
    desk.until(Step::Planned);
    assert!(text(&desk, Kind::Plan, Format::A5).contains("预计使用期限"));
    assert_eq!(code(&desk, Kind::Consent), "paper_missing");
    desk.until(Step::Agreed);
    assert!(text(&desk, Kind::Consent, Format::A5).contains("副本"));
    assert_eq!(code(&desk, Kind::Leaflet), "paper_missing");
    desk.until(Step::Released);
    let plan = text(&desk, Kind::Plan, Format::A5);
    assert!(plan.contains("限期使用日期") && !plan.contains("预计"), "{plan}");
}

#[test]
fn each_paper_says_on_every_format_what_it_is_for() {
    let desk = Desk::at(Step::Released);
    let service = desk.counter.service(&desk.number).unwrap();
    let progress = service.progress();
    let plan = progress.plan().unwrap();
    let recipe = desk.counter.store().recipe(&plan.recipe).unwrap();
    let use_by = &progress.clearance().unwrap().parts().use_by;
    let recorded = progress.agreed().unwrap().sheet.to_string();
    let phone = desk.counter.store().premises().unwrap().premises.phone;
    // pdftotext takes a hyphen at the end of a line for a broken word: hyphens are not compared.
    let bare = |text: &str| text.replace('-', "").split_whitespace().collect::<String>();
    for format in Format::ALL {
        let said = |kind, parts: &[&str]| {
            let text = bare(&text(&desk, kind, format));
            for part in parts {
                assert!(text.contains(&bare(part)), "{kind:?} on {format:?}: {part} is not in {text}");
            }
        };
        let number = desk.number.to_string();
        let decided = use_by.decided_by().sentence();
        let day = use_by.date().to_string();
        let price = plan.price.to_string();
        said(Kind::Leaflet, &["使用须知", &number, &recipe.name, &day, &recipe.usage, &phone]);
        said(Kind::Plan, &["方案单", &number, &recipe.name, &day, &decided, &price, &recipe.usage, &phone]);
        said(Kind::Plan, &["您的需求", "保湿"]);
        said(Kind::Consent, &["告知与同意书", "副本", &number, &recipe.name, &recorded]);
        for component in &recipe.components {
            let product = desk.counter.store().product(&component.product).unwrap();
            said(Kind::Plan, &[&product.name, &product.filing.to_string()]);
        }
    }
}

#[test]
fn the_plan_sheet_repeats_nothing_that_was_said_in_confidence() {
    let desk = Desk::serving(confiding(), Step::Released);
    for format in Format::ALL {
        let plan = text(&desk, Kind::Plan, format);
        assert!(plan.contains("您的需求"), "{plan}");
        for secret in ["先生", "视黄醇", "过敏", "孕", "哺乳", NAME, PHONE] {
            let of_the_recipe = {
                let plain = Desk::at(Step::Released);
                text(&plain, Kind::Plan, format).contains(secret)
            };
            assert!(!plan.contains(secret) || of_the_recipe, "{secret} stands on {plan}");
        }
    }
}

#[test]
fn needs_that_were_erased_leave_the_plan_sheet_without_them() {
    let desk = Desk::at(Step::Released);
    let service = desk.counter.service(&desk.number).unwrap();
    let needs = service.progress().needed().unwrap().needs.clone();
    let (desk, _) = desk.upkeep(|tx| tx.erase(&needs.id, "顾客要求删除"));
    let plan = text(&desk, Kind::Plan, Format::A5);
    assert!(!plan.contains("您的需求") && plan.contains("组成"), "{plan}");
}
