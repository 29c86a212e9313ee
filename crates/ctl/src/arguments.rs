//! What can be asked on the command line.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use counter::{Refusal, Spoken, Stands};
use domain::Moment;
use domain::consent::Purpose;
use store::Key;

/// 调和 Tiaohe without a window.
#[derive(Debug, Parser)]
#[command(name = "tiaohectl", version, about = "调和 Tiaohe：不开窗口使用柜台的全部用例")]
pub(crate) struct Arguments {
    /// The store's data folder 门店数据文件夹
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) store: Option<PathBuf>,
    /// The store's key file; `DIR/key` otherwise 密钥文件
    #[arg(long, global = true, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Fixes the clock, so that a run can be repeated (RFC 3339, e.g. 2026-11-20T09:05:00+08:00) 固定时钟
    #[arg(long, global = true, value_name = "TIME", value_parser = moment)]
    pub(crate) now: Option<Moment>,
    /// Answers in JSON 以 JSON 输出
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) task: Task,
}

fn moment(text: &str) -> Result<Moment, String> {
    Moment::parse_from_rfc3339(text)
        .map_err(|_| "须为带时区的时间，例如 2026-11-20T09:05:00+08:00".to_owned())
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Founds a store 建立门店
    Init(Init),
    /// Reads an analyser's file and saves nothing 试读测肤文件，不保存
    Import(Import),
    /// Looks at a table of products, recipes or lots, and takes it in where that is said 试读或导入产品、配方、批次表
    Table(Table),
    /// The law as data 规则集
    Rules(Rules),
    /// One whole service, from need to released unit 一次完整服务
    Service(Box<Service>),
    /// Follows the whole ledger and names the first bad record 校验台账
    Verify,
    /// Makes the tables again from the ledger 由台账重建各表
    Rebuild(Rebuild),
    /// Copies the store while it is in use, and verifies the copy 在线备份
    Backup(Backup),
    /// Tries a restore from a backup and takes it away again 试恢复
    Drill(Restore),
    /// Restores a backup into an empty folder 从备份恢复
    Restore(Restore),
    /// From a lot to every unit 按批追溯
    Trace(Trace),
    /// The signed code of labels 标签二维码
    Label(Label),
    /// Enrols the program's store at headquarters; PIN in TIAOHE_MANAGER_PIN 登记到总部
    Enrol(Enrol),
    /// One sync with headquarters: 0 when everything is safe there 与总部同步一次
    Sync(Sync),
}

