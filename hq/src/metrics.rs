//! What is counted, in the text form that Prometheus reads. Labels are calls and outcomes: never a store, never a person.

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// A call and how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Ended {
    /// Which call.
    pub call: &'static str,
    /// Its outcome's code.
    pub outcome: &'static str,
}

/// The counters of one process.
pub struct Metrics {
    registry: Registry,
    /// Calls by outcome.
    pub calls: Family<Ended, Counter>,
    /// Records that were accepted.
    pub records: Counter,
    /// Bytes of bodies that were accepted, as they were sent.
    pub bytes: Counter,
    /// Seconds from a whole body to its answer.
    pub seconds: Histogram,
    /// Records that the projector has carried out.
    pub projected: Counter,
    /// Records that it found to contradict what is known.
    pub findings: Counter,
    /// Records that wait for the projector, over all processes.
    pub waiting: Gauge,
    /// Forks that nobody has decided, over all processes.
    pub forks: Gauge,
    /// Seconds since the epoch when the two were last read.
    pub looked: Gauge<u64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// Everything at nought.
    #[must_use]
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("tiaohe_hq");
        let (calls, records, bytes) = (Family::default(), Counter::default(), Counter::default());
        let seconds = Histogram::new(exponential_buckets(0.001, 2.0, 14));
        let (projected, findings) = (Counter::default(), Counter::default());
        let (waiting, forks, looked) = (Gauge::default(), Gauge::default(), Gauge::default());
        registry.register("calls", "Calls by outcome", calls.clone());
        registry.register("records", "Records accepted", records.clone());
        registry.register("bytes", "Bytes of accepted bodies as sent", bytes.clone());
        registry.register("answer_seconds", "From a whole body to its answer", seconds.clone());
        registry.register("projected", "Records carried out by the projector", projected.clone());
        registry.register("findings", "Records that contradict what is known", findings.clone());
        registry.register("waiting", "Records that wait for the projector", waiting.clone());
        registry.register("forks_open", "Forks that nobody has decided", forks.clone());
        registry.register("looked_at_seconds", "When the gauges were read", looked.clone());
        Self { registry, calls, records, bytes, seconds, projected, findings, waiting, forks, looked }
    }

    /// All of it as text.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scrape_says_calls_by_outcome() {
        let metrics = Metrics::new();
        metrics.calls.get_or_create(&Ended { call: "records", outcome: "accepted" }).inc();
        metrics.records.inc_by(19);
        let text = metrics.text().expect("text");
        assert!(text.contains("tiaohe_hq_calls_total{call=\"records\",outcome=\"accepted\"} 1"), "{text}");
        assert!(text.contains("tiaohe_hq_records_total 19"), "{text}");
    }
}
