//! What comes down, in words: a line in Chinese and one in English for each thing, so that who signs reads what is signed.

mod recipes;
mod rulebooks;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sync::down::Chain;
use sync::down::bulletin::{Bulletin, Does, Untaken};
use sync::down::content::{Lifted, Recalls, Suspended, Suspensions};
use sync::down::recipes::Recipes;
use sync::down::rulebooks::Rulebooks;
use sync::down::staff::Staff;
use sync::down::working_days::WorkingDays;
use sync::root::Root;
use words::Worded as _;

/// The chain's name for people, as the counter says it.
#[must_use]
pub fn chain(chain: Chain) -> (&'static str, &'static str) {
    let code = chain.name();
    words::find(words::bulletin_chain::WORDS, code).map_or((code, code), |word| (word.zh, word.en))
}

/// A bulletin with what it brings.
///
/// # Errors
/// [`Untaken`], where a store could not read its content.
pub fn bulletin(bulletin: &Bulletin, content: &[u8]) -> Result<Vec<String>, Untaken> {
    let (zh, en) = chain(bulletin.chain);
    let (does_zh, does_en) = match bulletin.does {
        Does::Stops => ("立即停止使用（一人签名）", "stops at once (one signature)"),
        Does::Allows => ("允许或解除（两人签名）", "allows or lifts (two signatures)"),
    };
    let (no, from) = (bulletin.no, bulletin.effective.format("%Y-%m-%d %H:%M %:z"));
    let mut lines = vec![
        format!("{zh} 第 {no} 号 · {does_zh} · 生效 {from}"),
        format!("{en} no. {no} · {does_en} · from {from}"),
    ];
    match bulletin.chain {
        Chain::Recalls => {
            let content = Recalls::read(bulletin.does, content)?;
            for one in &content.ordered {
                let (lot_zh, lot_en) = match &one.lot {
                    Some(lot) => (format!("批号 {lot}"), format!("lot {lot}")),
                    None => ("全部批次".to_owned(), "every lot".to_owned()),
                };
                lines.push(format!("召回 {}：{}，{lot_zh}。{}", one.recall, one.filing, one.reason.zh));
                lines.push(format!("recall {}: {}, {lot_en}. {}", one.recall, one.filing, one.reason.en));
            }
            lifted(&mut lines, "召回", "recall", &content.lifted);
        }
        Chain::Suspensions => {
            let content = Suspensions::read(bulletin.does, content)?;
            for one in &content.ordered {
                let (what_zh, what_en) = match &one.what {
                    Suspended::Store(store) => (format!("门店 {store} 的服务"), format!("store {store}")),
                    Suspended::Recipe(recipe) => (format!("配方 {recipe}"), format!("recipe {recipe}")),
                };
                lines.push(format!("停用 {}：{what_zh}。{}", one.suspension, one.reason.zh));
                lines.push(format!("suspension {}: {what_en}. {}", one.suspension, one.reason.en));
            }
            lifted(&mut lines, "停用", "suspension", &content.lifted);
        }
        Chain::Recipes => recipes::lines(&mut lines, &Recipes::read(bulletin.does, content)?),
        Chain::Rulebooks => rulebooks::lines(&mut lines, &Rulebooks::read(bulletin.does, content)?),
        Chain::WorkingDays => {
            for (year, said) in &WorkingDays::read(bulletin.does, content)?.years {
                let days = |days: &BTreeSet<NaiveDate>| {
                    days.iter().map(|day| day.format("%m-%d").to_string()).collect::<Vec<_>>().join(" ")
                };
                let (off, work) = (days(&said.off), days(&said.work));
                lines.push(format!("{year} 年放假：{off}；调休上班：{work}；{}", said.source));
                lines.push(format!("{year} off: {off}; weekend days worked: {work}; {}", said.source));
            }
        }
        Chain::Staff => {
            for (store, one) in Staff::read(bulletin.does, content)? {
                let (zh, en): (Vec<_>, Vec<_>) = one.services.iter().map(|one| (one.zh(), one.en())).unzip();
                let (id, document, from, to) = (&one.id, &one.document, one.from, one.to);
                let (zh, en, province) = (zh.join("、"), en.join(", "), one.province);
                lines.push(format!(
                    "门店 {store} 试点授权 {id}：{document}，{}，{zh}，{from} 至 {to}",
                    province.zh()
                ));
                lines.push(format!(
                    "store {store}, authorisation {id}: {document}, {}, {en}, {from} to {to}",
                    province.en()
                ));
            }
        }
        Chain::Catalogue | Chain::LabelTemplates | Chain::ConsentTexts => {
            return Err(Untaken::NeedsProgram { needs: bulletin.needs.saturating_add(1) });
        }
    }
    Ok(lines)
}

fn lifted(lines: &mut Vec<String>, zh: &str, en: &str, lifted: &[Lifted]) {
    for Lifted { number, reason } in lifted {
        lines.push(format!("解除{zh} {number}：{}", reason.zh));
        lines.push(format!("{en} {number} is lifted: {}", reason.en));
    }
}

/// A root: who may sign what.
#[must_use]
pub fn root(root: &Root) -> Vec<String> {
    let mut lines = vec![
        format!("根声明 第 {} 号 · {}（{}）", root.root, root.name, root.hq),
        format!("root no. {} · {} ({})", root.root, root.name, root.hq),
    ];
    for signer in &root.signers {
        let named = |name: &String| Chain::ALL.into_iter().find(|one| one.name() == name);
        let may: Vec<Chain> = signer.may.iter().filter_map(named).collect();
        let zh: Vec<&str> = may.iter().map(|one| chain(*one).0).collect();
        let en: Vec<&str> = may.iter().map(|one| chain(*one).1).collect();
        let (keeps_zh, keeps_en) =
            if signer.keeps_root { ("，保管根声明", ", keeps the root") } else { ("", "") };
        let key: String = hex::encode(signer.key.0).chars().take(16).collect();
        lines.push(format!("{}（公钥 {key}…）可签：{}{keeps_zh}", signer.person, zh.join("、")));
        lines.push(format!("{} (key {key}…) may sign: {}{keeps_en}", signer.person, en.join(", ")));
    }
    lines
}
