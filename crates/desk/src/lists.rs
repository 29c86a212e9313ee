//! The lists that the pages read at run time, as a module: the steps of each mode, where each mend leads, and who may ask
//! what. They are made from what the desk itself goes by, so no page keeps a list of its own; types alone are in
//! `ui/lib/wire.d.ts`.

use command::{Who, Window};
use counter::mends::{By, Way, ways};
use domain::service::Mode;
use domain::staff::Role;
use serde::Serialize;

use crate::ask::permissions;

const HEAD: &str = "\
/**
 * The lists that the pages read: the steps of each mode, where each mend leads, and who may ask what. Made by
 * `cargo xtask wire` from the lists in Rust. Do not edit.
 */
";

/// The longest line that the pages' formatter lets stand.
const WIDTH: usize = 120;

/// The module `ui/lib/lists.js`.
#[must_use]
pub fn lists() -> String {
    let mut text = HEAD.to_owned();
    let steps = Mode::ALL.into_iter().map(|mode| (word(&mode), words(mode.steps())));
    text.push_str("\n/** The steps that a service of each mode passes.\n * ");
    text.push_str("@type {Record<import('./wire').Mode, readonly import('./wire').Step[]>}\n */\n");
    text.push_str(&table("STEPS", steps));
    let modes: Vec<String> = Mode::ALL.iter().map(|mode| format!("'{}'", word(mode))).collect();
    text.push_str("\n/** The modes, in the order in which they are offered. @type {readonly import('./wire').Mode[]} */\n");
    text.push_str(&format!("export const MODES = [{}];\n", modes.join(", ")));
    text.push_str("\n/** Where each mend is done: on which page, by which command; none where headquarters does it.\n * ");
    text.push_str("@type {Record<import('./wire').MendAction, {page: string, command: import('./host.js').Name | null}>}\n */\n");
    text.push_str("export const MENDS = {\n");
    for (action, Way { page, by }) in ways() {
        let command = match by {
            By::Command(name) => format!("'{name}'"),
            By::Headquarters => "null".to_owned(),
        };
        text.push_str(&format!("  {}: {{ page: '{page}', command: {command} }},\n", word(&action)));
    }
    text.push_str("};\n");
    let mut asked: Vec<_> = permissions().filter(|asked| asked.windows.contains(&Window::Staff)).collect();
    asked.sort_by_key(|asked| asked.name);
    let roles = asked.into_iter().filter_map(|asked| match asked.who {
        Who::Person(roles) | Who::Security(roles) if !roles.is_empty() => {
            Some((asked.name.to_owned(), words(roles)))
        }
        // Everybody in post, whoever they are.
        Who::Person(_) | Who::Security(_) => Some((asked.name.to_owned(), words(&Role::ALL))),
        Who::Anybody | Who::BeforeStore | Who::WithStore => None,
    });
    text.push_str("\n/** Who may ask what somebody must sit at the window for.\n * ");
    text.push_str(
        "@type {Partial<Record<import('./host.js').Name, readonly import('./wire').Role[]>>}\n */\n",
    );
    text.push_str(&table("MAY", roles));
    text
}

/// A word as it is on the wire.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn words<T: Serialize>(values: &[T]) -> Vec<String> {
    values.iter().map(word).collect()
}

/// A constant of lists by name, laid out as the pages' formatter does it.
fn table(name: &str, rows: impl Iterator<Item = (String, Vec<String>)>) -> String {
    let rows = rows.map(|(key, values)| {
        let key = if key.contains('.') { format!("'{key}'") } else { key };
        let values: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
        let line = format!("  {key}: [{}],\n", values.join(", "));
        if line.trim_end().chars().count() <= WIDTH {
            return line;
        }
        let values: String = values.iter().map(|value| format!("    {value},\n")).collect();
        format!("  {key}: [\n{values}  ],\n")
    });
    format!("export const {name} = {{\n{}}};\n", rows.collect::<String>())
}
