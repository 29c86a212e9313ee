//! `hqctl`: what the people who run headquarters do, beside the server and over the same settings. Each deed leaves its
//! record in headquarters' own ledger.

mod coming_down;

use std::io::{ErrorKind, Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use hq::ctl::{self, Decision, Office};
use hq::settings::{Settings, USUAL};

/// What the people who run headquarters do.
#[derive(Parser)]
#[command(name = "hqctl", version)]
struct Arguments {
    /// The file of settings; `TIAOHE_HQ_…` in the environment stands over it.
    #[arg(long, default_value = USUAL)]
    settings: PathBuf,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Subcommand)]
enum Deed {
    /// Found headquarters: tables, keys, its own ledger.
    Init {
        /// Its name.
        name: String,
    },
    /// Take in an enterprise.
    Enterprise {
        /// Its id, as receipts name it.
        id: String,
        /// Its name.
        name: String,
        /// The file that names who may sign what comes down; without it nothing does before `hqctl root`.
        #[arg(long)]
        signers: Option<PathBuf>,
    },
    /// Take in a store.
    Store {
        /// Of which enterprise.
        enterprise: String,
        /// Its code, as its ledger names it.
        code: String,
        /// Its name.
        name: String,
        /// Where it is: province or city.
        #[arg(default_value = "")]
        area: String,
    },
    /// Give out a code with which one PC enrols, within 72 hours.
    Code {
        /// For which store.
        store: String,
        /// That PC may fetch the whole ledger: for a PC that was lost or restored.
        #[arg(long)]
        recovers: bool,
        /// Print the file that is sent to the store, instead of what is typed.
        #[arg(long, conflicts_with_all = ["qr", "picture"])]
        file: bool,
        /// Draw the code that the counter's scanner reads in the terminal, too.
        #[arg(long)]
        qr: bool,
        /// Write that code as a picture (PNG) into this new file, which only its owner may read.
        #[arg(long)]
        picture: Option<PathBuf>,
    },
    /// Take in a person of the console, or set a new password, which is read from standard input.
    Person {
        /// Of which enterprise.
        enterprise: String,
        /// Their name.
        name: String,
    },
    /// Say whether what identifies an enterprise's customers is kept here, where they agreed. It is not, unless somebody says so.
    Identity {
        /// Which enterprise.
        enterprise: String,
        /// Whether it is kept.
        kept: Kept,
        /// Who decided, and why.
        #[arg(long)]
        reason: String,
    },
    /// End what a device may do.
    Revoke {
        /// Of which store.
        store: String,
        /// Its name, or how it begins.
        device: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// List second histories.
    Forks,
    /// Decide what a second history is: first what it comes from, then whether it is adopted.
    Decide {
        /// Of which store.
        store: String,
        /// Which branch.
        branch: u32,
        /// What it is.
        decision: Said,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// List open incidents.
    Incidents,
    /// Close an incident that was looked into.
    Close {
        /// Of which store.
        store: String,
        /// Its number.
        no: u64,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// After the databases were restored from a backup, before the server starts: a new epoch.
    Restored {
        /// Which backup, and why.
        #[arg(long)]
        reason: String,
    },
    /// Have a store's rows made anew from its records, after an upgrade that knows more kinds.
    Rewind {
        /// Which store.
        store: String,
    },
    /// Take what stores without a network wrote on a stick, and write the answers beside it for the way back.
    Stick {
        /// The stick, or the folder that was copied from it.
        folder: PathBuf,
    },
    /// Write everything that came down into a folder or on a stick, for any store of the enterprise that has no network.
    Carry {
        /// Of which enterprise.
        enterprise: String,
        /// The stick or folder.
        folder: PathBuf,
    },
    /// Follow headquarters' own ledger and every store's.
    Verify,
    /// What comes down to the stores: keys, drafts, signatures, publishing.
    #[command(flatten)]
    Down(coming_down::Down),
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kept {
    /// It is.
    On,
    /// It is not, and stores send no more of it.
    Off,
}

#[derive(Clone, Copy, ValueEnum)]
enum Said {
    /// Of a file that was restored.
    Restored,
    /// Of a copy of the folder.
    Cloned,
    /// Somebody altered it.
    Tampered,
    /// The store's history from now on.
    Adopted,
    /// Kept beside it.
    Rejected,
}

impl From<Said> for Decision {
    fn from(said: Said) -> Self {
        match said {
            Said::Restored => Self::Restored,
            Said::Cloned => Self::Cloned,
            Said::Tampered => Self::Tampered,
            Said::Adopted => Self::Adopted,
            Said::Rejected => Self::Rejected,
        }
    }
}

fn main() -> ExitCode {
    match done(Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(error) => {
            eprintln!("hqctl: {error}");
            ExitCode::FAILURE
        }
    }
}

fn done(arguments: Arguments) -> Result<bool, Box<dyn std::error::Error>> {
    // Signing needs neither settings nor a database: it is done on a machine without a network, too.
    if let Deed::Down(deed) = &arguments.deed
        && coming_down::alone(deed)?
    {
        return Ok(true);
    }
    let settings = Settings::read(&arguments.settings, std::env::vars())?;
    // Who did it, for headquarters' own ledger: whom the operating system says.
    let actor =
        std::env::var("SUDO_USER").or_else(|_| std::env::var("USER")).unwrap_or_else(|_| "hqctl".to_owned());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(&settings, &actor, arguments.deed))
}

async fn run(settings: &Settings, actor: &str, deed: Deed) -> Result<bool, Box<dyn std::error::Error>> {
    if let Deed::Init { name } = &deed {
        ctl::found(settings, actor, name).await?;
        say(format!(
            "founded. Copy {} to a safe place now: without it no receipt can be signed and no identity opened",
            settings.keys.display()
        ))?;
        return Ok(true);
    }
    let mut office = Office::open(settings, actor).await?;
    match deed {
        Deed::Init { .. } => {}
        Deed::Enterprise { id, name, signers } => {
            let signers = coming_down::signers(signers.as_deref())?;
            ctl::enterprise_with(&mut office, &id, &name, signers).await?;
        }
        Deed::Store { enterprise, code, name, area } => {
            ctl::store(&mut office, &enterprise, &code, &name, &area).await?;
        }
        Deed::Code { store, recovers, file, qr, picture } => {
            if picture.as_deref().is_some_and(std::path::Path::exists) {
                return Err(
                    "the picture's file is there already; name another one. No code was given out".into()
                );
            }
            let given = ctl::code(&mut office, &store, recovers).await?;
            if file {
                say(given.ticket.file()?)?;
            } else {
                say(format!("address  {}\ncode     {}", given.ticket.url, given.ticket.typed()))?;
                if qr {
                    say(ctl::picture::terminal(&given.ticket)?)?;
                }
                if let Some(path) = picture {
                    ctl::picture::kept(&path, &ctl::picture::png(&given.ticket)?)?;
                }
                eprintln!("good for one PC and 72 hours; it is not shown again");
            }
        }
        Deed::Person { enterprise, name } => {
            let mut password = String::new();
            std::io::stdin().take(4096).read_to_string(&mut password)?;
            ctl::person(&mut office, &enterprise, &name, password.trim_end_matches(['\r', '\n'])).await?;
        }
        Deed::Stick { folder } => {
            let hq = std::sync::Arc::new(hq::hq::Hq::open(settings).await?);
            let mut fine = true;
            for answered in hq::stick::taken(&hq, &folder).await? {
                say(format!("{}  {}", answered.file.display(), answered.outcome))?;
                fine &= ["accepted", "already"].contains(&answered.outcome.as_str());
            }
            return Ok(fine);
        }
        Deed::Carry { enterprise, folder } => {
            let hq = hq::hq::Hq::open(settings).await?;
            if !hq::carried::written(&hq, &enterprise, &folder).await? {
                return Err("nothing was published in this enterprise yet; nothing was written".into());
            }
        }
        Deed::Identity { enterprise, kept, reason } => {
            ctl::identity(&mut office, &enterprise, kept == Kept::On, &reason).await?;
        }
        Deed::Revoke { store, device, reason } => {
            say(format!("revoked {}", ctl::revoke(&mut office, &store, &device, &reason).await?))?;
        }
        Deed::Forks => listed(&office, FORKS).await?,
        Deed::Decide { store, branch, decision, reason } => {
            ctl::decide(&mut office, &store, branch, decision.into(), &reason).await?;
        }
        Deed::Incidents => listed(&office, INCIDENTS).await?,
        Deed::Close { store, no, reason } => ctl::close_incident(&mut office, &store, no, &reason).await?,
        Deed::Restored { reason } => {
            let (epoch, gone) = ctl::restored(&mut office, &reason).await?;
            say(format!(
                "epoch {epoch}; {gone} items that were erased before are gone again; start the server now"
            ))?;
        }
        Deed::Rewind { store } => ctl::rewind(&mut office, &store).await?,
        Deed::Down(deed) => coming_down::run(&mut office, deed).await?,
        Deed::Verify => return verified(&office).await,
    }
    Ok(true)
}

/// Prints a line. Whoever reads may have read enough (`| head -1`): what was done is done, and the exit code still tells.
fn say(line: impl std::fmt::Display) -> std::io::Result<()> {
    match writeln!(std::io::stdout(), "{line}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

const FORKS: &str = "SELECT concat_ws('  ', store_id, 'branch ' || branch, state, 'at ' || at, 'here ' || left(encode(ours, 'hex'), 12),
                     'store ' || left(encode(theirs, 'hex'), 12), to_char(opened_at, 'YYYY-MM-DD HH24:MI'), coalesce(reason, '')) FROM fork ORDER BY decided_at NULLS FIRST, store_id, branch";
const INCIDENTS: &str = "SELECT concat_ws('  ', store_id, 'no ' || no, kind, 'at ' || seq, times || ' times',
                         to_char(at, 'YYYY-MM-DD HH24:MI')) FROM incident WHERE closed_at IS NULL ORDER BY at";

async fn listed(office: &Office, sql: &str) -> Result<(), Box<dyn std::error::Error>> {
    let rows = office.control.query(sql, &[]).await?;
    for row in &rows {
        say(row.get::<_, &str>(0))?;
    }
    if rows.is_empty() {
        say("none")?;
    }
    Ok(())
}

async fn verified(office: &Office) -> Result<bool, Box<dyn std::error::Error>> {
    let mut sound = true;
    match ctl::own(office).await? {
        Ok(records) => say(format!("headquarters' own ledger: {records} records, sound"))?,
        Err(wrong) => {
            sound = false;
            say(format!("headquarters' own ledger: {wrong}"))?;
        }
    }
    for checked in ctl::stores(office).await? {
        let what = checked.wrong.as_deref().unwrap_or("sound");
        sound &= checked.wrong.is_none();
        say(format!("{}  branch {}  {} records  {what}", checked.store, checked.branch, checked.records))?;
    }
    Ok(sound)
}
