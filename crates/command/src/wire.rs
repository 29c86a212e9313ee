//! The shapes that go over the wire, written as TypeScript: what the pages are checked against.
//!
//! It collects the commands and the types that they name, each once, and prints one declaration file. It refuses to be
//! a schema of the store: what no command takes or gives is not in it.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

/// Words of the domain that arguments and replies name. They are listed here and not derived, because the domain knows
/// no wire format; a test holds each list against the domain's own.
const WORDS: &str = r#"
export type Role = "advisor" | "operator" | "officer" | "store_manager" | "inspector";
export type Purpose = "service_record" | "skin_and_allergy" | "facial_image" | "contact" | "upload_identity" | "marketing";
export type Mode = "product" | "plan" | "on_person" | "combined";
export type Step = "opened" | "noticed" | "needed" | "tested" | "planned" | "agreed" | "cleared" | "blended" | "labelled" | "scanned" | "released" | "done" | "ended";
export type Channel = "skin_test" | "make_up_assessment" | "online_questionnaire" | "online_consultation" | "skin_consultation" | "make_up_consultation";
export type Zone = "waiting" | "accepted" | "rejected" | "returned_or_recalled";
export type AgeBand = "child_of_cosmetics" | "under_fourteen" | "minor" | "adult";
export type ServiceType = "blend" | "repack" | "pack";
export type Outcome = "pass" | "not_applicable" | "warn" | "stop";
export type Delivery = { way: "on_the_spot" } | { way: "pick_up" } | { way: "home" } | { way: "carrier", carrier: string, order: string };
export interface Refusal { code: string, message: string, clause?: { rulebook: string, number: string }, mend?: string, details?: unknown[] }
"#;

/// A declaration file in the making.
pub struct Wire {
    config: Config,
    types: BTreeMap<String, String>,
    twice: Vec<String>,
    commands: Vec<(&'static str, String, String)>,
}

impl Default for Wire {
    fn default() -> Self {
        // Weights, prices and sequence numbers are integers far below 2^53.
        let config = Config::new().with_large_int("number");
        Self { config, types: BTreeMap::new(), twice: Vec::new(), commands: Vec::new() }
    }
}

impl Wire {
    /// A command whose reply no page reads.
    pub fn command<C: TS + 'static>(&mut self, name: &'static str) {
        let arguments = self.named::<C>();
        self.push(name, arguments, "unknown".to_owned());
    }

    /// A command that two answer, one with the other's help, is one command: the first says what comes back.
    fn push(&mut self, name: &'static str, arguments: String, reply: String) {
        if self.commands.iter().all(|(known, ..)| *known != name) {
            self.commands.push((name, arguments, reply));
        }
    }

    /// A command with its reply.
    pub fn answered<C: TS + 'static, R: TS + 'static + ?Sized>(&mut self, name: &'static str) {
        let (arguments, reply) = (self.named::<C>(), self.named::<R>());
        self.push(name, arguments, reply);
    }

    /// Names that two different types bear: one of them would be lost, so there must be none.
    #[must_use]
    pub fn twice(&self) -> &[String] {
        &self.twice
    }

    /// Declares a type with all that it names and gives its name.
    fn named<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::name(&self.config)
    }

    /// The declaration file.
    #[must_use]
    pub fn declaration(&self) -> String {
        let mut text =
            "// Made by `cargo xtask wire` from the commands and views in Rust. Do not edit.\n".to_owned();
        text.push_str(WORDS);
        for declared in self.types.values() {
            text.push_str("export ");
            text.push_str(&laid_out(declared));
            text.push('\n');
        }
        text.push_str(
            "\n/** Every command that a window may call, by its name. */\nexport interface Commands {\n",
        );
        for (name, arguments, reply) in &self.commands {
            text.push_str(&format!("  \"{name}\": {{ args: {arguments}, reply: {reply} }};\n"));
        }
        text.push_str("}\n");
        text
    }
}

/// A declaration as a person would lay it out: a field a line, its words in one comment above it.
fn laid_out(declared: &str) -> String {
    let flat = declared.replace("/**\n * ", "/** ").replace("\n */\n", " */\n");
    let lines: Vec<&str> = flat.lines().map(str::trim_end).collect();
    let inner = |(index, line): (usize, &&str)| match line.strip_suffix(", };") {
        Some(last) if index > 0 => format!("  {last},\n}};"),
        _ if index > 0 => format!("  {line}"),
        _ => (*line).to_owned(),
    };
    lines.iter().enumerate().map(inner).collect::<Vec<_>>().join("\n")
}

impl TypeVisitor for Wire {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let name = T::name(&self.config);
        // Only what has a declaration of its own has a place to be exported to.
        if T::output_path().is_some() {
            let declared = T::decl(&self.config);
            let word = WORDS.contains(&format!("export type {name} =")) || name == "Refusal";
            match self.types.get(&name) {
                Some(other) if *other == declared && !word => {}
                Some(_) => self.twice.push(name),
                None if word => self.twice.push(name),
                None => {
                    self.types.insert(name, declared);
                    T::visit_dependencies(self);
                }
            }
        }
        T::visit_generics(self);
    }
}
