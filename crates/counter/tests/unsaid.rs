//! Not said is not "no": a column that is not there changes nothing, an empty cell in a column that certifies stops the row, and
//! nothing that protects a person is weakened unless somebody looked at it.

use crate::common::{Desk, MANAGER, staff};
use crate::sheets::{CHINESE, csv, product_rows, recipe_rows};
use counter::setup::import::{Committed, Import, ImportPreview, Weakening, What};
use domain::recipe::Recipe;
use domain::stock::{Exclusion, Product};

type Rows = Vec<Vec<String>>;

fn previewed(desk: &Desk, rows: &Rows, what: What) -> ImportPreview {
    let bytes = csv(rows);
    let table = Import::open(&bytes, what, desk.counter.today()).unwrap();
    table.preview("表.csv", |rows| desk.counter.standings(rows)).unwrap()
}

fn taken(desk: &mut Desk, rows: &Rows, what: What, weakening: Weakening) -> Committed {
    let bytes = csv(rows);
    let table = Import::open(&bytes, what, desk.counter.today()).unwrap();
    let mut sum = Committed::default();
    table
        .pieces(|rows| {
            let done = desk.counter.import_rows(&staff(MANAGER), what, rows, weakening)?;
            sum = std::mem::take(&mut sum).and(&done);
            Ok(true)
        })
        .unwrap();
    sum
}

fn place(rows: &Rows, column: &str) -> usize {
    rows[0].iter().position(|head| head == column).unwrap()
}

fn without(mut rows: Rows, column: &str) -> Rows {
    let place = place(&rows, column);
    for row in &mut rows {
        row.remove(place);
    }
    rows
}

/// The first row with another cell in a column.
fn saying(mut rows: Rows, column: &str, said: &str) -> Rows {
    let place = place(&rows, column);
    rows[1][place] = said.to_owned();
    rows.truncate(2);
    rows
}

/// A store whose first product and first recipe have everything that a table could lose.
fn guarded() -> (Desk, Product, Recipe) {
    let mut desk = Desk::found();
    let mut product = desk.counter.store().products().unwrap().remove(0);
    product.active = false;
    product.wax = true;
    product.exclusions = vec![Exclusion::Child, Exclusion::NewIngredient];
    product.warnings = vec!["避免接触眼睛".to_owned()];
    let mut rows = product_rows(std::slice::from_ref(&product), CHINESE);
    taken(&mut desk, &rows, What::Products, Weakening::LookedAt);
    let recipe = desk.counter.store().recipes().unwrap().remove(0);
    rows = recipe_rows(std::slice::from_ref(&recipe));
    for (column, said) in
        [("孕哺禁用", "是"), ("禁用肤质", "油性"), ("禁用指标", "屏障<30"), ("最低年龄", "16"), ("版本", "")]
    {
        let place = place(&rows, column);
        rows[1][place] = said.to_owned();
    }
    taken(&mut desk, &rows, What::Recipes, Weakening::LookedAt);
    let product = desk.counter.store().product(&product.id).unwrap();
    let recipe = desk.counter.store().recipe(&recipe.id).unwrap();
    assert!(!product.active && product.wax && product.exclusions.len() == 2 && recipe.against.pregnancy);
    (desk, product, recipe)
}

