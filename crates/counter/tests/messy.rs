//! Tables as shops have them: titles, sums, remarks, units in headings, codes and days that a spreadsheet has made something else
//! of. No wrong value comes in, and every bad row is named by its cell, what stands there and its product.

use std::fs;
use std::path::Path;

use crate::common::Desk;
use crate::sheets::csv;
use counter::setup::import::{Import, ImportPreview, Item, Read, Standing, What};
use domain::quantity::Milligrams;
use domain::stock::{Lot, Product};

fn today() -> chrono::NaiveDate {
    "2026-11-20".parse().unwrap()
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

fn preview(bytes: &[u8], what: What) -> ImportPreview {
    let table = Import::open(bytes, what, today()).unwrap();
    table.preview("表.csv", |rows| Ok(vec![Standing::New; rows.len()])).unwrap()
}

fn items(bytes: &[u8], what: What) -> Vec<Item> {
    let table = Import::open(bytes, what, today()).unwrap();
    let mut rows = table.rows().unwrap();
    let mut found = Vec::new();
    while let Some(read) = rows.next_read().unwrap() {
        if let Read::Good(row) = read {
            found.push(row.item);
        }
    }
    found
}

fn lots(bytes: &[u8]) -> Vec<Lot> {
    let lot = |item| match item {
        Item::Lot(lot) => *lot,
        other @ (Item::Product(_) | Item::Recipe(..)) => panic!("{other:?}"),
    };
    items(bytes, What::Lots).into_iter().map(lot).collect()
}

fn products(bytes: &[u8]) -> Vec<Product> {
    let product = |item| match item {
        Item::Product(product) => *product,
        other @ (Item::Lot(_) | Item::Recipe(..)) => panic!("{other:?}"),
    };
    items(bytes, What::Products).into_iter().map(product).collect()
}

/// Cell, what stands there, and what the row is about, of each refusal.
fn named(preview: &ImportPreview) -> Vec<(&str, &str, &str)> {
    let bad = preview.bad.iter();
    bad.map(|bad| (bad.cell.as_deref().unwrap_or("-"), bad.found.as_str(), bad.title.as_str())).collect()
}

/// A lot's row under a heading of its net content and of its units.
fn lot(net: &str, content: &str, units: &str, count: &str) -> Vec<u8> {
    let head = ["产品编号", "品名", "批号", "有效期至", "供应商", net, units];
    let row = ["P01", "演示乳", "A1", "2027-12-31", "甲", content, count];
    csv(&[head.map(str::to_owned).to_vec(), row.map(str::to_owned).to_vec()])
}

#[test]
fn a_net_content_has_one_reading_or_none() {
    for (heading, content, expected) in [
        ("净含量", "1.5kg", Ok(1_500_000)),
        ("净含量(kg)", "1.5", Ok(1_500_000)),
        ("净含量【公斤】", "1.5", Ok(1_500_000)),
        ("净含量 kg", "1.5", Ok(1_500_000)),
        ("净含量/mg", "500", Ok(500)),
        ("净含量（g）（必填）", "50", Ok(50_000)),
        ("净含量", "净含量：50g/瓶", Ok(50_000)),
        ("规格(每瓶)", "50 克", Ok(50_000)),
        ("净含量", "1,288.50g", Ok(1_288_500)),
        ("净含量(g)", "50g", Ok(50_000)),
        ("净含量", "1,5 kg", Err("1,5 kg")),
        ("净含量(kg)", "1,5", Err("1,5")),
        ("净含量", "1,288g", Err("1,288g")),
        ("净含量", "1 5g", Err("1 5g")),
        ("净含量(g)", "1.5kg", Err("1.5kg")),
        ("净含量(ml)", "50", Err("50")),
        ("净含量", "50ml", Err("50ml")),
        ("净含量(斤)", "1", Err("1")),
        ("净含量(g/ml)", "50", Err("50")),
        ("净含量(g/ml)", "50g", Ok(50_000)),
        ("净含量", "50g*2", Err("50g*2")),
        ("净含量", "约50g", Err("约50g")),
    ] {
        let bytes = lot(heading, content, "数量", "1");
        let told = preview(&bytes, What::Lots);
        match expected {
            Ok(mass) => {
                assert_eq!(
                    lots(&bytes).first().map(|lot| lot.unit_net),
                    Some(Milligrams(mass)),
                    "{heading} {content}: {:?}",
                    told.bad
                );
                let shown = told.rows[0].taken.iter().find(|taken| taken.column == "每件净含量").unwrap();
                assert_eq!(shown.value, Milligrams(mass).to_string(), "what is taken is shown");
            }
            Err(found) => assert_eq!(named(&told), [("F2", found, "演示乳 · A1")], "{heading} {content}"),
        }
    }
}

#[test]
fn pieces_are_not_boxes_and_not_kilograms() {
    for (heading, count, expected) in [
        ("数量(瓶)", "1,000", Some(1_000)),
        ("数量", "5 支", Some(5)),
        ("库存数量（必填）", "5.0", Some(5)),
        ("数量(箱)", "5", None),
        ("库存(kg)", "5", None),
        ("数量", "5箱", None),
        ("数量", "1,5", None),
        ("数量", "1 5", None),
    ] {
        let bytes = lot("净含量(g)", "50", heading, count);
        assert_eq!(lots(&bytes).first().map(|lot| lot.units), expected, "{heading} {count}");
        let told = preview(&bytes, What::Lots);
        let bad = if expected.is_none() { vec![("G2", count, "演示乳 · A1")] } else { vec![] };
        assert_eq!(named(&told), bad, "{heading} {count}");
    }
}

/// One row of a recipe.
fn recipe(share: (&str, &str), keeps: (&str, &str), sizes: (&str, &str), tolerance: &str) -> ImportPreview {
    let head =
        ["配方编号", "配方名称", "服务类型", "产品编号", "用法", share.0, keeps.0, sizes.0, "允许偏差"];
    let row = ["R1", "演示霜", "分装", "P01", "涂抹", share.1, keeps.1, sizes.1, tolerance];
    preview(&csv(&[head.map(str::to_owned).to_vec(), row.map(str::to_owned).to_vec()]), What::Recipes)
}

#[test]
fn shares_periods_and_sizes_have_one_reading_or_none() {
    let (share, keeps, sizes) = (("份额", "100%"), ("保存期限", "60天"), ("规格与价格", "10g=168"));
    let value = |told: &ImportPreview, column: &str| {
        let taken = told.rows.first().and_then(|row| row.taken.iter().find(|taken| taken.column == column));
        taken.map(|taken| taken.value.clone())
    };
    for (told, column, expected) in [
        (recipe(share, keeps, sizes, "2%"), "份额", Some("P01 100%")),
        (recipe(("份额(%)", "100"), keeps, sizes, "2%"), "份额", Some("P01 100%")),
        (recipe(("份额", "1"), keeps, sizes, "2%"), "份额", None),
        (recipe(("份额", "0.5"), keeps, sizes, "2%"), "份额", None),
        (recipe(("份额(‰)", "100"), keeps, sizes, "2%"), "份额", None),
        (recipe(("份额‰", "100"), keeps, sizes, "2%"), "份额", None),
        (recipe(share, keeps, sizes, "0.02"), "允许偏差", None),
        (recipe(share, ("保存期限(天)", "60"), sizes, "2%"), "保存期限", Some("60天")),
        (recipe(share, ("保存期限（月）", "2"), sizes, "2%"), "保存期限", Some("2个月")),
        (recipe(share, ("保存期限", "1年"), sizes, "2%"), "保存期限", Some("12个月")),
        (recipe(share, ("保存期限", "60"), sizes, "2%"), "保存期限", None),
        (recipe(share, ("保存期限（月）", "60天"), sizes, "2%"), "保存期限", None),
        (recipe(share, keeps, ("规格(mg)", "500=168；10g=200"), "2%"), "规格与价格", None),
        (recipe(share, keeps, ("规格(g)", "10=1,288"), "2%"), "规格与价格", Some("10 g=¥1288.00")),
        (recipe(share, keeps, ("规格", "1,5g=168"), "2%"), "规格与价格", None),
        (recipe(share, keeps, ("规格", "10g=1,5"), "2%"), "规格与价格", None),
        (recipe(share, keeps, ("规格(ml)", "10=168"), "2%"), "规格与价格", None),
    ] {
        match expected {
            Some(expected) => {
                let shown = value(&told, column).map(|shown| shown.replace("100.00%", "100%"));
                assert_eq!(shown.as_deref(), Some(expected), "{:?}", told.bad);
            }
            None => {
                assert_eq!((told.good, told.bad.len()), (0, 1), "{:?} {:?}", told.rows, told.bad);
                assert_eq!(told.bad[0].column.as_deref(), Some(column));
                assert!(told.bad[0].title.contains("演示霜"), "{:?}", told.bad);
            }
        }
    }
}

#[test]
fn codes_that_a_spreadsheet_has_turned_are_told() {
    for code in ["6.92E+12", "6.92e+12", "3月1日", "1-Mar", "2024/3/1"] {
        for column in [0, 2] {
            let mut row = ["P01", "演示乳", "A1", "2027-12-31", "甲", "50g", "1"].map(str::to_owned).to_vec();
            row[column] = code.to_owned();
            let head = ["产品编号", "品名", "批号", "有效期至", "供应商", "净含量", "数量"];
            let told = preview(&csv(&[head.map(str::to_owned).to_vec(), row]), What::Lots);
            let cell = ["A2", "", "C2"][column];
            let first = named(&told)[0];
            assert_eq!((told.good, first.0, first.1), (0, cell, code), "{:?}", told.bad);
        }
    }
}

#[test]
fn only_an_equals_sign_makes_a_formula_and_only_where_a_cell_is_read() {
    let told = |id: &str, name: &str, aside: &str| {
        let head = ["产品编号", "品名", "批号", "有效期至", "供应商", "净含量", "数量", "电话"];
        let row = [id, name, "A1", "2027-12-31", "甲", "50g", "1", aside];
        preview(&csv(&[head.map(str::to_owned).to_vec(), row.map(str::to_owned).to_vec()]), What::Lots)
    };
    for (id, name, aside) in [("P01", "@演示", "+86 1"), ("-P01", "+演示", "=1+1"), ("P01", "−演示", "@x")]
    {
        assert_eq!(told(id, name, aside).good, 1, "{id} {name} {aside}");
    }
    assert_eq!(named(&told("=A1", "演示", "")), [("A2", "=A1", "演示 · A1")]);
}

#[test]
fn rows_that_are_none_of_the_table_are_passed_over_and_told() {
    let text = "演示门店库存表,,,,,,\nsep,,,,,,\n产品编号,品名,批号,有效期至,供应商,净含量(g),数量\n\
        P01,演示乳,A1,2027-12-31,甲,50,5\n\
        产品编号,品名,批号,有效期至,供应商,净含量(g),数量\n\
        P02,演示霜,A2,2027-12-31,甲,50,7\n\
        合计,,,,,,12\n,,合计,,,,12\n合计：12 件,,,,,,\n备注：以盘点为准,,,,,,\n\
        制表人：甲,,审核：乙,,,,\n※ 冷藏,,,,,,\n孤零零的一格,,,,,,\n";
    let told = preview(text.as_bytes(), What::Lots);
    let passed: Vec<_> =
        told.passed.iter().map(|row| (row.line, serde_json::to_value(row.why).unwrap())).collect();
    let expected = [
        (5, "headings"),
        (7, "sums"),
        (8, "sums"),
        (9, "sums"),
        (10, "remark"),
        (11, "remark"),
        (12, "remark"),
    ];
    assert_eq!(passed, expected.map(|(line, why)| (line, why.into())));
    assert_eq!((told.good, named(&told)), (2, vec![("A13", "孤零零的一格", "孤零零的一格")]));
    let recipes = "配方编号,配方名称,服务类型,产品编号,份额,保存期限,规格,用法\n\
        R1,甲,调配,P1,50%,60天,10g=1,用\n,,,P2,50%,,,\n,,,合计,100%,,,\n备注：试用,,,,,,,\n";
    let told = preview(recipes.as_bytes(), What::Recipes);
    assert_eq!((told.good, told.passed.len(), &told.bad), (1, 2, &vec![]));
}

#[test]
fn days_of_every_hand_are_the_same_day() {
    let day = |written: &str| {
        let head = ["产品编号", "批号", "有效期至", "供应商", "净含量", "数量"];
        let row = ["P01", "A1", written, "甲", "50g", "1"];
        let bytes = csv(&[head.map(str::to_owned).to_vec(), row.map(str::to_owned).to_vec()]);
        lots(&bytes).first().map(|lot| lot.expires_on.to_string())
    };
    for written in ["2027-12-31", "2027/12/31", "2027.12.31", "2027年12月31日", "20271231", "2027/12/31 0:00"]
    {
        assert_eq!(day(written).as_deref(), Some("2027-12-31"), "{written}");
    }
    for written in ["2027111", "46752", "31/12/2027", "12/31/27", "2027-12-31T00:00:00Z", "2027-12", "长期"]
    {
        assert_eq!(day(written), None, "{written}");
    }
}

/// A workbook in which every habit stands at once, and the same as text.
#[test]
fn a_messy_table_of_products_comes_in_with_no_wrong_value() {
    for name in ["messy-products.xlsx", "messy-products.csv"] {
        let bytes = fixture(name);
        let read = products(&bytes);
        let taken: Vec<String> = read
            .iter()
            .map(|one| format!("{} {} {} {}", one.id, one.name, one.filing, one.standard))
            .collect();
        assert_eq!(
            taken,
            [
                "6920000000017 演示保湿乳 鲁G妆网备字2024900001 鲁Q/YS001-2024",
                "YS-02 +演示精华 鲁G妆网备字2024900002 鲁Q/YS002-2024",
                "YS-08 演示面霜 鲁G妆网备字2024900008 鲁Q/YS008-2024",
            ],
            "{name}"
        );
        let months = |read: &Product| serde_json::to_string(&read.after_opening).unwrap();
        assert!(read.iter().all(|one| months(one) == months(&read[0])), "{name}");
        let told = preview(&bytes, What::Products);
        let bad = named(&told);
        let turned = if name.ends_with("xlsx") { "2024-03-01" } else { "3月1日" };
        let formula = if name.ends_with("xlsx") { "" } else { "=CONCAT(A1)" };
        let power = if name.ends_with("xlsx") { "69200000000000000000" } else { "6.92E+19" };
        for expected in [
            ("A7", power, "演示面霜3"),
            ("A8", turned, "演示面霜4"),
            ("H9", "12,5", "演示面霜5"),
            ("H10", "60天", "演示面霜6"),
            ("I11", formula, "演示面霜7"),
        ] {
            assert!(bad.contains(&expected), "{name}: {expected:?} {bad:?}");
        }
        assert_eq!((told.good, told.bad_total, bad.len()), (3, 5, 5), "{name}: {:?}", told.bad);
        assert_eq!(told.passed.len(), 2, "{name}: {:?}", told.passed);
    }
}

/// What a store refuses of a row that reads is named as exactly.
#[test]
fn what_the_store_refuses_is_named_by_cell_value_and_product() {
    let desk = Desk::found();
    let told = |text: &str, what| {
        let table = Import::open(text.as_bytes(), what, today()).unwrap();
        table.preview("x", |rows| desk.counter.standings(rows)).unwrap()
    };
    let lots = "品名,产品编号,批号,有效期至,供应商,净含量,数量\n演示乳,无此,A1,2027-12-31,甲,50g,1\n";
    assert_eq!(named(&told(lots, What::Lots)), [("B2", "无此", "演示乳 · A1")]);
    let recipes = "配方编号,配方名称,服务类型,产品编号,份额,保存期限,规格,用法,孕哺禁用,最低年龄,禁用指标,禁用肤质\n\
        R97,甲,调配,P01,50%,60天,10g=1,用,否,无,无,无\n,,,无此,50%,,,,否,,,\n";
    assert_eq!(named(&told(recipes, What::Recipes)), [("D3", "无此", "无此")]);
}
