//! The house rules as tables. To add one, add a row; to lift one, take its row away and say why in the commit.
//!
//! Words that must not stand anywhere are put together from two halves, so that this file keeps its own rules.

/// The page that explains the house.
pub const ARCHITECTURE: &str = "ARCHITECTURE.md";

/// Folders that a path of the code map can start with.
pub const MAPPED: &[&str] = &[
    "assets/",
    "bench/",
    "crates/",
    "docs/",
    "hq/",
    "icons/",
    "src-tauri/",
    "tests/",
    "ui/",
    "xtask/",
    ".ci/",
    ".cargo/",
];

/// The platforms that the product is built for, as in `deny.toml`: what a crate pulls in on others binds nobody.
pub const PLATFORMS: &[&str] = &["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"];

/// What a crate may depend on, however far away.
pub struct Layer {
    /// The crate that the law binds.
    pub package: &'static str,
    /// What it must not reach through normal dependencies, its own or others'.
    pub never: &'static [&'static str],
    /// If given, the only crates that it may name itself.
    pub only: Option<&'static [&'static str]>,
    /// Why.
    pub why: &'static str,
}

const PURE: &[&str] = &["rusqlite", "tokio", "tauri", "reqwest"];
const PURE_WHY: &str =
    "a pure crate takes values and gives values: no database, no runtime, no window, no network";

const DEVICE: &[&str] = &["rusqlite", "tauri", "tiaohe-counter", "tiaohe-store"];
const DEVICE_WHY: &str = "a device is read and driven without a window, a database or a use case";

const fn layer(package: &'static str, never: &'static [&'static str], why: &'static str) -> Layer {
    Layer { package, never, only: None, why }
}

/// Who may reach whom.
pub const LAYERS: &[Layer] = &[
    Layer {
        package: "tiaohe-records",
        never: &["rusqlite", "tokio", "tauri", "serde_json", "tiaohe-domain"],
        only: Some(&["chrono", "serde"]),
        why: "what was written stands on nothing that changes: no living type, no check, no wire format",
    },
    Layer {
        package: "tiaohe-domain",
        never: &["rusqlite", "tokio", "tauri", "serde_json"],
        only: Some(&[
            "chrono",
            "serde",
            "thiserror",
            "tiaohe-records",
            "tiaohe-words",
            "unicode-normalization",
        ]),
        why: "the words of the house stand on nothing but what was written and what is said: no IO, no SQL, no wire format",
    },
    Layer {
        package: "tiaohe-words",
        never: &[],
        only: Some(&[]),
        why: "what is said stands on nothing, so that everybody can say it",
    },
    Layer {
        package: "tiaohe-command",
        never: PURE,
        only: Some(&["chrono", "serde", "serde_json", "thiserror", "tiaohe-domain", "ts-rs"]),
        why: "what a command is stands on the domain alone, so that the counter, the desk and headquarters share it",
    },
    layer("tiaohe-rules", PURE, PURE_WHY),
    layer("tiaohe-registers", PURE, PURE_WHY),
    layer(
        "tiaohe-effects",
        &["rusqlite", "tokio", "tauri", "reqwest", "tiaohe-store"],
        "what a record does is the same in a store and at headquarters, whatever their databases",
    ),
    layer("tiaohe-ledger", PURE, PURE_WHY),
    layer("tiaohe-token", PURE, PURE_WHY),
    layer(
        "tiaohe-sync",
        &[
            "rusqlite",
            "tokio",
            "tauri",
            "reqwest",
            "tokio-postgres",
            "tiaohe-store",
            "tiaohe-counter",
            "tiaohe-hq",
        ],
        "what a store and headquarters say to each other is judged by both without a network or a database",
    ),
    layer("tiaohe-testkit", PURE, PURE_WHY),
    layer(
        "tiaohe-uplink",
        &["rusqlite", "tauri", "tiaohe-store", "tiaohe-counter", "tiaohe-hq"],
        "what travels to headquarters is made and judged elsewhere",
    ),
    layer("tiaohe-spreadsheet", PURE, PURE_WHY),
    layer("tiaohe-skintest", PURE, PURE_WHY),
    layer("tiaohe-documents", PURE, PURE_WHY),
    layer(
        "tiaohe-store",
        &["tauri", "tokio", "tiaohe-counter", "tiaohe-rules", "tiaohe-documents", "tiaohe-hq"],
        "the store keeps records and knows no use case, no law and no paper",
    ),
    layer(
        "tiaohe-counter",
        &["tauri", "tiaohe-hq"],
        "the use cases run without a window, for IT and for tests",
    ),
    layer("tiaohe-scale", DEVICE, DEVICE_WHY),
    layer("tiaohe-keystore", DEVICE, DEVICE_WHY),
    layer("tiaohe-spool", DEVICE, DEVICE_WHY),
    layer("tiaohe-preview", PURE, PURE_WHY),
    layer("tiaohe-desk", &["tauri", "tiaohe-hq"], "what a window may ask is tried without a window"),
    layer("tiaohe-ctl", &["tauri", "tiaohe-hq"], "the command line is the counter without a window"),
    layer("tiaohe", &["tiaohe-hq"], "headquarters is never linked into the counter"),
    layer(
        "tiaohe-hq",
        &[
            "rusqlite",
            "tauri",
            "reqwest",
            "openssl",
            "aws-lc-rs",
            "tiaohe-store",
            "tiaohe-counter",
            "tiaohe-desk",
        ],
        "headquarters keeps what stores send and runs none: the counter is never linked into it",
    ),
    Layer {
        package: "tiaohe-private-postgres",
        never: &["tokio", "tokio-postgres"],
        only: Some(&["thiserror"]),
        why: "chores start it too, and build in seconds",
    },
];

/// Which files a law binds, by their path from the root.
pub type Where = fn(&str) -> bool;

/// Text that must not stand in some files.
pub struct Phrase {
    /// The rule's short name.
    pub rule: &'static str,
    /// What must not stand there, each as a word.
    pub words: &'static [&'static str],
    /// Whether capitals count.
    pub exact: bool,
    /// Whether whole-line `//` comments are read too: a law about code lets a comment speak of what is absent.
    pub comments: bool,
    /// The files that it binds.
    pub binds: Where,
    /// The way out.
    pub mend: &'static str,
}

