//! 测肤: an analyser's file becomes a skin test in canonical metrics, or the customer wants none. The raw file and
//! the values lie in the vault; the ledger knows the file's digest, so that a second import is recognised.

use command::{Caller, Command, Run, Topic, Who, Window};
use domain::Moment;
use domain::consent::Purpose;
use domain::event::{ImportedTest, SkinTested};
use domain::ids::ServiceNumber;
use domain::service::{Needed, Progress, Step, Tested};
use domain::signature::Digest;
use domain::skin::SkinTest;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use serde_json::json;
use skintest::{Options, Problem};
use store::{Kind, Store};

use crate::rights::retention;
use crate::{Counter, Host, Refusal};

/// Imports an analyser's file.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct ImportSkinTest {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// The file.
    pub bytes: Vec<u8>,
    /// Profile to use; recognised from the file otherwise.
    pub profile: Option<String>,
    /// Which row of a file of several people.
    pub row: Option<String>,
    /// The customer's age in years, for the score of the skin's age.
    pub real_age: Option<u8>,
}

/// The problems of a file as one refusal.
#[must_use]
pub fn refused(problems: &[Problem]) -> Refusal {
    let first = problems.first();
    let message = first.map_or_else(String::new, |problem| match problem.place.as_str() {
        "" => problem.message.clone(),
        place => format!("{place}：{}", problem.message),
    });
    Refusal::new("skin_file_refused", message).details(problems).mend("改用问询，或请设备重新导出后再导入")
}

/// Whose test it is and of when, for whoever answers whether it is this customer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Asked {
    /// The person's number in the analyser, where the file names one.
    subject: Option<String>,
    /// When it was taken, or else when the file was written.
    taken_at: Option<Moment>,
}

impl<H: Host> Counter<H> {
    /// Whether a file may be taken without a question: it holds one person's test of today. A file of another day may be another
    /// person's, and a person says that it is not. `written` is when the file was written, for one that names no time.
    ///
    /// # Errors
    /// `skin_file_asked` with whose test it is and of when; nothing was taken. What else is wrong with the file, the import says.
    pub fn skin_file_of_today(
        &self,
        import: &ImportSkinTest,
        written: Option<Moment>,
    ) -> Result<(), Refusal> {
        let now = self.host().now();
        let (profile, row) = (import.profile.as_deref(), import.row.as_deref());
        let options = Options { now, profile, real_age: import.real_age, row };
        let Ok(imported) = skintest::import(&import.bytes, &self.assets().profiles, &options) else {
            return Ok(());
        };
        let [test] = imported.tests.as_slice() else { return Ok(()) };
        let taken_at = test.taken_at.or(written);
        let day = |moment: Moment| domain::in_china(moment).date_naive();
        if taken_at.is_some_and(|taken_at| day(taken_at) == day(now)) {
            return Ok(());
        }
        let message = match taken_at {
            Some(taken_at) => format!("这份测肤不是今天的（{}）；没有导入", day(taken_at)),
            None => "这份测肤没有写明时间；没有导入".to_owned(),
        };
        let asked = Asked { subject: test.subject.as_deref().map(str::to_owned), taken_at };
        let refusal = Refusal::new("skin_file_asked", message).details([asked]);
        Err(refusal.mend("请核对是不是这位顾客的、是不是今天要用的：是则确认导入，不是则换一个文件"))
    }
}

impl Command for ImportSkinTest {
    const NAME: &'static str = "service.skin_test";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    const WINDOWS: &'static [Window] = &[];
    type Reply = SkinTest;
}