#[derive(Debug, Args)]
pub(crate) struct Enrol {
    /// The program's data folder; the program must not run 程序的数据文件夹（程序须先关闭）
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// The store manager who says so 由哪位店长登记
    #[arg(long, value_name = "STAFF")]
    pub(crate) by: String,
    /// Founds the demo store there first; its PINs are known 先建立演示店
    #[arg(long)]
    pub(crate) demo: bool,
    /// The file that headquarters sent 总部发来的登记文件
    #[arg(long, conflicts_with_all = ["url", "code"], required_unless_present_all = ["url", "code"])]
    pub(crate) file: Option<PathBuf>,
    /// Headquarters' address, where the code is typed 总部网址
    #[arg(long, requires = "code")]
    pub(crate) url: Option<String>,
    /// The code of forty characters 登记码
    #[arg(long, requires = "url")]
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Sync {
    /// The program's data folder; the program must not run 程序的数据文件夹（程序须先关闭）
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The invented demo enterprise, staff, lots, equipment and recipes 演示门店
    #[arg(long, required = true)]
    pub(crate) demo: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The analyser's file 测肤文件
    pub(crate) file: PathBuf,
    /// Profile to use; recognised from the file otherwise 测肤仪配置
    #[arg(long)]
    pub(crate) profile: Option<String>,
    /// Which row of a file of several people 多人文件中的编号
    #[arg(long)]
    pub(crate) row: Option<String>,
    /// The person's age in years, for the score of the skin's age 实际年龄
    #[arg(long)]
    pub(crate) age: Option<u8>,
}

#[derive(Debug, Args)]
pub(crate) struct Table {
    /// What it is a table of 表的种类
    pub(crate) what: TableName,
    /// The table: CSV or XLSX 表格文件
    pub(crate) file: PathBuf,
    /// Takes its good rows in, by this store manager; PIN in TIAOHE_MANAGER_PIN 由哪位店长导入
    #[arg(long, value_name = "STAFF")]
    pub(crate) take: Option<String>,
    /// Takes rows that weaken something, too: each of them was looked at 已逐项核对，连同放宽的行一并导入
    #[arg(long, requires = "take")]
    pub(crate) weaken: bool,
    /// Takes nothing in, but writes what `hqctl put … recipes` publishes of a table of recipes 生成总部下发的配方内容
    #[arg(long, value_name = "FILE", requires = "products", conflicts_with = "take")]
    pub(crate) content: Option<PathBuf>,
    /// The table of the products that the recipes are made of 配方所用产品的表格
    #[arg(long, value_name = "TABLE", requires = "content")]
    pub(crate) products: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TableName {
    Products,
    Recipes,
    Lots,
}

#[derive(Debug, Args)]
pub(crate) struct Rules {
    #[command(subcommand)]
    pub(crate) what: RulesTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesTask {
    /// Every rulebook with every article, and whether it binds 列出全部规则集及条款
    List {
        /// On which day 日期
        #[arg(long)]
        on: Option<NaiveDate>,
        /// In which province: SD, 山东, Shandong 省份
        #[arg(long, default_value = "SD")]
        region: String,
        /// In which district 区
        #[arg(long)]
        district: Option<String>,
    },
    /// Judges a snapshot of facts 判定一份事实
    Check {
        /// The facts, as `rules schema` describes them 事实文件
        #[arg(long)]
        facts: PathBuf,
        /// At which gate; both otherwise 在哪一关
        #[arg(long)]
        gate: Option<GateName>,
    },
    /// The JSON schema of facts 事实的 JSON 模式
    Schema,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum GateName {
    RecipeChoice,
    Clearance,
    Weigh,
    Label,
    Release,
    HandOver,
}

#[derive(Debug, Args)]
pub(crate) struct Service {
    /// The analyser's file; without it the needs decide alone 测肤文件
    #[arg(long)]
    pub(crate) skin: Option<PathBuf>,
    /// Profile to use 测肤仪配置
    #[arg(long)]
    pub(crate) profile: Option<String>,
    /// Which row of a file of several people 多人文件中的编号
    #[arg(long)]
    pub(crate) row: Option<String>,
    /// A recipe's id, or the first of the ranking 配方
    #[arg(long, default_value = "auto")]
    pub(crate) recipe: String,
    /// Why a recipe other than the first of the ranking is taken 不选首位配方的原因
    #[arg(long)]
    pub(crate) reason: Option<String>,
    /// Size in grams; the recipe's first otherwise 规格（克）
    #[arg(long)]
    pub(crate) grams: Option<u64>,
    /// Where label.pdf, consent.pdf and notice.pdf go 输出文件夹
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// The customer's age in years 年龄
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u8).range(..=120))]
    pub(crate) age: u8,
    /// What the customer wants; may be repeated 需求
    #[arg(long)]
    pub(crate) need: Vec<String>,
    /// An allergy by Chinese or INCI name; may be repeated 过敏成分
    #[arg(long)]
    pub(crate) allergy: Vec<String>,
    /// The customer was asked and says there is no allergy, or no other than before; in a demo store, where nothing is
    /// said 没有过敏（或没有变化）
    #[arg(long, conflicts_with = "allergy")]
    pub(crate) no_allergy: bool,
    /// The customer says she is pregnant or nursing 孕期或哺乳期
    #[arg(long)]
    pub(crate) pregnant: bool,
    /// The customer was asked and says she is neither; in a demo store, where nothing is said 没有怀孕或哺乳
    #[arg(long, conflicts_with = "pregnant")]
    pub(crate) not_pregnant: bool,
    /// A purpose that the customer refuses; may be repeated 不同意的用途
    #[arg(long, value_parser = purpose)]
    pub(crate) refuse: Vec<Purpose>,
    /// A JSON file of the customer's signature strokes; invented ones in a demo store 签名笔画文件
    #[arg(long)]
    pub(crate) strokes: Option<PathBuf>,
    /// The advisor 美容顾问
    #[arg(long)]
    pub(crate) advisor: Option<String>,
    /// The operator; PIN in TIAOHE_OPERATOR_PIN 操作人员
    #[arg(long)]
    pub(crate) operator: Option<String>,
    /// The quality safety officer; PIN in TIAOHE_OFFICER_PIN 质量安全员
    #[arg(long)]
    pub(crate) officer: Option<String>,
    /// The operation area 操作区域
    #[arg(long, default_value = "A1")]
    pub(crate) area: String,
    /// Equipment; what is ready in the area otherwise; may be repeated 设备
    #[arg(long)]
    pub(crate) equipment: Vec<String>,
    /// Label template 标签模板
    #[arg(long, default_value = "label-60x40")]
    pub(crate) template: String,
    /// Goes on with a service that was left: its number, or the latest open one; a new one where none is open
    /// 继续未完成的服务；没有则新开一单
    #[arg(long, value_name = "NUMBER", num_args = 0..=1, default_missing_value = "latest")]
    pub(crate) resume: Option<String>,
    /// Prints a line for each step once it is durable 每步保存后输出一行
    #[arg(long)]
    pub(crate) acks: bool,
}

fn purpose(text: &str) -> Result<Purpose, String> {
    let of = |purpose: &Purpose| serde_json::to_value(purpose).is_ok_and(|value| value == text);
    let names: Vec<String> =
        Purpose::ALL.iter().filter_map(|purpose| serde_json::to_string(purpose).ok()).collect();
    Purpose::ALL.into_iter().find(of).ok_or_else(|| format!("须为 {} 之一", names.join(" ")))
}

impl Service {
    /// What the customer answered of allergies; nothing where the command line says nothing of them. A demo store's customer is
    /// invented, like her signature: she then says no.
    pub(crate) fn stands(&self, invented: bool) -> Option<Stands> {
        (invented || self.no_allergy || !self.allergy.is_empty()).then(|| Stands::of(&self.allergy))
    }

