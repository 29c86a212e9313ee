//! PINs: argon2id with the device's secret, and a lockout that is itself recorded. A short PIN falls to patience
//! alone, so what protects it are the secret and the lockout, not the hash.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::TimeDelta;
use command::Caller;
use domain::Moment;
use domain::event::{PinAccepted, PinFailed, PinSet};
use domain::ids::StaffId;
use domain::signature::{Digest, Meaning, Signature};
use domain::staff::{Role, WRONG_PINS};
use store::tables::StaffRow;
use store::{Kind, StoreError};
use words::Worded as _;

use crate::setup::fields::{self, Why};
use crate::{Counter, Host, Refusal};

/// How long each further wrong PIN locks, in minutes; after the last only the store manager unlocks.
const LOCKS: [i64; 3] = [1, 5, 15];

/// The name under which a person's own PIN is written.
const OWN_PIN: &str = "desk.own_pin";

/// Records a new PIN, with who set it and who else has it; the hash that it replaces is erased, since nobody may need it
/// again.
pub(crate) fn set(
    tx: &mut store::Tx<'_>,
    staff: &StaffId,
    hash: &str,
    before: Option<&StaffRow>,
    (by, alike): (Option<StaffId>, Vec<StaffId>),
) -> Result<(), Refusal> {
    let pin = tx.seal(Kind::Pin, hash.as_bytes())?;
    tx.record(PinSet { staff: staff.clone(), pin, by, alike })?;
    if let Some(old) = before.and_then(|row| row.pin.as_ref()) {
        tx.erase(&old.id, "PIN 已更换")?;
    }
    Ok(())
}

fn hasher(secret: &[u8]) -> Result<Argon2<'_>, Refusal> {
    Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
        .map_err(|error| Refusal::new("pin_hash", format!("PIN 无法处理：{error}")))
}

/// Makes the hash of a new PIN.
///
/// # Errors
/// `pin_shape` for anything but 6 digits.
pub(crate) fn hash(secret: &[u8], pin: &str) -> Result<String, Refusal> {
    if pin.len() != 6 || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::new("pin_shape", "PIN 须为 6 位数字；没有改动"));
    }
    let hashed = hasher(secret)?.hash_password(pin.as_bytes());
    hashed
        .map(|hash| hash.to_string())
        .map_err(|error| Refusal::new("pin_hash", format!("PIN 无法处理：{error}")))
}

/// Until when a person is locked out, if they are.
pub(crate) fn locked_until(row: &StaffRow) -> Option<Option<Moment>> {
    let over = row.failed.checked_sub(WRONG_PINS)?;
    let minutes = LOCKS.get(usize::try_from(over).unwrap_or(usize::MAX));
    Some(minutes.and_then(|minutes| Some(row.failed_at? + TimeDelta::minutes(*minutes))))
}

impl<H: Host> Counter<H> {
    /// Opens a window to a person in post who knows their PIN. A wrong PIN is recorded before it is answered.
    ///
    /// # Errors
    /// `not_in_post`, `pin_missing`, `pin_wrong`, `pin_locked`, `pin_not_own`.
    pub fn unlock(&mut self, id: &StaffId, pin: &str) -> Result<(), Refusal> {
        self.in_post(id)?;
        self.authenticate(id, pin)
    }

    fn in_post(&self, id: &StaffId) -> Result<(), Refusal> {
        let (member, today) = (self.store().person(id)?.member, self.today());
        if Role::ALL.iter().any(|role| member.holds(*role, today)) || self.secures(id)? {
            return Ok(());
        }
        Err(Refusal::new("not_in_post", format!("{id} 今天不在岗，不能登录")))
    }

    /// Whether wrong PINs lock a person out now, and until when; no time means until the store manager sets a new PIN.
    pub fn lock_of(&self, row: &StaffRow) -> Option<Option<Moment>> {
        let now = self.host().now();
        locked_until(row).filter(|until| until.is_none_or(|until| now < until))
    }

    /// Checks a PIN at this moment, and that it is the person's own: one that another set signs nothing and opens nothing
    /// but the way to one's own. A wrong one is recorded before it is answered.
    ///
    /// # Errors
    /// `pin_wrong`, `pin_locked`, `pin_not_own`, and what the store answers.
    pub fn authenticate(&mut self, id: &StaffId, pin: &str) -> Result<(), Refusal> {
        self.right(id, pin)?;
        let Some(lent) = self.store().person(id)?.lent else { return Ok(()) };
        let (by, at) = (&lent.by, domain::in_china(lent.at).format("%F %R"));
        let what = if lent.reset { "重设" } else { "设定" };
        let message =
            format!("{id} 的 PIN 由 {by} 于 {at} {what}，只能用来设定本人的新 PIN；没有登录，也没有签名");
        let mend = "请本人在登录页用它设定自己的 PIN；若您没有要求重设，请告知店长和总部";
        Err(Refusal::new("pin_not_own", message).mend(mend).details([&lent]))
    }