impl<H: Host> Run<Counter<H>> for ImportSkinTest {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<SkinTest, Refusal> {
        let service = counter.service(&self.service)?;
        // Without a test the service may still come to one, as long as no recipe is chosen.
        let progress = if service.step() == Step::Tested {
            service.at::<Tested>("测肤")?.progress().clone()
        } else {
            service.at::<Needed>("测肤")?.progress().clone()
        };
        if progress.tested().is_some_and(|tested| tested.test.is_some()) {
            let message = "本单已有测肤结果；没有导入，原来的结果还在";
            return Err(Refusal::new("skin_tested", message).mend("先取回现在的测肤结果，再导入另一份"));
        }
        if !allows(&progress, Purpose::SkinAndAllergy) {
            return Err(domain::service::StepError::SkinWithoutConsent.into());
        }
        let now = counter.host().now();
        let (profile, row) = (self.profile.as_deref(), self.row.as_deref());
        let options = Options { now, profile, real_age: self.real_age, row };
        let imported = skintest::import(&self.bytes, &counter.assets().profiles, &options);
        let mut tests = imported.map_err(|problems| refused(&problems))?.tests;
        if tests.len() > 1 {
            let subjects = tests.iter().filter_map(|test| test.subject.as_deref()).collect::<Vec<_>>();
            let message = format!(
                "文件含 {} 条测肤记录（{}…），须指明是哪一条；测肤结果没有保存，此前的步骤都已保存",
                tests.len(),
                subjects.iter().take(8).copied().collect::<Vec<_>>().join("、")
            );
            let rows = subjects.iter().map(|row| json!({ "row": row, "subject": row }));
            let refusal = Refusal::new("row_needed", message).details(rows);
            return Err(refusal.mend("用 --row 给出编号，或从列表中选一条"));
        }
        let Some(test) = tests.pop() else {
            return Err(Refusal::new("skin_file_refused", "文件里没有测肤记录；此前的步骤都已保存"));
        };
        let raw = Digest::parse(&test.origin.sha256)
            .map_err(|error| Refusal::new("unreadable", error.to_string()))?;
        if let Some(before) = counter.store().imported(&raw, row)? {
            let other = counter.service(&before.service)?;
            let test = other.progress().tested().and_then(|tested| tested.test.as_ref());
            // What was taken back is in no service.
            if test.is_some_and(|test| test.raw == raw && test.row.as_deref() == row) {
                return Err(refused(&[Problem::already_imported(raw.as_str(), before.service.as_str())]));
            }
        }
        let keeps_file = retention::may_keep(allows(&progress, retention::PICTURE), &self.bytes);
        let values = serde_json::to_vec(&test)?;
        let profile = format!("{} v{}", test.origin.profile, test.origin.profile_version);
        let Self { service, bytes, row, .. } = self;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let file = tx.seal(Kind::RawFile, &bytes)?;
            let values = tx.seal(Kind::Skin, &values)?;
            let item = file.id.clone();
            let test = ImportedTest { raw, row, profile, taken_at: test.taken_at, values, file };
            let record = tx.record(SkinTested { service, test: Some(test) })?;
            // Sealed and erased before anything of it reaches the disk: the record says that there was one.
            if !keeps_file {
                tx.erase(&item, "文件里有面部图像，顾客没有同意：不保存")?;
            }
            Ok(record)
        })?;
        Ok(test)
    }
}

/// Takes a skin test back before a recipe is chosen: the file was somebody else's, or not of today. What it said is erased, and the
/// file can be imported where it belongs.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct TakeSkinTestBack {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

impl Command for TakeSkinTestBack {
    const NAME: &'static str = "service.skin_test_back";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    const WINDOWS: &'static [Window] = &[];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for TakeSkinTestBack {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let service = counter.service(&self.service)?;
        let state = service.at::<Tested>("测肤")?;
        let Some(test) = state.progress().tested().and_then(|tested| tested.test.clone()) else {
            return Err(Refusal::new("no_skin_test", "本单没有测肤结果；没有改动"));
        };
        let mut kept = Vec::new();
        for item in [test.values, test.file] {
            if counter.store().unseal(&item)?.is_some() {
                kept.push(item.id);
            }
        }
        let Self { service } = self;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(SkinTested { service, test: None })?;
            for item in &kept {
                tx.erase(item, "测肤文件取错了，已取回：不再保存")?;
            }
            Ok(())
        })
    }
}

/// Goes on without a skin test: the needs decide alone.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct SkipSkinTest {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

impl Command for SkipSkinTest {
    const NAME: &'static str = "service.no_skin_test";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for SkipSkinTest {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        counter.service(&self.service)?.at::<Needed>("测肤")?;
        let event = SkinTested { service: self.service, test: None };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}

/// Whether the customer of a service agreed to a purpose.
pub(crate) fn allows(progress: &Progress, purpose: Purpose) -> bool {
    progress.allows(purpose)
}

/// The skin test of a service, as long as the vault still holds it.
pub(crate) fn tested(store: &Store, progress: &Progress) -> Result<Option<SkinTest>, Refusal> {
    let Some(test) = progress.tested().and_then(|tested| tested.test.as_ref()) else { return Ok(None) };
    let bytes = store.unseal(&test.values)?;
    Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
}