/// What must not stand where.
pub const PHRASES: &[Phrase] = &[
    Phrase {
        rule: "pure",
        words: &[
            "SystemTime",
            "Instant::now",
            "Utc::now",
            "Local::now",
            "env::",
            "std::env",
            "fs::",
            "std::fs",
            "std::net",
            "std::process",
            "File::open",
            "getrandom",
            "rand::",
            "thread_rng",
            "OsRng",
        ],
        exact: true,
        comments: false,
        binds: is_pure_source,
        mend: "a pure crate asks nobody: take the day, the bytes or the random number as an argument",
    },
    Phrase {
        rule: "list-last",
        words: &["commands::", "COMMANDS"],
        exact: true,
        comments: false,
        binds: |path| {
            path.starts_with("crates/counter/src/")
                && !path.ends_with("/src/lib.rs")
                && !path.ends_with("/commands.rs")
        },
        mend: "the list depends on the commands, so none of them on the list: what a command is lies in crates/command",
    },
    Phrase {
        rule: "one-door",
        words: &["__TAURI__", "__TAURI_INTERNALS__"],
        exact: true,
        comments: true,
        binds: |path| is_ui(path) && path != "ui/lib/host.js",
        mend: "only ui/lib/host.js speaks to the shell: import what you need from there",
    },
    Phrase {
        rule: "content-policy",
        words: &[
            "style=",
            "onclick=",
            "onchange=",
            "oninput=",
            "onsubmit=",
            "onload=",
            "javascript:",
            "innerHTML",
        ],
        exact: true,
        comments: true,
        binds: |path| is_ui(path) && !has_extension(path, &["css"]),
        mend: "the content policy blocks inline style and script: use a class, a listener, a template",
    },
    Phrase {
        rule: "no-clock-of-its-own",
        words: &["new Date", "Date.now", "Date.parse", "Date.UTC"],
        exact: true,
        comments: false,
        binds: |path| is_ui(path) && !TIMES.contains(&path),
        mend: "a page judges no day and has no clock: show the state that the counter answers with, or take what ticks \
               from ui/lib/clock.js and calendar days from ui/lib/days.js",
    },
    Phrase {
        rule: "no-ignored-test",
        words: &["#[ignore", "#[ignore]", concat!("#[allow(dead", "_code")],
        exact: true,
        comments: false,
        binds: |path| has_extension(path, &["rs"]) && !is_tidy(path),
        mend: "a test that does not run and code that nobody calls say nothing: mend it or take it away",
    },
    Phrase {
        rule: "left-over",
        words: &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX"), concat!("HA", "CK")],
        exact: true,
        comments: true,
        binds: |path| has_extension(path, &["rs", "js", "css", "html", "toml", "md", "sh"]) && is_ours(path),
        mend: "do it now, or write it down as an issue and take the note away",
    },
    Phrase {
        rule: "stays-out",
        words: &[
            concat!("/wo", "rk/"),
            concat!("/fa", "rm/"),
            concat!("/ro", "ot/"),
            concat!("/ho", "me/"),
            concat!("/tmp", "/t-"),
            concat!(".lib", "rary"),
            concat!("sub", "agent"),
            concat!("sub", "agents"),
            concat!("l", "lm"),
            concat!("cla", "ude"),
            concat!("chat", "gpt"),
            concat!("co", "pilot"),
        ],
        exact: false,
        comments: true,
        binds: is_ours,
        mend: "a path or a word of one machine has no place in the product: say it without",
    },
    Phrase {
        rule: "registry-host",
        words: &[
            concat!("index.", "crates.io"),
            concat!("static.", "crates.io"),
            concat!("registry.", "npmjs.org"),
            concat!("files.", "pythonhosted.org"),
            concat!("proxy.", "golang.org"),
        ],
        exact: false,
        comments: true,
        binds: is_ours,
        mend: "use the package manager's own default: the host differs from machine to machine",
    },
];

