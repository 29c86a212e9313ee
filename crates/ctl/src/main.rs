//! `tiaohectl`: the use cases of the counter without a window, for IT and for tests.
//!
//! It decides nothing: every step of a service is a command of `counter`. Exit code 0 means done, 2 means refused
//! with the reason on standard output (`--json`) or standard error.

mod arguments;
mod cleaning;
mod host;
mod invented;
mod journey;
mod label;
mod law;
mod morning;
mod report;
mod resume;
mod table;
mod tend;
mod uplinked;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, LabelTask, Task};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("TIAOHE_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let json = arguments.json;
    let outcome = match &arguments.task {
        Task::Init(task) => tend::init(&arguments, task),
        Task::Import(task) => law::import(&arguments, task),
        Task::Table(task) => table::bring(&arguments, task),
        Task::Rules(task) => law::rules(&arguments, task),
        Task::Service(task) => journey::serve(&arguments, task),
        Task::Verify => tend::verify(&arguments),
        Task::Rebuild(task) => tend::rebuild(&arguments, task),
        Task::Backup(task) => tend::backup(&arguments, task),
        Task::Drill(task) => tend::drill(&arguments, task),
        Task::Restore(task) => tend::restore(&arguments, task),
        Task::Label(task) => match &task.what {
            LabelTask::Key(task) => label::key(&arguments, task),
            LabelTask::Verify(task) => label::verify(task),
            LabelTask::Page(task) => label::page(task),
        },
        Task::Enrol(task) => uplinked::enrol(&arguments, task),
        Task::Sync(task) => uplinked::sync(&arguments, task),
        Task::Trace(task) => tend::trace(&arguments, task),
    };
    report::print(outcome, json)
}
