//! The real window, opened as a store opens it: the built program, the system's web view, a screen of the smallest
//! size that stores have. What the page computes is tested elsewhere; here stands only what needs a window to be true.
//!
//! What people do in it are the stories of `story`.

#[expect(clippy::unwrap_used, reason = "it only serves tests")]
#[path = "../crates/store/tests/common/later.rs"]
mod later;
#[expect(
    clippy::expect_used,
    clippy::panic,
    reason = "it only serves tests, and a stage that fails is a failed test"
)]
mod stage;
#[expect(clippy::expect_used, reason = "a story that cannot be told is a failed test")]
mod story;

use serde_json::json;
use stage::{HEIGHT, Stage, WIDTH, at};

#[tokio::test]
async fn the_window_shows_the_products_name() {
    let stage = Stage::open("name").await;
    assert_eq!(stage.window.title().await.expect("a title"), "调和 Tiaohe");
    assert_eq!(stage.text(".start-name").await, "调和 Tiaohe");
    stage.close().await;
}

#[tokio::test]
async fn the_page_fits_the_smallest_store_screen() {
    let stage = Stage::open("fits").await;
    stage.see(&at("start-found")).await;
    assert_eq!(stage.picture("first-start").await, (WIDTH, HEIGHT));
    let overflow = stage
        .window
        .execute(
            "const page = document.documentElement;
             return [page.scrollWidth - page.clientWidth, page.scrollHeight - page.clientHeight];",
            vec![],
        )
        .await
        .expect("a measured page");
    assert_eq!(overflow, json!([0, 0]), "the page scrolls on the smallest screen");
    stage.close().await;
}

#[tokio::test]
async fn the_stylesheets_pass_the_policy_and_apply() {
    let stage = Stage::open("styles").await;
    stage.see(".start-name").await;
    let look = stage
        .window
        .execute(
            "const empty = [...document.styleSheets].filter((sheet) => sheet.cssRules.length === 0);
             const heading = getComputedStyle(document.querySelector('.start-name'));
             return [empty.length, heading.fontFamily.includes('Noto Serif SC')];",
            vec![],
        )
        .await
        .expect("a computed style");
    assert_eq!(look, json!([0, true]));
    stage.close().await;
}

/// The policy is what keeps a customer's note from becoming a program, so it is tried, not read.
#[tokio::test]
async fn the_content_policy_blocks_inline_script_and_style_and_foreign_hosts() {
    let stage = Stage::open("policy").await;
    let refused = stage
        .window
        .execute_async(
            r"const done = arguments[0];
              const refused = [];
              document.addEventListener('securitypolicyviolation', (event) => {
                refused.push(event.effectiveDirective);
                if (refused.length === 3) done([refused.sort(), window.trespassed === undefined]);
              });
              const script = document.createElement('script');
              script.textContent = 'window.trespassed = true';
              document.head.append(script);
              const style = document.createElement('style');
              style.textContent = 'body { display: none }';
              document.head.append(style);
              new Image().src = 'https://example.invalid/pixel.png';",
            vec![],
        )
        .await
        .expect("three refusals");
    assert_eq!(refused, json!([["img-src", "script-src-elem", "style-src-elem"], true]));
    stage.close().await;
}

#[tokio::test]
async fn the_page_is_given_no_global_door_to_the_shell() {
    let stage = Stage::open("door").await;
    let door = stage.window.execute("return typeof window.__TAURI__", vec![]).await.expect("an answer");
    assert_eq!(door, json!("undefined"));
    stage.close().await;
}
