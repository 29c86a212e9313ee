//! What the desk needs of the machine beside what the counter needs: where its files lie, and whether the customer has
//! a screen of their own.

use std::path::Path;

use counter::Host;

/// The machine that the desk stands on.
pub trait Machine: Host + Clone + Send + 'static {
    /// The folder of everything that the program keeps.
    fn data(&self) -> &Path;

    /// Whether a second screen stands towards the customer now.
    fn second_screen(&self) -> bool;
}
