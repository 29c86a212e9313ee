//! What can go wrong with the store, each with what was kept and what to do.

use std::io::ErrorKind;
use std::path::PathBuf;

use domain::leftover::LeftoverError;
use domain::quantity::Milligrams;
use domain::service::StepError;
use effects::{Contradiction, Stopped};
use rusqlite::ErrorCode;

use crate::folder::Holder;

const FULL: [ErrorKind; 2] = [ErrorKind::StorageFull, ErrorKind::QuotaExceeded];
const DISK_FULL: &str = "disk_full";
const READ_ONLY: &str = "disk_read_only";

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the folder.
    #[error("数据文件夹正被使用：{0}。请先关闭该程序；什么都没有改动")]
    Held(Holder),
    /// There is no store in the folder.
    #[error("文件夹 {} 里没有门店数据库：请先用 init 建立，或用 restore 从备份恢复", .0.display())]
    Missing(PathBuf),
    /// There is already a store in the folder.
    #[error("文件夹 {} 里已有门店数据库：未作任何改动；请换一个空文件夹", .0.display())]
    Exists(PathBuf),
    /// The key does not open the store.
    #[error("密钥打不开此数据库：密钥文件不对，或数据库文件已损坏；文件原样保留，请核对密钥文件或从备份恢复")]
    WrongKey,
    /// A key file that is no key.
    #[error("密钥文件 {} 不可用：{why}", .path.display())]
    KeyFile {
        /// Where.
        path: PathBuf,
        /// What is wrong.
        why: &'static str,
    },
    /// Bytes that are no key, or no wrapped key any more.
    #[error("密钥不可用：{why}；密钥文件原样保留，请改用它的备份，或从门店备份恢复")]
    NoKey {
        /// What is wrong.
        why: &'static str,
    },
    /// The passphrase does not open the wrapped key, which is whole.
    #[error("口令不对：密钥没有解开，什么都没有改动；请核对大小写和输入法后再试")]
    WrongPassphrase,
    /// A passphrase that is too short to guard a key.
    #[error("口令太短：至少 {least} 个字符；没有保存")]
    ShortPassphrase {
        /// The fewest characters.
        least: usize,
    },
    /// The passphrase cannot be worked on.
    #[error("口令无法处理：{0}；什么都没有改动。内存不足时请关闭其他程序后再试")]
    Derivation(String),
    /// The database was written by a newer version that this one must not open.
    #[error("数据库由更新的版本写成（结构 {found}，本版本最高 {known}）：请先更新软件；数据原样保留")]
    TooNew {
        /// What the file says.
        found: u32,
        /// What this version knows.
        known: u32,
    },
    /// A file that is no store of ours.
    #[error("这不是调和的门店数据库：{0}")]
    NotOurs(&'static str),
    /// The linked SQLite has a known fault.
    #[error("SQLite {0} 有已知的 WAL 缺陷，须为 3.51.3 或更新")]
    OldSqlite(&'static str),
    /// The ledger does not verify.
    #[error("{0}；数据库原样保留，请从备份恢复或联系总部")]
    Broken(#[from] ledger::Broken),
    /// The head's signature does not verify.
    #[error("{0}；数据库原样保留，请从备份恢复或联系总部")]
    Head(#[from] ledger::HeadError),
    /// A record that its state does not allow.
    #[error(transparent)]
    Step(#[from] StepError),
    /// A record that the unit's label does not allow.
    #[error(transparent)]
    Label(#[from] domain::label::LabelError),
    /// A record that contradicts what is known.
    #[error("记录与现有数据矛盾：{0}；未保存")]
    Contradiction(String),
    /// A container that holds less than is poured from it.
    #[error(
        "容器 {container} 只余 {left}，不足 {needed}{}；未保存。容器内已称的都已保存：请核对容器，或报废后重做",
        .batch.map(|batch| format!("（批量加大到 {batch} 所需）")).unwrap_or_default()
    )]
    TooLittleLeft {
        /// Which.
        container: String,
        /// What is left in it.
        left: Milligrams,
        /// What is asked of it.
        needed: Milligrams,
        /// The size that the batch should grow to, where that asks for it.
        batch: Option<Milligrams>,
    },
    /// Something that cannot become of an opened container.
    #[error(transparent)]
    Leftover(#[from] LeftoverError),
    /// Written to although a record is of a kind or version that this program does not know.
    #[error(
        "台账第 {seq} 条记录由更新的版本写成，本版本不认识：可以照常查阅、核对和备份，不能写入；这一步没有保存任何内容。请安装新版程序后再做"
    )]
    Unknown {
        /// The first such record.
        seq: u64,
    },
    /// Written to although the file is older than what headquarters acknowledged of it.
    #[error(
        "本机的数据比总部已确认的旧：总部已收到第 {seq} 条，本机没有这一条。可以照常查阅和打印，不能写入；这一步没有保存任何内容。请到「门店 → 总部」取回缺少的记录"
    )]
    Behind {
        /// What headquarters acknowledged.
        seq: u64,
    },
    /// Written to although headquarters was not asked yet what came after the copy that this file is.
    #[error(
        "本机的数据由备份恢复，止于第 {seq} 条；此后的记录可能还在总部。可以照常查阅和打印，不能写入；这一步没有保存任何内容。请到「门店 → 总部」取回缺少的记录，或由店长说明原因后继续"
    )]
    Copied {
        /// Where the copy ends.
        seq: u64,
    },
    /// Something that is not there.
    #[error("没有{what}「{id}」")]
    NotFound {
        /// What kind of thing.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// A vault item that does not match its commitment.
    #[error("密匣条目 {0} 与其承诺值不符：内容被改动")]
    VaultChanged(String),
    /// The file system refused.
    #[error("{what} {} 失败：{source}", .path.display())]
    File {
        /// What was tried.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// No room left on the disk.
    #[error("磁盘已满：这一步没有保存任何内容；此前已保存的都还在，可以照常查阅")]
    DiskFull,
    /// The disk or the file may not be written.
    #[error("数据所在的磁盘或文件是只读的：这一步没有保存任何内容；此前已保存的都还在")]
    ReadOnly,
    /// The disk did not do what was asked.
    #[error("磁盘读写出错（{0}）：这一步没有保存任何内容；此前已保存的都还在")]
    Disk(String),
    /// SQLite refused.
    #[error("数据库操作失败：{0}；本次操作没有保存任何内容")]
    Sql(rusqlite::Error),
    /// A page of the file does not decrypt or is no page.
    #[error("数据库文件已损坏（{0}）：文件原样保留，请停止使用，从备份恢复或联系总部")]
    Damaged(String),
    /// The ledger cannot be read from some record on.
    #[error(
        "台账第 {seq} 条记录无法读取：数据库文件已损坏（{why}）；此前的记录完好。文件原样保留，请从备份恢复或联系总部"
    )]
    DamagedAt {
        /// The first record that cannot be read.
        seq: u64,
        /// What is wrong.
        why: String,
    },
    /// A file that is there already.
    #[error("文件 {} 已存在：未作任何改动；请换一个文件名", .0.display())]
    FileExists(PathBuf),
    /// A stored text that cannot be read.
    #[error("数据库内容无法读取：{0}；文件可能已损坏，原样保留：请运行 verify，从备份恢复或联系总部")]
    Json(#[from] serde_json::Error),
    /// A record that cannot be written.
    #[error(transparent)]
    Encode(#[from] ledger::EncodeError),
    /// No randomness from the operating system.
    #[error("操作系统没有提供随机数：{0}")]
    Random(String),
}

impl StoreError {
    /// A stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DiskFull => DISK_FULL,
            Self::ReadOnly => READ_ONLY,
            Self::Disk(_) => "disk_failed",
            Self::Held(_) => "store_held",
            Self::Missing(_) => "store_missing",
            Self::Exists(_) => "store_exists",
            Self::WrongKey => "wrong_key",
            Self::KeyFile { .. } => "key_file",
            Self::NoKey { .. } => "key_damaged",
            Self::WrongPassphrase => "passphrase_wrong",
            Self::ShortPassphrase { .. } => "passphrase_short",
            Self::Derivation(_) => "passphrase_hash",
            Self::TooNew { .. } => "store_too_new",
            Self::NotOurs(_) => "not_a_store",
            Self::OldSqlite(_) => "old_sqlite",
            Self::Broken(_) => "ledger_broken",
            Self::Head(_) => "head_signature",
            Self::Step(_) => "step_refused",
            Self::Label(error) => error.code(),
            Self::Contradiction(_) => "contradiction",
            Self::TooLittleLeft { .. } => "too_little_left",
            Self::Leftover(error) => error.code(),
            Self::Unknown { .. } => "unknown_record_kind",
            Self::Behind { .. } => "store_behind",
            Self::Copied { .. } => "store_copied",
            Self::NotFound { .. } => "not_found",
            Self::VaultChanged(_) => "vault_changed",
            Self::File { source, .. } if FULL.contains(&source.kind()) => DISK_FULL,
            Self::File { source, .. } if source.kind() == ErrorKind::ReadOnlyFilesystem => READ_ONLY,
            Self::File { .. } => "file",
            Self::Damaged(_) | Self::DamagedAt { .. } => "store_damaged",
            Self::FileExists(_) => "file_exists",
            Self::Sql(_) => "database",
            Self::Json(_) | Self::Encode(ledger::EncodeError::Json { .. }) => "unreadable",
            Self::Encode(ledger::EncodeError::TooLarge { .. }) => "record_too_large",
            Self::Random(_) => "no_randomness",
        }
    }

    /// What a person does about it, where the message alone does not say all of it.
    #[must_use]
    pub fn mend(&self) -> Option<&'static str> {
        match self.code() {
            DISK_FULL => Some(
                "请腾出磁盘空间：清空回收站，移走照片、视频和安装包；不要删除数据文件夹里的文件。腾出后再做这一步",
            ),
            READ_ONLY => Some("请信息部门检查磁盘：移动盘的写保护开关、文件夹权限，或重新插上后再打开程序"),
            "disk_failed" => {
                Some("请检查数据线和移动盘是否松动，再做这一步；再次出错请立即备份并联系信息部门检查磁盘")
            }
            "store_held" => Some("关闭另一个正在使用这份数据的程序，再试一次"),
            "store_missing" | "wrong_key" | "not_a_store" | "store_damaged" | "ledger_broken"
            | "head_signature" => Some(
                "请用最近一次备份恢复；打不开的文件会改名留存，不会删除。没有备份时请联系信息部门，不要改动文件",
            ),
            "store_too_new" | "unknown_record_kind" => Some("请安装新版程序后再打开；数据没有改动"),
            "file" => Some("请确认磁盘或 U 盘还插着、文件夹还在，再试一次"),
            "file_exists" => Some("换一个文件名再存"),
            "database" => Some("请再试一次；仍出错请关闭程序重新打开，并联系信息部门"),
            _ => None,
        }
    }

    pub(crate) fn file(what: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { what, path, source }
    }
}

