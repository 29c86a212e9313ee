//! Where the key of a store is kept: in the operating system's key store, or where there is none in a file under a
//! passphrase; which of the two is said on every screen. The demo store's key lies in the open: nothing in that store is
//! anybody's.

use std::path::Path;

use command::Refusal;
use store::Key;

use crate::device::Current;
use crate::machine::Machine;
use crate::view::Keeping;

/// The key of the demo store.
pub(crate) const DEMO_KEY: &str = "demo.key";
/// The name under which the operating system's key store has the key.
const ACCOUNT: &str = "key.account";
/// The key under a passphrase.
pub(crate) const WRAPPED: &str = "key.json";

/// The same for the copies of a store whose key lies in the key store: what they are opened with on another computer.
pub(crate) const BACKUP_KEY: &str = "backup.key.json";

/// Where the key of a store's folder is kept.
pub(crate) fn keeping(folder: &Path, current: Current) -> Option<Keeping> {
    match current {
        Current::None => None,
        Current::Demo => Some(Keeping::DemoFile),
        Current::Store if folder.join(ACCOUNT).is_file() => Some(Keeping::KeyStore),
        Current::Store => Some(Keeping::Passphrase),
    }
}

/// Keeps the key of a store: in the key store, or under the passphrase where there is none or it does not take the key.
/// A key store that asks its owner for a password is waited for up to a minute.
///
/// # Errors
/// `passphrase_needed`, a passphrase that is too short, or a file that cannot be written; then nothing was founded yet.
pub(crate) fn keep<M: Machine>(
    machine: &M,
    folder: &Path,
    key: &Key,
    passphrase: Option<&str>,
) -> Result<(), Refusal> {
    std::fs::create_dir_all(folder).map_err(file("门店文件夹建立不了"))?;
    let account = format!("store-{}", counter::random_id('K')?);
    let put = machine.keys().and_then(|keys| keys.put(&account, key));
    // Of the two files one counts: what a founding that was cut off left behind goes first.
    match (put, passphrase) {
        (Ok(()), _) => {
            gone(&folder.join(WRAPPED))?;
            counter::save_whole(folder, ACCOUNT, account.as_bytes()).map_err(file("密钥的账户名没有写成"))
        }
        (Err(_), Some(passphrase)) => {
            gone(&folder.join(ACCOUNT))?;
            Ok(key.write_wrapped(&folder.join(WRAPPED), passphrase)?)
        }
        (Err(why), None) => {
            let message = format!("{why}。须设一个口令来保管数据库的密钥；什么都没有保存");
            Err(Refusal::new("passphrase_needed", message)
                .mend("设一个至少 12 个字符的口令，另行保管：忘了口令，数据就打不开"))
        }
    }
}

/// The key of a folder in the key store; `None` where the folder names no account there.
///
/// # Errors
/// `key_store`, `key_gone`; the data stay as they are.
pub(crate) fn from_key_store<M: Machine>(machine: &M, folder: &Path) -> Result<Option<Key>, Refusal> {
    let path = folder.join(ACCOUNT);
    if !path.is_file() {
        return Ok(None);
    }
    let account = std::fs::read_to_string(&path).map_err(file("密钥的账户名读不出"))?;
    let silent = |why: String| {
        Refusal::new("key_store", format!("系统密钥库现在用不了：{why}；数据没有改动"))
            .mend("请先登录操作系统的账户并解锁密钥库，再重新启动；或用备份和口令恢复")
    };
    let kept = machine.keys().and_then(|keys| keys.get(account.trim())).map_err(silent)?;
    let lost = || {
        Refusal::new("key_gone", "系统密钥库里没有本店数据库的密钥；数据原样保留")
            .mend("用备份和它的密钥文件恢复，或请信息部门找回原来的操作系统账户")
    };
    kept.ok_or_else(lost).map(Some)
}

/// The key in the file beside a backup: as it is, or under a passphrase.
///
/// # Errors
/// `key_file_needed`, `passphrase_needed`, and what the file answers.
pub(crate) fn beside_backup(path: &Path, passphrase: Option<&str>) -> Result<Key, Refusal> {
    if !path.is_file() {
        let message = "没有找到备份的密钥文件：备份旁边没有同名的 .key.json；没有恢复";
        return Err(Refusal::new("key_file_needed", message).mend("请另选密钥文件"));
    }
    if let Ok(plain) = Key::read(path) {
        return Ok(plain);
    }
    let needed = || Refusal::new("passphrase_needed", "这个密钥文件受口令保护：请输入口令；没有恢复");
    Ok(Key::read_wrapped(path, passphrase.ok_or_else(needed)?)?)
}

/// Whether a store's folder says where its key is.
pub(crate) fn has_key(folder: &Path) -> bool {
    folder.join(ACCOUNT).is_file() || folder.join(WRAPPED).is_file()
}

/// What to say of a file that could not be written or read.
pub(crate) fn file(what: &str) -> impl Fn(std::io::Error) -> Refusal {
    let what = what.to_owned();
    move |error| Refusal::new("file", format!("{what}：{error}；数据没有改动"))
}

fn gone(path: &Path) -> Result<(), Refusal> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(file("旧的密钥文件移不走")(error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
