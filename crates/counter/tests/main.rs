//! The tests of this crate in one program: what they share is built and linked once. A file here is a module of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what the tests share must fail them"
)]

mod again;
mod allergies;
mod approvals;
mod bench;
mod clauses;
mod coming_down;
mod common;
mod consent_proofs;
mod consent_text;
mod day;
mod day_due;
mod day_later;
mod day_odd;
mod days;
mod demo;
mod duties;
mod explained;
mod figures;
mod gates;
mod import;
mod incidents;
mod label_code;
mod labels;
mod lists;
mod mends;
mod messy;
mod needs_kept;
mod newer;
mod one_window;
mod over_pour;
mod papers;
mod past;
mod people;
mod person;
mod pins;
mod privacy;
mod promised;
mod recall;
mod registers;
mod retention;
mod rights;
mod rights_allergies;
mod rights_asked;
mod rights_called;
mod rights_changed;
mod rights_taken;
mod samples;
mod security;
mod setup;
mod setup_mended;
mod sheets;
mod shift;
mod templates;
mod unsaid;
mod upkeep;
mod variants;
mod view;
mod wording;
mod work;
