//! What people write and labels print: refused where it enters, found again before anything is blended, and never refused for a
//! warning that means well.

use crate::common::{Desk, OPERATOR};
use crate::sheets::{CHINESE, csv, product_rows, recipe_rows};
use counter::setup::import::{Import, ImportPreview, What};
use domain::event::ProductListed;
use domain::service::Step;
use rules::Outcome;

/// What the demo store would take of a table of which one cell was changed.
fn preview(what: What, column: &str, cell: &str) -> ImportPreview {
    let desk = Desk::found();
    let mut rows = match what {
        What::Recipes => {
            let recipes = desk.counter.store().recipes().unwrap();
            let mut rows = recipe_rows(&recipes[..1]);
            // A change is a new version; it is left to the store.
            rows[1][1] = String::new();
            rows
        }
        What::Products | What::Lots => product_rows(&desk.counter.store().products().unwrap()[..1], CHINESE),
    };
    let at = rows[0].iter().position(|heading| heading == column).unwrap();
    rows[1][at] = cell.to_owned();
    let bytes = csv(&rows);
    let table = Import::open(&bytes, what, desk.counter.today()).unwrap();
    table.preview("演示.csv", |rows| desk.counter.standings(rows)).unwrap()
}

#[test]
fn an_approved_recipe_and_a_warning_are_read_as_they_come_in() {
    use What::{Products, Recipes};
    for (what, column, cell, word) in [
        (Recipes, "配方名称", "强效保湿霜（演示）", Some("强效")),
        (Recipes, "配方名称", "舒缓保湿霜（演示）", None),
        (Recipes, "使用方法", "涂抹患处以治疗湿疹", Some("治疗")),
        (Recipes, "使用方法", "接受治疗期间请先咨询医生", None),
        (Recipes, "提示", "每日最多两次；白天注意防晒", None),
        (Recipes, "提示", "每日最多两次；兼具防晒", Some("防晒")),
        (Products, "警示语", "不能代替药品；正在使用处方药者请先咨询医生", None),
        (Products, "警示语", "避免接触眼睛；七日美白", Some("美白")),
    ] {
        let told = preview(what, column, cell);
        let found = told.bad.first().map(|bad| (bad.column.as_deref().unwrap(), bad.message.as_str()));
        match word {
            None => assert_eq!((told.good, found), (1, None), "{cell}"),
            Some(word) => {
                let (at, message) = found.expect(cell);
                assert_eq!((told.good, at), (0, column), "{cell}");
                assert!(message.contains(&format!("「{word}」")), "{message}");
            }
        }
    }
}

#[test]
fn a_draft_may_say_what_no_approved_recipe_may() {
    let desk = Desk::found();
    let mut rows = recipe_rows(&desk.counter.store().recipes().unwrap()[..1]);
    let column = |name: &str| rows[0].iter().position(|heading| heading == name).unwrap();
    let (name, version, approved) = (column("配方名称"), column("版本"), column("已批准"));
    rows[1][name] = "特效霜（演示）".to_owned();
    rows[1][version] = String::new();
    for (yes, good) in [("否", 1), ("是", 0)] {
        rows[1][approved] = yes.to_owned();
        let bytes = csv(&rows);
        let table = Import::open(&bytes, What::Recipes, desk.counter.today()).unwrap();
        assert_eq!(table.preview("x", |rows| desk.counter.standings(rows)).unwrap().good, good, "{yes}");
    }
}

#[test]
fn what_came_in_before_its_word_was_known_stops_before_anything_is_blended() {
    let desk = Desk::at(Step::Agreed);
    let service = desk.counter.service(&desk.number).unwrap();
    let recipe = service.progress().plan().unwrap().recipe.clone();
    let recipe = desk.counter.store().recipe(&recipe).unwrap();
    let mut product = desk.counter.store().product(&recipe.components[1].product).unwrap();
    product.warnings = vec!["本品可代替药品".to_owned(), "疗效因人而异".to_owned()];
    let (mut desk, _) = desk.upkeep(|tx| tx.record(ProductListed { product }));
    let checked = desk.call(OPERATOR, desk.check()).unwrap();
    assert!(!checked.sheet.clear);
    // That a product which says something else waits for its signature is another finding.
    let stopping = |found: &&rules::Finding| {
        found.outcome == Outcome::Stop && found.check != rules::Check::ProductSigned
    };
    let stops: Vec<_> = checked.sheet.findings.iter().filter(stopping).collect();
    assert!(!stops.is_empty());
    for found in stops {
        assert_eq!(found.check.name(), "claim_words");
        assert!(found.because.contains("「疗效因人而异」含医疗用语「疗效」"), "{}", found.because);
        assert_eq!(found.facts, ["components[1].product.warnings[1]"]);
        assert_eq!(found.mend.as_ref().unwrap().action, rules::MendAction::RewordWarning);
    }
    assert_eq!(desk.step(), Step::Agreed);
}
