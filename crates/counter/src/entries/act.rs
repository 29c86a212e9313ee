//! What is done with an entry: an act is permitted, its form is read and checked, it is signed where the register says so,
//! and it is recorded. In this order: who may not is told so before anything is read.

use domain::ids::StaffId;
use domain::signature::{Meaning, Signature};
use registers::field::Notes;
use registers::register::Touch;
use registers::{Act, Each, Entry, Filling as _, Given, Register, Seal, Stop, With, with};
use serde_json::{Map, Value, json};
use store::{Kind, Tx};
use words::Worded as _;

use super::floor::Floor;
use super::known;
use crate::counter::digest;
use crate::setup::Fields;
use crate::{Caller, Counter, Host, Refusal, Window};

/// Does the act of a command's name, if it is one of a register.
pub(crate) fn done<H: Host>(
    counter: &mut Counter<H>,
    window: Window,
    caller: &Caller,
    name: &str,
    arguments: Value,
) -> Option<Result<Value, Refusal>> {
    let (spec, act) = registers::act(name)?;
    if window != Window::Staff {
        return Some(Err(Refusal::new("window_forbidden", "此窗口不能进行这一项；什么都没有改动")));
    }
    if let Err(refusal) = counter.may(caller, super::who(spec, act.roles)) {
        return Some(Err(refusal));
    }
    let Value::Object(values) = arguments else {
        let message = format!("命令 {name} 的参数不对；什么都没有改动");
        return Some(Err(Refusal::new("bad_arguments", message)));
    };
    with(spec.code, Doing { counter, caller, act, values })
}

struct Doing<'a, H: Host> {
    counter: &'a mut Counter<H>,
    caller: &'a Caller,
    act: &'static Act,
    values: Map<String, Value>,
}

impl<H: Host> Each for Doing<'_, H> {
    type Out = Result<Value, Refusal>;
    fn of<R: Register>(self) -> Self::Out {
        let Self { counter, caller, act, values } = self;
        let before = if act.enters() { None } else { Some(named::<R, H>(counter, &values)?) };
        if let Some(entry) = &before {
            let state = R::state(&entry.says);
            // What is so already is no error: two people pressed the same button. What somebody wrote is not passed over so.
            let pressed = act.fields.is_empty() && act.signed.is_none();
            if pressed && state == act.to && !act.from.contains(&state) {
                return Ok(json!({ "number": entry.number }));
            }
            in_state::<R>(act, entry)?;
        }
        let form = checked::<R, H>(counter, caller, act, before.as_ref(), &values)?;
        let signature = signed::<R, H>(counter, caller, act, before.as_ref(), &values)?;
        let number = match &before {
            Some(entry) => entry.number.clone(),
            None => number::<R, H>(counter)?,
        };
        let number = write::<R, H>(counter, caller, act, (form, number, signature))?;
        Ok(json!({ "number": number }))
    }
}

/// The entry that the arguments name.
fn named<R: Register, H: Host>(
    counter: &Counter<H>,
    values: &Map<String, Value>,
) -> Result<Entry<R::Says>, Refusal> {
    let number = values.get("number").and_then(Value::as_str).unwrap_or_default();
    known::<R, H>(counter, number)
}

fn in_state<R: Register>(act: &Act, entry: &Entry<R::Says>) -> Result<(), Refusal> {
    let state = R::state(&entry.says);
    if act.from.contains(&state) {
        return Ok(());
    }
    let shown = R::SPEC.state(state).map_or(state, |state| state.words.zh);
    let message = format!("{} {shown}，不能再做「{}」；没有改动", entry.number, act.words.zh);
    Err(Refusal::new("entry_state", message).clause(act.clause.rulebook, act.clause.number))
}

/// What was filled in, and what its check learnt of the store.
pub(super) type Filled<R> = (<R as Register>::Form, <R as Register>::Known);

/// The form of an act, read and checked.
pub(super) fn checked<R: Register, H: Host>(
    counter: &Counter<H>,
    caller: &Caller,
    act: &Act,
    before: Option<&Entry<R::Says>>,
    values: &Map<String, Value>,
) -> Result<Filled<R>, Refusal> {
    let mut notes = Notes::default();
    let form = R::Form::read(act.name, &Given { values, now: counter.host().now() }, &mut notes);
    let known = match &form {
        Some(form) => Some(R::check(form, before, &Floor { counter, caller }, &mut notes)?),
        None => None,
    };
    let mut fields = Fields::default();
    for (field, why) in notes.0 {
        fields.refuse(&field, why);
    }
    match fields.all(form.zip(known))? {
        (form, Ok(known)) => Ok((form, known)),
        (_, Err(Stop { code, message, clause, mend })) => {
            Err(Refusal::new(code, message).clause(clause.rulebook, clause.number).mend(mend))
        }
    }
}

