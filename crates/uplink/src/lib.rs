//! The calls of a store to headquarters, over HTTPS with the system's trust and proxy. What is said stands in [`sync`]; this
//! crate carries it and bounds what comes back. It refuses to decide anything, to try again, and to know a store: a line that
//! is cut is an outcome, and whoever asked plans anew.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Method, Response, StatusCode};
use sync::answer::{Answer, LONGEST, Outcome, Refused};
use sync::calls::{
    After, BlobOutcome, BoardOutcome, ENROL, Enrol, EnrolOutcome, GIVEN_BACK, GivenBack, GivenBackOutcome,
    HeadOutcome, HeadQuery, IntroduceKey, RECORDS, ROOT, RecordsOutcome, SEALED, STORE_KEY, SealedOutcome,
    SignedOutcome, StoreKeyOutcome, TAIL, Tail, TailOutcome, blob_path, bulletin_path,
};
use sync::device::DeviceKey;
use sync::down::Chain;
use sync::down::bulletin::ContentRef;
use sync::frame::PACKED;
use sync::receipt::Asked;
use sync::request::{Asking, Echo, PROTOCOL, echo, header};

/// How long headquarters may take to be reached.
const REACHED: Duration = Duration::from_secs(10);
/// How long nothing may come before the line counts as cut.
const SILENT: Duration = Duration::from_secs(30);
/// How long a call may take altogether: a batch of 8 MiB over a poor line.
const ALTOGETHER: Duration = Duration::from_secs(180);

/// Why a call has no answer. Nothing is known then of what became of it at headquarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Cut {
    /// The program cannot make a secure connection at all.
    #[error("本机无法建立安全连接；记录都保存在本机，请联系信息部门")]
    NoTls,
    /// Nobody answers there.
    #[error("连不上总部：记录都保存在本机，网络恢复后自动上传")]
    NotReached,
    /// The connection is not secure: another certificate than this computer trusts.
    #[error(
        "总部的安全证书不被本机信任：没有发送任何内容。请检查本机时间和网络代理，仍不行请联系总部信息管理员"
    )]
    NotTrusted,
    /// It was cut off on the way.
    #[error("与总部的连接中断：记录都保存在本机，稍后自动重试")]
    Broken,
    /// Something else than headquarters answered: a proxy, a login page.
    #[error("收到的不是总部的答复：可能是代理或登录页面。记录都保存在本机，稍后自动重试")]
    NotHeadquarters,
}

impl Cut {
    /// The stable code that a page matches.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoTls => "hq_no_tls",
            Self::NotReached => "hq_not_reached",
            Self::NotTrusted => "hq_not_trusted",
            Self::Broken => "hq_cut_off",
            Self::NotHeadquarters => "hq_not_headquarters",
        }
    }

    /// The same for people who read English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::NoTls => {
                "This computer cannot make a secure connection. Every record is kept here; call your IT."
            }
            Self::NotReached => {
                "Headquarters cannot be reached. Every record is kept here and is sent when the network is back."
            }
            Self::NotTrusted => {
                "This computer does not trust headquarters' certificate; nothing was sent. Check this computer's clock \
                 and proxy, then call the information officer."
            }
            Self::Broken => {
                "The connection was cut off. Every record is kept here; the program tries again by itself."
            }
            Self::NotHeadquarters => {
                "Something else than headquarters answered, such as a proxy or a login page. Every record is kept here; \
                 the program tries again by itself."
            }
        }
    }
}

/// Records that came back, or why not.
#[derive(Debug)]
pub enum Fetched {
    /// Records.
    Records(Tail),
    /// None.
    Answer(Answer<TailOutcome>),
}

/// A content, or why not.
#[derive(Debug)]
pub enum Blob {
    /// Its bytes, as many as were named at most; whoever asked compares their digest.
    Bytes(Vec<u8>),
    /// None.
    Answer(Answer<BlobOutcome>),
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// Whose device.
    pub store: &'a str,
    /// The device's key.
    pub key: &'a DeviceKey,
    /// The program and its version.
    pub program: &'a str,
}

/// The line to one headquarters.
#[derive(Debug, Clone)]
pub struct Line {
    client: Client,
    url: String,
}