#[test]
fn a_column_that_is_not_there_changes_nothing() {
    let (mut desk, product, recipe) = guarded();
    let rows = product_rows(std::slice::from_ref(&product), CHINESE);
    for column in ["生产许可证编号", "不适用情形", "备案有效", "蜡基", "警示语", "成分含量"]
    {
        let rows = without(rows.clone(), column);
        let preview = previewed(&desk, &rows, What::Products);
        assert_eq!(
            (preview.already, preview.changed, preview.weakened, preview.bad_total),
            (1, 0, 0, 0),
            "{column}"
        );
        taken(&mut desk, &rows, What::Products, Weakening::LookedAt);
        assert_eq!(desk.counter.store().product(&product.id).unwrap(), product, "{column}");
    }
    let rows = recipe_rows(std::slice::from_ref(&recipe));
    for column in [
        "允许偏差",
        "最小偏差",
        "提示",
        "安全评估",
        "已批准",
        "温度",
        "湿度",
        "适用指标",
        "适用需求",
        "适用肤质",
        "最低年龄",
        "孕哺禁用",
        "禁用指标",
        "禁用肤质",
    ] {
        let rows = without(without(rows.clone(), column), "版本");
        let preview = previewed(&desk, &rows, What::Recipes);
        assert_eq!(
            (preview.already, preview.changed, preview.weakened),
            (1, 0, 0),
            "{column}: {:?}",
            preview.changes
        );
        taken(&mut desk, &rows, What::Recipes, Weakening::LookedAt);
        assert_eq!(desk.counter.store().recipe(&recipe.id).unwrap(), recipe, "{column}");
    }
    // Another change beside the missing columns leaves what they would have said.
    let rows = without(
        without(
            saying(product_rows(std::slice::from_ref(&product), CHINESE), "产品名称", "新名（演示）"),
            "备案有效",
        ),
        "不适用情形",
    );
    assert_eq!(taken(&mut desk, &rows, What::Products, Weakening::LeftOut).changed, 1);
    let renamed = desk.counter.store().product(&product.id).unwrap();
    assert_eq!(
        (renamed.name.as_str(), renamed.active, &renamed.exclusions),
        ("新名（演示）", false, &product.exclusions)
    );
}

#[test]
fn an_empty_cell_that_would_certify_stops_its_row_and_a_new_row_says_everything() {
    let (desk, product, recipe) = guarded();
    let rows = product_rows(std::slice::from_ref(&product), CHINESE);
    let mut fresh = product;
    fresh.id = domain::ids::ProductId::new("NEU-1").unwrap();
    let new = product_rows(&[fresh], CHINESE);
    for column in ["不适用情形", "备案有效", "蜡基"] {
        for (name, rows) in [
            ("empty, known", saying(rows.clone(), column, "")),
            ("empty, new", saying(new.clone(), column, " \u{200B}")),
            ("no column, new", without(new.clone(), column)),
        ] {
            let preview = previewed(&desk, &rows, What::Products);
            assert_eq!((preview.good, preview.bad_total), (0, 1), "{column}: {name}");
            assert_eq!(preview.bad[0].column.as_deref(), Some(column), "{name}");
        }
    }
    let rows = recipe_rows(std::slice::from_ref(&recipe));
    let preview = previewed(&desk, &saying(rows, "孕哺禁用", ""), What::Recipes);
    assert_eq!(preview.bad[0].column.as_deref(), Some("孕哺禁用"));
    let lot = "产品编号,生产批号,限期使用日期,供货者,随货单据,每件净含量,数量,已验收,已召回\n";
    let product = desk.counter.store().products().unwrap().remove(1).id;
    for (recalled, good) in [("", 0), ("否", 1)] {
        let table = format!("{lot}{product},NEU1,2030-01-01,甲,单-1,100g,1,是,{recalled}\n");
        let import = Import::open(table.as_bytes(), What::Lots, desk.counter.today()).unwrap();
        assert_eq!(
            import.preview("x", |rows| desk.counter.standings(rows)).unwrap().good,
            good,
            "{recalled:?}"
        );
    }
}