    /// What she answered of pregnancy and nursing, by the same rule.
    pub(crate) fn pregnancy(&self, invented: bool) -> Option<bool> {
        (invented || self.pregnant || self.not_pregnant).then_some(self.pregnant)
    }

    /// Both, where both were answered.
    pub(crate) fn said(&self, invented: bool) -> Option<Spoken> {
        let (_, pregnancy) = self.stands(invented).zip(self.pregnancy(invented))?;
        Some(Spoken { allergies: self.allergy.clone(), pregnancy })
    }
}

#[derive(Debug, Args)]
pub(crate) struct Rebuild {
    /// Compares only, and changes nothing 只比较
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write 备份文件
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup 备份文件
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Trace {
    /// The lot's id or the maker's lot number 批号
    pub(crate) lot: String,
}

#[derive(Debug, Args)]
pub(crate) struct Label {
    #[command(subcommand)]
    pub(crate) what: LabelTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LabelTask {
    /// Writes the store's public key, for whoever checks its labels 导出门店公钥
    Key(LabelKey),
    /// Checks what a label's code says, without a store and without a network 验证标签二维码
    Verify(LabelVerify),
    /// Writes one web page that checks labels and asks no server 生成验证网页
    Page(LabelPage),
}

#[derive(Debug, Args)]
pub(crate) struct LabelKey {
    /// A file to write it to as well 输出文件
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct LabelVerify {
    /// A file of public keys; may be repeated 公钥文件
    #[arg(long, required = true, value_name = "FILE")]
    pub(crate) key: Vec<PathBuf>,
    /// What the code says; standard input otherwise 二维码内容
    pub(crate) text: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct LabelPage {
    /// A file of public keys; may be repeated 公钥文件
    #[arg(long, required = true, value_name = "FILE")]
    pub(crate) key: Vec<PathBuf>,
    /// The page to write 输出网页
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

impl Arguments {
    /// The data folder.
    pub(crate) fn folder(&self) -> Result<&Path, Refusal> {
        let missing = || Refusal::new("store_missing", "须用 --store 指明门店数据文件夹");
        self.store.as_deref().ok_or_else(missing)
    }

    /// The key file.
    pub(crate) fn key_path(&self) -> Result<PathBuf, Refusal> {
        match &self.key_file {
            Some(path) => Ok(path.clone()),
            None => Ok(self.folder()?.join("key")),
        }
    }

    /// The key: bare, or under the passphrase that `TIAOHE_PASSPHRASE` gives.
    pub(crate) fn key(&self) -> Result<Key, Refusal> {
        let path = self.key_path()?;
        if !path.is_file() {
            let message = format!("没有密钥文件 {}：什么都没有改动", path.display());
            return Err(
                Refusal::new("key_file", message).mend("用 --key-file 指明本门店（或备份原门店）的密钥文件")
            );
        }
        // The window keeps a key under a passphrase; such a file is JSON, a bare key is not.
        match std::env::var("TIAOHE_PASSPHRASE") {
            Ok(passphrase) => Ok(Key::read_wrapped(&path, &passphrase)?),
            Err(_) => Ok(Key::read(&path)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use counter::Stands;

    use super::{Arguments, Service, Task};

    fn service(more: &[&str]) -> Service {
        let all = [&["tiaohectl", "--store", "s", "service", "--out", "o"], more].concat();
        let Task::Service(service) = Arguments::try_parse_from(all).unwrap().task else {
            panic!("no service")
        };
        *service
    }

    #[test]
    fn what_nobody_said_is_not_taken_for_no_but_of_an_invented_customer() {
        let silent = service(&[]);
        assert_eq!((silent.stands(false), silent.pregnancy(false), silent.said(false)), (None, None, None));
        assert_eq!((silent.stands(true), silent.pregnancy(true)), (Some(Stands::Same), Some(false)));
        let half = service(&["--no-allergy"]);
        assert_eq!(
            (half.stands(false), half.pregnancy(false), half.said(false)),
            (Some(Stands::Same), None, None)
        );
        let told = service(&["--allergy", "柠檬烯", "--pregnant"]);
        for invented in [false, true] {
            assert_eq!(told.stands(invented), Some(Stands::Changed));
            assert_eq!(told.pregnancy(invented), Some(true));
        }
    }
}
