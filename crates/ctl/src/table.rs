//! A table of products, recipes or lots on the command line: looked at, and taken in where a store manager says so. What weakens
//! something that protects a person is told row by row, and left out unless it is said that somebody looked at it.

use std::io::Write as _;
use std::path::Path;

use counter::setup::import::{Change, Committed, Import, ImportPreview, Weakening, What, content_of_recipes};
use counter::{Assets, Caller, Counter, Host as _, Refusal};
use domain::ids::StaffId;
use serde_json::json;
use words::Worded as _;

use crate::arguments::{Arguments, Table, TableName};
use crate::host::Terminal;
use crate::law::bytes;
use crate::report::{Answer, Failure, Outcome};

const fn what(name: TableName) -> What {
    match name {
        TableName::Products => What::Products,
        TableName::Recipes => What::Recipes,
        TableName::Lots => What::Lots,
    }
}

pub(crate) fn bring(arguments: &Arguments, task: &Table) -> Outcome {
    let bytes = bytes(&task.file).map_err(Failure::Problems)?;
    if let (Some(content), Some(products)) = (&task.content, &task.products) {
        return published(arguments, task.what, (&bytes, products), content);
    }
    let damaged = |error| Refusal::new("damaged_installation", format!("随附资料无法读取：{error}"));
    let assets = Assets::builtin().map_err(|error| damaged(error.to_string()))?;
    let store = crate::tend::open(arguments)?;
    let mut counter = Counter::new(store, Terminal::new(arguments.now), assets);
    let name = task.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let table = Import::open(&bytes, what(task.what), counter.today())?;
    let preview = table.preview(&name, |rows| counter.standings(rows))?;
    let Some(by) = &task.take else {
        return Ok(Answer { words: told(&preview), value: json!({ "preview": preview }), given: false });
    };
    let by = StaffId::new(by)?;
    let pin = std::env::var("TIAOHE_MANAGER_PIN").map_err(|_| {
        let message = format!("请把 {by} 的 PIN 放在环境变量 TIAOHE_MANAGER_PIN 里；没有导入");
        Refusal::new("pin_missing", message)
    })?;
    counter.authenticate(&by, &pin)?;
    let weakening = if task.weaken { Weakening::LookedAt } else { Weakening::LeftOut };
    let (caller, mut sum) = (Caller::Staff(by), Committed::default());
    table.pieces(|rows| {
        let taken = counter.import_rows(&caller, table.what(), rows, weakening)?;
        sum = std::mem::take(&mut sum).and(&taken);
        Ok(true)
    })?;
    let words = format!(
        "{}\n已导入：新增 {}、改动 {}、不变 {}、拒绝 {}、因会放宽而未动 {}",
        told(&preview),
        sum.added,
        sum.changed,
        sum.already,
        preview.bad_total,
        sum.held
    );
    Ok(Answer { words, value: json!({ "preview": preview, "taken": sum }), given: false })
}

/// Writes what headquarters publishes of a table of recipes into a new file.
fn published(arguments: &Arguments, name: TableName, from: (&[u8], &Path), into: &Path) -> Outcome {
    if !matches!(name, TableName::Recipes) {
        return Err(Refusal::new("content_unfit", "只有配方表可以生成下发内容；没有生成").into());
    }
    let listed = bytes(from.1).map_err(Failure::Problems)?;
    let today = domain::in_china(Terminal::new(arguments.now).now()).date_naive();
    let recipes = Import::open(from.0, What::Recipes, today)?;
    let products = Import::open(&listed, What::Products, today)?;
    let content = content_of_recipes(&recipes, &products)?;
    let mut new = std::fs::OpenOptions::new();
    let written = new.write(true).create_new(true).open(into).and_then(|mut file| file.write_all(&content));
    written.map_err(|error| {
        let message = format!("{} 不能写入：{error}；没有生成", into.display());
        Refusal::new("file", message).mend("请换一个还不存在的文件名")
    })?;
    let words = format!("已写入 {}（{} 字节），由总部以 hqctl put 起草", into.display(), content.len());
    Ok(Answer { words, value: json!({ "file": into, "bytes": content.len() }), given: false })
}

/// What a table would do, in words.
fn told(preview: &ImportPreview) -> String {
    let mut lines = vec![format!(
        "新增 {}、改动 {}（其中放宽 {}）、不变 {}、有问题 {}",
        preview.added, preview.changed, preview.weakened, preview.already, preview.bad_total
    )];
    if !preview.missing_columns.is_empty() {
        lines.push(format!("缺少这些列：{}", preview.missing_columns.join("、")));
    }
    for row in &preview.changes {
        lines
            .extend(row.changes.iter().map(|change| format!("第 {} 行 {} {}", row.line, row.id, of(change))));
    }
    lines.extend(preview.bad.iter().map(|bad| {
        let (column, title) = (bad.column.as_deref().unwrap_or_default(), &bad.title);
        let cell = bad.cell.clone().unwrap_or_else(|| format!("第 {} 行", bad.line));
        format!("{cell} {title}「{column}」（{}）：{}", bad.found, bad.message)
    }));
    lines.extend(
        preview
            .passed
            .iter()
            .map(|row| format!("第 {} 行没有读（{}）：{}", row.line, row.why.zh(), row.found)),
    );
    lines.extend(preview.left_out.iter().map(|sheet| format!("工作表「{sheet}」没有读：只读第一张")));
    lines.join("\n")
}

fn of(change: &Change) -> String {
    let shown = |text: &str| if text.is_empty() { "（空）".to_owned() } else { text.to_owned() };
    let weakens = if change.weakens { "【放宽】" } else { "" };
    format!("{weakens}「{}」{} → {}", change.column, shown(&change.old), shown(&change.new))
}
