//! Tables of products, recipes and lots: what is read, what is refused, and that nothing breaks.

use std::io::{Cursor, Write as _};

use crate::common::{Desk, MANAGER, OPERATOR};
use crate::sheets::{CHINESE, OTHER, csv, product_rows, recipe_rows, xlsx};
use counter::setup::import::{Import, ImportPreview, Item, Read, Standing, Weakening, What, template};
use domain::recipe::Recipe;
use domain::stock::Product;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn today() -> chrono::NaiveDate {
    "2026-11-20".parse().unwrap()
}

fn items(bytes: &[u8], what: What) -> Vec<Item> {
    let table = Import::open(bytes, what, today()).unwrap();
    let mut rows = table.rows().unwrap();
    let mut found = Vec::new();
    while let Some(read) = rows.next_read().unwrap() {
        match read {
            Read::Good(row) => found.push(row.item),
            other @ (Read::Bad(_) | Read::Passed(_)) => panic!("{other:?}"),
        }
    }
    found
}

/// A preview over a store that has nothing.
fn preview(bytes: &[u8], what: What) -> ImportPreview {
    let table = Import::open(bytes, what, today()).unwrap();
    table.preview("演示.csv", |rows| Ok(vec![Standing::New; rows.len()])).unwrap()
}

fn refused(bytes: &[u8], what: What) -> &'static str {
    Import::open(bytes, what, today()).err().expect("a refusal").code
}