#[test]
fn a_new_recipe_says_for_whom_it_is_not_or_that_it_is_for_everybody() {
    let (mut desk, _, recipe) = guarded();
    let known = recipe_rows(std::slice::from_ref(&recipe));
    let id = place(&known, "配方编号");
    let mut new = known.clone();
    for row in &mut new[1..] {
        row[id] = "NEU-R".to_owned();
    }
    let at_first = |mut rows: Rows, column: &str, said: &str| {
        let place = place(&rows, column);
        rows[1][place] = said.to_owned();
        rows
    };
    for column in ["最低年龄", "孕哺禁用", "禁用指标", "禁用肤质"] {
        for (name, rows) in [
            ("an empty cell", at_first(new.clone(), column, " \u{3000}")),
            ("no column", without(new.clone(), column)),
        ] {
            let preview = previewed(&desk, &rows, What::Recipes);
            assert_eq!((preview.good, preview.bad_total), (0, 1), "{column}: {name}");
            let bad = &preview.bad[0];
            assert_eq!(bad.column.as_deref(), Some(column), "{name}");
            if column != "孕哺禁用" {
                assert!(
                    bad.message.contains("写「无」") && bad.message_en.contains("none"),
                    "{name}: {bad:?}"
                );
            }
            let none = taken(&mut desk, &rows, What::Recipes, Weakening::LookedAt);
            assert_eq!((none.added, none.changed), (0, 0), "{column}: {name}");
        }
        // What is known stays as it is where the table has no such column.
        let rows = without(without(known.clone(), column), "版本");
        assert_eq!(previewed(&desk, &rows, What::Recipes).already, 1, "{column}");
    }
    for none in ["无", "不限", "None"] {
        let all = ["最低年龄", "禁用指标", "禁用肤质"];
        let rows = all.iter().fold(new.clone(), |rows, column| at_first(rows, column, none));
        let preview = previewed(&desk, &rows, What::Recipes);
        assert_eq!((preview.added, preview.bad_total), (1, 0), "{none}: {:?}", preview.bad);
        for column in all {
            let said = preview.rows[0].taken.iter().find(|taken| taken.column == column).unwrap();
            assert_eq!(said.value, "无", "{none}: the preview says it");
        }
    }
    let wrong = previewed(&desk, &at_first(new.clone(), "最低年龄", "十三"), What::Recipes);
    assert!(wrong.bad[0].message.contains("没有限制请写「无」"), "{:?}", wrong.bad);
    assert_eq!(taken(&mut desk, &new, What::Recipes, Weakening::LeftOut).added, 1);
    let fresh = desk.counter.store().recipe(&domain::ids::RecipeId::new("NEU-R").unwrap()).unwrap();
    assert_eq!(fresh.against, recipe.against);
    desk.assert_sound();
}

#[test]
fn what_weakens_is_shown_old_beside_new_and_left_out_until_somebody_looked_at_it() {
    let (mut desk, product, recipe) = guarded();
    let rows = product_rows(std::slice::from_ref(&product), CHINESE);
    let fewer = product.ingredients.len() - 1;
    let list = crate::sheets::ingredients(&product.ingredients[..fewer]);
    let other = recipe_rows(std::slice::from_ref(&recipe));
    for (name, what, column, said, weakens) in [
        ("a cancelled filing becomes valid", What::Products, "备案有效", "是", true),
        ("it is no child's any more", What::Products, "不适用情形", "新原料", true),
        ("it has one more exclusion", What::Products, "不适用情形", "儿童、新原料、眼部", false),
        ("no wax any more", What::Products, "蜡基", "否", true),
        ("a warning leaves", What::Products, "警示语", "", true),
        ("a warning comes", What::Products, "警示语", "避免接触眼睛|如有不适请停用", false),
        ("an ingredient leaves", What::Products, "全成分", list.as_str(), true),
        ("it keeps longer once opened", What::Products, "开封后期限", "36个月", true),
        ("it keeps shorter", What::Products, "开封后期限", "1天", false),
        ("another class", What::Products, "分类编码", "11-05-03-01-03", true),
        ("a name", What::Products, "产品名称", "新名（演示）", false),
        ("the mark of pregnancy leaves", What::Recipes, "孕哺禁用", "否", true),
        ("a skin type is allowed", What::Recipes, "禁用肤质", "", true),
        ("a metric is allowed lower", What::Recipes, "禁用指标", "屏障<20", true),
        ("a metric is allowed no lower than before", What::Recipes, "禁用指标", "屏障<40", false),
        ("younger", What::Recipes, "最低年龄", "13", true),
        ("older", What::Recipes, "最低年龄", "18", false),
        ("it keeps longer", What::Recipes, "保存期限", "36个月", true),
    ] {
        let of = if what == What::Products { rows.clone() } else { other.clone() };
        let place = place(&of, column);
        let mut of = if what == What::Products { of } else { without_version(of) };
        let place = if what == What::Products { place } else { place - 1 };
        of[1][place] = said.to_owned();
        // Contents are said of the list that they belong to.
        let of = if column == "全成分" { without(of, "成分含量") } else { of };
        let preview = previewed(&desk, &of, what);
        assert_eq!((preview.changed, preview.weakened), (1, usize::from(weakens)), "{name}: {preview:#?}");
        let shown = preview.changes[0].changes.iter().find(|change| change.column == column).expect(name);
        assert_eq!(shown.weakens, weakens, "{name}");
        assert_ne!(shown.old, shown.new, "{name}");
        let head = desk.counter.store().head().unwrap();
        if weakens {
            let left = taken(&mut desk, &of, what, Weakening::LeftOut);
            assert_eq!((left.held, left.changed), (1, 0), "{name}");
            assert_eq!(desk.counter.store().head().unwrap(), head, "{name}: nothing was written");
        }
    }
    let rows = saying(rows, "备案有效", "是");
    assert_eq!(taken(&mut desk, &rows, What::Products, Weakening::LookedAt).changed, 1);
    assert!(desk.counter.store().product(&product.id).unwrap().active);
    desk.assert_sound();
}

