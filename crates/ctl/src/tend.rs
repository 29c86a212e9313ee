//! Founding, verifying, rebuilding, backing up, restoring, tracing.

use std::path::Path;

use counter::{Assets, Caller, Counter, Host as _, Refusal, demo};
use domain::event::{BackupCause, BackupDrilled, BackupMade};
use domain::signature::Digest;
use serde_json::json;
use store::{BackupName, Key, Store};
use words::Worded as _;

use crate::arguments::{Arguments, Backup, Init, Rebuild, Restore, Trace};
use crate::host::Terminal;
use crate::report::{Answer, Failure, Outcome};

pub(crate) fn open(arguments: &Arguments) -> Result<Store, Refusal> {
    let folder = arguments.folder()?;
    if !folder.join("store.db").is_file() {
        return Err(store::StoreError::Missing(folder.to_owned()).into());
    }
    Ok(Store::open(folder, &arguments.key()?)?)
}

pub(crate) fn init(arguments: &Arguments, _: &Init) -> Outcome {
    let (folder, key_path) = (arguments.folder()?, arguments.key_path()?);
    let made = |error: std::io::Error| {
        Refusal::new("file", format!("建立文件夹 {} 失败：{error}", folder.display()))
    };
    std::fs::create_dir_all(folder).map_err(made)?;
    let key = if key_path.exists() {
        Key::read(&key_path)?
    } else {
        let key = Key::new()?;
        key.write(&key_path)?;
        key
    };
    let store = demo::found(folder, &key, &Terminal::new(arguments.now))?;
    let head = store.head()?;
    let (products, lots, recipes) = (store.products()?.len(), store.lots()?.len(), store.recipes()?.len());
    let staff = store.staff()?.len();
    Ok(Answer {
        value: json!({
            "store": head.store, "records": head.seq, "hash": head.hash.to_string(),
            "key_file": key_path, "products": products, "lots": lots, "recipes": recipes, "staff": staff,
        }),
        words: format!(
            "演示门店 {} 已建立：{staff} 名人员、{products} 个产品、{lots} 批、{recipes} 个配方。密钥在 {}，请另行保管",
            head.store,
            key_path.display()
        ),
        given: false,
    })
}

pub(crate) fn verify(arguments: &Arguments) -> Outcome {
    let store = open(arguments)?;
    let head = store.verify()?;
    let origin = store.origin()?;
    Ok(Answer {
        value: json!({"store": head.store, "records": head.seq, "hash": head.hash.to_string(), "origin": origin}),
        words: format!("台账完整：{} 条记录，链头 {}", head.seq, head.hash),
        given: false,
    })
}

pub(crate) fn rebuild(arguments: &Arguments, task: &Rebuild) -> Outcome {
    let mut store = open(arguments)?;
    let rebuilt = if task.check { store.rebuild_check()? } else { store.rebuild()? };
    let equal = rebuilt.different.is_empty();
    let words = match (equal, task.check) {
        (true, _) => format!("重放 {} 条记录，各表与台账逐字节一致", rebuilt.records),
        (false, true) => format!(
            "与台账不一致的表：{}。运行 rebuild（不带 --check）可由台账重建",
            rebuilt.different.join("、")
        ),
        (false, false) => format!("已由台账重建：{}", rebuilt.different.join("、")),
    };
    let answer = Answer { value: json!({"equal": equal, "rebuilt": rebuilt}), words, given: false };
    if equal || !task.check { Ok(answer) } else { Err(Failure::No(answer)) }
}

/// How records name what was done from here.
const HERE: &str = "tiaohectl";

/// The name that a record has of a file: its own where it is one of ours, since any other may name anybody.
fn named(file: &Path) -> String {
    let name = file.file_name().and_then(|name| name.to_str()).and_then(BackupName::parse);
    name.map_or_else(|| "backup".to_owned(), |name| name.to_string())
}