impl Line {
    /// A line to an address; nothing is sent yet.
    ///
    /// # Errors
    /// [`Cut::NoTls`].
    pub fn to(url: &str) -> Result<Self, Cut> {
        // Another part of the program may have chosen the same one before: then that is the one.
        drop(rustls::crypto::ring::default_provider().install_default());
        // A redirect would carry signed requests to whoever wrote it.
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(REACHED)
            .read_timeout(SILENT)
            .timeout(ALTOGETHER)
            .build()
            .map_err(|_| Cut::NoTls)?;
        Ok(Self { client, url: url.trim_end_matches('/').to_owned() })
    }

    /// Asks to be enrolled.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn enrol(&self, enrol: &Enrol) -> Result<Answer<EnrolOutcome>, Cut> {
        let body = serde_json::to_vec(enrol).map_err(|_| Cut::NotHeadquarters)?;
        let request = self.client.post(format!("{}{ENROL}", self.url));
        let request = request.header(CONTENT_TYPE, "application/json").body(body);
        answer(request.send().await.map_err(cut)?).await
    }

    /// Asks how far headquarters' copy reaches.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn head(
        &self,
        asker: Asker<'_>,
        asked: Asked,
        query: HeadQuery,
    ) -> Result<Answer<HeadOutcome>, Cut> {
        answer(self.sent(asker, asked, Method::GET, &query.path(), Vec::new()).await?).await
    }

    /// Sends a batch, as [`sync::calls::Batch`] wrote it.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn records(
        &self,
        asker: Asker<'_>,
        asked: Asked,
        batch: Vec<u8>,
    ) -> Result<Answer<RecordsOutcome>, Cut> {
        answer(self.sent(asker, asked, Method::POST, RECORDS, batch).await?).await
    }

    /// Puts one item that identifies a person, as [`sync::calls::SealedItem`] wrote it.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn sealed(
        &self,
        asker: Asker<'_>,
        asked: Asked,
        item: &str,
        body: Vec<u8>,
    ) -> Result<Answer<SealedOutcome>, Cut> {
        answer(self.sent(asker, asked, Method::PUT, &format!("{SEALED}{item}"), body).await?).await
    }

    /// Asks that the store may sign with another key from here on.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn store_key(
        &self,
        asker: Asker<'_>,
        asked: Asked,
        introduce: &IntroduceKey,
    ) -> Result<Answer<StoreKeyOutcome>, Cut> {
        let body = serde_json::to_vec(introduce).map_err(|_| Cut::NotHeadquarters)?;
        answer(self.sent(asker, asked, Method::POST, STORE_KEY, body).await?).await
    }

    /// Fetches records back, from `from` on.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn fetched(
        &self,
        asker: Asker<'_>,
        asked: Asked,
        branch: u32,
        from: u64,
    ) -> Result<Fetched, Cut> {
        let path = format!("{TAIL}?branch={branch}&from={from}");
        let response = self.sent(asker, asked, Method::GET, &path, Vec::new()).await?;
        if response.status() != StatusCode::OK {
            return answer(response).await.map(Fetched::Answer);
        }
        let bytes = bounded(response, PACKED).await?;
        Tail::read(&bytes).map(Fetched::Records).map_err(|_| Cut::NotHeadquarters)
    }

    /// Asks for the board; headquarters keeps the question for up to `wait` seconds while there is no other than `after`.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn board(
        &self,
        asker: Asker<'_>,
        asked: Asked,
        after: After,
        wait: u32,
    ) -> Result<Answer<BoardOutcome>, Cut> {
        answer(self.sent(asker, asked, Method::GET, &after.path(wait), Vec::new()).await?).await
    }

    /// Asks for a root.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn root(&self, asker: Asker<'_>, asked: Asked, no: u64) -> Result<Answer<SignedOutcome>, Cut> {
        answer(self.sent(asker, asked, Method::GET, &format!("{ROOT}{no}"), Vec::new()).await?).await
    }

    /// Asks for a bulletin.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn bulletin(
        &self,
        asker: Asker<'_>,
        asked: Asked,
        chain: Chain,
        no: u64,
    ) -> Result<Answer<SignedOutcome>, Cut> {
        answer(self.sent(asker, asked, Method::GET, &bulletin_path(chain, no), Vec::new()).await?).await
    }

    /// Gives a bulletin back to a headquarters that was restored.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn give_back(
        &self,
        asker: Asker<'_>,
        asked: Asked,
        given: &GivenBack,
    ) -> Result<Answer<GivenBackOutcome>, Cut> {
        let body = serde_json::to_vec(given).map_err(|_| Cut::NotHeadquarters)?;
        answer(self.sent(asker, asked, Method::POST, GIVEN_BACK, body).await?).await
    }

    /// Fetches what a bulletin brings, and no byte more than it names.
    ///
    /// # Errors
    /// [`Cut`].
    pub async fn blob(&self, asker: Asker<'_>, asked: Asked, content: ContentRef) -> Result<Blob, Cut> {
        let path = blob_path(&content.digest);
        let response = self.sent(asker, asked, Method::GET, &path, Vec::new()).await?;
        if response.status() != StatusCode::OK {
            return answer(response).await.map(Blob::Answer);
        }
        let most = usize::try_from(content.bytes).unwrap_or(usize::MAX);
        bounded(response, most).await.map(Blob::Bytes)
    }

    async fn sent(
        &self,
        asker: Asker<'_>,
        asked: Asked,
        method: Method,
        path: &str,
        body: Vec<u8>,
    ) -> Result<Response, Cut> {
        let asking = Asking { method: method.as_str(), path, store: asker.store, asked };
        let signed = asker.key.signed(&asking, &body);
        let mut headers = HeaderMap::new();
        for (name, value) in signed.headers() {
            put(&mut headers, name, &value)?;
        }
        put(&mut headers, header::PROGRAM, asker.program)?;
        put(&mut headers, header::PROTOCOL, &PROTOCOL.to_string())?;
        let request = self.client.request(method, format!("{}{path}", self.url)).headers(headers);
        let response = request.body(body).send().await.map_err(cut)?;
        let given_back = |name| response.headers().get(name).map(HeaderValue::as_bytes);
        match echo(asked, given_back(header::BOOT), given_back(header::COUNTER)) {
            Echo::Same | Echo::Absent => Ok(response),
            // An older answer out of somebody's cache.
            Echo::Other => Err(Cut::NotHeadquarters),
        }
    }
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) -> Result<(), Cut> {
    let value = HeaderValue::from_str(value).map_err(|_| Cut::NotHeadquarters)?;
    headers.insert(HeaderName::from_static(name), value);
    Ok(())
}

