//! Taking consent back, purpose by purpose, and having everything deleted: what identifies the customer goes at once, and
//! a receipt says what went, what stays by which rule until which day, and how long copies of the store still hold it
//! (个人信息保护法 第十五、四十七条). The receipt is a record, so that it can be printed again word for word.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use command::{Caller, Command, Run, Topic, Who};
use documents::{Letter, LetterLine};
use domain::Moment;
use domain::consent::Purpose;
use domain::event::{CustomerWithdrew, ErasedCount, Narrowed, RecordKept, VaultRecalled};
use domain::ids::{CustomerId, StaffId, VaultId};
use domain::kept::Held;
use domain::need::Needs;
use domain::service::AnyService;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::tables::{HeldRow, ReceiptRow, StoreRow};
use store::{Kind, copies_last_until};
use ts_rs::TS;
use words::Worded as _;

use super::look::by_law;
use crate::view::needs;
use crate::view::reader::Reader;
use crate::view::reads;
use crate::{Counter, Host, Refusal, bounds};

/// Takes consent back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Withdraw {
    /// Whose.
    #[ts(as = "String")]
    pub customer: CustomerId,
    /// For which purposes; all of them where everything is to be deleted.
    #[ts(type = "Array<Purpose>")]
    pub purposes: Vec<Purpose>,
    /// Whether everything is deleted that identifies her.
    pub everything: bool,
}

/// How many things of a kind were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ErasedLine {
    /// What.
    #[ts(type = "Held")]
    pub what: Held,
    /// How many.
    pub count: u32,
}

/// What stays under its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StaysLine {
    /// Under which number.
    pub service: String,
    /// The last day on which it must be there.
    #[ts(as = "String")]
    pub until: NaiveDate,
}

/// What the law keeps whatever was agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OtherLine {
    /// What.
    #[ts(type = "Held")]
    pub what: Held,
    /// Its last day.
    #[ts(as = "String")]
    pub until: NaiveDate,
}

/// What is held of a customer for no purpose of hers.
fn others<H: Host>(counter: &Counter<H>, customer: &CustomerId) -> Result<Vec<OtherLine>, Refusal> {
    let held = counter.store().held_of(customer)?;
    let mut lines = Vec::new();
    for row in held.iter().filter(|row| row.what.purpose().is_none()) {
        lines.push(OtherLine { what: row.what, until: bounds::held_until(counter, row)? });
    }
    Ok(lines)
}

/// The receipt of a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Receipt {
    /// Its number.
    pub receipt: String,
    /// For which purposes.
    #[ts(type = "Array<Purpose>")]
    pub purposes: Vec<Purpose>,
    /// Whether everything was deleted.
    pub everything: bool,
    /// What was erased.
    pub erased: Vec<ErasedLine>,
    /// What stays because the law keeps it.
    pub stays: Vec<StaysLine>,
    /// What else the law keeps of her, whatever she takes back, and until when: cases and requests.
    pub others: Vec<OtherLine>,
    /// Until when copies of the store may hold what was erased; none where there is no copy.
    #[ts(as = "Option<String>")]
    pub copies_until: Option<NaiveDate>,
    /// Who did it.
    pub by: String,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
}

impl Command for Withdraw {
    const NAME: &'static str = "person.withdraw";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service, Topic::Access];
    type Reply = Receipt;
}

/// The needs of older services without what belongs to the purpose that was taken back: there, what was said of allergies and
/// of a pregnancy lies in one item with what was wanted.
fn narrowed<H: Host>(
    counter: &Counter<H>,
    services: &[AnyService],
    held: &[HeldRow],
) -> Result<Vec<(domain::ids::ServiceNumber, VaultId, Vec<u8>)>, Refusal> {
    let mut narrowed = Vec::new();
    for service in services {
        let progress = service.progress();
        let Some(needed) = progress.needed() else { continue };
        let here = held.iter().any(|row| row.item == needed.needs.id);
        let Some(said) = needs::wanted(counter.store(), progress)?.filter(|_| here) else { continue };
        if said.allergies.is_empty() && !said.pregnancy {
            continue;
        }
        let rest = Needs { allergies: Vec::new(), pregnancy: false, struck: Vec::new(), ..said };
        narrowed.push((progress.number().clone(), needed.needs.id.clone(), serde_json::to_vec(&rest)?));
    }
    Ok(narrowed)
}

