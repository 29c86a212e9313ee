//! Which lots are taken: first expired first out among those that may be used, an opened container before a new unit of
//! the same lot; and what the next lot would gain (山东指南 第十三、二十二条).

use chrono::NaiveDate;
use domain::Moment;
use domain::quantity::Milligrams;
use domain::recipe::Recipe;
use domain::stock::{Container, Lot, Product, Zone};
use domain::use_by::{UseBy, UseByError, Used};
use words::Worded as _;

use super::{Choosing, Gain, LotOnShelf};
use crate::duties::terms;

/// A lot that serves, with the container or `None` for a unit to be opened.
#[derive(Clone, Copy)]
pub(super) struct Taken<'a> {
    pub(super) product: &'a Product,
    pub(super) lot: &'a Lot,
    pub(super) container: Option<&'a Container>,
    pub(super) target: Milligrams,
}

/// The lots of one component that serve, in the order in which they are to be used up; those that lack nothing but the
/// officer's signature; and why the others do not serve.
pub(super) struct Shelf<'a> {
    pub(super) serving: Vec<Taken<'a>>,
    pub(super) unsigned: Vec<Taken<'a>>,
    pub(super) refused: Vec<(&'a Lot, String, String)>,
}

impl<'a> Shelf<'a> {
    /// What the shelf has of `product` for `target` now.
    pub(super) fn of(choosing: &Choosing<'a>, product: &'a Product, target: Milligrams) -> Self {
        let (mut shelf, now) =
            (Self { serving: Vec::new(), unsigned: Vec::new(), refused: Vec::new() }, choosing.now);
        let mut lots: Vec<&LotOnShelf<'a>> =
            choosing.stock.iter().filter(|on| on.lot.product == product.id).collect();
        lots.sort_by(|one, other| {
            (one.lot.expires_on, &one.lot.id).cmp(&(other.lot.expires_on, &other.lot.id))
        });
        for on in lots {
            match serve(on, target, now) {
                // One that nobody signed is not taken while another one serves (山东指南 第十七条).
                Ok(container) if !choosing.signed.lots.contains_key(&on.lot.id) => {
                    shelf.unsigned.push(Taken { product, lot: on.lot, container, target });
                }
                Ok(container) => shelf.serving.push(Taken { product, lot: on.lot, container, target }),
                Err((zh, en)) => shelf.refused.push((on.lot, zh, en)),
            }
        }
        shelf
    }

    /// What would be taken: where nothing else serves, one that waits for a signature, so that the check of it says so
    /// and leads to the signature.
    pub(super) fn first(&self) -> Option<Taken<'a>> {
        self.serving.first().or_else(|| self.unsigned.first()).copied()
    }
}

/// The container to take from, `None` for a new unit; or why the lot does not serve.
fn serve<'a>(
    on: &LotOnShelf<'a>,
    target: Milligrams,
    now: Moment,
) -> Result<Option<&'a Container>, (String, String)> {
    let lot = on.lot;
    let refuse = |zh: String, en: &str| Err((zh, en.to_owned()));
    if lot.recalled {
        return refuse("已召回".to_owned(), "recalled");
    }
    if lot.zone != Zone::Accepted {
        return refuse(format!("在{}", lot.zone.zh()), "not in the accepted zone");
    }
    if !lot.accepted {
        return refuse("未验收".to_owned(), "not accepted");
    }
    if !terms::lot(lot.expires_on).holds(now) {
        return refuse(format!("已于 {} 过期", lot.expires_on), "expired");
    }
    let good = |container: &&Container| {
        container.lot == lot.id
            && container.may_be_used().is_ok()
            && terms::opened(domain::in_china(container.opened_at).date_naive(), container.good_until())
                .holds(now)
            && target <= container.left
    };
    let open = on.containers.iter().filter(good);
    let open = open.min_by(|one, other| (one.good_until(), &one.id).cmp(&(other.good_until(), &other.id)));
    match open {
        Some(container) => Ok(Some(container)),
        None if lot.units > 0 && target <= lot.unit_net => Ok(None),
        None => refuse(
            format!("余量不足 {target}，或开封后已过期，或结存未放行"),
            "too little left, past its period after opening, or a leftover that is not released",
        ),
    }
}

/// The use-by day of a unit made of `taken`.
pub(super) fn use_by(recipe: &Recipe, taken: &[Taken<'_>], today: NaiveDate) -> Result<UseBy, UseByError> {
    let used: Vec<Used<'_>> = taken
        .iter()
        .map(|taken| Used {
            lot: taken.lot,
            container: taken.container,
            after_opening: taken.product.after_opening,
        })
        .collect();
    UseBy::of(today, &used, &recipe.id, recipe.keeps)
}

/// What the next lot of the product would gain whose lot decides `now`.
pub(super) fn gain(
    choosing: &Choosing<'_>,
    recipe: &Recipe,
    taken: &[Taken<'_>],
    shelves: &[Shelf<'_>],
    now: &UseBy,
) -> Option<Gain> {
    let today = choosing.today();
    let deciding = now.decided_by().lot()?;
    let index = taken.iter().position(|taken| taken.lot.id == *deciding)?;
    let next = shelves.get(index)?.serving.iter().find(|taken| taken.lot.id != *deciding)?;
    let mut instead = taken.to_vec();
    *instead.get_mut(index)? = *next;
    let then = use_by(recipe, &instead, today).ok()?.date();
    let days =
        u32::try_from(then.signed_duration_since(now.date()).num_days()).ok().filter(|days| *days > 0)?;
    let (old, new) = (&taken[index].lot.number, &next.lot.number);
    Some(Gain {
        instead_of: deciding.clone(),
        lot: next.lot.id.clone(),
        use_by: then,
        days,
        text: format!("批号 {old} 决定使用期限；改用批号 {new} 可至 {then}，多 {days} 天"),
        text_en: format!("lot {old} decides; with lot {new} the unit keeps to {then}, {days} days more"),
    })
}
