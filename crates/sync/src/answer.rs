//! What headquarters answers with: every outcome of a call is a variant with its code, its words in both languages and what
//! mends it, declared once. An answer that a store does not know yet still brings its words and its mend.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The most bytes of an answer of JSON that are read.
pub const LONGEST: usize = 1 << 20;

/// What a person or the program does about an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mend {
    /// Nothing is to be done.
    Nothing,
    /// The program goes on by itself.
    GoesOn,
    /// The program tries again by itself.
    TriesAgain,
    /// Call the enterprise's information officer.
    CallHeadquarters,
    /// Bring the program up to date.
    UpdateProgram,
    /// Ask for a new enrolment code and enrol this PC.
    Enrol,
    /// Verify the store's own file.
    VerifyFile,
    /// Fetch what headquarters has and this file has not.
    Recover,
    /// Check the time, the network or the proxy of this PC.
    CheckNetwork,
}

/// A sentence in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// The outcomes of one call.
pub trait Outcome: Serialize + DeserializeOwned {
    /// Their codes, which never change.
    const CODES: &'static [&'static str];
    /// This one's code.
    fn code(&self) -> &'static str;
    /// The HTTP status that it is sent with; for proxies and logs, no reader asks it.
    fn status(&self) -> u16;
    /// What mends it.
    fn mend(&self) -> Mend;
    /// What it says to a person.
    fn said(&self) -> Said;
}

