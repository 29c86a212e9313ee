//! The first catalogue: a table of 300,000 products read, judged and taken into the encrypted store by the manager's
//! import, against the same products put as plain rows into a table of the same kind of file, without ledger and search.

use std::error::Error;
use std::path::Path;

use counter::setup::import::{Committed, Import, Weakening, What};
use counter::{Assets, Counter, Refusal, demo};
use domain::period::Period;
use domain::stock::{Exclusion, Ingredient, Product};
use rusqlite::{Connection, params};
use store::{Key, Store};

use crate::history::{MANAGER, Machine, Size, now, products, said, staff};
use crate::{Mark, Marks, timed};

/// Rows of one transaction of the reference, as the import has.
const PIECE: usize = counter::setup::import::PIECE;

/// Measures one after the other, over the same disk.
pub fn run() -> Marks {
    std::fs::create_dir_all("target")?;
    let folder = tempfile::tempdir_in("target")?;
    let (key, at) = (Key::new()?, now());
    let machine = Machine { now: at, stamped: at };
    let store = demo::found(&folder.path().join("store"), &key, &machine).map_err(said)?;
    let models = store.products()?;
    let listed: Vec<Product> = products(&models, Size::five_years()?.products).collect::<Result<_, _>>()?;
    let table = table(&listed)?;
    let reference = plain(&folder.path().join("plain.db"), &listed)?;
    let (seconds, committed) = taken_in(store, machine, &table)?;
    let rows = listed.len();
    if committed.added != rows {
        return Err(format!("of {rows} products {} were taken in", committed.added).into());
    }
    let size = |name: &str| std::fs::metadata(folder.path().join(name)).map_or(0, |found| found.len());
    Ok(vec![Mark {
        what: "first catalogue, from a CSV",
        ours: format!("{seconds:.1} s"),
        against: format!(
            "{rows} plain encrypted rows {reference:.1} s; table {} MB, store {} MB; goal ≤ 10 s",
            table.len() >> 20,
            size("store/store.db") >> 20
        ),
        ratio: Some(seconds / reference),
    }])
}

/// The manager's import: every row read twice, as the window does it to show how far it is.
fn taken_in(store: Store, machine: Machine, table: &[u8]) -> Result<(f64, Committed), Box<dyn Error>> {
    let today = machine.now.date_naive();
    let mut counter = Counter::new(store, machine, Assets::builtin().map_err(said)?);
    let manager = staff(MANAGER)?;
    let (seconds, committed) = timed(|| -> Result<Committed, Refusal> {
        let table = Import::open(table, What::Products, today)?;
        table.pieces(|_| Ok(true))?;
        let mut sum = Committed::default();
        table.pieces(|rows| {
            let taken = counter.import_rows(&manager, What::Products, rows, Weakening::LeftOut)?;
            sum = std::mem::take(&mut sum).and(&taken);
            Ok(true)
        })?;
        Ok(sum)
    });
    Ok((seconds, committed.map_err(said)?))
}

fn plain(path: &Path, products: &[Product]) -> Result<f64, Box<dyn Error>> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(
        None,
        "key",
        "x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'",
    )?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection
        .execute_batch("CREATE TABLE product (id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL) STRICT")?;
    let (seconds, written) = timed(|| -> Result<(), Box<dyn Error>> {
        for piece in products.chunks(PIECE) {
            let transaction = connection.transaction()?;
            for product in piece {
                let doc = serde_json::to_string(product)?;
                transaction
                    .prepare_cached("INSERT INTO product (id, doc) VALUES (?1, ?2)")?
                    .execute(params![product.id.as_str(), doc])?;
            }
            transaction.commit()?;
        }
        Ok(())
    });
    written?;
    Ok(seconds)
}

const HEADINGS: [&str; 15] = [
    "产品编号",
    "产品名称",
    "备案编号",
    "备案人",
    "生产企业",
    "生产许可证编号",
    "执行标准",
    "分类编码",
    "不适用情形",
    "备案有效",
    "蜡基",
    "开封后期限",
    "警示语",
    "使用方法",
    "全成分",
];

fn table(products: &[Product]) -> Result<Vec<u8>, Box<dyn Error>> {
    let yes = |yes: bool| if yes { "是" } else { "否" };
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEADINGS)?;
    for product in products {
        let period = match product.after_opening {
            Period::Days(days) => format!("{days}天"),
            Period::Months(months) => format!("{months}个月"),
        };
        table.write_record([
            product.id.as_str(),
            &product.name,
            product.filing.as_str(),
            &product.filer,
            &product.maker,
            product.licence.as_ref().map_or("", |licence| licence.as_str()),
            &product.standard,
            &product.classification,
            &excluded(&product.exclusions),
            yes(product.active),
            yes(product.wax),
            &period,
            &product.warnings.join("|"),
            &product.usage,
            &ingredients(&product.ingredients),
        ])?;
    }
    Ok(table.into_inner()?)
}

fn excluded(list: &[Exclusion]) -> String {
    let word = |one: &Exclusion| match one {
        Exclusion::Child => "儿童",
        Exclusion::EyeCare => "眼部",
        Exclusion::NewIngredient => "新原料",
        Exclusion::SpecialFunction => "特殊功效",
    };
    if list.is_empty() { "无".to_owned() } else { list.iter().map(word).collect::<Vec<_>>().join("、") }
}

fn ingredients(list: &[Ingredient]) -> String {
    let written = |trace: bool| {
        let of = list.iter().filter(|one| one.trace == trace);
        of.map(|one| format!("{}|{}", one.chinese, one.inci)).collect::<Vec<_>>().join("；")
    };
    match written(true) {
        trace if trace.is_empty() => written(false),
        trace => format!("{}；其他微量成分：{trace}", written(false)),
    }
}
