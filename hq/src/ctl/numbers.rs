//! The numbers of recalls and suspensions: each is given once. A counter that has one already would take the second for it, and
//! stop nothing.

use sync::down::Chain;
use sync::down::bulletin::{Bulletin, Does};
use sync::down::content::{Recalls, Suspensions};
use tokio_postgres::Transaction;

use super::{CtlError, refused};
use crate::database::DatabaseError;
use crate::down;

/// The numbers that a content orders; none of a chain that orders nothing, or of a content that cannot be read.
fn ordered(chain: Chain, does: Does, content: &[u8]) -> Vec<String> {
    match chain {
        Chain::Recalls => {
            let read = Recalls::read(does, content).unwrap_or_default();
            read.ordered.into_iter().map(|one| one.recall).collect()
        }
        Chain::Suspensions => {
            let read = Suspensions::read(does, content).unwrap_or_default();
            read.ordered.into_iter().map(|one| one.suspension).collect()
        }
        Chain::Staff
        | Chain::Rulebooks
        | Chain::WorkingDays
        | Chain::Recipes
        | Chain::Catalogue
        | Chain::LabelTemplates
        | Chain::ConsentTexts => Vec::new(),
    }
}

/// Finds that nothing was published in a chain under the numbers that a content orders.
///
/// # Errors
/// [`CtlError::Refused`], with the number and the bulletin that has it.
pub(super) async fn unused(
    work: &Transaction<'_>,
    enterprise: &str,
    (chain, does, content): (Chain, Does, &[u8]),
) -> Result<(), CtlError> {
    let wanted = ordered(chain, does, content);
    if wanted.is_empty() {
        return Ok(());
    }
    let sql = "SELECT b.no, b.signed, c.bytes FROM bulletin b
               JOIN blob c ON c.enterprise = b.enterprise AND c.digest = b.content
               WHERE b.enterprise = $1 AND b.chain = $2";
    for row in work.query(sql, &[&enterprise, &chain.name()]).await? {
        let said: Bulletin = serde_json::from_str(&down::signed(row.get(1))?.text)
            .map_err(|_| DatabaseError::Shape("a bulletin cannot be read"))?;
        let before = ordered(chain, said.does, row.get(2));
        if let Some(number) = wanted.iter().find(|number| before.contains(number)) {
            let no: i64 = row.get(0);
            return Err(refused(format!(
                "{number} was given in {} no. {no} already: a counter would take this one for that one and stop nothing. \
                 Give it a number of its own; nothing was changed",
                chain.name()
            )));
        }
    }
    Ok(())
}
