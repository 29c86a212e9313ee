//! The people of the store: enrolled with their files, given PINs, in the store or not (山东指南 第二至五条).
//!
//! It refuses to judge whether somebody may work today: the checks do that from the files. Names and PINs go into the
//! vault and into no message.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use command::{Caller, Command, Run, Topic, Who};
use domain::clean::{self, Meant};
use domain::event::{PresenceMarked, StaffEnrolled, StaffRenamed};
use domain::ids::{AreaId, StaffId};
use domain::staff::{HealthCheck, Role, StaffMember, Training};
use registers::{INSIDE, Visitors};
use serde::{Deserialize, Serialize};
use store::Kind;
use store::tables::StaffRow;
use ts_rs::TS;

use super::fields::{self, Fields, Why, why};
use super::{free_number, known};
use crate::{Counter, Host, Refusal, pin};

/// Roles that one person may hold together.
pub(super) fn roles(asked: &[Role], dedicated: bool) -> Result<Vec<Role>, Why> {
    let mut roles = asked.to_vec();
    roles.sort_unstable();
    roles.dedup();
    if dedicated {
        let zh = "专职信息安全负责人不兼其他岗位：请不选角色";
        let en = "who is there for information security alone holds no role";
        return if roles.is_empty() { Ok(roles) } else { Err(why(zh, en)) };
    }
    if roles.is_empty() {
        return Err(why("至少选一个角色", "choose at least one role"));
    }
    if roles.contains(&Role::Officer) && roles.contains(&Role::Operator) {
        let zh = "质量安全员不得兼任操作人员（山东指南 第三条）";
        return Err(why(zh, "the quality safety officer is no operator (Shandong guide, article 3)"));
    }
    if roles.contains(&Role::Inspector) && roles.len() > 1 {
        return Err(why("检查员只能查看，不能兼任其他角色", "an inspector reads and holds no other role"));
    }
    Ok(roles)
}

/// A passed training as it is typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TypedTraining {
    /// When it was passed.
    pub passed_on: String,
    /// What it covered.
    pub content: String,
    /// How it was held and assessed.
    pub method: String,
}

/// A health check as it is typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TypedHealth {
    /// When.
    pub on: String,
    /// Whether the person may work with cosmetics.
    pub fit: bool,
}

/// An area that a person may enter, as it is typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TypedArea {
    /// Which.
    pub area: String,
    /// Last day.
    pub until: String,
}

/// Enrols a person, or sets a person's file anew.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Enrol {
    /// Whose file is set anew; `None` for a new person, who gets the next number.
    pub id: Option<String>,
    /// The name.
    pub name: String,
    /// What the person may do.
    #[ts(type = "Role[]")]
    pub roles: Vec<Role>,
    /// Whether the person is there for information security alone, and holds none of these (个性化服务指南 8.4).
    #[serde(default)]
    #[ts(optional)]
    pub dedicated: Option<bool>,
    /// First day of the post.
    pub appointed_on: String,
    /// Last day of the post, once it is known.
    #[serde(default)]
    #[ts(optional)]
    pub left_on: Option<String>,
    /// Since when the person has worked in the trade.
    pub experience_since: Option<String>,
    /// The latest training.
    pub training: Option<TypedTraining>,
    /// The latest health check.
    pub health: Option<TypedHealth>,
    /// Areas that the person may enter.
    pub areas: Vec<TypedArea>,
    /// A first or new PIN; `None` leaves it as it is.
    pub pin: Option<String>,
}

/// Who was enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Enrolled {
    /// The person's number.
    #[ts(as = "String")]
    pub staff: StaffId,
}

/// A file without the name, which is sealed when it is written.
struct File {
    name: String,
    roles: Vec<Role>,
    appointed_on: NaiveDate,
    left_on: Option<NaiveDate>,
    experience_since: Option<NaiveDate>,
    training: Option<Training>,
    health: Option<HealthCheck>,
    areas: Vec<(AreaId, NaiveDate)>,
    pin: Option<String>,
}

