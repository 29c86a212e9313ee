//! Search words: what a product, a lot or a customer is found by, in a full-text index beside its table.
//!
//! Chinese is written without blanks, so a run of it is indexed by its letters and its pairs of letters: `玫瑰水` as 玫, 瑰,
//! 水, 玫瑰, 瑰水. Latin words and numbers are found by their beginning: those of up to six letters are indexed too
//! (marked `·`), so that what is typed letter by letter is one look-up and not a walk over every word that begins with
//! it. A catalogue of 300,000 then answers in the same time as one of 3,000. It refuses to rank: what matches comes in
//! the order of the table.

use domain::clean::{self, name_key};
use rusqlite::{Connection, params};

use crate::StoreError;

/// Each index with what makes it. `detail=none` keeps no positions: pairs make them needless. A customer's words are
/// removed from the index itself when they are erased, not marked as gone (`secure-delete`).
pub(crate) const INDEXES: &[(&str, &str)] = &[
    (
        "product_words",
        "CREATE VIRTUAL TABLE product_words USING fts5(words, tokenize = 'ascii', detail = none,
                                                       content = '', contentless_delete = 1);",
    ),
    (
        "lot_words",
        "CREATE VIRTUAL TABLE lot_words USING fts5(words, tokenize = 'ascii', detail = none,
                                                   content = '', contentless_delete = 1);",
    ),
    (
        "entry_words",
        "CREATE VIRTUAL TABLE entry_words USING fts5(words, tokenize = 'ascii', detail = none,
                                                     content = '', contentless_delete = 1);",
    ),
    (
        "customer_words",
        "CREATE VIRTUAL TABLE customer_words USING fts5(words, tokenize = 'ascii', detail = none);
         INSERT INTO customer_words (customer_words, rank) VALUES ('secure-delete', 1);",
    ),
];

/// Sets what the row `id` of `table` is found by.
pub(crate) fn set(
    connection: &Connection,
    table: &str,
    id: &str,
    texts: &[String],
) -> Result<(), StoreError> {
    clear(connection, table, id)?;
    let sql = format!("INSERT INTO {table}_words (rowid, words) SELECT rowid, ?2 FROM {table} WHERE id = ?1");
    connection.prepare_cached(&sql)?.execute(params![id, indexed(texts)])?;
    Ok(())
}

/// Takes all words of the row `id` of `table` away.
pub(crate) fn clear(connection: &Connection, table: &str, id: &str) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM {table}_words WHERE rowid = (SELECT rowid FROM {table} WHERE id = ?1)");
    connection.prepare_cached(&sql)?.execute([id])?;
    Ok(())
}

/// Marks a beginning among the words.
const BEGINNING: char = '·';
/// The longest beginning that is indexed.
const LONGEST: usize = 6;

/// What the letters of a run have in common.
#[derive(PartialEq, Eq)]
enum Script {
    /// Latin letters and digits: found by their beginning.
    Plain,
    /// Any other: found by pairs.
    Dense,
}

/// The runs of one script in a text, without case, width, blanks and marks. A number that begins with a year of this
/// century is two: filing numbers are, and people read their serial out without it.
fn runs(text: &str) -> Vec<(Script, Vec<char>)> {
    let script = |letter: char| if letter.is_ascii() { Script::Plain } else { Script::Dense };
    let mut runs: Vec<(Script, Vec<char>)> = Vec::new();
    let text = clean::text(text);
    for piece in text.split(|letter: char| !letter.is_alphanumeric()) {
        let mut fresh = true;
        for letter in name_key(piece).chars().filter(|letter| letter.is_alphanumeric()) {
            match runs.last_mut() {
                Some((same, run)) if !fresh && *same == script(letter) && !is_year(run) => run.push(letter),
                _ => runs.push((script(letter), vec![letter])),
            }
            fresh = false;
        }
    }
    runs
}

fn is_year(run: &[char]) -> bool {
    matches!(run, ['2', '0', third, fourth] if third.is_ascii_digit() && fourth.is_ascii_digit())
}

fn word(letters: &[char]) -> String {
    letters.iter().collect()
}

fn beginning(letters: &[char]) -> String {
    std::iter::once(&BEGINNING).chain(letters).collect()
}

/// Pairs that cover a run of two letters and more: every second one and the last, which is as sharp and half the work.
fn cover(run: &[char]) -> impl Iterator<Item = &[char]> {
    let last = run.len().saturating_sub(2);
    run.windows(2).enumerate().filter(move |(at, _)| at % 2 == 0 || *at == last).map(|(_, pair)| pair)
}

fn indexed(texts: &[impl AsRef<str>]) -> String {
    let mut words: Vec<String> = Vec::new();
    for (script, run) in texts.iter().flat_map(|text| runs(text.as_ref())) {
        if script == Script::Dense {
            words.extend(run.chunks(1).chain(run.windows(2)).map(word));
        } else {
            words.extend((1..=run.len().min(LONGEST)).filter_map(|end| run.get(..end)).map(beginning));
            words.extend((run.len() > LONGEST).then(|| word(&run)));
        }
    }
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// The full-text query for what a person types: every word of it must be there. `None` where nothing in it is a word.
pub(crate) fn query(text: &str) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for (script, run) in runs(text) {
        match script {
            Script::Dense if run.len() == 1 => words.push(format!("\"{}\"", word(&run))),
            Script::Dense => words.extend(cover(&run).map(|pair| format!("\"{}\"", word(pair)))),
            Script::Plain if run.len() <= LONGEST => {
                words.push(format!("\"{}\"", beginning(&run)));
            }
            Script::Plain => words.push(format!("\"{}\"*", word(&run))),
        }
    }
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{indexed, query};

    #[test]
    fn a_text_is_indexed_by_pairs_and_beginnings() {
        for (text, words) in [
            ("玫瑰水", "水 玫 玫瑰 瑰 瑰水"),
            ("ＶＣ 精华", "·v ·vc 华 精 精华"),
            ("P01-A", "·a ·p ·p0 ·p01"),
            ("serum", "·s ·se ·ser ·seru ·serum"),
            ("peptide", "peptide ·p ·pe ·pep ·pept ·pepti ·peptid"),
            ("20240123", "·0 ·01 ·012 ·0123 ·2 ·20 ·202 ·2024"),
            (" -/ ", ""),
        ] {
            assert_eq!(indexed(&[text]), words, "{text}");
        }
    }

    #[test]
    fn a_query_asks_for_every_word() {
        for (text, wanted) in [
            ("玫瑰水", Some("\"玫瑰\" \"瑰水\"")),
            ("玫瑰保湿水", Some("\"玫瑰\" \"保湿\" \"湿水\"")),
            ("玫", Some("\"玫\"")),
            ("P01", Some("\"·p01\"")),
            ("20240123", Some("\"·2024\" \"·0123\"")),
            ("精华 seru", Some("\"精华\" \"·seru\"")),
            ("peptide", Some("\"peptide\"*")),
            ("\"*", None),
            ("", None),
        ] {
            assert_eq!(query(text).as_deref(), wanted, "{text}");
        }
    }
}
