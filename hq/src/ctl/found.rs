//! Founding: headquarters itself, its enterprises, their stores, and the codes with which a PC enrols.

use serde_json::json;
use sync::down::signers::{SignedText, Signer};
use sync::root::{PublicKey, Root, fingerprint};
use sync::ticket::{Code, Ticket};

use super::{CtlError, Office, refused};
use crate::database::{self, DatabaseError, big};
use crate::down;
use crate::keys::{Keys, random};
use crate::own::{self, Deed};
use crate::settings::Settings;

/// Founds headquarters: makes tables and keys, begins its own ledger.
///
/// # Errors
/// [`CtlError::Refused`] where it is founded already.
pub async fn found(settings: &Settings, actor: &str, name: &str) -> Result<Office, CtlError> {
    database::migrate(settings).await?;
    let client = database::owner(&settings.database).await?;
    if client.query_opt("SELECT 1 FROM hq", &[]).await?.is_some() {
        return Err(refused("headquarters is founded already; nothing was changed"));
    }
    drop(client);
    let keys = Keys::make(&settings.keys)?;
    let mut office = Office::with(settings, actor, keys).await?;
    let key = office.keys.online().verifying_key();
    let epoch = 1;
    let work = office.control.transaction().await?;
    let sql = "INSERT INTO hq (name, epoch, online_key, founded_at) VALUES ($1, $2, $3, now())";
    work.execute(sql, &[&name, &big(epoch)?, &&key.as_bytes()[..]]).await?;
    let deed = Deed::Founded { name, online_key: hex::encode(key.as_bytes()) };
    own::record(&work, office.keys.online(), actor, &deed).await?;
    work.commit().await?;
    office.keys.keep_epoch(epoch)?;
    Ok(office)
}

/// A code that stands on paper and in addresses: letters, digits, `-` and `_`.
fn plain(what: &str, id: &str) -> Result<(), CtlError> {
    let fine =
        !id.is_empty() && id.len() <= 64 && id.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    if fine {
        Ok(())
    } else {
        Err(refused(format!("{what}: letters, digits, - and _, at most 64 bytes; nothing was changed")))
    }
}

/// Takes in an enterprise, whose root statement names the online key.
///
/// # Errors
/// [`CtlError::Refused`] where there is one of that id.
pub async fn enterprise(office: &mut Office, id: &str, name: &str) -> Result<(), CtlError> {
    enterprise_with(office, id, name, Vec::new()).await
}

/// Takes in an enterprise whose first root names who may sign what comes down: its stores need not be enrolled anew for that.
///
/// # Errors
/// [`CtlError::Refused`] where there is one of that id, or where a root with these signers would be refused.
pub async fn enterprise_with(
    office: &mut Office,
    id: &str,
    name: &str,
    signers: Vec<Signer>,
) -> Result<(), CtlError> {
    plain("enterprise", id)?;
    let root = Root {
        root: 1,
        hq: id.to_owned(),
        name: name.to_owned(),
        online: vec![PublicKey(office.keys.online().verifying_key().to_bytes())],
        signers,
    };
    let root = json!(root).to_string();
    Root::kept(&root).map_err(|_| {
        refused("each signer needs a person and a key of their own, and no key stands under two people; nothing was changed")
    })?;
    let work = office.control.transaction().await?;
    let sql = "INSERT INTO enterprise (id, name, root, founded_at) VALUES ($1, $2, $3, now()) ON CONFLICT (id) DO NOTHING";
    if work.execute(sql, &[&id, &name, &root]).await? == 0 {
        return Err(refused(format!("enterprise {id} is there already; nothing was changed")));
    }
    let signed = serde_json::to_string(&SignedText::new(root));
    let signed = signed.map_err(|_| DatabaseError::Shape("a root cannot be written"))?;
    let sql = "INSERT INTO root (enterprise, no, signed, published_at) VALUES ($1, 1, $2, now())";
    work.execute(sql, &[&id, &signed]).await?;
    own::record(&work, office.keys.online(), &office.actor, &Deed::EnterpriseMade { enterprise: id }).await?;
    work.commit().await?;
    Ok(())
}

/// Takes in a store by the code that its ledger names it by.
///
/// # Errors
/// [`CtlError::Refused`] where there is one of that code, or no such enterprise.
pub async fn store(
    office: &mut Office,
    enterprise: &str,
    store: &str,
    name: &str,
    area: &str,
) -> Result<(), CtlError> {
    plain("store", store)?;
    let work = office.control.transaction().await?;
    if work.query_opt("SELECT 1 FROM enterprise WHERE id = $1", &[&enterprise]).await?.is_none() {
        return Err(refused(format!(
            "there is no enterprise {enterprise}; make it first with `hqctl enterprise`"
        )));
    }
    let sql = "INSERT INTO store (store_id, enterprise, name, area, epoch, made_at)
               SELECT $1, $2, $3, $4, epoch, now() FROM hq ON CONFLICT (store_id) DO NOTHING";
    if work.execute(sql, &[&store, &enterprise, &name, &area]).await? == 0 {
        return Err(refused(format!("store {store} is there already; nothing was changed")));
    }
    let deed = Deed::StoreMade { enterprise, store };
    own::record(&work, office.keys.online(), &office.actor, &deed).await?;
    work.commit().await?;
    Ok(())
}

/// A code that was given out, shown once and kept hashed.
#[derive(Debug)]
pub struct CodeGiven {
    /// The code and everything that a PC needs beside it.
    pub ticket: Ticket,
}

/// Gives out a code for a store, good for 72 hours and one PC. With `recovers`, that PC may fetch the whole ledger.
///
/// # Errors
/// [`CtlError::Refused`] where there is no such store.
pub async fn code(office: &mut Office, store: &str, recovers: bool) -> Result<CodeGiven, CtlError> {
    let work = office.control.transaction().await?;
    let sql = "SELECT r.signed, s.enterprise, r.no FROM store s JOIN root r ON r.enterprise = s.enterprise
               WHERE s.store_id = $1 ORDER BY r.no DESC LIMIT 1";
    let Some(row) = work.query_opt(sql, &[&store]).await? else {
        return Err(refused(format!("there is no store {store}; make it first with `hqctl store`")));
    };
    let (root, enterprise) = (down::signed(row.get(0))?, row.get::<_, &str>(1));
    let code = Code::from_random(&random::<16>()?);
    let sql = "INSERT INTO enrolment_code (store_id, hash, enterprise, recovers, made_at, expires_at, root)
               VALUES ($1, $2, $3, $4, now(), now() + interval '72 hours', $5)";
    work.execute(sql, &[&store, &&code.kept()[..], &enterprise, &recovers, &row.get::<_, i64>(2)]).await?;
    own::record(&work, office.keys.online(), &office.actor, &Deed::CodeMade { store, recovers }).await?;
    let ticket =
        Ticket { url: office.url.clone(), store: store.to_owned(), code, root: fingerprint(&root.text) };
    work.commit().await?;
    Ok(CodeGiven { ticket })
}