macro_rules! outcomes {
    ($(#[$doc:meta])* $name:ident {
        $( $(#[$variant_doc:meta])* $variant:ident
           $({ $( $(#[$field_doc:meta])* $field:ident: $type:ty ),+ $(,)? })?
           = $code:literal, $status:literal, $mend:ident, $zh:literal, $en:literal; )+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "outcome")]
        pub enum $name {
            $( $(#[$variant_doc])* #[serde(rename = $code)] $variant
               $({ $( $(#[$field_doc])* $field: $type ),+ })?, )+
        }

        impl $crate::answer::Outcome for $name {
            const CODES: &'static [&'static str] = &[$($code),+];
            fn code(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $code, )+ }
            }
            fn status(&self) -> u16 {
                match self { $( Self::$variant { .. } => $status, )+ }
            }
            fn mend(&self) -> $crate::answer::Mend {
                match self { $( Self::$variant { .. } => $crate::answer::Mend::$mend, )+ }
            }
            fn said(&self) -> $crate::answer::Said {
                match self { $( Self::$variant { .. } => $crate::answer::Said { zh: $zh, en: $en }, )+ }
            }
        }
    };
}
pub(crate) use outcomes;

outcomes! {
    /// Why headquarters does not answer a call at all, whichever it is.
    Refused {
        /// The device's enrolment was ended.
        Revoked = "revoked", 403, CallHeadquarters,
            "总部已停用本机：柜台可继续工作，记录都保存在本机。请联系总部信息管理员，必要时重新登记本机。",
            "Headquarters has ended this PC's enrolment. The counter works on and keeps every record here. \
             Call the information officer; enrol this PC anew if they say so.";
        /// The device is frozen while a fork is looked at.
        Frozen = "frozen", 423, CallHeadquarters,
            "总部已暂停接收本机的记录，正在核对两份不同的历史：两份都已保存。请联系总部信息管理员。",
            "Headquarters has paused this PC while two different histories are compared. Both are kept. \
             Call the information officer.";
        /// The program is older than headquarters takes.
        Outdated {
            /// The oldest version that is taken.
            least: String,
        } = "outdated", 426, UpdateProgram,
            "本机程序版本过旧，总部不再接收：记录都保存在本机。请更新程序，之后会自动继续。",
            "This program is older than headquarters takes. Every record is kept here. \
             Update the program; it then goes on by itself.";
        /// Too much is going on.
        Busy {
            /// After how many seconds to ask again.
            after: u32,
        } = "busy", 503, TriesAgain,
            "总部正忙：没有丢失任何记录，稍后自动重试。",
            "Headquarters is busy. Nothing is lost; the program tries again by itself.";
        /// No such device is enrolled for this store.
        DeviceUnknown = "device_unknown", 401, Enrol,
            "总部没有登记本机：记录都保存在本机。请向总部索取登记码，登记本机。",
            "This PC is not enrolled at headquarters. Every record is kept here. Ask for an enrolment code and enrol it.";
        /// The signature of the request does not vouch for it.
        BadSignature = "bad_signature", 401, CheckNetwork,
            "请求签名无效：内容可能被代理改动，没有保存。请检查网络代理；仍不行请联系总部信息管理员。",
            "The request's signature does not fit it; a proxy may have changed it, and nothing was kept. \
             Check the proxy, then call the information officer.";
        /// The request cannot be read.
        Unreadable {
            /// Where, never what it says.
            what: String,
        } = "unreadable", 400, UpdateProgram,
            "总部无法读取请求：没有保存任何内容，记录都在本机。请更新程序，仍不行请联系总部信息管理员。",
            "Headquarters cannot read the request. Nothing of it was kept; every record is here. \
             Update the program, then call the information officer.";
        /// There is no such call.
        NoSuchCall = "no_such_call", 404, UpdateProgram,
            "总部不认识这一请求：总部与本机的程序版本不一致。请更新程序。",
            "Headquarters does not know this call: the two programs differ in version. Update the program.";
        /// Headquarters failed in itself.
        Failed = "failed", 500, TriesAgain,
            "总部出现故障：没有丢失任何记录，稍后自动重试。",
            "Headquarters has a fault of its own. Nothing is lost; the program tries again by itself.";
    }
}

/// An outcome that this program does not know, with the words that it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOutcome {
    /// Its code.
    pub code: String,
    /// What it says, in Chinese and in English.
    pub said: (String, String),
    /// What mends it; updating the program where that is not known either.
    pub mend: Mend,
}

/// An answer of headquarters to one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    /// An outcome of the call.
    Outcome(T),
    /// The call was not answered.
    Refused(Refused),
    /// An outcome of a headquarters that is newer than this program.
    Unknown(UnknownOutcome),
}

/// Bytes that are no answer of headquarters: a proxy's page, or less than all of it. As good as no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("收到的不是总部的答复：可能是代理或登录页面；记录都保存在本机，稍后自动重试")]
pub struct NoAnswer;

/// What every answer has.
#[derive(Deserialize)]
struct Words {
    outcome: String,
    #[serde(default)]
    message: BothLanguages,
    #[serde(default)]
    mend: Option<serde_json::Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct BothLanguages {
    zh: String,
    en: String,
}

#[derive(Serialize)]
struct Written<'a, T> {
    #[serde(flatten)]
    outcome: &'a T,
    message: Said,
    mend: Mend,
}

/// Writes an outcome as headquarters sends it: its fields, `outcome`, `message` in both languages, `mend`.
///
/// # Errors
/// Where a value cannot be written as JSON.
pub fn written<T: Outcome>(outcome: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Written { outcome, message: outcome.said(), mend: outcome.mend() })
}

impl<T: Outcome> Answer<T> {
    /// Reads an answer.
    ///
    /// # Errors
    /// [`NoAnswer`] where it is none, or where an outcome that is known lacks what it must have.
    pub fn read(bytes: &[u8]) -> Result<Self, NoAnswer> {
        if bytes.len() > LONGEST {
            return Err(NoAnswer);
        }
        let words: Words = serde_json::from_slice(bytes).map_err(|_| NoAnswer)?;
        let known = |codes: &[&str]| codes.contains(&words.outcome.as_str());
        if known(T::CODES) {
            return serde_json::from_slice(bytes).map(Self::Outcome).map_err(|_| NoAnswer);
        }
        if known(Refused::CODES) {
            return serde_json::from_slice(bytes).map(Self::Refused).map_err(|_| NoAnswer);
        }
        let mend = words.mend.and_then(|mend| serde_json::from_value(mend).ok());
        Ok(Self::Unknown(UnknownOutcome {
            code: words.outcome,
            said: (words.message.zh, words.message.en),
            mend: mend.unwrap_or(Mend::UpdateProgram),
        }))
    }
}
