//! The bytes of a token before its signature, as `docs/label-token.md` lays them out. Reading is exact: bytes left over, a day
//! that does not exist or a text that could be written shorter is no token.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta};

use crate::{LabelToken, Part, TokenError};

/// The version of this form.
pub(crate) const VERSION: u8 = 1;

/// The provinces' short names in the order of the document; their place is their number.
const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
/// The characters that are packed into six bits; their place is their number.
const SIX: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.";
const PACKED: u8 = 0x80;
const OTHER_FILING: u8 = 0xFF;

const MOST_PARTS: usize = 15;
const EAST_8: i32 = 8 * 3600;

const fn unsayable(what: &'static str) -> TokenError {
    TokenError::Unsayable { what }
}

/// Midnight in China at the beginning of 2020, from which days and minutes are counted.
fn epoch() -> Option<(NaiveDate, DateTime<FixedOffset>)> {
    let day = NaiveDate::from_ymd_opt(2020, 1, 1)?;
    let midnight = day.and_hms_opt(0, 0, 0)?.and_local_timezone(FixedOffset::east_opt(EAST_8)?).single()?;
    Some((day, midnight))
}

fn days(day: NaiveDate) -> Option<[u8; 2]> {
    let days = day.signed_duration_since(epoch()?.0).num_days();
    Some(u16::try_from(days).ok()?.to_be_bytes())
}

fn day(bytes: [u8; 2]) -> Option<NaiveDate> {
    epoch()?.0.checked_add_signed(TimeDelta::days(i64::from(u16::from_be_bytes(bytes))))
}

/// The token without its signature.
pub(crate) fn written(token: &LabelToken, key: [u8; 3]) -> Result<Vec<u8>, TokenError> {
    let count = u8::try_from(token.parts.len()).ok().filter(|count| usize::from(*count) <= MOST_PARTS);
    let count = count.filter(|count| *count > 0).ok_or(unsayable("所用产品须为 1–15 个"))?;
    let mut bytes = vec![VERSION << 4 | count];
    bytes.extend_from_slice(&key);
    let (store, opened, serial) = number(&token.service).ok_or(unsayable("服务单号不是可编码的形式"))?;
    text(&mut bytes, store)?;
    bytes.extend_from_slice(&days(opened).ok_or(unsayable("服务单号的日期不在 2020–2199 年内"))?);
    bytes.extend_from_slice(&serial.to_be_bytes());
    let minutes = epoch().map(|(_, midnight)| token.made_at.signed_duration_since(midnight).num_minutes());
    let minutes = minutes.and_then(|minutes| u32::try_from(minutes).ok()).map(u32::to_be_bytes);
    let Some([0, a, b, c]) = minutes else { return Err(unsayable("服务时间不在 2020–2051 年内")) };
    bytes.extend_from_slice(&[a, b, c]);
    bytes.extend_from_slice(&days(token.use_by).ok_or(unsayable("限期使用日期不在 2020–2199 年内"))?);
    for part in &token.parts {
        filing(&mut bytes, &part.filing)?;
        text(&mut bytes, &part.lot)?;
    }
    Ok(bytes)
}

/// `STORE-YYMMDD-NNNN` in its parts; `None` for a number that would not come back as it was.
fn number(service: &str) -> Option<(&str, NaiveDate, u16)> {
    let mut parts = service.rsplitn(3, '-');
    let (serial, opened, store) = (parts.next()?, parts.next()?, parts.next()?);
    let opened = NaiveDate::parse_from_str(&format!("20{opened}"), "%Y%m%d").ok()?;
    let serial = serial.parse().ok()?;
    (numbered(store, opened, serial) == service).then_some((store, opened, serial))
}

fn numbered(store: &str, opened: NaiveDate, serial: u16) -> String {
    let (year, month) = (opened.year().rem_euclid(100), opened.month());
    format!("{store}-{year:02}{month:02}{:02}-{serial:04}", opened.day())
}

/// A text of at most 127 characters: six bits a character where the alphabet has them all, UTF-8 otherwise.
fn text(bytes: &mut Vec<u8>, text: &str) -> Result<(), TokenError> {
    let long = unsayable("门店代码、备案编号或批号过长");
    let Some(places) = places(text) else {
        let length = u8::try_from(text.len()).ok().filter(|length| *length < PACKED).ok_or(long)?;
        bytes.push(length);
        bytes.extend_from_slice(text.as_bytes());
        return Ok(());
    };
    let length = u8::try_from(places.len()).ok().filter(|length| *length < PACKED).ok_or(long)?;
    bytes.push(PACKED | length);
    // Four characters are three bytes; what the last group lacks is zero.
    for group in places.chunks(4) {
        let bits = (0..4).fold(0_u32, |bits, at| bits << 6 | u32::from(group.get(at).copied().unwrap_or(0)));
        let [_, three @ ..] = bits.to_be_bytes();
        bytes.extend_from_slice(three.get(..packed(group.len())).unwrap_or_default());
    }
    Ok(())
}

