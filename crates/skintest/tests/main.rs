//! The tests of this crate in one program: what they share is built and linked once. A file here is a module of it.

mod common;
mod recognised;
mod refused;
mod torture;
mod workbooks;
