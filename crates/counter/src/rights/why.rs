//! 推荐理由说明: why a recipe was proposed and the others were not, on paper, as it was said at the choice (个人信息保护法
//! 第二十四、四十八条).

use command::{Caller, Run as _};
use documents::{Letter, LetterLine};
use domain::ids::ServiceNumber;
use store::tables::StoreRow;

use crate::steps::reasons::{Considered, Explain, Explained};
use crate::{Counter, Host, Refusal};

/// The paper.
pub(super) fn letter<H: Host>(
    counter: &mut Counter<H>,
    caller: &Caller,
    service: &ServiceNumber,
) -> Result<Letter, Refusal> {
    let explained = Explain { service: service.clone() }.run(counter, caller)?;
    let StoreRow { premises, .. } = counter.store().premises()?;
    let mut lines = vec![
        LetterLine::Field("服务编号", service.to_string()),
        LetterLine::Note(
            "系统按测肤结果和您的需求给出建议，由美容顾问和您本人决定。以下是选定方案当时的理由，此后没有改动。"
                .to_owned(),
        ),
    ];
    said(&explained, &mut lines);
    lines.push(LetterLine::Note(format!("{}，{}，电话 {}", premises.name, premises.address, premises.phone)));
    Ok(Letter {
        title: words::rights_paper::Why.zh,
        foot: ("服务编号", service.to_string()),
        made_at: counter.host().now(),
        lines,
    })
}

/// What of an explanation stands on a paper.
pub(super) fn said(explained: &Explained, lines: &mut Vec<LetterLine>) {
    use LetterLine::{Field, Text};
    if explained.considered.is_empty() {
        lines.push(Text("推荐和未推荐的理由没有保存，或者已经删除。".to_owned()));
    }
    for one in &explained.considered {
        lines.push(LetterLine::Entry(one.name.clone(), standing(explained, one), reasons(one)));
    }
    lines.push(Field("未按首位推荐的原因", explained.against.clone().unwrap_or_default()));
    if explained.spoken {
        lines.push(Text(
            "当面口述的过敏和孕期情况只用于当场，没有保存，由此排除的理由也没有保存。".to_owned(),
        ));
    }
    if explained.health_gone {
        lines.push(Text("与皮肤、过敏和孕期有关的理由已经随那些信息删除。".to_owned()));
    }
}

fn standing(explained: &Explained, one: &Considered) -> String {
    match one.place {
        _ if one.recipe == explained.chosen => "选定".to_owned(),
        Some(place) => format!("适合，第 {place} 位"),
        None => "不适合".to_owned(),
    }
}

fn reasons(one: &Considered) -> String {
    let said = one.reasons.iter().map(|told| match &told.clause {
        Some(clause) => format!("{}（{clause}）", told.text),
        None => told.text.clone(),
    });
    said.collect::<Vec<_>>().join("；")
}