impl<H: Host> Run<Counter<H>> for Withdraw {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Receipt, Refusal> {
        let card = Reader::of(counter, caller)?.customer(&self.customer)?;
        let customer = CustomerId::new(&card.customer)?;
        let purposes = if self.everything { Purpose::ALL.to_vec() } else { self.purposes };
        if purposes.is_empty() {
            let message = "没有指明撤回哪一项同意；没有改动";
            return Err(Refusal::new("bad_arguments", message).mend("请选择要撤回的用途"));
        }
        let services = reads::services_of(counter.store(), &customer)?;
        let held = counter.store().held_of(&customer)?;
        let goes = |row: &&HeldRow| row.what.purpose().is_some_and(|purpose| purposes.contains(&purpose));
        let mut gone: Vec<(Held, VaultId)> =
            held.iter().filter(goes).map(|row| (row.what, row.item.clone())).collect();
        if purposes.contains(&Purpose::FacialImage) {
            for row in held.iter().filter(|row| row.what == Held::RawFile && !goes(row)) {
                if counter.store().unseal(&row.reference())?.is_some_and(|file| skintest::holds_image(&file))
                {
                    gone.push((Held::Image, row.item.clone()));
                }
            }
        }
        let recalled: Vec<VaultId> = if purposes.contains(&Purpose::UploadIdentity) {
            let released = counter.store().released_of(&customer)?;
            let stands = released.into_iter().filter(|row| row.ended.is_none()).map(|row| row.item);
            stands.filter(|item| !gone.iter().any(|(_, gone)| gone == item)).collect()
        } else {
            Vec::new()
        };
        let keeps_needs = !purposes.contains(&Purpose::ServiceRecord);
        let narrowed = if keeps_needs && purposes.contains(&Purpose::SkinAndAllergy) {
            narrowed(counter, &services, &held)?
        } else {
            Vec::new()
        };
        gone.extend(narrowed.iter().map(|(_, item, _)| (Held::Allergies, item.clone())));
        let mut counts: BTreeMap<Held, u32> = BTreeMap::new();
        for (what, _) in &gone {
            *counts.entry(*what).or_default() += 1;
        }
        let stays = services.iter().filter_map(|service| by_law(counter, service));
        let copies_until = counter.store().backups()?.first().map(|_| copies_last_until(counter.today()));
        let (at, by, today) = (counter.host().now(), StaffId::new(caller.actor())?, counter.today());
        let reason = reason(&purposes, self.everything);
        let kept: Vec<RecordKept> =
            stays.map(|kept| RecordKept { service: kept.service, until: kept.until }).collect();
        let receipt = counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let receipt = super::numbered(tx, "WD", today)?;
            let mut replaced = Vec::with_capacity(narrowed.len());
            for (service, _, rest) in narrowed {
                replaced.push(Narrowed { service, needs: tx.seal(Kind::Needs, &rest)? });
            }
            let erased = counts.into_iter().map(|(what, count)| ErasedCount { what, count }).collect();
            tx.record(CustomerWithdrew {
                receipt: receipt.clone(),
                customer,
                purposes,
                everything: self.everything,
                erased,
                narrowed: replaced,
                kept,
                copies_until,
                by,
                at,
            })?;
            for (_, item) in gone {
                tx.erase(&item, &reason)?;
            }
            for item in recalled {
                tx.record(VaultRecalled { item, reason: reason.clone() })?;
            }
            Ok(receipt)
        })?;
        let row = counter.store().receipt(&receipt)?;
        view(&Reader::of(counter, caller)?, &row)
    }
}

fn reason(purposes: &[Purpose], everything: bool) -> String {
    if everything {
        return "顾客要求删除".to_owned();
    }
    let words: Vec<&str> = purposes.iter().map(|purpose| purpose.zh()).collect();
    format!("顾客撤回同意：{}", words.join("、"))
}

/// The receipts of a customer, the latest first.
pub(super) fn receipts_of<H: Host>(
    reader: &Reader<'_, H>,
    customer: &CustomerId,
) -> Result<Vec<Receipt>, Refusal> {
    let rows = reader.store().receipts_of(customer)?;
    rows.iter().rev().map(|row| view(reader, row)).collect()
}

