//! How frozen structs, closed sets of codes, payloads and the list of kinds are declared. One declaration makes the struct and its
//! descriptor.

/// Values without fields of their own.
macro_rules! plain {
    ($($type:ty),+ $(,)?) => {$(
        impl crate::descriptor::Shape for $type {
            const FIELDS: &'static [crate::descriptor::Field] = &[];
        }
    )+};
}

/// What a field means: nothing more than it says, unless its declaration says more.
macro_rules! means {
    () => {
        crate::descriptor::Means::Itself
    };
    ($means:ident) => {
        crate::descriptor::Means::$means
    };
}

/// Under which key a field's word stands: its name, unless its declaration says another.
macro_rules! called {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $word:ident) => {
        stringify!($word)
    };
}

/// Structs, each with its fields: `name(word): Type as Meaning`, where word and meaning may be left out.
macro_rules! frozen {
    ($($(#[$doc:meta])* $name:ident { $(
        $(#[$field_doc:meta])* $field:ident $(($word:ident))?: $type:ty $(as $means:ident)?
    ),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),* }
        impl crate::descriptor::Shape for $name {
            const FIELDS: &'static [crate::descriptor::Field] = &[$(crate::descriptor::Field {
                name: stringify!($field),
                word: called!($field $($word)?),
                means: means!($($means)?),
                set: <$type as crate::descriptor::Shape>::SET,
                parts: <$type as crate::descriptor::Shape>::FIELDS,
            }),*];
        }
    )+};
}

