//! The label's signed code outside the counter: the store's public key, the checking of a code, and the page that checks codes
//! in a browser. Only `label key` opens a store; the other two need nothing but keys.

use std::io::Read as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use counter::Refusal;
use serde_json::json;
use token::{KeyLine, LabelToken};

use crate::arguments::{Arguments, LabelKey, LabelPage, LabelVerify};
use crate::report::{Answer, Outcome};
use crate::tend::open;

const PAGE: &str = include_str!("../../../assets/verify/index.html");
const READER: &str = include_str!("../../../assets/verify/token.js");
const NOBLE: &str = include_str!("../../../assets/verify/noble-ed25519.js");

/// Writes the store's public key with the store's code and name in a line for people.
pub(crate) fn key(arguments: &Arguments, task: &LabelKey) -> Outcome {
    let store = open(arguments)?;
    let premises = store.premises()?.premises;
    let line = KeyLine { store: premises.code.to_string(), name: premises.name, key: store.verifying_key() };
    let text = line.to_string();
    if let Some(out) = &task.out {
        save(out, &format!("{text}\n"))?;
    }
    Ok(Answer {
        value: json!({
            "store": line.store, "name": line.name, "key": line.hex(), "id": token::key_id(&line.key), "file": task.out,
        }),
        words: text,
        given: false,
    })
}

/// Checks a code: the text given, or what stands on standard input.
pub(crate) fn verify(task: &LabelVerify) -> Outcome {
    let lines = keys(&task.key)?;
    let text = match &task.text {
        Some(text) => text.clone(),
        None => {
            let mut text = String::new();
            let failed = |error: std::io::Error| Refusal::new("file", format!("读取标准输入失败：{error}"));
            std::io::stdin().lock().take(64 * 1024).read_to_string(&mut text).map_err(failed)?;
            text
        }
    };
    let keys: Vec<_> = lines.iter().map(|line| line.key).collect();
    let token = LabelToken::verified(&text, &keys).map_err(counter::no_token)?;
    let made_at = token.made_at.format("%Y-%m-%d %H:%M").to_string();
    let parts = token.parts.iter().map(|part| json!({"filing": part.filing, "lot": part.lot}));
    let value = json!({
        "valid": true, "service": token.service, "store": token.store(), "made_at": made_at,
        "use_by": token.use_by, "parts": parts.collect::<Vec<_>>(),
    });
    let mut words =
        format!("签名有效\n编号 {}\n服务时间 {made_at}\n限期使用日期 {}", token.service, token.use_by);
    for part in &token.parts {
        words.push_str(&format!("\n{} 批号 {}", part.filing, part.lot));
    }
    Ok(Answer { value, words, given: false })
}

/// Writes the page with the keys in it: one file, which asks no server for anything.
pub(crate) fn page(task: &LabelPage) -> Outcome {
    let lines = keys(&task.key)?;
    let keys: Vec<_> =
        lines.iter().map(|line| json!({"store": line.store, "name": line.name, "key": line.hex()})).collect();
    // A name could end the script element that it stands in.
    let keys = json!(keys).to_string().replace('<', "\\u003c");
    let noble = format!("const NOBLE = 'data:text/javascript;base64,{}';", STANDARD.encode(NOBLE));
    let html = PAGE
        .replace("id=\"keys\">[]<", &format!("id=\"keys\">{keys}<"))
        .replace("/* token.js */", READER)
        .replace("const NOBLE = '';", &noble);
    save(&task.out, &html)?;
    let words = format!(
        "验证页面已写入 {}，含 {} 把公钥；放到任何网站上，或作为文件发给顾客",
        task.out.display(),
        lines.len()
    );
    Ok(Answer { value: json!({"file": task.out, "keys": lines.len()}), words, given: false })
}

/// The keys of several files.
fn keys(files: &[std::path::PathBuf]) -> Result<Vec<KeyLine>, Refusal> {
    let mut keys = Vec::new();
    for path in files {
        let failed =
            |error: std::io::Error| Refusal::new("file", format!("读取 {} 失败：{error}", path.display()));
        let text = std::fs::read_to_string(path).map_err(failed)?;
        let bad = || {
            let message = format!("{} 不是公钥文件：每行须为 64 位十六进制数，“#”之后为说明", path.display());
            Refusal::new("key_file", message).mend("用 tiaohectl label key --out 重新导出门店的公钥")
        };
        keys.extend(KeyLine::all(&text).filter(|lines| !lines.is_empty()).ok_or_else(bad)?);
    }
    Ok(keys)
}

fn save(path: &Path, text: &str) -> Result<(), Refusal> {
    let failed =
        |error: std::io::Error| Refusal::new("file", format!("写入 {} 失败：{error}", path.display()));
    std::fs::write(path, text).map_err(failed)
}