pub(crate) fn backup(arguments: &Arguments, task: &Backup) -> Outcome {
    let store = open(arguments)?;
    let head = store.backup(&task.file, &arguments.key()?)?;
    let made = BackupMade {
        target: HERE.to_owned(),
        file: named(&task.file),
        up_to: head.seq,
        hash: Digest::of_bytes(&head.hash.0),
        bytes: std::fs::metadata(&task.file).map_or(0, |found| found.len()),
        cause: BackupCause::Asked,
        removed: Vec::new(),
    };
    Counter::new(store, Terminal::new(arguments.now), Assets::builtin()?)
        .backup_made(&Caller::System, made)?;
    Ok(Answer {
        value: json!({"file": task.file, "records": head.seq, "hash": head.hash.to_string(), "verified": true}),
        words: format!("已备份到 {} 并校验：{} 条记录。恢复时还需要密钥文件", task.file.display(), head.seq),
        given: false,
    })
}

/// Proves that a restore would work: what it finds is recorded, and the folder that it worked in is gone.
pub(crate) fn drill(arguments: &Arguments, task: &Restore) -> Outcome {
    let store = open(arguments)?;
    let (key, stamp) = (arguments.key()?, Terminal::new(arguments.now).stamp());
    let tried = store::drill(&task.file, &arguments.folder()?.join("drill"), &key, stamp);
    let (lost, problem, words) = match &tried {
        Ok(drilled) if store.hash_at(drilled.head.seq)? != Some(drilled.head.hash) => {
            let words = "备份打得开，但不是这本台账的：不能用它恢复这家门店".to_owned();
            (None, Some("backup_of_another_ledger"), words)
        }
        Ok(drilled) if !drilled.rebuilt.different.is_empty() => {
            let words = format!("备份的表与它的台账不一致：{}", drilled.rebuilt.different.join("、"));
            (None, Some("tables_differ"), words)
        }
        Ok(drilled) => {
            let lost = store.head()?.seq.saturating_sub(drilled.head.seq);
            let words = format!(
                "试恢复通过：{} 条记录，链完整，各表逐字节一致。现在恢复会少 {lost} 条记录",
                drilled.head.seq
            );
            (Some(lost), None, words)
        }
        Err(error) => (None, Some(error.code()), error.to_string()),
    };
    let passed = problem.is_none();
    let drilled = BackupDrilled {
        target: HERE.to_owned(),
        file: named(&task.file),
        passed,
        lost,
        problem: problem.map(str::to_owned),
    };
    let value = json!({"passed": passed, "lost": lost, "problem": problem});
    Counter::new(store, Terminal::new(arguments.now), Assets::builtin()?)
        .backup_drilled(&Caller::System, drilled)?;
    let answer = Answer { value, words, given: false };
    if passed { Ok(answer) } else { Err(Failure::No(answer)) }
}

pub(crate) fn restore(arguments: &Arguments, task: &Restore) -> Outcome {
    let stamp = Terminal::new(arguments.now).stamp();
    let restored = Store::restore(&task.file, arguments.folder()?, &arguments.key()?, "system", stamp)?;
    let head = restored.store.verify()?;
    Ok(Answer {
        value: json!({
            "store": head.store, "records": head.seq, "hash": head.hash.to_string(),
            "from": {"records": restored.from.seq, "hash": restored.from.hash.to_string()},
            "origin": restored.store.origin()?,
        }),
        words: format!(
            "已恢复到备份时的第 {} 条记录，并记录了这次恢复；备份之后的记录不在此处",
            restored.from.seq
        ),
        given: false,
    })
}

pub(crate) fn trace(arguments: &Arguments, task: &Trace) -> Outcome {
    let store = open(arguments)?;
    let traces = store.trace(&task.lot)?;
    let units: usize = traces.iter().map(|trace| trace.units.len()).sum();
    let mut words = format!("批 {}：{} 批，{units} 件", task.lot, traces.len());
    for unit in traces.iter().flat_map(|trace| &trace.units) {
        let state = if unit.written_off { "已报废" } else { unit.step.zh() };
        words.push_str(&format!("\n{}  {} mg  {state}", unit.service, unit.milligrams));
    }
    Ok(Answer { value: json!({"lots": traces}), words, given: false })
}
