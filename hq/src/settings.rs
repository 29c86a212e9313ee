//! How headquarters is set up: a file, and over it the environment. What is missing or unknown is refused by name before
//! anything starts; no value of a secret stands here, only where its file lies.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::limits::Often;

/// Where the settings lie when nobody says otherwise.
pub const USUAL: &str = "/etc/tiaohe-hq/hq.toml";
/// What the names of settings in the environment begin with.
const PREFIX: &str = "TIAOHE_HQ_";

/// How headquarters is set up.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The address and port that the server listens at.
    #[serde(default = "usual_address")]
    pub listen: SocketAddr,
    /// The address and port of health and metrics, for those who watch the server.
    #[serde(default = "usual_monitor")]
    pub monitor: SocketAddr,
    /// The address at which stores reach it, as it stands in enrolment codes.
    pub url: String,
    /// The database, as a PostgreSQL connection string.
    pub database: String,
    /// The database of sealed identities: another one.
    pub sealed_database: String,
    /// The folder of the keys, which lies in no database and no dump.
    pub keys: PathBuf,
    /// Certificate and key, where no proxy stands before the server.
    pub tls: Option<Tls>,
    /// Whether a proxy stands before the server, so that the caller's address is what the proxy says last.
    #[serde(default)]
    pub behind_proxy: bool,
    /// How often somebody may ask.
    #[serde(default)]
    pub limits: Often,
    /// The oldest version of the protocol that is taken; stores that say an older one are told to update their program.
    #[serde(default = "first_protocol")]
    pub least_protocol: u32,
    /// How many connections each role may hold.
    #[serde(default = "usual_connections")]
    pub connections: usize,
}

/// Certificate and key as PEM files.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The chain.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// Settings that nobody can start with.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("{}: {source}; name another file with --settings", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is no TOML, or says something that is not known or of another shape.
    #[error("{}: {why}", path.display())]
    Shape {
        /// Which.
        path: PathBuf,
        /// What, with its line.
        why: String,
    },
    /// Both databases are one.
    #[error(
        "sealed_database is the same as database: identities need a database of their own, whose backups are kept apart"
    )]
    OneDatabase,
    /// It listens to others without TLS.
    #[error(
        "listen = {0} is open to the network without TLS: state [tls] certificate and key, or behind_proxy = true where a proxy ends TLS"
    )]
    Open(SocketAddr),
}

fn usual_address() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8443))
}

fn usual_monitor() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 9443))
}

const fn first_protocol() -> u32 {
    1
}

const fn usual_connections() -> usize {
    16
}

impl Settings {
    /// Reads the file and what the environment says over it.
    ///
    /// # Errors
    /// [`SettingsError`], naming what is wrong.
    pub fn read(
        path: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, SettingsError> {
        let over: BTreeMap<String, String> = environment
            .into_iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_lowercase(), value)))
            .collect();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            // Everything may come from the environment, as in a container.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !over.is_empty() => String::new(),
            Err(source) => return Err(SettingsError::File { path: path.to_owned(), source }),
        };
        Self::of(&text, &over).map_err(|error| match error {
            SettingsError::Shape { why, .. } => SettingsError::Shape { path: path.to_owned(), why },
            other @ (SettingsError::File { .. } | SettingsError::OneDatabase | SettingsError::Open(_)) => {
                other
            }
        })
    }

    /// Reads settings from text, with values over it by their names in lower case.
    ///
    /// # Errors
    /// As [`Settings::read`].
    pub fn of(text: &str, over: &BTreeMap<String, String>) -> Result<Self, SettingsError> {
        let shape = |why: String| SettingsError::Shape { path: PathBuf::new(), why };
        let mut table: toml::Table =
            text.parse().map_err(|error: toml::de::Error| shape(error.to_string()))?;
        for (name, value) in over {
            let (at, name) = match name.strip_prefix("tls_") {
                Some(rest) => {
                    let tls = table.entry("tls").or_insert_with(|| toml::Value::Table(toml::Table::new()));
                    let Some(tls) = tls.as_table_mut() else {
                        return Err(shape("tls is no table".to_owned()));
                    };
                    (tls, rest)
                }
                None => (&mut table, name.as_str()),
            };
            let value = match name {
                "behind_proxy" => value.parse().map(toml::Value::Boolean).ok(),
                "connections" | "least_protocol" => value.parse().map(toml::Value::Integer).ok(),
                _ => Some(toml::Value::String(value.clone())),
            };
            let Some(value) = value else {
                return Err(shape(format!(
                    "{PREFIX}{}: cannot be read as what it sets",
                    name.to_uppercase()
                )));
            };
            at.insert(name.to_owned(), value);
        }
        let settings: Self = table.try_into().map_err(|error: toml::de::Error| shape(error.to_string()))?;
        if settings.database == settings.sealed_database {
            return Err(SettingsError::OneDatabase);
        }
        if settings.tls.is_none() && !settings.behind_proxy && !settings.listen.ip().is_loopback() {
            return Err(SettingsError::Open(settings.listen));
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "url = 'https://hq.example'\ndatabase = 'dbname=a'\nsealed_database = 'dbname=b'\nkeys = '/keys'\n";

    fn of(text: &str, over: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        Settings::of(text, &over.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect())
    }

    #[test]
    fn the_environment_stands_over_the_file() {
        let settings = of(TEXT, &[("listen", "127.0.0.1:9"), ("connections", "3")]).expect("settings");
        assert_eq!((settings.listen.port(), settings.connections), (9, 3));
        assert_eq!(of(TEXT, &[]).expect("settings").connections, 16);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, over, says) in [
            ("url = 'u'", vec![], "database"),
            (TEXT, vec![("databse", "x")], "databse"),
            (TEXT, vec![("connections", "many")], "CONNECTIONS"),
            (TEXT, vec![("sealed_database", "dbname=a")], "database of their own"),
            (TEXT, vec![("listen", "0.0.0.0:80")], "without TLS"),
        ] {
            let error = of(text, &over).expect_err(says).to_string();
            assert!(error.contains(says), "{error}");
        }
        assert!(of(TEXT, &[("listen", "0.0.0.0:80"), ("behind_proxy", "true")]).is_ok());
    }
}