impl Enrol {
    fn check(&self, today: NaiveDate, known: &BTreeSet<AreaId>) -> Result<File, Refusal> {
        let mut fields = Fields::default();
        let name = fields.take("name", fields::text(&self.name, 40));
        let roles = fields.take("roles", roles(&self.roles, self.dedicated == Some(true)));
        let appointed_on = fields.take("appointed_on", fields::day(&self.appointed_on));
        let left_on = fields.optional("left_on", self.left_on.as_deref(), fields::day);
        if let (Some(from), Some(to)) = (appointed_on, left_on) {
            fields.hold("left_on", from <= to, "不能早于任职日期", "not before the first day of the post");
        }
        let past = |text: &str| fields::past_day(text, today);
        let experience_since = fields.optional("experience_since", self.experience_since.as_deref(), past);
        let training = self.training.as_ref().and_then(|typed| {
            let passed_on = fields.take("training.passed_on", past(&typed.passed_on));
            let content = fields.take("training.content", fields::text(&typed.content, 200));
            let method = fields.take("training.method", fields::text(&typed.method, 200));
            Some(Training { passed_on: passed_on?, content: content?, method: method? })
        });
        let health = self.health.as_ref().and_then(|typed| {
            Some(HealthCheck { on: fields.take("health.on", past(&typed.on))?, fit: typed.fit })
        });
        let mut areas: Vec<(AreaId, NaiveDate)> = Vec::with_capacity(self.areas.len());
        for (index, typed) in self.areas.iter().enumerate() {
            let there = known.iter().map(AreaId::as_str);
            let area: Option<AreaId> =
                fields.take(&format!("areas.{index}.area"), fields::known_id(&typed.area, there));
            let until = fields.take(&format!("areas.{index}.until"), fields::day(&typed.until));
            if let (Some(area), Some(until)) = (area, until) {
                let twice = areas.iter().any(|(known, _)| *known == area);
                fields.hold(&format!("areas.{index}.area"), !twice, "该区域重复", "this area stands twice");
                areas.push((area, until));
            }
        }
        let pin = self.pin.as_deref().and_then(|typed| fields.take("pin", fields::pin(typed)));
        let form = name.zip(roles).zip(appointed_on).map(|((name, roles), appointed_on)| File {
            name,
            roles,
            appointed_on,
            left_on,
            experience_since,
            training,
            health,
            areas,
            pin,
        });
        fields.all(form)
    }
}

/// Refuses a second file of a name that somebody in post has: two rows that read the same are one person twice, or two whom nobody
/// can tell apart in a record.
fn namesake<H: Host>(
    counter: &Counter<H>,
    staff: &[StaffRow],
    before: Option<&StaffRow>,
    called: &str,
) -> Result<(), Refusal> {
    let today = counter.today();
    let mine = before.map(|row| &row.member.id);
    let in_post = |row: &&StaffRow| row.member.left_on.is_none_or(|last| today <= last);
    for row in staff.iter().filter(|row| Some(&row.member.id) != mine).filter(in_post) {
        let name = counter.store().unseal(&row.member.name)?.unwrap_or_default();
        let (name, key) = (String::from_utf8_lossy(&name), clean::name_key(called));
        if !key.is_empty() && clean::name_key(&name) == key {
            let message = format!("已有同名的在岗人员「{name}」（{}）；没有保存", row.member.id);
            let mend = "同一人请改动其档案；确为另一人请在姓名后加以区分，例如「张三（小）」";
            return Err(Refusal::new("namesake", message).mend(mend));
        }
    }
    Ok(())
}

/// Refuses to leave the store without anybody who may enrol and unlock.
fn keeps_a_manager(staff: &[StaffRow], id: &StaffId, file: &File, today: NaiveDate) -> Result<(), Refusal> {
    let manages = |row: &StaffRow| row.member.holds(Role::StoreManager, today);
    let was = staff.iter().any(|row| row.member.id == *id && manages(row));
    let stays = file.roles.contains(&Role::StoreManager)
        && file.appointed_on <= today
        && file.left_on.is_none_or(|last| today <= last);
    let other = staff.iter().any(|row| row.member.id != *id && manages(row));
    if !was || stays || other {
        return Ok(());
    }
    let message = "这是唯一在岗的店长：改动后将没有人能管理人员和解锁；没有改动";
    Err(Refusal::new("last_manager", message).mend("请先登记另一位店长"))
}

