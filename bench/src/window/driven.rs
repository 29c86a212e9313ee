//! A window under WebDriver: scripts in its page, and the memory of its processes.

use std::error::Error;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::screen::{Running, Screen};

/// It only turns a hang into a failure.
const HANG: Duration = Duration::from_secs(60);

/// A window with its driver.
pub struct Driven {
    page: Client,
    driver: Running,
}

impl Driven {
    pub async fn open(screen: &Screen, program: &Path, data: &Path) -> Result<Self, Box<dyn Error>> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command: Command = screen.command("WebKitWebDriver", data);
        let driver =
            Running::start(command.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true"))?;
        for _ in 0..500 {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let capabilities: Capabilities = serde_json::from_value(json!({
            "browserName": "wry",
            "webkitgtk:browserOptions": { "binary": program, "args": [] },
        }))?;
        let page = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://{}:{port}", Ipv4Addr::LOCALHOST))
            .await?;
        Ok(Self { page, driver })
    }

    /// Runs a script that calls the last of its arguments with its answer.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Box<dyn Error>> {
        let asked = format!("the page was asked {script} with {arguments:?}");
        let answer = tokio::time::timeout(HANG, self.page.execute_async(script, arguments)).await;
        let answer = answer.map_err(|_| format!("{asked}, and gave no answer"))?;
        Ok(answer.map_err(|error| format!("{asked}, and answered {error}"))?)
    }

    /// Asks the desk, as the page does.
    pub async fn rpc(&self, name: &str, args: Value) -> Result<Value, Box<dyn Error>> {
        let script = "const [name, args, done] = arguments;
            globalThis.__TAURI_INTERNALS__.invoke('rpc', { name, args })
              .then((reply) => done({ reply }), (refusal) => done({ refusal }));";
        let answer = self.run(script, vec![json!(name), args]).await?;
        match answer.get("refusal") {
            None => Ok(answer.get("reply").cloned().unwrap_or_default()),
            Some(refusal) => Err(format!("{name}: {refusal}").into()),
        }
    }

    /// Waits until the page has an element, and then until it has painted.
    pub async fn until(&self, selector: &str) -> Result<(), Box<dyn Error>> {
        let script = "const [selector, done] = arguments;
            const there = () => document.querySelector(selector)
              ? requestAnimationFrame(() => setTimeout(() => done(true))) : setTimeout(there, 20);
            there();";
        // A page that is left takes its scripts with it: the next one is asked again.
        for _ in 0..20 {
            let asked = tokio::time::timeout(
                Duration::from_secs(3),
                self.page.execute_async(script, vec![json!(selector)]),
            );
            if matches!(asked.await, Ok(Ok(_))) {
                return Ok(());
            }
        }
        Err(format!("the page never showed {selector}").into())
    }

    /// What all processes of the window take, in MB: their proportional share of every page.
    pub fn megabytes(&self) -> Result<f64, Box<dyn Error>> {
        let mut parents = Vec::new();
        for entry in std::fs::read_dir("/proc")?.flatten() {
            let Some(process) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
                continue;
            };
            // A process may end while it is looked at.
            let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
            let parent =
                stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok());
            parents.push((process, parent.unwrap_or(0_u32)));
        }
        let (mut ours, mut at) = (vec![self.driver.0.id()], 0);
        while let Some(parent) = ours.get(at).copied() {
            ours.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(process, _)| *process));
            at += 1;
        }
        let mut kilobytes = 0.0;
        for process in ours.iter().skip(1) {
            let Ok(rollup) = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")) else {
                continue;
            };
            let share = rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next());
            kilobytes += share.and_then(|share| share.parse::<f64>().ok()).unwrap_or(0.0);
        }
        Ok(kilobytes / 1024.0)
    }

    /// Closes the window.
    pub async fn close(self) -> Result<(), Box<dyn Error>> {
        self.page.clone().close().await?;
        Ok(())
    }
}