/// How long a file may be.
pub struct Length {
    /// The most lines.
    pub most: usize,
    /// The files that it binds.
    pub binds: Where,
}

/// How long files may be: short enough to read at a sitting.
pub const LENGTHS: &[Length] = &[
    Length { most: 450, binds: |path| has_extension(path, &["rs"]) },
    // As the formatter lays them out, an attribute a line where a tag is long.
    Length { most: 200, binds: |path| path.starts_with("ui/components/") && is_ui(path) },
];

/// The most characters of a line of the pages.
pub const WIDEST: usize = 120;

/// Which files that binds: a text of a language stands on one line, however long it is.
pub fn is_narrow(path: &str) -> bool {
    is_ui(path) && has_extension(path, &["js", "css"]) && !path.starts_with("ui/i18n/")
}

/// The most bytes that a file of the repository may have.
pub const HEAVIEST: u64 = 3_000_000;

/// The pages' files that may know time: what ticks by the desk's clock, and reckoning with calendar days without one.
const TIMES: &[&str] = &["ui/lib/clock.js", "ui/lib/days.js"];

const PURE_CRATES: &[&str] = &[
    "records",
    "domain",
    "command",
    "rules",
    "registers",
    "effects",
    "ledger",
    "token",
    "sync",
    "testkit",
    "skintest",
    "spreadsheet",
    "documents",
    "preview",
    "words",
];

fn is_pure_source(path: &str) -> bool {
    has_extension(path, &["rs"])
        && PURE_CRATES.iter().any(|name| path.starts_with(&format!("crates/{name}/src/")))
}

fn is_ui(path: &str) -> bool {
    path.starts_with("ui/") && is_ours(path) && has_extension(path, &["html", "js", "css"])
}

/// Written here, not copied from others.
fn is_ours(path: &str) -> bool {
    !path.starts_with("ui/vendor/")
        && !path.starts_with("tests/vendor/")
        && !path.starts_with("assets/verify/noble-")
        && !path.ends_with(".lock")
        && path != "LICENSE"
}

/// Its tests must be able to show what is forbidden.
fn is_tidy(path: &str) -> bool {
    path.starts_with("xtask/src/tidy/")
}

/// Whether the file's name ends with one of these extensions.
pub fn has_extension(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}
