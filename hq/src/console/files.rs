//! The page's files, which are part of the program: no folder to forget, none to alter. One technique with the counter's
//! pages: modules without a build step, over the same lit.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::routing::get;

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

macro_rules! files {
    ($($at:literal $kind:ident $file:literal;)*) => {
        /// Where each file is asked for, what it is, and its text.
        const FILES: &[(&str, &str, &str)] = &[$(($at, $kind, include_str!($file))),*];
    };
}

files! {
    "/" HTML "../../ui/index.html";
    "/hq.js" SCRIPT "../../ui/hq.js";
    "/recalls.js" SCRIPT "../../ui/recalls.js";
    "/shared.js" SCRIPT "../../ui/shared.js";
    "/words.js" SCRIPT "../../ui/words.js";
    "/hq.css" STYLE "../../ui/hq.css";
    "/ui/tokens.css" STYLE "../../../ui/styles/tokens.css";
    "/ui/reset.css" STYLE "../../../ui/styles/reset.css";
    "/vendor/lit-element/lit-element.js" SCRIPT "../../../ui/vendor/lit-element/lit-element.js";
    "/vendor/lit-html/lit-html.js" SCRIPT "../../../ui/vendor/lit-html/lit-html.js";
    "/vendor/reactive-element/reactive-element.js" SCRIPT "../../../ui/vendor/reactive-element/reactive-element.js";
    "/vendor/reactive-element/css-tag.js" SCRIPT "../../../ui/vendor/reactive-element/css-tag.js";
}

pub fn router() -> Router {
    FILES.iter().fold(Router::new(), |router, (at, kind, text)| {
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        ];
        router.route(at, get(move || async move { (headers, *text) }))
    })
}
