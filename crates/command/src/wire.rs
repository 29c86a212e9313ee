//! The shapes that go over the wire, written as TypeScript: what the pages are checked against.
//!
//! It collects the commands and the types that they name, each once, and prints one declaration file. It refuses to be
//! a schema of the store: what no command takes or gives is not in it.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::{Config, TS, TypeVisitor};

/// Two shapes that are no list of words and belong to crates that know no wire format.
const SHAPES: &str = r#"
export type Delivery = { way: "on_the_spot" } | { way: "pick_up" } | { way: "home" } | { way: "carrier", carrier: string, order: string };
export interface Refusal { code: string, message: string, clause?: { rulebook: string, number: string }, mend?: string, details?: unknown[] }
"#;

/// A declaration file in the making.
pub struct Wire {
    config: Config,
    words: BTreeMap<&'static str, String>,
    types: BTreeMap<String, String>,
    twice: Vec<String>,
    commands: Vec<(&'static str, String, String)>,
}

impl Default for Wire {
    fn default() -> Self {
        // Weights, prices and sequence numbers are integers far below 2^53.
        let config = Config::new().with_large_int("number");
        Self {
            config,
            words: BTreeMap::new(),
            types: BTreeMap::new(),
            twice: Vec::new(),
            commands: Vec::new(),
        }
    }
}

impl Wire {
    /// A closed list of words that arguments and replies name: as a type of its own, so that a page's map of them that
    /// forgets one is wrong. The domain knows no wire format; whoever lists its words here does.
    pub fn words<T: Serialize>(&mut self, name: &'static str, all: &[T]) {
        let words = all.iter().filter_map(|word| serde_json::to_string(word).ok());
        self.words.insert(name, words.collect::<Vec<_>>().join(" | "));
    }

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

    /// An act of a register: what is filled in its register says, and the page draws the form from `register.form`.
    pub fn act(&mut self, name: &'static str) {
        let arguments = "Record<string, unknown>".to_owned();
        self.commands.push((name, arguments, "{ number: string }".to_owned()));
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
        text.push_str(SHAPES);
        for (name, words) in &self.words {
            text.push_str(&format!("export type {name} = {words};\n"));
        }
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
            let word = self.words.contains_key(name.as_str())
                || SHAPES.contains(&format!("export type {name} ="))
                || SHAPES.contains(&format!("export interface {name} "));
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