impl Command for Enrol {
    const NAME: &'static str = "staff.enrol";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = Enrolled;
}

impl<H: Host> Run<Counter<H>> for Enrol {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Enrolled, Refusal> {
        let today = counter.today();
        let file = self.check(today, &crate::work::areas(counter)?)?;
        let staff = counter.store().staff()?;
        let asked = self.id.as_deref().map(str::trim).filter(|id| !id.is_empty());
        let before = match asked {
            Some(id) => {
                let known = staff.iter().map(|row| row.member.id.as_str());
                let id: StaffId = match clean::meant(id, known) {
                    Meant::One(known) => StaffId::new(known)?,
                    Meant::New | Meant::Several => StaffId::new(id)?,
                };
                Some(counter.store().person(&id)?)
            }
            None => None,
        };
        namesake(counter, &staff, before.as_ref(), &file.name)?;
        let id = match &before {
            Some(row) => row.member.id.clone(),
            None => {
                StaffId::new(&free_number('S', |id| staff.iter().any(|row| row.member.id.as_str() == id)))?
            }
        };
        keeps_a_manager(&staff, &id, &file, today)?;
        let by = StaffId::new(caller.actor())?;
        if file.pin.is_some() && id == by {
            let message = "修改自己的 PIN 须先输入原 PIN；没有改动";
            return Err(
                Refusal::new("own_pin_by_old", message).mend("请在人员页点「设 PIN」，或在登录页修改")
            );
        }
        // Who approves what others bring in is named by somebody else: else one person would do both, one after the other.
        let was = before.as_ref().is_some_and(|row| row.member.roles.contains(&Role::Officer));
        if id == by && file.roles.contains(&Role::Officer) && !was {
            let message = "不能任命自己为质量安全员：导入和收货的人不批准；没有改动";
            return Err(Refusal::new("own_appointment", message)
                .clause("shandong-guide", "第二条")
                .mend("请由另一位店长任命"));
        }
        // A file that is set anew keeps its name: that one was wrong is a record of its own, with its reason.
        if let Some(row) = &before
            && counter.store().unseal(&row.member.name)?.as_deref() != Some(file.name.as_bytes())
        {
            let mut fields = Fields::default();
            let zh = "改动档案不改姓名：写错了请用「更正姓名」，写明原因";
            fields
                .refuse("name", why(zh, "a file keeps its name: put a wrong one right by itself, with why"));
            return fields.all(None);
        }
        let hash = match &file.pin {
            Some(pin) => Some(pin::hash(&counter.store().device_secret()?, pin)?),
            None => None,
        };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let name = match &before {
                Some(row) => row.member.name.clone(),
                None => tx.seal(Kind::Name, file.name.as_bytes())?,
            };
            let member = StaffMember {
                id: id.clone(),
                name,
                roles: file.roles,
                appointed_on: file.appointed_on,
                left_on: file.left_on,
                experience_since: file.experience_since,
                training: file.training,
                health: file.health,
                areas: file.areas,
            };
            tx.record(StaffEnrolled { member })?;
            if let Some(hash) = hash {
                pin::set(tx, &id, &hash, before.as_ref(), (Some(by.clone()), Vec::new()))?;
            }
            Ok(())
        })?;
        Ok(Enrolled { staff: id })
    }
}

/// Puts a name right that was written wrongly. Who is called otherwise since is another file's matter: the number stays.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Rename {
    /// Whose.
    #[ts(as = "String")]
    pub staff: StaffId,
    /// The right name.
    pub name: String,
    /// Why the other was wrong.
    pub reason: String,
}

impl Command for Rename {
    const NAME: &'static str = "staff.rename";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store, Topic::Session];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for Rename {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let row = counter.store().person(&self.staff)?;
        let mut fields = Fields::default();
        let name = fields.take("name", fields::text(&self.name, 40));
        let reason = fields.take("reason", fields::text(&self.reason, 100));
        let now = counter.store().unseal(&row.member.name)?;
        let same = name.as_ref().is_some_and(|name| now.as_deref() == Some(name.as_bytes()));
        fields.hold("name", !same, "与现在的姓名相同", "it is the name as it stands");
        let (name, reason) = fields.all(name.zip(reason))?;
        namesake(counter, &counter.store().staff()?, Some(&row), &name)?;
        let (by, at) = (StaffId::new(caller.actor())?, counter.host().now());
        let (staff, before) = (self.staff, row.member.name);
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let name = tx.seal(Kind::Name, name.as_bytes())?;
            tx.record(StaffRenamed { staff, name, before, reason, by, at })?;
            Ok(())
        })
    }
}

