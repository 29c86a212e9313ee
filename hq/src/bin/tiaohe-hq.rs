//! The server of headquarters: `tiaohe-hq --settings /etc/tiaohe-hq/hq.toml`. It ends in order on SIGTERM and Ctrl-C.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use hq::settings::{Settings, USUAL};
use tokio::signal::unix::{SignalKind, signal};

/// The server of headquarters.
#[derive(Parser)]
#[command(name = "tiaohe-hq", version)]
struct Arguments {
    /// The file of settings; `TIAOHE_HQ_…` in the environment stands over it.
    #[arg(long, default_value = USUAL)]
    settings: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_default_env();
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,refinery_core=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match served(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tiaohe-hq: {error}");
            ExitCode::FAILURE
        }
    }
}

fn served(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let settings = Settings::read(&arguments.settings, std::env::vars())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let (mut terminate, mut interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let stop = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        };
        hq::server::serve(&settings, stop).await?;
        Ok(())
    })
}
