//! What enterprises decide, and people of the console: a name, an enterprise, and a password that is kept as argon2id.

use argon2::Argon2;
use argon2::password_hash::PasswordHasher as _;

use super::{CtlError, Office, refused};
use crate::own::{self, Deed};

/// The fewest characters of a password.
const SHORTEST: usize = 12;

/// What is kept of a password.
///
/// # Errors
/// [`CtlError::Refused`] where it is too short.
pub fn password_hash(password: &str) -> Result<String, CtlError> {
    if password.chars().count() < SHORTEST {
        return Err(refused(format!("a password has at least {SHORTEST} characters; nothing was changed")));
    }
    let salt = crate::keys::random::<16>()?;
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string()).map_err(|error| refused(error.to_string()))
}

/// Takes in a person, or gives one a new password and ends their sessions.
///
/// # Errors
/// [`CtlError::Refused`] where there is no such enterprise, or the password is too short.
pub async fn person(
    office: &mut Office,
    enterprise: &str,
    name: &str,
    password: &str,
) -> Result<(), CtlError> {
    let hash = password_hash(password)?;
    let work = office.control.transaction().await?;
    if work.query_opt("SELECT 1 FROM enterprise WHERE id = $1", &[&enterprise]).await?.is_none() {
        return Err(refused(format!("there is no enterprise {enterprise}; nothing was changed")));
    }
    let sql = "INSERT INTO person (name, enterprise, password, made_at) VALUES ($1, $2, $3, now())
               ON CONFLICT (name) DO UPDATE SET password = excluded.password, failed = 0, failed_at = NULL
               WHERE person.enterprise = excluded.enterprise";
    if work.execute(sql, &[&name, &enterprise, &hash]).await? == 0 {
        return Err(refused("that name is of another enterprise; nothing was changed"));
    }
    work.execute("DELETE FROM session WHERE person = $1", &[&name]).await?;
    own::record(&work, office.keys.online(), &office.actor, &Deed::PersonSet { enterprise }).await?;
    work.commit().await?;
    Ok(())
}

/// Says whether an enterprise has what identifies its customers kept here, where they agreed. What is here already stays until its
/// store has it erased.
///
/// # Errors
/// [`CtlError::Refused`] where there is no such enterprise, or no reason.
pub async fn identity(
    office: &mut Office,
    enterprise: &str,
    kept: bool,
    reason: &str,
) -> Result<(), CtlError> {
    if reason.trim().is_empty() {
        return Err(refused(
            "say who decided and why: it stands in headquarters' ledger. Nothing was changed",
        ));
    }
    let work = office.control.transaction().await?;
    let sql = "UPDATE enterprise SET takes_identity = $2 WHERE id = $1";
    if work.execute(sql, &[&enterprise, &kept]).await? == 0 {
        return Err(refused(format!("there is no enterprise {enterprise}; nothing was changed")));
    }
    let deed = Deed::IdentitySet { enterprise, kept, reason };
    own::record(&work, office.keys.online(), &office.actor, &deed).await?;
    work.commit().await?;
    Ok(())
}
