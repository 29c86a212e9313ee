//! Tables of recipes and of products as the content of a bulletin: headquarters drafts from the form that a store imports. It refuses
//! to leave a row out: what is signed is everything that stands in the table.

use std::collections::{BTreeMap, BTreeSet};

use domain::clean::code_key;
use domain::stock::Product;
use sync::answer::Outcome as _;
use sync::down::bulletin::{Does, Untaken};
use sync::down::recipes::{MadeOf, Recipes};

use super::{BadRow, Import, Item, Read};
use crate::Refusal;

/// How many faults are named.
const NAMED: usize = 20;

fn faulty(bad: &[BadRow]) -> Refusal {
    let told = |bad: &BadRow| {
        let column = bad.column.as_deref().unwrap_or_default();
        format!("第 {} 行 {}「{column}」：{}", bad.line, bad.title, bad.message)
    };
    let lines: Vec<String> = bad.iter().take(NAMED).map(told).collect();
    Refusal::new("import_faulty", format!("表中有 {} 处问题，没有生成：\n{}", bad.len(), lines.join("\n")))
        .mend("请改正表格后重试：下发的内容不允许略过任何一行")
}

/// Every item of a table.
fn items(table: &Import<'_>) -> Result<Vec<Item>, Refusal> {
    let (mut rows, mut items, mut bad) = (table.rows()?, Vec::new(), Vec::new());
    if !table.plan.missing.is_empty() {
        let message = format!("缺少这些列：{}；没有生成", table.plan.missing.join("、"));
        return Err(Refusal::new("import_columns", message));
    }
    while let Some(read) = rows.next_read()? {
        match read {
            Read::Good(row) => items.push(row.item),
            Read::Bad(rows) => bad.extend(rows),
            Read::Passed(_) => {}
        }
    }
    if bad.is_empty() { Ok(items) } else { Err(faulty(&bad)) }
}

/// The content of a bulletin with every recipe of a table, made of products of another.
///
/// # Errors
/// `import_faulty` with every row that is wrong; `content_unfit` where no store could take it. Then nothing was made.
pub fn content_of_recipes(recipes: &Import<'_>, products: &Import<'_>) -> Result<Vec<u8>, Refusal> {
    let listed = items(products)?.into_iter().filter_map(|item| match item {
        Item::Product(product) => Some((code_key(product.id.as_str()), *product)),
        Item::Recipe(..) | Item::Lot(_) => None,
    });
    let listed: BTreeMap<String, Product> = listed.collect();
    let (mut put, mut used) = (Vec::new(), BTreeSet::new());
    for item in items(recipes)? {
        let Item::Recipe(recipe, _) = item else { continue };
        used.extend(recipe.components.iter().map(|part| part.product.clone()));
        put.push((*recipe).into());
    }
    let mut made_of = Vec::with_capacity(used.len());
    for id in used {
        let missing = || {
            let message = format!("产品表中没有「{id}」：配方用到它；没有生成");
            Refusal::new("content_unfit", message).mend("请把该产品补进产品表")
        };
        let product = listed.get(&code_key(id.as_str())).ok_or_else(missing)?;
        let (product, filing, name) = (id.to_string(), product.filing.to_string(), product.name.clone());
        made_of.push(MadeOf { product, filing, name });
    }
    let content = serde_json::to_vec(&Recipes { put, made_of })?;
    Recipes::read(Does::Allows, &content).map_err(|untaken: Untaken| {
        let item = untaken.item().map(|(zh, _)| zh).unwrap_or_default();
        let message = format!("「{item}」不能下发：{}", untaken.said().zh);
        Refusal::new("content_unfit", message)
            .mend("配方编号须以 HQ. 开头，已批准，有安全评估编号和提示；产品须可调配")
    })?;
    Ok(content)
}