/// Gives a person a new PIN, which also ends a lock-out. Another's is good once, and only to set one's own.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct SetPin {
    /// Whose.
    #[ts(as = "String")]
    pub staff: StaffId,
    /// Six digits.
    pub pin: String,
    /// The old PIN, which a manager gives for the own one: an unlocked window must not be enough to take it over.
    #[serde(default)]
    #[ts(optional)]
    pub old: Option<String>,
}

impl Command for SetPin {
    const NAME: &'static str = "staff.set_pin";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for SetPin {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let mut fields = Fields::default();
        let pin = fields.take("pin", fields::pin(&self.pin));
        let own = self.staff.as_str() == caller.actor();
        let old = self.old.as_deref().unwrap_or_default();
        fields.hold(
            "old",
            !own || !old.is_empty(),
            "修改自己的 PIN 须先输入原 PIN",
            "enter your present PIN",
        );
        let pin = fields.all(pin)?;
        let before = counter.store().person(&self.staff)?;
        if own {
            counter.authenticate(&self.staff, old)?;
        }
        let hash = pin::hash(&counter.store().device_secret()?, &pin)?;
        let alike = if own { counter.alike(&self.staff, &pin)? } else { Vec::new() };
        let by = Some(StaffId::new(caller.actor())?);
        counter.write(caller.actor(), Self::NAME, |tx| {
            pin::set(tx, &self.staff, &hash, Some(&before), (by, alike))
        })
    }
}

/// Marks that a person came into the store or left it (山东指南 第三条). Everybody marks for themselves, the manager for
/// all.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MarkPresence {
    /// Who.
    #[ts(as = "String")]
    pub staff: StaffId,
    /// Came, or left.
    pub present: bool,
}

impl Command for MarkPresence {
    const NAME: &'static str = "staff.presence";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::Operator, Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for MarkPresence {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let today = counter.today();
        let row = counter.store().person(&self.staff)?;
        let by_manager =
            known(counter, caller)?.is_some_and(|member| member.holds(Role::StoreManager, today));
        if self.staff.as_str() != caller.actor() && !by_manager {
            let message = format!("只能登记自己的到店和离店：{} 须由本人或店长登记；没有改动", self.staff);
            return Err(Refusal::new("role_forbidden", message).clause("shandong-guide", "第三条"));
        }
        let holds = Role::ALL.iter().any(|role| row.member.holds(*role, today));
        let in_post = holds || counter.secures(&self.staff)?;
        if self.present && !in_post {
            let message = format!("{} 今天不在任职期内，不能登记到店；没有改动", self.staff);
            return Err(Refusal::new("not_in_post", message).mend("请店长核对其任职日期"));
        }
        // Who stands as present from an earlier day comes anew today, or is marked as gone at last.
        let marked = if self.present { row.here_on(today) } else { row.present_since };
        if self.present == marked.is_some() {
            return Ok(());
        }
        if !self.present {
            stays_with_nobody(counter, &self.staff)?;
        }
        let event = PresenceMarked { staff: self.staff, at: counter.host().now(), present: self.present };
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}

/// Refuses that an escort leaves while the visitor is still in the operation area (山东指南 第六条).
fn stays_with_nobody<H: Host>(counter: &Counter<H>, staff: &StaffId) -> Result<(), Refusal> {
    let inside = counter.store().entries_in::<Visitors>(INSIDE)?;
    let Some(row) = inside.iter().find(|row| row.says.escort == *staff) else { return Ok(()) };
    let message = format!("{staff} 正陪同外来人员（{}），不能登记离店；没有改动", row.number);
    Err(Refusal::new("visitors_inside", message)
        .clause("shandong-guide", "第六条")
        .mend("请先登记外来人员离开"))
}
