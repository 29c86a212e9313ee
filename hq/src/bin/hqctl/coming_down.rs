//! The deeds by which a decision comes down to the stores: a key for each person, a draft, its signatures, on this machine or on
//! one without a network, and its publication. What is signed is shown in words before it is.

use std::error::Error;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};
use clap::{Subcommand, ValueEnum};
use hq::ctl::{self, Drafts, Office, Reached};
use hq::signing::{PersonKey, Travels, What};
use sync::down::Chain;
use sync::down::bulletin::Does;
use sync::down::content::{Both, Lifted, Recall, Recalls, Suspended, Suspension, Suspensions};
use sync::down::rulebooks::{Document, Rulebooks};
use sync::down::signers::Signer;
use sync::down::working_days::WorkingDays;

use crate::say;

type Done<T> = Result<T, Box<dyn Error>>;

/// What comes down to the stores.
#[derive(Subcommand)]
pub enum Down {
    /// Make a person's signing key in a new file, under a passphrase that is read from standard input. Prints the public key.
    Key {
        /// Whose.
        person: String,
        /// The new file; the person keeps it, and nobody else.
        file: PathBuf,
    },
    /// Show a draft that was exported, sign it with a key, and write the signature into the same file. Needs no database and no
    /// network; the passphrase is read from standard input.
    Sign {
        /// The draft's file.
        draft: PathBuf,
        /// The key's file.
        #[arg(long)]
        key: PathBuf,
    },
    /// Show a draft that was exported, in words.
    Show {
        /// The draft's file.
        draft: PathBuf,
    },
    /// Draft the next root: who may sign what. Its keepers sign the file that is written; `hqctl take` publishes it.
    Root {
        /// Of which enterprise.
        enterprise: String,
        /// The file that names who may sign: `[[signer]]` with person, key, may, `keeps_root`.
        #[arg(long)]
        signers: PathBuf,
        /// The new file for the signatures.
        file: PathBuf,
    },
    /// Draft a recall of a lot, or of every lot of a product.
    Recall {
        /// Of which enterprise.
        enterprise: String,
        /// The recall's number, never given twice.
        number: String,
        /// Filing number of the product.
        #[arg(long)]
        filing: String,
        /// The maker's lot number; every lot where it is absent.
        #[arg(long)]
        lot: Option<String>,
        /// Why, in Chinese and in English.
        #[arg(long, num_args = 2, value_names = ["CHINESE", "ENGLISH"], required = true)]
        reason: Vec<String>,
    },
    /// Draft a suspension of a store's service or of a recipe.
    Suspend {
        /// Of which enterprise.
        enterprise: String,
        /// The suspension's number, never given twice.
        number: String,
        /// Which store.
        #[arg(long, required_unless_present = "recipe", conflicts_with = "recipe")]
        store: Option<String>,
        /// Which recipe.
        #[arg(long)]
        recipe: Option<String>,
        /// Why, in Chinese and in English.
        #[arg(long, num_args = 2, value_names = ["CHINESE", "ENGLISH"], required = true)]
        reason: Vec<String>,
    },
    /// Draft what holds from now on, from the content's file: recipes as `tiaohectl table recipes --content` writes them, or the
    /// working days of a year as the counter's own calendar has them; two people must sign it. A recipe is withdrawn by `suspend`.
    Put {
        /// Of which enterprise.
        enterprise: String,
        /// In which chain.
        chain: Puts,
        /// The content's file; of rulebooks the rulebook itself, several where there are.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// From when; at once where it is absent.
        #[arg(long)]
        effective: Option<DateTime<FixedOffset>>,
    },
    /// Draft the end of a recall or of a suspension; two people must sign it.
    Lift {
        /// Of which enterprise.
        enterprise: String,
        /// Of what.
        of: Stop,
        /// Its number.
        number: String,
        /// Why, in Chinese and in English.
        #[arg(long, num_args = 2, value_names = ["CHINESE", "ENGLISH"], required = true)]
        reason: Vec<String>,
        /// From when; at once where it is absent.
        #[arg(long)]
        effective: Option<DateTime<FixedOffset>>,
    },
    /// List the drafts of an enterprise.
    Drafts {
        /// Of which enterprise.
        enterprise: String,
    },
    /// Write a draft into a new file, to be shown and signed anywhere.
    Export {
        /// Of which enterprise.
        enterprise: String,
        /// Which.
        draft: u64,
        /// The new file.
        file: PathBuf,
    },
    /// Take the signatures of a file that came back; a root with its signatures is published.
    Take {
        /// The file.
        file: PathBuf,
    },
    /// Publish a draft that enough people have signed: from now on every store fetches it.
    Publish {
        /// Of which enterprise.
        enterprise: String,
        /// Which.
        draft: u64,
    },
    /// Withdraw a draft that was not published.
    Withdraw {
        /// Of which enterprise.
        enterprise: String,
        /// Which.
        draft: u64,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// What comes from a file.
#[derive(Clone, Copy, ValueEnum)]
pub enum Puts {
    /// Recipes.
    Recipes,
    /// Rulebooks, as TOML.
    Rulebooks,
    /// The working days of years.
    WorkingDays,
    /// Authorisations, each for a store.
    Staff,
}

/// What is put into a chain, from its files.
fn put(chain: Puts, files: &[PathBuf]) -> Done<(Chain, Vec<u8>)> {
    let read = |file: &PathBuf| fs::read_to_string(file).map_err(|why| format!("{}: {why}", file.display()));
    let one = || match files {
        [file] => read(file),
        _ => Err("name one file; nothing was drafted".to_owned()),
    };
    Ok(match chain {
        Puts::Recipes => (Chain::Recipes, one()?.into_bytes()),
        Puts::Staff => (Chain::Staff, one()?.into_bytes()),
        Puts::WorkingDays => {
            let years = serde_json::from_str(&one()?).map_err(|why| format!("{why}; nothing was drafted"))?;
            (Chain::WorkingDays, serde_json::to_vec(&WorkingDays { years })?)
        }
        Puts::Rulebooks => {
            let mut put = Vec::new();
            for file in files {
                let id = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                put.push(Document { id, text: read(file)? });
            }
            (Chain::Rulebooks, serde_json::to_vec(&Rulebooks { put })?)
        }
    })
}

/// What stops, and can be lifted.
#[derive(Clone, Copy, ValueEnum)]
pub enum Stop {
    /// A recall.
    Recall,
    /// A suspension.
    Suspension,
}

/// Reads the people who may sign; nobody where no file is named.
pub fn signers(file: Option<&Path>) -> Done<Vec<Signer>> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let text = fs::read_to_string(file).map_err(|why| format!("{}: {why}", file.display()))?;
    Ok(ctl::signers(&text)?)
}

fn passphrase() -> Done<String> {
    eprintln!("passphrase:");
    let mut text = String::new();
    std::io::stdin().take(4096).read_to_string(&mut text)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn shown(travels: &Travels) -> Done<()> {
    for line in travels.words()? {
        say(line)?;
    }
    let people: Vec<&str> = travels.signed.signatures.iter().map(|one| one.person.as_str()).collect();
    say(format!("signed: {}", if people.is_empty() { "nobody yet".to_owned() } else { people.join(", ") }))?;
    Ok(())
}

/// Carries out what needs no headquarters; answers whether it was such a deed.
pub fn alone(deed: &Down) -> Done<bool> {
    match deed {
        Down::Key { person, file } => {
            let public = PersonKey::make(file, person, &passphrase()?)?;
            say(hex::encode(public.0))?;
            eprintln!("{} is {person}'s alone; its public key goes into the root", file.display());
        }
        Down::Sign { draft, key } => {
            let mut travels = Travels::read(draft)?;
            shown(&travels)?;
            let key = PersonKey::open(key, &passphrase()?)?;
            travels.sign(&key);
            travels.write(draft)?;
            say(format!("signed by {}; bring {} back to headquarters", key.person, draft.display()))?;
        }
        Down::Show { draft } => shown(&Travels::read(draft)?)?,
        Down::Root { .. }
        | Down::Recall { .. }
        | Down::Suspend { .. }
        | Down::Put { .. }
        | Down::Lift { .. }
        | Down::Drafts { .. }
        | Down::Export { .. }
        | Down::Take { .. }
        | Down::Publish { .. }
        | Down::Withdraw { .. } => return Ok(false),
    }
    Ok(true)
}

fn both(reason: Vec<String>) -> Done<Both> {
    let [zh, en] =
        <[String; 2]>::try_from(reason).map_err(|_| "state the reason in Chinese and in English")?;
    Ok(Both { zh, en })
}

/// A stop as it is drafted: it holds at once.
struct Draft {
    enterprise: String,
    chain: Chain,
    does: Does,
    effective: DateTime<FixedOffset>,
    content: Vec<u8>,
}

async fn drafted(office: &mut Office, draft: Draft) -> Done<()> {
    let Draft { enterprise, chain, does, effective, content } = draft;
    let decision = Drafts { chain, does, effective, content: &content };
    let id = ctl::drafted(office, &enterprise, decision).await?;
    shown(&ctl::exported(office, &enterprise, id).await?)?;
    say(format!("draft {id}: nothing goes to a store before it is signed and published"))?;
    Ok(())
}

/// Carries out a deed at headquarters.
pub async fn run(office: &mut Office, deed: Down) -> Done<()> {
    let now = Utc::now().fixed_offset();
    match deed {
        Down::Key { .. } | Down::Sign { .. } | Down::Show { .. } => {}
        Down::Root { enterprise, signers: named, file } => {
            new(&file)?;
            let travels = ctl::root_drafted(office, &enterprise, signers(Some(&named))?).await?;
            travels.write(&file)?;
            shown(&travels)?;
        }
        Down::Recall { enterprise, number, filing, lot, reason } => {
            let recall = Recall { recall: number, filing, lot, reason: both(reason)? };
            let content = serde_json::to_vec(&Recalls { ordered: vec![recall], lifted: Vec::new() })?;
            let (chain, does) = (Chain::Recalls, Does::Stops);
            drafted(office, Draft { enterprise, chain, does, effective: now, content }).await?;
        }
        Down::Suspend { enterprise, number, store, recipe, reason } => {
            let what = store.map(Suspended::Store).or_else(|| recipe.map(Suspended::Recipe));
            let what = what.ok_or("name a store or a recipe")?;
            let one = Suspension { suspension: number, what, reason: both(reason)? };
            let content = serde_json::to_vec(&Suspensions { ordered: vec![one], lifted: Vec::new() })?;
            let (chain, does) = (Chain::Suspensions, Does::Stops);
            drafted(office, Draft { enterprise, chain, does, effective: now, content }).await?;
        }
        Down::Put { enterprise, chain, files, effective } => {
            let (chain, content) = put(chain, &files)?;
            let (does, effective) = (Does::Allows, effective.unwrap_or(now));
            drafted(office, Draft { enterprise, chain, does, effective, content }).await?;
        }
        Down::Lift { enterprise, of, number, reason, effective } => {
            let lifted = vec![Lifted { number, reason: both(reason)? }];
            let (chain, content) = match of {
                Stop::Recall => {
                    (Chain::Recalls, serde_json::to_vec(&Recalls { ordered: Vec::new(), lifted })?)
                }
                Stop::Suspension => {
                    (Chain::Suspensions, serde_json::to_vec(&Suspensions { ordered: Vec::new(), lifted })?)
                }
            };
            let (does, effective) = (Does::Allows, effective.unwrap_or(now));
            drafted(office, Draft { enterprise, chain, does, effective, content }).await?;
        }
        Down::Drafts { enterprise } => listed(office, &enterprise).await?,
        Down::Export { enterprise, draft, file } => {
            new(&file)?;
            let travels = ctl::exported(office, &enterprise, draft).await?;
            travels.write(&file)?;
            shown(&travels)?;
        }
        Down::Take { file } => {
            let travels = Travels::read(&file)?;
            match travels.what {
                What::Bulletin => {
                    let people = ctl::signatures(office, &travels).await?;
                    say(format!("{} more signatures: {}", people.len(), people.join(", ")))?;
                }
                What::Root => match ctl::root_published(office, &travels).await? {
                    (no, Reached::Followed) => say(format!("root {no} is published"))?,
                    (no, Reached::EnrolAnew) => say(format!(
                        "root {no} is published. The root before it named too few who could sign it: enrol every store anew"
                    ))?,
                },
            }
        }
        Down::Publish { enterprise, draft } => {
            let ctl::Published { chain, no, board } = ctl::published(office, &enterprise, draft).await?;
            say(format!("{} {no} is published, board {board}", chain.name()))?;
        }
        Down::Withdraw { enterprise, draft, reason } => {
            ctl::withdrawn(office, &enterprise, draft, &reason).await?;
        }
    }
    Ok(())
}

fn new(file: &Path) -> Done<()> {
    if file.exists() {
        Err(format!("{} is there already; name another file", file.display()).into())
    } else {
        Ok(())
    }
}

async fn listed(office: &Office, enterprise: &str) -> Done<()> {
    let sql = "SELECT d.id, d.chain, d.no, d.state, d.made_by, to_char(d.made_at, 'YYYY-MM-DD HH24:MI'),
               coalesce(string_agg(s.person, ', ' ORDER BY s.at), '')
               FROM draft d LEFT JOIN draft_signature s ON s.enterprise = d.enterprise AND s.draft = d.id
               WHERE d.enterprise = $1 GROUP BY d.enterprise, d.id ORDER BY d.id DESC LIMIT 100";
    let rows = office.control.query(sql, &[&enterprise]).await?;
    for row in &rows {
        let (id, chain, no, state): (i64, &str, i64, &str) = (row.get(0), row.get(1), row.get(2), row.get(3));
        let (by, at, signed): (&str, &str, &str) = (row.get(4), row.get(5), row.get(6));
        say(format!("{id}  {chain} {no}  {state}  {by} {at}  signed: {signed}"))?;
    }
    if rows.is_empty() {
        say("none")?;
    }
    Ok(())
}
