//! The constant descriptor of a register: its number, words, states and acts, who may read and do what, how long it is kept.
//! What its fields are is not said here: the types of its entry and forms say it.

use domain::signature::Meaning;
use domain::staff::Role;

use crate::cell::Words;
use crate::field::Field;

/// Who decides what stands in a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The store writes it.
    Store,
    /// Headquarters writes it, and the store reads it.
    Headquarters,
}

/// An article of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// The rulebook's id.
    pub rulebook: &'static str,
    /// The article's number.
    pub number: &'static str,
}

/// An article of the Shandong guide.
#[must_use]
pub const fn shandong(number: &'static str) -> Clause {
    Clause { rulebook: "shandong-guide", number }
}

/// An article of the guide to personalised services.
#[must_use]
pub const fn guide(number: &'static str) -> Clause {
    Clause { rulebook: "guide-personalised-service", number }
}

/// How a state is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something is still to be done.
    Open,
    /// It is as it should be.
    Fine,
    /// It is over.
    Over,
}

impl Tone {
    /// Its stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Fine => "fine",
            Self::Over => "over",
        }
    }
}

/// A state that an entry can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Its stored code.
    pub code: &'static str,
    /// How it is shown.
    pub tone: Tone,
    /// What it is called.
    pub words: Words,
}

/// A signature that an act needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// By whom.
    pub role: Role,
    /// Meaning what.
    pub meaning: Meaning,
    /// Whether it must be another person than the one who wrote the entry (two people by the law).
    pub second: bool,
}

/// What is done with an entry: it is entered, or it goes from one state to another. Each act is a command by its name, and
/// writes one kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// The command's name.
    pub name: &'static str,
    /// What the button says.
    pub words: Words,
    /// What it is for, in a sentence.
    pub why: Words,
    /// The record that it writes.
    pub kind: &'static str,
    /// Who may.
    pub roles: &'static [Role],
    /// From which states; an empty list enters a new entry.
    pub from: &'static [&'static str],
    /// Into which state.
    pub to: &'static str,
    /// Who signs it.
    pub signed: Option<Signed>,
    /// The article that asks for it.
    pub clause: Clause,
    /// What is filled in: made from the form's type.
    pub fields: &'static [Field],
}

impl Act {
    /// Whether it makes a new entry.
    #[must_use]
    pub const fn enters(&self) -> bool {
        self.from.is_empty()
    }
}

/// What a field is called, what helps to fill it, and what was often said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called {
    /// The field's name.
    pub key: &'static str,
    /// What it is called.
    pub words: Words,
    /// What helps to fill it.
    pub hint: Option<Words>,
    /// What one press fills in.
    pub often: &'static [Words],
}

/// A field's words alone.
#[must_use]
pub const fn called(key: &'static str, zh: &'static str, en: &'static str) -> Called {
    Called { key, words: crate::cell::words(zh, en), hint: None, often: &[] }
}

impl Called {
    /// The same, with what helps to fill it.
    #[must_use]
    pub const fn hint(self, zh: &'static str, en: &'static str) -> Self {
        Self { hint: Some(crate::cell::words(zh, en)), ..self }
    }

    /// The same, with what is often said.
    #[must_use]
    pub const fn often(self, often: &'static [Words]) -> Self {
        Self { often, ..self }
    }
}

/// A register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// Its stored code.
    pub code: &'static str,
    /// The letters of its numbers.
    pub letters: &'static str,
    /// What it is called.
    pub words: Words,
    /// What it is for, in a sentence.
    pub why: Words,
    /// The icon that stands for it.
    pub icon: &'static str,
    /// The article that asks for it.
    pub clause: Clause,
    /// Who decides what stands in it.
    pub owner: Owner,
    /// Who may read it; an empty list means everybody in post.
    pub readers: &'static [Role],
    /// Who may read the names in it and take them along. Everybody else reads numbers in their place.
    pub names: &'static [Role],
    /// Whether the person for information security reads it and does its acts, whatever else they hold or not.
    pub security: bool,
    /// The article by which something of an entry is due on a day, where it is: then its register says which day.
    pub due: Option<&'static str>,
    /// After which column's day an entry is kept, for as many months as the register's article in the rulebook says.
    pub kept_after: Option<&'static str>,
    /// The columns of the list, in order.
    pub listed: &'static [&'static str],
    /// Columns that the list can be narrowed by, beside the state.
    pub narrowed: &'static [&'static str],
    /// Columns of which the latest entry of each value is asked for: where a reading of each area is, for example.
    pub latest: &'static [&'static str],
    /// The column that it is sorted by at first, the latest first.
    pub sorted: &'static str,
    /// The states of an entry.
    pub states: &'static [State],
    /// What is done with an entry, the entering first.
    pub acts: &'static [Act],
    /// The act whose rows a table may bring, where one may.
    pub brought: Option<&'static str>,
    /// The fields of the entry: made from its type.
    pub fields: &'static [Field],
    /// What the fields of entry and forms are called.
    pub called: &'static [Called],
}

impl Spec {
    /// A field of the entry.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// What a field is called; its own name where nobody said.
    #[must_use]
    pub fn called(&self, key: &str) -> Option<&'static Called> {
        self.called.iter().find(|called| called.key == key)
    }

    /// A state.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<&'static State> {
        self.states.iter().find(|state| state.code == code)
    }

    /// An act by its name.
    #[must_use]
    pub fn act(&self, name: &str) -> Option<&'static Act> {
        self.acts.iter().find(|act| act.name == name)
    }
}