#[test]
fn the_demo_products_come_back_from_csv_and_xlsx() {
    let mut desk = Desk::found();
    let products = desk.counter.store().products().unwrap();
    for headings in [CHINESE, OTHER] {
        let rows = product_rows(&products, headings);
        for bytes in [csv(&rows), xlsx(&rows)] {
            let read: Vec<Product> = items(&bytes, What::Products)
                .into_iter()
                .map(|item| match item {
                    Item::Product(product) => *product,
                    other @ (Item::Recipe(..) | Item::Lot(_)) => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(read.len(), products.len());
            for (read, known) in read.iter().zip(&products) {
                assert_eq!(read, known);
            }
            let table = Import::open(&bytes, What::Products, today()).unwrap();
            let preview = table.preview("x", |rows| desk.counter.standings(rows)).unwrap();
            assert_eq!(
                (preview.good, preview.already, preview.bad_total),
                (products.len(), products.len(), 0)
            );
            // Nothing of it is written again.
            let before = desk.counter.store().head().unwrap();
            let manager = crate::common::staff(MANAGER);
            table
                .pieces(|rows| {
                    desk.counter
                        .import_rows(&manager, What::Products, rows, Weakening::LookedAt)
                        .map(|_| true)
                })
                .unwrap();
            assert_eq!(desk.counter.store().head().unwrap(), before);
        }
    }
}

#[test]
fn the_demo_recipes_come_back_and_a_change_needs_a_version() {
    let mut desk = Desk::found();
    let recipes = desk.counter.store().recipes().unwrap();
    let mut rows = recipe_rows(&recipes);
    for bytes in [csv(&rows), xlsx(&rows)] {
        let read: Vec<Recipe> = items(&bytes, What::Recipes)
            .into_iter()
            .map(|item| match item {
                Item::Recipe(recipe, true) => *recipe,
                other @ (Item::Product(_) | Item::Recipe(..) | Item::Lot(_)) => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(read, recipes);
    }
    let manager = crate::common::staff(MANAGER);
    rows[1][2] = "改名（演示）".to_owned();
    let bytes = csv(&rows);
    let table = Import::open(&bytes, What::Recipes, today()).unwrap();
    let preview = table.preview("x", |rows| desk.counter.standings(rows)).unwrap();
    assert_eq!((preview.bad_total, preview.bad[0].column.as_deref()), (1, Some("版本")));
    rows[1][1] = String::new();
    let bytes = csv(&rows);
    let table = Import::open(&bytes, What::Recipes, today()).unwrap();
    let mut sum = (0, 0);
    table
        .pieces(|rows| {
            let done = desk.counter.import_rows(&manager, What::Recipes, rows, Weakening::LookedAt)?;
            sum = (done.changed, done.already);
            Ok(true)
        })
        .unwrap();
    assert_eq!(sum, (1, recipes.len() - 1));
    let renamed = desk.counter.store().recipe(&recipes[0].id).unwrap();
    assert_eq!((renamed.version, renamed.name.as_str()), (recipes[0].version + 1, "改名（演示）"));
    let role = table.pieces(|rows| {
        desk.counter
            .import_rows(&crate::common::staff(OPERATOR), What::Recipes, rows, Weakening::LookedAt)
            .map(|_| true)
    });
    assert_eq!(role.unwrap_err().code, "role_forbidden");
    desk.assert_sound();
}

#[test]
fn the_empty_table_is_read_and_its_example_passed_over() {
    for what in [What::Products, What::Recipes, What::Lots] {
        let bytes = template(what);
        let empty = preview(&bytes, what);
        assert_eq!(
            (empty.examples, empty.good, empty.bad_total, empty.missing_columns.len()),
            (1, 0, 0, 0),
            "{what:?}"
        );
        assert!(empty.columns.iter().all(|column| column.means.as_deref() == Some(column.found.as_str())));
        // The example would be a good row if it were not marked.
        let text = String::from_utf8(bytes).unwrap().replace("示例-", "");
        let filled = preview(text.as_bytes(), what);
        assert_eq!((filled.good, filled.bad), (1, vec![]), "{what:?}");
    }
}

#[test]
fn each_bad_cell_is_told_with_its_row_and_column() {
    let products = Desk::found().counter.store().products().unwrap();
    let rows = |column: usize, cell: &str| {
        let mut rows = product_rows(&products[..1], CHINESE);
        rows[1][column] = cell.to_owned();
        rows
    };
    for (column, cell) in [
        (0, ""),
        (0, "Water, Glycerin"),
        (0, "=1+1"),
        (1, ""),
        (1, &"x".repeat(65)),
        (2, ""),
        (3, "鲁G妆网备字12345"),
        (3, "国妆网备进字(沪)2020003544123"),
        (6, "鲁妆1"),
        (9, "其他"),
        (10, "也许"),
        (12, "12"),
        (12, "0天"),
        (12, "@x"),
        (15, "水=100"),
        (15, "水=100%"),
        (15, "无此成分=100%"),
    ] {
        for bytes in [csv(&rows(column, cell)), xlsx(&rows(column, cell))] {
            let bad = preview(&bytes, What::Products);
            let told: Vec<_> = bad.bad.iter().map(|bad| (bad.line, bad.column.as_deref().unwrap())).collect();
            assert_eq!((bad.good, told), (0, vec![(2, CHINESE[column])]), "{cell}");
        }
    }
    let lots = |cells: &str| {
        format!("产品编号,生产批号,限期使用日期,供货者,随货单据,净含量,数量,验收,分区,召回\nP01,X1,{cells}\n")
    };
    for (cells, column) in [
        ("2026-11-19,甲,单,100g,1,是,,否", "限期使用日期"),
        ("2027-02-30,甲,单,100g,1,,,", "限期使用日期"),
        ("2027-01-01,,单,100g,1,,,", "供货者"),
        ("2027-01-01,甲,,100g,1,是,,否", "随货单据"),
        ("2027-01-01,甲,单,0,1,,,", "每件净含量"),
        ("2027-01-01,甲,单,101kg,1,,,", "每件净含量"),
        ("2027-01-01,甲,单,100g,1.5,,,", "数量"),
        ("2027-01-01,甲,单,100g,0,,,", "数量"),
        ("2027-01-01,甲,单,100g,1,否,合格,", "分区"),
        ("2027-01-01,甲,单,100g,1,是,合格,是", "分区"),
        ("2027-01-01,甲,单,100g,1,是,合格,", "已召回"),
    ] {
        let bad = preview(lots(cells).as_bytes(), What::Lots);
        let told: Vec<_> = bad.bad.iter().map(|bad| bad.column.as_deref().unwrap()).collect();
        assert_eq!((bad.good, told), (0, vec![column]), "{cells}");
    }
    let fine = preview(
        lots("2026/11/20,甲,单,100,1,是,,否\n\nP01,X2,20270101,甲,,0.5 kg,\"1,000\",,,").as_bytes(),
        What::Lots,
    );
    assert_eq!((fine.good, fine.rows[1].line), (2, 4));
    let recipes =
        |rows: &str| format!("配方编号,版本,配方名称,服务类型,产品编号,份额,保存期限,规格,用法\n{rows}\n");
    for (rows, bad) in [
        ("R1,,甲,调配,P1,50%,60天,10g=1,用\nR1,,,,P2,40%,,,", "配方编号"),
        ("R1,,甲,调配,P1,50%,60天,10g=1,用\nR1,,,,P1,50%,,,", "配方编号"),
        ("R1,,甲,调配,P1,50%,60天,10g=1,用\nR1,,乙,,P2,50%,,,", "配方名称"),
        ("R1,,甲,调配,P1,50%,60天,10g=1,用\nR1,,,,P2,x,,,", "份额"),
        ("R1,,甲,分装,P1,100%,60天,10g=1;10g=2,用", "规格与价格"),
        ("R1,0,甲,分装,P1,100%,60天,10g=1,用", "版本"),
        (
            "R1,,甲,分装,P1,100%,60天,10g=1,用\nR2,,甲,分装,P1,100%,60天,10g=1,用\nR1,,甲,分装,P1,100%,60天,10g=1,用",
            "配方编号",
        ),
    ] {
        let told = preview(recipes(rows).as_bytes(), What::Recipes);
        assert_eq!((told.bad.len(), told.bad[0].column.as_deref()), (1, Some(bad)), "{rows}: {:?}", told.bad);
    }
}

#[test]
fn real_catalogues_are_understood_or_refused_by_column() {
    let names = include_bytes!("fixtures/filing_numbers.csv");
    let told = preview(names, What::Products);
    let known: Vec<_> = told.columns.iter().map(|column| column.means.as_deref()).collect();
    assert_eq!(known, [Some("产品名称"), Some("备案编号"), None, None]);
    assert!(told.missing_columns.contains(&"全成分".to_owned()) && told.good == 0);
    // The same with what it lacks: the misprint is told, all other kinds of number are taken.
    let text = std::str::from_utf8(names).unwrap().trim_start_matches('\u{FEFF}');
    let mut filled = "商品编码,备案人,生产企业,执行标准,分类编码,PAO,用法,成分,产品名称,备案号\n".to_owned();
    for (index, line) in text.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        filled.push_str(&format!("C{index},甲,甲,Q/1,1,12M,涂抹,水、甘油,{},{}\n", cells[0], cells[1]));
    }
    let told = preview(filled.as_bytes(), What::Products);
    // What is filed for export alone and what is toothpaste is no filed cosmetic of the mainland.
    let other = |message: &str| message.contains("国妆网备出字") || message.contains("牙膏");
    assert!(told.bad.iter().all(|bad| other(&bad.message)), "{:?}", told.bad);
    assert_eq!(told.good, 27);
    assert_eq!(told.good + told.bad_total, text.lines().count() - 1);
}

#[test]
fn hostile_files_are_refused_without_harm() {
    let zip = |name: &str, content: &[u8]| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
        zip.finish().unwrap().into_inner()
    };
    for (name, bytes) in [
        ("nothing", Vec::new()),
        ("blanks", b" \n\n ".to_vec()),
        ("pdf", b"%PDF-1.7".to_vec()),
        ("json", b"[{}]".to_vec()),
        ("old workbook", b"\xD0\xCF\x11\xE0\xA1\xB1".to_vec()),
        ("zip that is no workbook", zip("a.txt", b"x")),
        ("bomb", zip("xl/workbook.xml", &vec![b' '; 64 << 20])),
        ("torn workbook", zip("xl/workbook.xml", b"<workbook><sheets>")),
        ("torn quotes", "产品编号,产品名称\n\"1,x\n".as_bytes().to_vec()),
        ("a row of commas", [b"a,b\n".as_slice(), &vec![b','; 1 << 20]].concat()),
    ] {
        let opened = Import::open(&bytes, What::Products, today());
        let read = opened.and_then(|table| {
            let mut rows = table.rows()?;
            while rows.next_read()?.is_some() {}
            Ok(())
        });
        let missing =
            Import::open(&bytes, What::Products, today()).map(|table| table.preview("x", |_| Ok(vec![])));
        let lacks = matches!(missing, Ok(Ok(preview)) if !preview.missing_columns.is_empty());
        assert!(lacks || read.is_err_and(|refusal| refusal.code == "import_unreadable"), "{name}");
    }
    assert_eq!(refused("产品名称,名称\nx,y\n".as_bytes(), What::Products), "import_columns");
}

proptest! {
    #[test]
    fn any_cells_are_read_or_told(cells in prop::collection::vec("[\\PC,;|（）%=0-9\"]{0,24}", 15), lots in prop::collection::vec("\\PC{0,16}", 10)) {
        let rows = vec![CHINESE.map(str::to_owned).to_vec(), cells];
        let told = preview(&csv(&rows), What::Products);
        prop_assert!(told.good + told.bad_total + told.examples <= 1);
        let heads = ["产品编号", "生产批号", "限期使用日期", "供货者", "单据", "净含量", "数量", "验收", "分区", "召回"];
        let rows = vec![heads.map(str::to_owned).to_vec(), lots];
        let _ = preview(&csv(&rows), What::Lots);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        for what in [What::Products, What::Recipes, What::Lots] {
            if let Ok(table) = Import::open(&bytes, what, today()) {
                let _ = table.preview("x", |rows| Ok(vec![Standing::New; rows.len()]));
            }
        }
    }
}

#[test]
fn how_many_components_a_blend_may_have_is_the_rulebooks_figure() {
    let six = |desk: &Desk| {
        let head = "配方编号,版本,配方名称,服务类型,产品编号,份额,保存期限,规格,用法,提示,安全评估,孕哺禁用,最低年龄,禁用指标,禁用肤质\n";
        let products = desk.counter.store().products().unwrap();
        let line = |(index, product): (usize, &Product)| {
            let first = index == 0;
            let share = if first { "20%" } else { "16%" };
            let rest = if first {
                "60天,10g=1,用,演示提示,演示安评-9,否,无,无,无"
            } else {
                ",,,,,否,,,"
            };
            let (version, name, kind) =
                if first { ("1", "六种（演示）", "调配") } else { ("", "", "") };
            format!("R96,{version},{name},{kind},{},{share},{rest}\n", product.id)
        };
        let rows: String = products.iter().take(6).enumerate().map(line).collect();
        format!("{head}{rows}")
    };
    let told = |desk: &mut Desk| {
        let text = six(desk);
        let table = Import::open(text.as_bytes(), What::Recipes, today()).unwrap();
        table.preview("六种.csv", |rows| desk.counter.standings(rows)).unwrap()
    };
    let mut desk = Desk::found();
    let refused = told(&mut desk);
    assert_eq!((refused.good, refused.bad.len()), (0, 1), "{refused:?}");
    assert!(refused.bad[0].message.contains("2–5"), "{:?}", refused.bad);
    let more = |text: &str| text.replace("components_max = { value = 5,", "components_max = { value = 6,");
    let mut desk = desk.ruled(more);
    let taken = told(&mut desk);
    assert_eq!((taken.good, taken.bad.len()), (1, 0), "{taken:?}");
}