fn view<H: Host>(reader: &Reader<'_, H>, row: &ReceiptRow) -> Result<Receipt, Refusal> {
    let gave = row.gave.clone();
    let by = reader.person(&gave.by)?.name;
    Ok(Receipt {
        receipt: gave.receipt,
        purposes: gave.purposes,
        everything: gave.everything,
        erased: gave
            .erased
            .into_iter()
            .map(|line| ErasedLine { what: line.what, count: line.count })
            .collect(),
        stays: gave
            .kept
            .into_iter()
            .map(|line| StaysLine { service: line.service, until: line.until })
            .collect(),
        others: others(reader.counter, &row.gave.customer)?,
        copies_until: gave.copies_until,
        by,
        at: gave.at,
    })
}

/// The receipt as a paper, made from its record.
pub(super) fn letter<H: Host>(counter: &Counter<H>, receipt: &str) -> Result<Letter, Refusal> {
    use LetterLine::{Callout, Entry, Field, Heading, Note, Text};
    let gave = counter.store().receipt(receipt)?.gave;
    let StoreRow { premises, .. } = counter.store().premises()?;
    let what: Vec<&str> = gave.purposes.iter().map(|purpose| purpose.zh()).collect();
    let what = if gave.everything { "删除全部个人信息".to_owned() } else { what.join("、") };
    let mut lines = vec![
        Callout(if gave.everything { "办理" } else { "撤回" }, what),
        Field("回执编号", gave.receipt.clone()),
        Field("顾客编号", gave.customer.to_string()),
        Field("办理时间", gave.at.format("%Y-%m-%d %H:%M").to_string()),
        Field("经办", gave.by.to_string()),
        Heading("已经删除".to_owned()),
    ];
    for line in &gave.erased {
        lines.push(Entry(line.what.zh().to_owned(), format!("{} 项", line.count), String::new()));
    }
    if gave.erased.is_empty() {
        lines.push(Text("本店没有保存属于这些用途的内容，没有可删除的。".to_owned()));
    }
    lines.push(Heading("法律要求留存的".to_owned()));
    for line in &gave.kept {
        let below = "批次和销售记录，只以编号保存（化妆品监督管理条例 第三十一条）".to_owned();
        lines.push(Entry(line.service.clone(), format!("到 {}", line.until), below));
    }
    let others = others(counter, &gave.customer)?;
    for line in &others {
        let below = "依法另行保存，撤回同意不影响（化妆品不良反应监测管理办法；个人信息保护法 第五十六条）"
            .to_owned();
        lines.push(Entry(line.what.zh().to_owned(), format!("到 {}", line.until), below));
    }
    if gave.kept.is_empty() && others.is_empty() {
        lines.push(Text("没有。".to_owned()));
    }
    lines.push(Heading("备份".to_owned()));
    lines.push(Text(match gave.copies_until {
        Some(until) => format!(
            "以前做的备份是加密的，只用于恢复，其中可能还有已删除的内容，最迟到 {until} 由新的备份取代。"
        ),
        None => "本店还没有做过备份，别处没有副本。".to_owned(),
    }));
    if gave.purposes.contains(&Purpose::Marketing) {
        lines.push(Text("此后不再向您发送营销信息，也不再为营销给您打电话。".to_owned()));
    }
    if gave.purposes.contains(&Purpose::UploadIdentity) {
        lines.push(Text(
            "姓名和电话此后不上传总部。曾经您同意而上传的，总部收到本店的记录后立即删除，删除前您的页面写明“总部待删除”；\
             总部的备份最迟在其删除后 30 天不再保留。"
                .to_owned(),
        ));
    }
    if gave.purposes.contains(&Purpose::Contact) {
        lines.push(Text("此后召回只能通过门店公告通知您；请保管好标签上的编号。".to_owned()));
    }
    lines.push(Note(format!("{}，{}，电话 {}", premises.name, premises.address, premises.phone)));
    Ok(Letter {
        title: words::rights_paper::Receipt.zh,
        foot: ("回执编号", gave.receipt),
        made_at: gave.at,
        lines,
    })
}