    /// Sets a person's own PIN by the present one: what another set is good for this alone, and once.
    ///
    /// # Errors
    /// `not_in_post`, `pin_wrong`, `pin_locked`, `pin_weak`; `pin_same` for the one that another knows.
    pub fn own_pin(&mut self, id: &StaffId, pin: &str, own: &str) -> Result<(), Refusal> {
        self.in_post(id)?;
        self.right(id, pin)?;
        let weak = |why: Why| Refusal::new("pin_weak", format!("{}；没有改动", why.zh));
        let own = &fields::pin(own).map_err(weak)?;
        if pin == own {
            let message = "新 PIN 与原 PIN 相同：别人可能知道原 PIN，请另设一个；没有改动";
            return Err(Refusal::new("pin_same", message));
        }
        let (hash, alike) = (hash(&self.store().device_secret()?, own)?, self.alike(id, own)?);
        let before = self.store().person(id)?;
        self.write(id.as_str(), OWN_PIN, |tx| set(tx, id, &hash, Some(&before), (Some(id.clone()), alike)))
    }

    /// Who else has a PIN: two people with one PIN are one person to the program.
    pub(crate) fn alike(&self, id: &StaffId, pin: &str) -> Result<Vec<StaffId>, Refusal> {
        let secret = self.store().device_secret()?;
        let mut alike = Vec::new();
        for row in self.store().staff()?.into_iter().filter(|row| row.member.id != *id && row.lent.is_none())
        {
            let Some(item) = &row.pin else { continue };
            let stored = self.store().unseal(item)?.and_then(|bytes| String::from_utf8(bytes).ok());
            let Some(stored) = stored else { continue };
            let Ok(parsed) = PasswordHash::new(&stored) else { continue };
            if hasher(&secret)?.verify_password(pin.as_bytes(), &parsed).is_ok() {
                alike.push(row.member.id);
            }
        }
        Ok(alike)
    }

    /// Whether a PIN is right at this moment, whoever set it.
    fn right(&mut self, id: &StaffId, pin: &str) -> Result<(), Refusal> {
        let row = self.store().person(id)?;
        let now = self.host().now();
        match locked_until(&row) {
            Some(None) => {
                let message = format!(
                    "{id} 连续 {} 次输错 PIN，已锁定：请店长重设 PIN；没有登录，也没有签名",
                    row.failed
                );
                return Err(Refusal::new("pin_locked", message));
            }
            Some(Some(until)) if now < until => {
                let message = format!(
                    "{id} 连续 {} 次输错 PIN，锁定至 {}；没有登录，也没有签名",
                    row.failed,
                    until.format("%H:%M:%S")
                );
                return Err(Refusal::new("pin_locked", message));
            }
            Some(Some(_)) | None => {}
        }
        let missing = || Refusal::new("pin_missing", format!("{id} 还没有 PIN：请店长先设定"));
        let item = row.pin.as_ref().ok_or_else(missing)?;
        // It was set in a record that came back from headquarters: what lay in the vault did not come with it.
        let lost = || {
            let message = format!("{id} 的 PIN 没有随取回的记录一起回来；没有登录，也没有签名");
            Refusal::new("pin_lost", message).mend("请店长在“门店 · 人员”里为其重设 PIN")
        };
        let stored = self.store().unseal(item)?.ok_or_else(lost)?;
        let stored = String::from_utf8(stored).map_err(|_| missing())?;
        let parsed = PasswordHash::new(&stored).map_err(|_| missing())?;
        let secret = self.store().device_secret()?;
        if hasher(&secret)?.verify_password(pin.as_bytes(), &parsed).is_ok() {
            // Wrong ones are counted in a row: a typing error of last week locks nobody out.
            if row.failed > 0 {
                let accepted = PinAccepted { staff: id.clone() };
                self.write::<_, StoreError>(id.as_str(), "pin_accepted", |tx| tx.record(accepted))?;
            }
            return Ok(());
        }
        let failed = PinFailed { staff: id.clone() };
        self.write::<_, StoreError>(id.as_str(), "pin_failed", |tx| tx.record(failed))?;
        let left = WRONG_PINS.saturating_sub(row.failed + 1);
        let next = if left == 0 { "现已锁定".to_owned() } else { format!("再错 {left} 次后锁定") };
        let message = format!("{id} 的 PIN 不对，没有登录，也没有签名；{next}。此次输错已记录");
        Err(Refusal::new("pin_wrong", message))
    }

    /// A signature at this moment over exactly what was shown; worth nothing unless the PIN is checked with it.
    pub(crate) fn signature(
        &self,
        signer: StaffId,
        role: Role,
        meaning: Meaning,
        shown: Digest,
        window: &Caller,
    ) -> Result<Signature, Refusal> {
        let member = self.store().person(&signer)?.member;
        if !member.holds(role, self.today()) {
            let message = format!("{signer} 不是在岗的{}，不能签这一项；没有改动", role.zh());
            return Err(Refusal::new("signer_role", message).clause("shandong-guide", "第三条"));
        }
        let window = match window {
            Caller::Staff(sitting) => Some(sitting.clone()),
            Caller::System => None,
        };
        Ok(Signature { signer, role, at: self.host().now(), meaning, shown, window })
    }
}
