//! The end of a day at the bench: what stands open is weighed and sealed in one list, and its tags are printed in one go.

use serde_json::{Value, json};

use super::{OPERATOR, demo_store_of};
use crate::stage::{Stage, at};

/// So many stand open at the end of a busy day.
const OPEN: usize = 28;

/// The containers that stand open at the bench.
async fn at_the_bench(stage: &Stage) -> Vec<Value> {
    let work = stage.ask("work.look", json!({})).await;
    let all = work["leftovers"].as_array().expect("the opened containers").clone();
    all.into_iter().filter(|one| one["standing"] == "in_use" && one["expired"] == false).collect()
}

#[tokio::test]
async fn twenty_eight_containers_are_sealed_in_six_acts() {
    let stage = demo_store_of("seal-all", OPERATOR).await;
    let lots = stage.ask("lot.list", json!({ "text": null, "zone": "accepted", "page": 0 })).await;
    'opening: for lot in lots["rows"].as_array().expect("lots") {
        for _ in 0..lot["units"].as_u64().unwrap_or(0) {
            if at_the_bench(&stage).await.len() >= OPEN {
                break 'opening;
            }
            let opened = stage.ask("container.open", json!({ "lot": lot["lot"] })).await;
            if opened["refusal"].is_object() {
                break;
            }
        }
    }
    let open = at_the_bench(&stage).await;
    assert!(open.len() >= OPEN, "{} stand open", open.len());
    stage.press("nav-today").await;
    stage.press("go-work").await;
    stage.see(&at("task-seal")).await;
    stage.count_anew();
    stage.press("task-seal").await;
    stage.see(&at("field-booked-yes")).await;
    stage.tap(&format!("label:has({})", at("field-booked-yes"))).await;
    stage.picture("sealing").await;
    stage.press("sheet-save").await;
    stage.see(&at("tag-print-all")).await;
    stage.picture("tags").await;
    stage.press("tag-print-all").await;
    stage.gone(&at("tag-print-all")).await;
    stage.picture("printed").await;
    stage.press("tag-later").await;
    stage.gone("dialog[open]").await;
    let acts = stage.counted("sealing 28 containers");
    assert!(acts <= 6, "sealing {} containers took {acts} acts", open.len());
    assert!(at_the_bench(&stage).await.is_empty(), "all are sealed");
    stage.close().await;
}
