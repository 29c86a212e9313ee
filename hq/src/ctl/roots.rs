//! Roots: who may sign what comes down. A new one is signed by two people who keep the one before and by two who keep itself;
//! where the one before names too few, its stores must be enrolled anew, since nothing that they trust leads to it.

use serde::Deserialize;
use serde_json::json;
use sync::down::signers::{SignedText, Signer};
use sync::root::{DOMAIN, Root, RootError};

use super::{CtlError, Office, refused};
use crate::database::{DatabaseError, big};
use crate::down;
use crate::own::{self, Deed};
use crate::signing::{Travels, What};

/// The file that names signers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    signer: Vec<Signer>,
}

/// Reads the people who may sign: `[[signer]]` with `person`, `key`, `may`, `keeps_root`.
///
/// # Errors
/// [`CtlError::Refused`], naming what is wrong.
pub fn signers(text: &str) -> Result<Vec<Signer>, CtlError> {
    let File { signer } = toml::from_str(text).map_err(|why| refused(format!("signers: {why}")))?;
    let known: Vec<&str> = sync::down::Chain::ALL.iter().map(|chain| chain.name()).collect();
    for one in &signer {
        if let Some(name) = one.may.iter().find(|name| !known.contains(&name.as_str())) {
            let known = known.join(", ");
            return Err(refused(format!("{}: there is no chain {name}; there are {known}", one.person)));
        }
    }
    Ok(signer)
}

/// The next root of an enterprise, to be signed by those who keep it.
///
/// # Errors
/// [`CtlError::Refused`] where there is no such enterprise, or where a root with these signers would be refused.
pub async fn root_drafted(
    office: &Office,
    enterprise: &str,
    signers: Vec<Signer>,
) -> Result<Travels, CtlError> {
    let before = down::root(&office.control, enterprise).await?;
    let before = before.ok_or_else(|| refused(format!("there is no enterprise {enterprise}")))?;
    let next = Root { root: before.root + 1, signers, ..before };
    let text = json!(next).to_string();
    Root::kept(&text).map_err(|_| {
        refused("each signer needs a person and a key of their own, and no key stands under two people; no root was drafted")
    })?;
    Ok(Travels {
        tiaohe_draft: 1,
        what: What::Root,
        enterprise: enterprise.to_owned(),
        draft: 0,
        signed: SignedText::new(text),
        content: String::new(),
    })
}

/// What a new root means for the stores that are enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// They take it by its signatures.
    Followed,
    /// Nothing that they trust leads to it: they are enrolled anew.
    EnrolAnew,
}

/// Publishes a root; answers with its number and what it means for the stores.
///
/// # Errors
/// [`CtlError::Refused`] where too few of its keepers have signed, or where it is not the next.
pub async fn root_published(office: &mut Office, travels: &Travels) -> Result<(u64, Reached), CtlError> {
    let Travels { enterprise, signed, what, .. } = travels;
    if *what != What::Root {
        return Err(refused("this file is no root; nothing was changed"));
    }
    let work = office.control.transaction().await?;
    work.execute("SELECT pg_advisory_xact_lock(4826034)", &[]).await?;
    let before = down::root(&work, enterprise).await?;
    let before = before.ok_or_else(|| refused(format!("there is no enterprise {enterprise}")))?;
    let (root, reached) = match before.next(signed) {
        Ok(root) => (root, Reached::Followed),
        Err(RootError::NoKeepers) => (first(&before, signed)?, Reached::EnrolAnew),
        Err(why) => return Err(refused(format!("{why}\nthe root was not published"))),
    };
    if root.online != before.online {
        return Err(refused("a root with another online key is not published here; nothing was changed"));
    }
    let text = serde_json::to_string(signed);
    let text = text.map_err(|_| DatabaseError::Shape("a root cannot be written"))?;
    let sql = "INSERT INTO root (enterprise, no, signed, published_at) VALUES ($1, $2, $3, now())";
    work.execute(sql, &[enterprise, &big(root.root)?, &text]).await?;
    work.execute("UPDATE enterprise SET root = $2 WHERE id = $1", &[enterprise, &signed.text]).await?;
    down::issue(&work, office.keys.online(), enterprise).await?;
    let deed = Deed::RootPublished { enterprise, no: root.root };
    own::record(&work, office.keys.online(), &office.actor, &deed).await?;
    work.commit().await?;
    Ok((root.root, reached))
}

/// A root behind one that names nobody who could sign it: two of its own keepers must have.
fn first(before: &Root, signed: &SignedText) -> Result<Root, CtlError> {
    let root = Root::kept(&signed.text).map_err(|why| refused(format!("{why}")))?;
    if (&root.hq, root.root) != (&before.hq, before.root + 1) {
        return Err(refused("another root was published meanwhile; draft it anew. Nothing was changed"));
    }
    signed
        .vouched(DOMAIN, &root.signers, |signer| signer.keeps_root, 2)
        .map(drop)
        .map_err(|_| refused("two of those who keep the root must have signed it; nothing was changed"))?;
    Ok(root)
}
