//! Lines within a form, in the real window: typed by keyboard alone, taken off, and told what is wrong cell by cell.

use serde_json::{Value, json};

use super::{MANAGER, demo_store_of};
use crate::stage::{Stage, at};

/// Puts a form with rows before whoever sits at the window, as a register with lines has it.
const FORM: &str = "const [done] = arguments;
    Promise.all([import('/components/ti-form.js'), import('/components/form-rules.js')]).then(([, rules]) => {
      const form = document.createElement('ti-form');
      form.fields = [{ key: 'parts', label: '明细', kind: 'rows', required: true, parts: [
        { key: 'lot', label: '批', kind: 'text', required: true },
        { key: 'amount', label: '用量', kind: 'number', required: true },
      ] }];
      form.initial = {};
      window.form = form;
      window.told = (details) => { form.told = rules.refused({ details }, form.fields, (zh) => zh); };
      document.body.replaceChildren(form);
      form.updateComplete.then(() => done(true));
    });";

async fn values(stage: &Stage) -> Value {
    stage.window.execute("return form.values.parts", vec![]).await.expect("a page that answers")
}

#[tokio::test]
async fn lines_are_rows_that_the_keyboard_fills_and_each_cell_says_what_is_wrong() {
    let stage = demo_store_of("rows", MANAGER).await;
    stage.window.execute_async(FORM, vec![]).await.expect("the form is there");
    stage.enter("field-parts-0-lot", "P1").await;
    stage.enter("field-parts-0-amount", "1.5").await;
    // Behind the last cell Enter makes a row, and the next cell has the focus.
    stage.see(&at("row-parts-1")).await;
    stage.see("[data-test='field-parts-1-lot']:focus").await;
    stage.write("P2").await;
    stage.fill("field-parts-1-amount", "多").await;
    let taken = stage.window.execute("return form.taken()", vec![]).await.expect("an answer");
    assert_eq!(taken, Value::Null, "what is no figure is not taken");
    stage.see("[data-test='row-parts-1'] .field-error").await;
    stage.see("[data-test='field-parts-1-amount']:focus").await;
    assert!(!stage.sees("[data-test='row-parts-0'] .field-error").await, "the other row is right");
    stage.fill("field-parts-1-amount", "2").await;
    assert!(!stage.sees(".field-error").await, "the cell that was typed into says nothing any more");
    let both = json!([{ "lot": "P1", "amount": "1.5" }, { "lot": "P2", "amount": "2" }]);
    assert_eq!(values(&stage).await, both);

    let refused = json!([{ "field": "parts.0.lot", "message": "没有这一批", "message_en": "no such lot" }]);
    stage.window.execute("told(arguments[0])", vec![refused]).await.expect("told");
    assert!(stage.text("[data-test='row-parts-0'] .field-error").await.contains("没有这一批"));
    stage.picture("told").await;
    stage.press("row-drop-parts-0").await;
    stage.gone(&at("row-parts-1")).await;
    assert_eq!(values(&stage).await, json!([{ "lot": "P2", "amount": "2" }]));
    stage.press("row-add-parts").await;
    stage.see(&at("row-parts-1")).await;
    let taken = stage.window.execute("return form.taken() !== null", vec![]).await.expect("an answer");
    assert_eq!(taken, json!(true), "an empty last row is none");
    stage.close().await;
}
