//! Closed lists: an enum whose `ALL` cannot forget one of its words.

/// Declares an enum of plain words together with `ALL` of them, in the order in which they stand.
#[macro_export]
macro_rules! closed {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$doc:meta])* $word:ident),+ $(,)? }) => {
        $(#[$about])*
        pub enum $name { $($(#[$doc])* $word),+ }

        impl $name {
            /// All of them, in their order.
            pub const ALL: [Self; [$(stringify!($word)),+].len()] = [$(Self::$word),+];
        }
    };
}
