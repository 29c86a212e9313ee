//! The news feed: how windows learn that something changed without being told what it was. A window asks for news since the
//! last it knows and is answered when there is some; it then reads again what it shows, with its own permission.

use std::collections::VecDeque;
use std::sync::Mutex;

use command::Topic;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// What became new since a window last asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct News {
    /// Where the news end: asked with next time.
    pub revision: u64,
    /// What changed, each once.
    pub topics: Vec<Topic>,
}

/// How many changes are remembered one by one; whoever slept longer is told that everything may have changed.
const REMEMBERED: usize = 64;

/// The news feed.
#[derive(Debug)]
pub struct NewsFeed {
    count: watch::Sender<u64>,
    recent: Mutex<VecDeque<(u64, Topic)>>,
}

impl Default for NewsFeed {
    fn default() -> Self {
        Self { count: watch::Sender::new(0), recent: Mutex::default() }
    }
}

impl NewsFeed {
    /// Rings for each topic.
    pub fn publish(&self, topics: &[Topic]) {
        for topic in topics {
            let mut recent = self.recent.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let number = *self.count.borrow() + 1;
            recent.push_back((number, *topic));
            if recent.len() > REMEMBERED {
                recent.pop_front();
            }
            self.count.send_replace(number);
        }
    }

    /// The number of the latest change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        *self.count.borrow()
    }

    /// What changed after `seen`; nothing where nothing did.
    #[must_use]
    pub fn since(&self, seen: u64) -> News {
        let recent = self.recent.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let revision = self.revision();
        let oldest = recent.front().map_or(revision + 1, |(number, _)| *number);
        // A number from another run of the program is news from end to end as well.
        let mut topics: Vec<Topic> = if seen > revision || seen + 1 < oldest {
            Topic::ALL.to_vec()
        } else {
            recent.iter().filter(|(number, _)| *number > seen).map(|(_, topic)| *topic).collect()
        };
        topics.sort_unstable();
        topics.dedup();
        News { revision, topics }
    }

    /// Waits until something changes after `seen`, at once where it did.
    pub async fn changed(&self, seen: u64) {
        let mut count = self.count.subscribe();
        // The sender lives as long as the feed, so waiting ends by a change alone.
        let _ = count.wait_for(|revision| *revision != seen).await;
    }
}