/// The signature that an act needs, over the entry as it stood and what was filled in (电子签名法 第十三条).
fn signed<R: Register, H: Host>(
    counter: &mut Counter<H>,
    caller: &Caller,
    act: &Act,
    before: Option<&Entry<R::Says>>,
    values: &Map<String, Value>,
) -> Result<Option<Signature>, Refusal> {
    let Some(wanted) = act.signed else { return Ok(None) };
    // What is thrown away because its time is over does not come back when the date turns out to be wrong.
    if wanted.meaning == Meaning::Disposal {
        counter.believed("没有处置，也没有签名")?;
    }
    let text = |key: &str| values.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let (Some(signer), Some(pin)) = (text("signer"), text("pin")) else {
        let message = format!("「{}」须由{}签名；没有改动", act.words.zh, wanted.role.zh());
        return Err(Refusal::new("act_unsigned", message)
            .clause(act.clause.rulebook, act.clause.number)
            .mend("请选择签名人并输入其 PIN"));
    };
    let signer = StaffId::new(signer)?;
    let wrote = match before.and_then(|entry| entry.records.first()) {
        Some(first) => {
            counter.store().record_at(*first)?.map(|record| record.header().map(|it| it.actor.to_string()))
        }
        None => None,
    };
    let wrote = wrote.transpose()?.unwrap_or_else(|| caller.actor().to_owned());
    if wanted.second && wrote == signer.as_str() {
        let message = format!("{signer} 已登记这一条，签名须由另一人完成；没有改动");
        return Err(Refusal::new("same_person", message)
            .clause(act.clause.rulebook, act.clause.number)
            .mend("请由另一位有此岗位的人员签名"));
    }
    let mut shown = values.clone();
    shown.remove("pin");
    let shown = digest(&serde_json::to_vec(&(before, shown))?);
    let signature = counter.signature(signer.clone(), wanted.role, wanted.meaning, shown, caller)?;
    counter.authenticate(&signer, pin)?;
    Ok(Some(signature))
}

/// The next number of today.
fn number<R: Register, H: Host>(counter: &Counter<H>) -> Result<String, Refusal> {
    let prefix = R::prefix(&counter.store().premises()?.series(), counter.today());
    let before = counter.store().entries_numbered::<R>(&prefix)?;
    Ok(format!("{prefix}{:02}", before + 1))
}

struct Vault<'a, 't>(&'a mut Tx<'t>);

impl Seal for Vault<'_, '_> {
    type Error = Refusal;
    fn seal(&mut self, bytes: &[u8]) -> Result<domain::event::VaultRef, Refusal> {
        Ok(self.0.seal(Kind::Entry, bytes)?)
    }
}

/// Records an act; answers with the entry's number.
pub(super) fn write<R: Register, H: Host>(
    counter: &mut Counter<H>,
    caller: &Caller,
    act: &'static Act,
    ((form, known), number, signature): (Filled<R>, String, Option<Signature>),
) -> Result<String, Refusal> {
    let (at, by) = (counter.host().now(), StaffId::new(caller.actor())?);
    counter.write(caller.actor(), act.name, |tx| {
        let event = R::record(form, known, With { number: &number, at, by, signature }, &mut Vault(tx))?;
        let seq = tx.record(event.clone())?;
        Ok(match R::touches(&event, seq, at) {
            Some(Touch::New(number) | Touch::Known(number)) => number,
            Some(Touch::Latest(..)) | None => number,
        })
    })
}

/// Does an act once for each of many rows, all of them in one transaction or none.
pub(super) fn write_all<R: Register, H: Host>(
    counter: &mut Counter<H>,
    caller: &Caller,
    act: &'static Act,
    forms: Vec<Filled<R>>,
) -> Result<(), Refusal> {
    let (at, by) = (counter.host().now(), StaffId::new(caller.actor())?);
    let prefix = R::prefix(&counter.store().premises()?.series(), counter.today());
    let before = counter.store().entries_numbered::<R>(&prefix)?;
    counter.write(caller.actor(), act.name, |tx| {
        for (serial, (form, known)) in (before + 1..).zip(forms) {
            let (number, by) = (format!("{prefix}{serial:02}"), by.clone());
            let event =
                R::record(form, known, With { number: &number, at, by, signature: None }, &mut Vault(tx))?;
            tx.record(event)?;
        }
        Ok(())
    })
}
