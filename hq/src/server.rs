//! The server: the calls of stores, the console, and apart from both what watches it. It ends in order: what has begun is
//! answered, what comes later is not taken.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use chrono::Utc;

use crate::hq::{Fault, Hq};
use crate::settings::{Settings, Tls};
use crate::{calls, console, database, projector};

/// How long what has begun may take when the server ends.
const LAST: Duration = Duration::from_secs(20);
/// How long the headers of a request may take to come: who sends them drop by drop keeps no connection.
const HEADERS: Duration = Duration::from_secs(20);
/// How often what nobody needs any more is forgotten, and the gauges are read.
const HOUSEKEEPING: Duration = Duration::from_secs(15);

/// Why the server ended or did not begin.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Headquarters cannot be opened.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A certificate or key cannot be used.
    #[error("tls: {0}; state certificate and key as PEM files that this user can read")]
    Tls(std::io::Error),
    /// An address cannot be listened at.
    #[error("{address}: {source}; another program may hold it")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
}

impl From<database::DatabaseError> for ServerError {
    fn from(error: database::DatabaseError) -> Self {
        Self::Fault(error.into())
    }
}

/// Serves until `stop` ends. Tables are brought up to date first.
///
/// # Errors
/// [`ServerError`].
pub async fn serve(
    settings: &Settings,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServerError> {
    database::migrate(settings).await?;
    let hq = Arc::new(Hq::open(settings).await?);
    let handle = Handle::new();
    let ending = handle.clone();
    tokio::spawn(async move {
        stop.await;
        tracing::info!("ending: what has begun is answered");
        ending.graceful_shutdown(Some(LAST));
    });
    let work = [tokio::spawn(projector::run(Arc::clone(&hq))), tokio::spawn(housekeeping(Arc::clone(&hq)))];
    let monitor = monitor(Arc::clone(&hq), settings.monitor).await?;
    let router = router(hq, settings).into_make_service_with_connect_info::<SocketAddr>();
    let address = settings.listen;
    let listen = |source| ServerError::Listen { address, source };
    tracing::info!(%address, tls = settings.tls.is_some(), "serving");
    let served = match &settings.tls {
        Some(tls) => {
            let config = certificate(tls).await?;
            tokio::spawn(renewed(config.clone(), tls.clone()));
            let mut server = axum_server::bind_rustls(address, config).handle(handle);
            server.http_builder().http1().header_read_timeout(HEADERS);
            server.serve(router).await
        }
        None => {
            let mut server = axum_server::bind(address).handle(handle);
            server.http_builder().http1().header_read_timeout(HEADERS);
            server.serve(router).await
        }
    };
    work.iter().for_each(tokio::task::JoinHandle::abort);
    monitor.abort();
    served.map_err(listen)
}

/// Everything that the outside reaches.
pub fn router(hq: Arc<Hq>, settings: &Settings) -> Router {
    let secure = settings.url.starts_with("https://");
    calls::router(Arc::clone(&hq)).merge(console::router(hq, secure)).route("/health", get(alive))
}

/// That the process answers. Whether it works says the monitor's address.
async fn alive() -> &'static str {
    "ok\n"
}

async fn certificate(tls: &Tls) -> Result<RustlsConfig, ServerError> {
    RustlsConfig::from_pem_file(&tls.certificate, &tls.key).await.map_err(ServerError::Tls)
}

/// Reads the certificate again each hour, so that a renewed one needs no restart. One that cannot be read leaves the old one.
async fn renewed(config: RustlsConfig, tls: Tls) {
    loop {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        if let Err(error) = config.reload_from_pem_file(&tls.certificate, &tls.key).await {
            tracing::warn!(%error, "the certificate cannot be read again; the old one is kept");
        }
    }
}

/// Metrics and health at an address of their own, which no store reaches.
async fn monitor(hq: Arc<Hq>, address: SocketAddr) -> Result<tokio::task::JoinHandle<()>, ServerError> {
    let listener = tokio::net::TcpListener::bind(address).await;
    let listener = listener.map_err(|source| ServerError::Listen { address, source })?;
    let router = Router::new().route("/metrics", get(metrics)).route("/health", get(health)).with_state(hq);
    Ok(tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "the monitor ended");
        }
    }))
}

async fn metrics(State(hq): State<Arc<Hq>>) -> Response {
    match hq.metrics.text() {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Whether both databases answer.
async fn health(State(hq): State<Arc<Hq>>) -> Response {
    let works = async {
        hq.databases.ingest().await?.query_one("SELECT epoch FROM hq", &[]).await?;
        hq.databases.sealed().await?.query_one("SELECT 1", &[]).await?;
        Ok::<_, Fault>(())
    };
    match works.await {
        Ok(()) => "ok\n".into_response(),
        Err(fault) => (StatusCode::SERVICE_UNAVAILABLE, format!("{fault}\n")).into_response(),
    }
}

async fn housekeeping(hq: Arc<Hq>) {
    loop {
        hq.limits.forget();
        if let Err(error) = looked(&hq).await {
            tracing::warn!(%error, "the gauges cannot be read");
        }
        tokio::time::sleep(HOUSEKEEPING).await;
    }
}

async fn looked(hq: &Hq) -> Result<(), Fault> {
    let client = hq.databases.ingest().await?;
    let sql =
        "SELECT (SELECT coalesce(sum(h.seq - h.projected), 0)::bigint FROM head h WHERE h.projected < h.seq),
                      (SELECT count(*) FROM fork WHERE state = 'open')";
    let row = client.query_one(sql, &[]).await?;
    hq.metrics.waiting.set(row.get(0));
    hq.metrics.forks.set(row.get(1));
    hq.metrics.looked.set(u64::try_from(Utc::now().timestamp()).unwrap_or(0));
    let client = hq.databases.door().await?;
    client.execute(console::SESSIONS_OVER, &[]).await?;
    Ok(())
}
