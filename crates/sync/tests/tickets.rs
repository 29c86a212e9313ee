//! A ticket as it is scanned, chosen as a file, and typed by people.

use proptest::prelude::*;
use sync::root::Fingerprint;
use sync::ticket::{Code, Ticket, TicketError};

fn ticket() -> Ticket {
    let mut random = [0; 16];
    random.iter_mut().zip(1_u8..).for_each(|(byte, at)| *byte = at.wrapping_mul(37));
    let root = Fingerprint([0xF0, 1, 2, 3, 4, 5, 6, 7, 8, 0x9A]);
    let (url, store) = ("https://hq.example.com/tiaohe".to_owned(), "济南1店".to_owned());
    Ticket { url, store, code: Code::from_random(&random), root }
}

#[test]
fn a_ticket_is_read_from_a_code_and_from_a_file() {
    let digits = ticket().digits().unwrap();
    assert!(
        digits.bytes().all(|byte| byte.is_ascii_digit()),
        "a scanner types it right under any input method"
    );
    assert_eq!(Ticket::read(&format!(" {digits}\r\n")), Ok(ticket()));
    assert!(Ticket::looks_like_one(&digits) && !Ticket::looks_like_one("00700701"));
    let file = ticket().file().unwrap();
    assert_eq!(Ticket::read(&format!("\u{feff}{file}\n")), Ok(ticket()));
    let later = file.replace("\"tiaohe_enrolment\": 1", "\"tiaohe_enrolment\": 2");
    assert_eq!(Ticket::read(&later), Err(TicketError::Version(2)));
    for text in ["", "{}", "hello", &digits[..digits.len() - 3], &digits.replacen('7', "8", 1)] {
        assert_eq!(Ticket::read(text), Err(TicketError::NotATicket), "{text}");
    }
}

#[test]
fn typing_is_read_with_patience() {
    let (typed, url) = (ticket().typed(), ticket().url);
    assert_eq!((typed.len(), typed.split('-').count()), (47, 8), "{typed}");
    let full: String = typed
        .chars()
        .map(|letter| match letter {
            '-' => '－',
            letter => char::from_u32(u32::from(letter) - 0x21 + 0xFF01).unwrap(),
        })
        .collect();
    for (name, written) in [
        ("as printed", typed.clone()),
        ("small letters", typed.to_lowercase()),
        ("without groups", typed.replace('-', "")),
        ("with blanks", typed.replace('-', "  ")),
        ("on two lines", typed.replacen('-', "\n", 1)),
        ("with an input method's hyphens", typed.replace('-', "—")),
        ("with full stops and commas", typed.replacen('-', "。", 2).replacen('-', "，", 2)),
        ("full-width", full),
        ("letters that look like digits", typed.replace('0', "o").replace('1', "l")),
        ("and the other ones", typed.replace('0', "O").replace('1', "I")),
    ] {
        let read = Ticket::from_typed(&url, &written);
        assert_eq!(read, Ok(Ticket { store: String::new(), ..ticket() }), "{name}: {written}");
    }
}

#[test]
fn what_is_mistyped_is_named_by_its_place() {
    let (typed, url) = (ticket().typed(), ticket().url);
    let read = |typed: &str| Ticket::from_typed(&url, typed).unwrap_err();
    assert_eq!(read(&typed[..46]), TicketError::Length { found: 39 });
    assert_eq!(read(&format!("{typed}0")), TicketError::Length { found: 41 });
    let mut wrong = typed.clone();
    wrong.replace_range(14..15, "U");
    assert_eq!(read(&wrong), TicketError::Character { group: 3, place: 3 });
    wrong.replace_range(14..15, "调");
    assert_eq!(read(&wrong), TicketError::Character { group: 3, place: 3 });
    for url in
        ["hq.example.com", "http://hq.example.com", "https://", "https://a b", "https://x@y", "https:///x"]
    {
        assert_eq!(Ticket::from_typed(url, &typed), Err(TicketError::Address), "{url}");
    }
    assert!(
        Ticket::from_typed("ｈｔｔｐｓ：／／hq.example.com/tiaohe/", &typed).is_ok(),
        "typed under an input method"
    );
    assert!(!format!("{:?}", ticket()).contains(&typed[..5]), "a code is a secret");
}

proptest! {
    #[test]
    fn one_wrong_character_is_always_noticed(at in 0_usize..40, other in 0_usize..32) {
        let mut letters: Vec<char> = ticket().typed().replace('-', "").chars().collect();
        let with = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().nth(other).unwrap();
        prop_assume!(letters[at] != with);
        letters[at] = with;
        let typed: String = letters.into_iter().collect();
        prop_assert_eq!(Ticket::from_typed(&ticket().url, &typed), Err(TicketError::Check));
    }

    #[test]
    fn any_code_comes_back(random in any::<[u8; 16]>(), root in any::<[u8; 10]>()) {
        let one = Ticket { code: Code::from_random(&random), root: Fingerprint(root), ..ticket() };
        prop_assert_eq!(Ticket::read(&one.digits().unwrap()), Ok(one.clone()));
        prop_assert_eq!(Ticket::read(&one.file().unwrap()), Ok(one));
    }
}