/// Closed sets of codes, written in snake case; and the list of all closed sets, with those whose codes hold something.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($code:ident),+ $(,)? })+
     @also { $($(#[$also_doc:meta])* $also:ident),+ $(,)? }) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            pub enum $name { $(#[doc = concat!("`", stringify!($code), "`.")] $code),+ }
            impl crate::descriptor::Shape for $name {
                const FIELDS: &'static [crate::descriptor::Field] = &[];
                const SET: Option<Set> = Some(Set::$name);
            }
        )+

        /// Every closed set of codes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Set {
            $(#[doc = concat!("The codes of [`", stringify!($name), "`].")] $name,)+
            $($(#[$also_doc])* $also,)+
        }
    };
}

/// Payloads: stored name, version, the commands that write it, the struct. `then Next` after the struct's name says which
/// version it is lifted to; one without is the present one.
macro_rules! payloads {
    ($($(#[$doc:meta])* $kind:literal $version:literal by [$($writer:literal),* $(,)?]
       $name:ident $(then $next:ident)? { $($fields:tt)* })+) => {$(
        frozen! { $(#[$doc])* $name { $($fields)* } }
        impl crate::descriptor::Payload for $name {
            const KIND: crate::descriptor::Kind = crate::descriptor::Kind {
                name: $kind,
                version: $version,
                writers: &[$($writer),*],
                fields: <Self as crate::descriptor::Shape>::FIELDS,
            };
            lifted!($($next)?);
        }
    )+};
}

/// The way from a version to the present one.
macro_rules! lifted {
    () => {
        type Present = Self;
        fn present(self) -> Self {
            self
        }
    };
    ($next:ident) => {
        type Present = <$next as crate::descriptor::Payload>::Present;
        fn present(self) -> Self::Present {
            <$next>::from(self).present()
        }
    };
}

/// The list of kinds, each with all its versions, the oldest first. Those of registers are an enum of their own, so that who
/// knows all kinds need not name them one by one: what they do is the same for every register.
macro_rules! kinds {
    (of the house: [$($house:tt)*] of registers: [$($register:ident { $($entries:tt)* })*]) => {
        kinds! { @list Record present [Entry] $($house)* }
        kinds! { @list Entry entered [] $($($entries)*)* }
        kinds! { @from $($($entries)*)* }

        /// The records of each register by themselves, so that its own code names all of its own and none of another's.
        pub mod by_register {
            use super::{Entry, entered};
            $(kinds! { @own $register $($entries)* })*
        }
    };
    (@own $register:ident $($name:ident: $first:ident $(, $later:ident)*;)*) => {
        #[doc = concat!("What a `", stringify!($register), "` can be, in the version that is written today.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $register<'a> {
            $(#[doc = concat!("See [`Entry::", stringify!($name), "`].")] $name(&'a entered::$name)),*
        }
        impl<'a> $register<'a> {
            /// The record, where it is one of this register.
            #[must_use]
            pub fn of(entry: &'a Entry) -> Option<Self> {
                $(if let Entry::$name(payload) = entry {
                    return Some(Self::$name(payload));
                })*
                None
            }
        }
    };
    (@from $($name:ident: $first:ident $(, $later:ident)*;)*) => {
        $(impl From<entered::$name> for Entry {
            fn from(payload: entered::$name) -> Self { Self::$name(Box::new(payload)) }
        })*
    };
    (@all $of:ident []) => { $of::OWN };
    (@all $of:ident [$other:ident]) => {{
        const ALL: [crate::descriptor::Kind; $of::OWN.len() + $other::KINDS.len()] =
            crate::descriptor::joined($of::OWN, $other::KINDS);
        &ALL
    }};
    (@list $of:ident $present:ident [$($other:ident)?] $($name:ident: $first:ident $(, $later:ident)*;)*) => {
        /// Each kind's payload in the version that is written today.
        pub mod $present {
            $(#[doc = concat!("See [`super::", stringify!($of), "::", stringify!($name), "`].")]
              pub type $name = <super::$first as crate::descriptor::Payload>::Present;)*
        }

        /// One record's content, in the version that is written today.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $of {
            $(
                #[doc = concat!("`", stringify!($first), "` and what followed it.")]
                $name(Box<$present::$name>),
            )*
            $(
                /// A record of a register.
                $other($other),
            )?
        }

        impl $of {
            const OWN: &'static [crate::descriptor::Kind] = &[
                $(<$first as crate::descriptor::Payload>::KIND, $(<$later as crate::descriptor::Payload>::KIND,)*)*
            ];

            /// Every kind in every version that this program can read.
            pub const KINDS: &'static [crate::descriptor::Kind] = kinds!(@all $of [$($other)?]);

            /// Every kind in the version that is written today, but those of registers.
            pub const PRESENT: &'static [crate::descriptor::Kind] =
                &[$(<$present::$name as crate::descriptor::Payload>::KIND),*];

            /// Its kind, in the version that is written today.
            #[must_use]
            pub const fn kind(&self) -> &'static crate::descriptor::Kind {
                match *self {
                    $(Self::$name(_) => &<$present::$name as crate::descriptor::Payload>::KIND,)*
                    $(Self::$other(ref entry) => $other::kind(entry),)?
                }
            }

            /// What a stored kind and version are, where this program can read them.
            #[must_use]
            pub fn known(kind: &str, version: u16) -> Option<&'static crate::descriptor::Kind> {
                Self::KINDS.iter().find(|known| known.version == version && known.name == kind)
            }

            /// Writes the payload alone.
            ///
            /// # Errors
            /// What the serializer reports.
            #[allow(unused_variables, reason = "a list may be empty")]
            pub fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match *self {
                    $(Self::$name(ref payload) => serde::Serialize::serialize(payload, serializer),)*
                    $(Self::$other(ref entry) => $other::write(entry, serializer),)?
                }
            }

            /// Reads a payload as it was written, and lifts it to the present version. `None` for a kind or version that this
            /// program does not know: then nothing of the payload was read.
            ///
            /// # Errors
            /// A payload that does not have the shape of its kind and version.
            #[allow(unreachable_code, unused_variables, reason = "a list may be empty, or have another beside it")]
            pub fn read<'de, D: serde::Deserializer<'de>>(
                kind: &str, version: u16, payload: D,
            ) -> Result<Option<Self>, D::Error> {
                $(
                    one_version!($name $first kind version payload);
                    $(one_version!($name $later kind version payload);)*
                )*
                $(return Ok($other::read(kind, version, payload)?.map(Self::$other));)?
                Ok(None)
            }
        }
    };
    ($($kinds:tt)+) => {
        kinds! { @list Record present [] $($kinds)+ }
    };
}

/// Reads one version, if that is what is asked for.
macro_rules! one_version {
    ($name:ident $type:ident $kind:ident $version:ident $payload:ident) => {
        let known = <$type as crate::descriptor::Payload>::KIND;
        if known.version == $version && known.name == $kind {
            let payload = <$type as serde::Deserialize>::deserialize($payload)?;
            let present = crate::descriptor::Payload::present(payload);
            return Ok(Some(Self::$name(Box::new(present))));
        }
    };
}