/// How many bytes so many characters take at six bits each.
const fn packed(characters: usize) -> usize {
    (characters * 6).div_ceil(8)
}

fn places(text: &str) -> Option<Vec<u8>> {
    let place = |byte: u8| SIX.iter().position(|one| *one == byte).and_then(|place| u8::try_from(place).ok());
    text.bytes().map(place).collect()
}

/// A filing number: kind and province, year, serial in five bytes where it is one of the three kinds of ordinary cosmetics
/// filed on the net with a serial of six digits, and its text otherwise.
fn filing(bytes: &mut Vec<u8>, number: &str) -> Result<(), TokenError> {
    if let Some(short) = short_filing(number) {
        bytes.extend_from_slice(&short);
        return Ok(());
    }
    bytes.push(OTHER_FILING);
    text(bytes, number)
}

fn short_filing(number: &str) -> Option<[u8; 5]> {
    let bracketed = |rest: &'_ str| {
        let province = rest.chars().next()?;
        Some((province, rest.get(province.len_utf8()..)?.strip_prefix('）')?.to_owned()))
    };
    let (kind, (province, digits)) = if let Some(rest) = number.strip_prefix("国妆网备进字（") {
        (1, bracketed(rest)?)
    } else if let Some(rest) = number.strip_prefix("国妆网备制字（") {
        (2, bracketed(rest)?)
    } else {
        let province = number.chars().next()?;
        (0, (province, number.get(province.len_utf8()..)?.strip_prefix("G妆网备字")?.to_owned()))
    };
    let place = u8::try_from(PROVINCES.chars().position(|one| one == province)?).ok()?;
    let year: u8 = digits.get(..4).filter(|_| digits.len() == 10)?.strip_prefix("20")?.parse().ok()?;
    let [_, a, b, c] = digits.get(4..)?.parse::<u32>().ok()?.to_be_bytes();
    let short = [kind << 5 | place, year, a, b, c];
    (filed(short).as_deref() == Some(number)).then_some(short)
}

fn filed([first, year, a, b, c]: [u8; 5]) -> Option<String> {
    let province = PROVINCES.chars().nth(usize::from(first & 0x1F))?;
    let digits = format!("20{year:02}{:06}", u32::from_be_bytes([0, a, b, c]));
    match first >> 5 {
        0 => Some(format!("{province}G妆网备字{digits}")),
        1 => Some(format!("国妆网备进字（{province}）{digits}")),
        2 => Some(format!("国妆网备制字（{province}）{digits}")),
        _ => None,
    }
}

/// What lies before the signature, and the short name of the key; `None` where it is not exactly what [`written`] writes.
pub(crate) fn read(body: &[u8]) -> Option<(LabelToken, [u8; 3])> {
    let mut rest = Rest(body);
    let [first] = rest.take()?;
    let key = rest.take()?;
    let store = rest.text()?;
    let opened = day(rest.take()?)?;
    let serial = u16::from_be_bytes(rest.take()?);
    let [a, b, c] = rest.take()?;
    let minutes = TimeDelta::minutes(i64::from(u32::from_be_bytes([0, a, b, c])));
    let made_at = epoch()?.1.checked_add_signed(minutes)?;
    let use_by = day(rest.take()?)?;
    let part = |rest: &mut Rest<'_>| Some(Part { filing: rest.filing()?, lot: rest.text()? });
    let parts = (0..first & 0x0F).map(|_| part(&mut rest)).collect::<Option<_>>()?;
    let token = LabelToken { service: numbered(&store, opened, serial), made_at, use_by, parts };
    // One token has one form: whatever else could be read the same way is refused.
    written(&token, key).is_ok_and(|again| again == body).then_some((token, key))
}

/// What has not been read yet.
struct Rest<'b>(&'b [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    fn slice(&mut self, length: usize) -> Option<Vec<u8>> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken.to_vec())
    }

    fn text(&mut self) -> Option<String> {
        let [head] = self.take()?;
        let length = usize::from(head & !PACKED);
        if head & PACKED == 0 {
            return String::from_utf8(self.slice(length)?).ok();
        }
        let bytes = self.slice(packed(length))?;
        let byte = |at: usize| u32::from(bytes.get(at).copied().unwrap_or(0));
        let character = |at: usize| {
            let bit = at * 6;
            let two = byte(bit / 8) << 8 | byte(bit / 8 + 1);
            let place = two >> (10 - bit % 8) & 0x3F;
            usize::try_from(place).ok().and_then(|place| SIX.get(place)).map(|byte| char::from(*byte))
        };
        (0..length).map(character).collect()
    }

    fn filing(&mut self) -> Option<String> {
        let [first] = self.take()?;
        if first == OTHER_FILING {
            return self.text();
        }
        let [year, a, b, c] = self.take()?;
        filed([first, year, a, b, c])
    }
}