impl From<Stopped<Self>> for StoreError {
    fn from(stopped: Stopped<Self>) -> Self {
        match stopped {
            Stopped::Against(contradiction) => contradiction.into(),
            Stopped::Rows(error) => error,
            Stopped::Unreadable(error) => error.into(),
        }
    }
}

impl From<Contradiction> for StoreError {
    fn from(contradiction: Contradiction) -> Self {
        match contradiction {
            Contradiction::Step(error) => Self::Step(error),
            Contradiction::Label(error) => Self::Label(error),
            Contradiction::Leftover(error) => Self::Leftover(error),
            Contradiction::NotFound { what, id } => Self::NotFound { what, id },
            Contradiction::TooLittleLeft { container, left, needed, batch } => {
                Self::TooLittleLeft { container: container.to_string(), left, needed, batch }
            }
            Contradiction::Entry(registers::Contradiction::Missing { what, number: id }) => {
                Self::NotFound { what, id }
            }
            Contradiction::Exists { .. }
            | Contradiction::NoneUnopened(_)
            | Contradiction::FewUnopened { .. }
            | Contradiction::OpeningExtended
            | Contradiction::OtherBooked { .. }
            | Contradiction::OtherLeft { .. }
            | Contradiction::OnePerson(_)
            | Contradiction::NotJoined(_)
            | Contradiction::NeverLeaves(_)
            | Contradiction::CaseClosed(_)
            | Contradiction::RequestAnswered(_)
            | Contradiction::Entry(_) => Self::Contradiction(contradiction.to_string()),
        }
    }
}

impl From<StoreError> for command::Refusal {
    fn from(error: StoreError) -> Self {
        if let StoreError::Step(step) = error {
            return step.into();
        }
        if let StoreError::Label(label) = error {
            return label.into();
        }
        if let StoreError::Leftover(leftover) = error {
            return leftover.into();
        }
        let refusal = Self::new(error.code(), error.to_string());
        match error.mend() {
            Some(mend) => refusal.mend(mend),
            None => refusal,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let damage = [ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase];
        match error.sqlite_error_code() {
            Some(code) if damage.contains(&code) => Self::Damaged(error.to_string()),
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::SystemIoFailure) if no_room(&error) => Self::DiskFull,
            Some(ErrorCode::SystemIoFailure) => Self::Disk(error.to_string()),
            _ => Self::Sql(error),
        }
    }
}

/// The index of the log is made with its full length at once; where that fails, there is no room for it.
fn no_room(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

/// 32 bytes and more from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Random(error.to_string()))?;
    Ok(bytes)
}
