//! Rulebooks in words: whom each binds, and every figure in it.

use rules::Rulebook;
use rules::rulebook::Value;
use sync::down::rulebooks::Rulebooks;

/// Adds the lines of each document; one that this program cannot read says so, and what is wrong.
pub(super) fn lines(lines: &mut Vec<String>, content: &Rulebooks) {
    for document in &content.put {
        let book = match Rulebook::parse(&document.text) {
            Ok(book) => book,
            Err(error) => {
                lines.push(format!("规则集 {}：{error}", document.id));
                lines.push(format!(
                    "rulebook {}: this program cannot read it ({})",
                    document.id,
                    error.code()
                ));
                continue;
            }
        };
        let (from, to) = (book.valid_from, book.valid_to.map_or_else(|| "…".to_owned(), |to| to.to_string()));
        let count = book.clauses.len();
        lines.push(format!("规则集 {}《{}》{from}–{to}，{count} 条", book.id, book.title));
        lines.push(format!("rulebook {} “{}” {from}–{to}, {count} clauses", book.id, book.title_en));
        for clause in &book.clauses {
            for (limit, bound) in clause.limits.iter() {
                let value = match &bound.value {
                    Value::Count(count) => count.to_string(),
                    Value::Words(words) => words.join(" / "),
                };
                let (zh, en) =
                    if bound.confirmed { ("", "") } else { ("（未确认）", " (not confirmed)") };
                lines.push(format!("　{} {limit} = {value}{zh}", clause.number));
                lines.push(format!("  {} {limit} = {value}{en}", clause.number));
            }
        }
    }
}
