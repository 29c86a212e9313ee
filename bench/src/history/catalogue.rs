//! A catalogue of any size: the demo store's products again and again, under names and filing numbers of their own.

use std::error::Error;

use domain::event::ProductListed;
use domain::filing::FilingNumber;
use domain::ids::ProductId;
use domain::stock::Product;
use store::{Stamp, Store, StoreError};

/// How many are listed in one transaction.
const AT_ONCE: usize = 5_000;

const DOES: [&str; 12] =
    ["保湿", "舒缓", "控油", "修护", "清爽", "滋养", "柔润", "净澈", "焕活", "紧致", "水润", "平衡"];
const IS: [&str; 12] = [
    "面霜",
    "精华液",
    "乳液",
    "凝露",
    "爽肤水",
    "面膜",
    "精华油",
    "凝胶",
    "喷雾",
    "身体乳",
    "洁面乳",
    "润肤膏",
];

/// Lists products until there are `wanted` beside the demo store's own.
pub fn list(store: &mut Store, wanted: u32, stamp: Stamp) -> Result<(), Box<dyn Error>> {
    let models = store.products()?;
    let mut listed = products(&models, wanted);
    loop {
        let products: Vec<Product> = listed.by_ref().take(AT_ONCE).collect::<Result<_, _>>()?;
        if products.is_empty() {
            return Ok(());
        }
        store.transact::<_, StoreError>("system", "catalogue", stamp, |tx| {
            products.into_iter().try_for_each(|product| tx.record(ProductListed { product }).map(|_| ()))
        })?;
        store.rest()?;
    }
}

/// So many products made of others.
pub fn products(models: &[Product], wanted: u32) -> impl Iterator<Item = Result<Product, Box<dyn Error>>> {
    (0..wanted).zip(models.iter().cycle()).map(|(number, model)| product(model, number))
}

fn product(model: &Product, number: u32) -> Result<Product, Box<dyn Error>> {
    let at =
        |shift: u32, of: &[&'static str; 12]| of.iter().cycle().nth((number / shift % 12) as usize).copied();
    let (does, is) = (at(1, &DOES).unwrap_or_default(), at(12, &IS).unwrap_or_default());
    let name = format!("{does}{is} {} 号（演示）", number / 144 + 1);
    // Serials far from the demo store's own.
    let filing = format!("鲁G妆网备字{}{:06}", 2020 + number % 6, 100_000 + number / 6);
    Ok(Product {
        id: ProductId::new(&format!("Q{number:06}"))?,
        name,
        filing: FilingNumber::parse(&filing)?,
        ..model.clone()
    })
}
