//! Signing in to the console: a password kept as argon2id, a session of which the database knows the hash alone. It says
//! the same whether the name or the password is wrong, and takes the same time.

use argon2::Argon2;
use argon2::password_hash::PasswordVerifier as _;
use argon2::password_hash::phc::PasswordHash;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::{Console, Signed, failed, refusal};
use crate::caller::{address, body};
use crate::database::DatabaseError;
use crate::hq::Fault;
use crate::keys::random;

/// Takes away sessions that are over: half an hour without use, or twelve hours old.
pub const SESSIONS_OVER: &str = "DELETE FROM session WHERE used_at < now() - interval '30 minutes'
                                 OR begun_at < now() - interval '12 hours'";
/// How many wrong passwords close a name for a quarter of an hour.
const WRONG: i32 = 5;
/// The most bytes of a command.
const LONGEST: usize = 4 << 10;
/// A password that nobody has, so that a name that nobody has takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    name: String,
    password: String,
}

fn cookie_name(secure: bool) -> &'static str {
    // `__Host-` binds the cookie to TLS and to this host; a loopback demonstration has no TLS.
    if secure { "__Host-tiaohe" } else { "tiaohe-hq" }
}

fn cookie(secure: bool, value: &str, age: u32) -> String {
    let flag = if secure { "; Secure" } else { "" };
    format!("{}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{flag}", cookie_name(secure))
}

fn shown(headers: &HeaderMap, secure: bool) -> Option<Vec<u8>> {
    let name = cookie_name(secure);
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut values = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let value = values.find(|(found, _)| *found == name).map(|(_, value)| value)?;
    let token = hex::decode(value).ok().filter(|token| token.len() == 32)?;
    Some(Sha256::digest(token).to_vec())
}

/// The session that a request shows, if it is one that counts; using it keeps it.
pub(super) async fn session(console: &Console, headers: &HeaderMap) -> Result<Option<Signed>, Fault> {
    let Some(hash) = shown(headers, console.secure) else { return Ok(None) };
    let client = console.hq.databases.door().await?;
    let sql = "UPDATE session SET used_at = now() WHERE hash = $1 AND used_at > now() - interval '30 minutes'
               AND begun_at > now() - interval '12 hours' RETURNING person, enterprise";
    let row = client.query_opt(sql, &[&hash]).await?;
    Ok(row.map(|row| Signed { name: row.get(0), enterprise: row.get(1) }))
}

pub(super) async fn sign_in(State(console): State<Console>, request: Request<Body>) -> Response {
    let Ok((parts, bytes)) = body(request, LONGEST).await else {
        return refusal(StatusCode::BAD_REQUEST, "unreadable");
    };
    let from = address(&parts, console.hq.behind_proxy);
    if let Err(again) = console.hq.limits.stranger(from) {
        let after = HeaderValue::from(again.after);
        let refused = refusal(StatusCode::TOO_MANY_REQUESTS, "too_often");
        return ([(header::RETRY_AFTER, after)], refused).into_response();
    }
    let Ok(asked) = serde_json::from_slice::<SignIn>(&bytes) else {
        return refusal(StatusCode::BAD_REQUEST, "unreadable");
    };
    match signed_in(&console, asked).await {
        Ok(Ok(token)) => {
            let cookie = cookie(console.secure, &hex::encode(token), 12 * 60 * 60);
            ([(header::SET_COOKIE, cookie)], StatusCode::NO_CONTENT).into_response()
        }
        Ok(Err(code)) => refusal(StatusCode::UNAUTHORIZED, code),
        Err(fault) => failed(&fault),
    }
}

async fn signed_in(console: &Console, asked: SignIn) -> Result<Result<[u8; 32], &'static str>, Fault> {
    let client = console.hq.databases.door().await?;
    let sql =
        "SELECT password, enterprise, failed >= $2 AND failed_at > now() - interval '15 minutes' FROM person
               WHERE name = $1";
    let row = client.query_opt(sql, &[&asked.name, &WRONG]).await?;
    let closed = row.as_ref().is_some_and(|row| row.get::<_, Option<bool>>(2).unwrap_or(false));
    if closed {
        return Ok(Err("closed"));
    }
    let hash = row.as_ref().map_or_else(|| NOBODY.to_owned(), |row| row.get(0));
    let password = asked.password;
    let fits = tokio::task::spawn_blocking(move || {
        let hash = PasswordHash::new(&hash).ok();
        hash.is_some_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    });
    let fits = fits.await.map_err(|_| DatabaseError::Shape("a password could not be looked at"))?;
    let Some(row) = row.filter(|_| fits) else {
        let sql = "UPDATE person SET failed_at = now(),
                   failed = CASE WHEN failed_at > now() - interval '15 minutes' THEN failed + 1 ELSE 1 END WHERE name = $1";
        client.execute(sql, &[&asked.name]).await?;
        return Ok(Err("wrong"));
    };
    let token = random::<32>()?;
    let (hash, enterprise): (Vec<u8>, &str) = (Sha256::digest(token).to_vec(), row.get(1));
    client.execute("UPDATE person SET failed = 0 WHERE name = $1", &[&asked.name]).await?;
    let sql =
        "INSERT INTO session (hash, person, enterprise, begun_at, used_at) VALUES ($1, $2, $3, now(), now())";
    client.execute(sql, &[&hash, &asked.name, &enterprise]).await?;
    Ok(Ok(token))
}

pub(super) async fn sign_out(State(console): State<Console>, headers: HeaderMap) -> Response {
    let ended = async {
        if let Some(hash) = shown(&headers, console.secure) {
            let client = console.hq.databases.door().await?;
            client.execute("DELETE FROM session WHERE hash = $1", &[&hash]).await?;
        }
        Ok::<_, Fault>(())
    };
    match ended.await {
        Ok(()) => {
            ([(header::SET_COOKIE, cookie(console.secure, "", 0))], StatusCode::NO_CONTENT).into_response()
        }
        Err(fault) => failed(&fault),
    }
}