/// Reads an answer; what a proxy says in headquarters' place while it is overloaded is as good as headquarters' own "busy".
async fn answer<T: Outcome>(response: Response) -> Result<Answer<T>, Cut> {
    let status = response.status();
    let after =
        response.headers().get(RETRY_AFTER).and_then(|after| after.to_str().ok()?.parse::<u32>().ok());
    let bytes = bounded(response, LONGEST).await?;
    match Answer::read(&bytes) {
        Ok(answer) => Ok(answer),
        Err(_) if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE => {
            Ok(Answer::Refused(Refused::Busy { after: after.unwrap_or(0) }))
        }
        Err(_) => Err(Cut::NotHeadquarters),
    }
}

/// The body, as far as `most` bytes; more is not headquarters'.
async fn bounded(mut response: Response, most: usize) -> Result<Vec<u8>, Cut> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(cut)? {
        if bytes.len() + chunk.len() > most {
            return Err(Cut::NotHeadquarters);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn cut(error: reqwest::Error) -> Cut {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(inner) = source {
        if inner.downcast_ref::<rustls::Error>().is_some() {
            return Cut::NotTrusted;
        }
        // The connector hides what TLS says inside an input-output error.
        let hidden = inner.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if hidden.is_some_and(|hidden| hidden.downcast_ref::<rustls::Error>().is_some()) {
            return Cut::NotTrusted;
        }
        source = inner.source();
    }
    if error.is_connect() { Cut::NotReached } else { Cut::Broken }
}
