//! Every screen of both windows, at both sizes of a store's screen and in both languages: usable by everybody, large
//! enough for a finger, nothing cut and nothing beside the window. The list of what is wrong is the failure's text.

#[expect(
    clippy::expect_used,
    clippy::panic,
    dead_code,
    unused_imports,
    reason = "it only serves tests, a stage that fails is a failed test, and no test uses the whole of it"
)]
mod stage;
#[expect(clippy::expect_used, reason = "it only serves tests")]
mod walk;

use walk::{Size, every_screen};

#[tokio::test]
async fn every_screen_is_good_on_the_smallest_store_screen() {
    every_screen(Size { width: 1366, height: 768 }).await;
}

#[tokio::test]
async fn every_screen_is_good_on_a_large_store_screen() {
    every_screen(Size { width: 1920, height: 1080 }).await;
}