#[test]
fn an_approved_recipe_brings_what_its_label_needs() {
    let desk = Desk::found();
    let recipes = desk.counter.store().recipes().unwrap();
    let recipe = recipes.into_iter().find(|one| one.approved && one.assessment.is_some()).unwrap();
    let rows = recipe_rows(std::slice::from_ref(&recipe));
    let as_new = |rows: &Rows| saying_all(rows.clone(), "配方编号", "NEU-R");
    for (name, column, approved, good) in [
        ("no hint", "提示", "是", 0),
        ("no assessment", "安全评估", "是", 0),
        ("a draft without a hint", "提示", "否", 1),
        ("a draft without an assessment", "安全评估", "否", 1),
    ] {
        let mut rows = as_new(&rows);
        let (cell, state) = (place(&rows, column), place(&rows, "已批准"));
        rows[1][cell] = String::new();
        rows[1][state] = approved.to_owned();
        let preview = previewed(&desk, &rows, What::Recipes);
        assert_eq!(preview.good, good, "{name}: {:?}", preview.bad);
        if good == 0 {
            assert_eq!(preview.bad[0].column.as_deref(), Some(column), "{name}");
        }
        // Without the column a known recipe keeps what it has, and a new one has nothing.
        let known = without(without(recipe_rows(std::slice::from_ref(&recipe)), column), "版本");
        assert_eq!(previewed(&desk, &known, What::Recipes).already, 1, "{name}");
    }
}

/// Every row with another cell in a column.
fn saying_all(mut rows: Rows, column: &str, said: &str) -> Rows {
    let place = place(&rows, column);
    for row in &mut rows[1..] {
        row[place] = said.to_owned();
    }
    rows
}

/// Where the version is left to the store.
fn without_version(rows: Rows) -> Rows {
    without(rows, "版本")
}

#[test]
fn a_recall_in_a_table_is_not_passed_over_as_a_lot_that_is_known() {
    let mut desk = Desk::found();
    let lots = desk.counter.store().lots_of(&domain::ids::ProductId::new("P01").unwrap()).unwrap();
    let lot = lots.iter().find(|lot| lot.accepted && !lot.recalled).unwrap().clone();
    let row = |zone: &str, recalled: &str| -> Rows {
        let heads = "产品编号,生产批号,限期使用日期,供货者,随货单据,净含量,数量,验收,分区,召回".split(',');
        let documents: Vec<&str> = lot.documents.iter().map(|document| document.as_str()).collect();
        let net = format!("{}g", lot.unit_net.0 / 1_000);
        let cells = [
            lot.product.as_str(),
            &lot.number,
            &lot.expires_on.to_string(),
            &lot.supplier,
            &documents.join("；"),
            &net,
            &lot.units.max(1).to_string(),
            "是",
            zone,
            recalled,
        ];
        vec![heads.map(str::to_owned).collect(), cells.map(str::to_owned).to_vec()]
    };
    let known = previewed(&desk, &row("合格", "否"), What::Lots);
    assert!(known.bad.is_empty(), "{:?}", known.bad);
    let told = previewed(&desk, &row("退货或者召回", "是"), What::Lots);
    let bad: Vec<_> = told.bad.iter().map(|bad| bad.column.as_deref()).collect();
    assert_eq!(bad, [Some("已召回")], "{told:?}");
    taken(&mut desk, &row("退货或者召回", "是"), What::Lots, Weakening::LookedAt);
    assert_eq!(desk.counter.store().lot(&lot.id).unwrap(), lot, "and nothing of it is changed");
}
