//! Who may reach whom, proved from what cargo resolved and not from what the manifests seem to say. Only normal
//! dependencies count, on the platforms that we build for: tests may use what the product may not.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    path::Path,
};

use serde::Deserialize;

use super::{
    finding::Finding,
    laws::{Layer, PLATFORMS},
};
use crate::{
    Yard,
    fault::Fault,
    step::{cargo, printed},
};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: BTreeSet<String>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    manifest_path: String,
    dependencies: Vec<Declared>,
}

#[derive(Deserialize)]
struct Declared {
    name: String,
    kind: Option<String>,
    path: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

/// What the rules need to know of the workspace, by package name.
#[derive(Debug, Default)]
pub struct House {
    /// Each package's normal dependencies as resolved.
    reaches: BTreeMap<String, BTreeSet<String>>,
    /// What each crate of ours names in its own manifest under `[dependencies]`.
    names: BTreeMap<String, BTreeSet<String>>,
    /// Where each crate of ours lies, from the root; the root package lies in `""`.
    pub folders: BTreeMap<String, String>,
    /// The crates of others that ours name, for any use, each with the manifests that name it.
    pub direct: BTreeMap<String, BTreeSet<String>>,
}

impl House {
    /// Asks cargo.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the lock file is behind the manifests; [`Fault::Metadata`] for an answer of another shape.
    pub fn of(yard: &Yard) -> Result<Self, Fault> {
        let platforms = PLATFORMS.iter().flat_map(|platform| ["--filter-platform", platform]);
        let metadata =
            printed(cargo(yard, &["metadata", "--locked", "--format-version", "1"]).args(platforms))?;
        Ok(Self::from(serde_json::from_slice::<Metadata>(&metadata)?, &yard.root))
    }

    fn from(metadata: Metadata, root: &Path) -> Self {
        let mut house = Self::default();
        let name_of: HashMap<&str, &str> =
            metadata.packages.iter().map(|package| (package.id.as_str(), package.name.as_str())).collect();
        for node in &metadata.resolve.nodes {
            let normal =
                node.deps.iter().filter(|edge| edge.dep_kinds.iter().any(|kind| kind.kind.is_none()));
            let names =
                normal.filter_map(|edge| name_of.get(edge.pkg.as_str())).map(|name| (*name).to_owned());
            if let Some(package) = name_of.get(node.id.as_str()) {
                // Two versions of one package are one here: what either reaches counts.
                house.reaches.entry((*package).to_owned()).or_default().extend(names);
            }
        }
        for package in
            metadata.packages.iter().filter(|package| metadata.workspace_members.contains(&package.id))
        {
            let manifest = Path::new(&package.manifest_path);
            let manifest =
                manifest.strip_prefix(root).unwrap_or(manifest).to_string_lossy().replace('\\', "/");
            let folder = manifest.trim_end_matches("Cargo.toml").trim_end_matches('/');
            house.folders.insert(package.name.clone(), folder.to_owned());
            let names = house.names.entry(package.name.clone()).or_default();
            for declared in &package.dependencies {
                if declared.kind.is_none() {
                    names.insert(declared.name.clone());
                }
                if declared.path.is_none() {
                    house.direct.entry(declared.name.clone()).or_default().insert(manifest.clone());
                }
            }
        }
        house
    }

    /// The shortest way from one package to another through normal dependencies, both ends included.
    fn way(&self, from: &str, to: &str) -> Option<Vec<&str>> {
        let (start, _) = self.reaches.get_key_value(from)?;
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut next = VecDeque::from([start.as_str()]);
        while let Some(here) = next.pop_front() {
            if here == to {
                let mut way = vec![here];
                let mut last = here;
                while let Some(before) = came_from.get(last) {
                    way.push(before);
                    last = before;
                }
                way.reverse();
                return Some(way);
            }
            for name in self.reaches.get(here).into_iter().flatten() {
                if name != from && !came_from.contains_key(name.as_str()) {
                    came_from.insert(name, here);
                    next.push_back(name);
                }
            }
        }
        None
    }
}

/// Every breach of the layers.
pub fn breaches(house: &House, layers: &[Layer]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for layer in layers {
        let Some(folder) = house.folders.get(layer.package) else {
            findings.push(Finding::new(
                "xtask/src/tidy/laws.rs",
                1,
                "layer",
                format!("the law about `{}` binds nobody: there is no such crate", layer.package),
                "a crate that was renamed takes its law with it",
            ));
            continue;
        };
        let manifest =
            if folder.is_empty() { "Cargo.toml".to_owned() } else { format!("{folder}/Cargo.toml") };
        for way in layer.never.iter().filter_map(|far| house.way(layer.package, far)) {
            findings.push(Finding::new(
                &manifest,
                1,
                "layer",
                format!("must not reach: {}", way.join(" → ")),
                layer.why,
            ));
        }
        for name in house.names.get(layer.package).into_iter().flatten() {
            if layer.only.is_some_and(|only| !only.contains(&name.as_str())) {
                let what = format!("`{name}` is not among the crates that `{}` may name", layer.package);
                findings.push(Finding::new(&manifest, 1, "layer", what, layer.why));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const LAW: Layer =
        Layer { package: "low", never: &["database"], only: Some(&["glue", "kit"]), why: "it is low" };

    fn package(name: &str, dependencies: &Value) -> Value {
        json!({ "id": name, "name": name, "manifest_path": format!("/r/crates/{name}/Cargo.toml"),
                "dependencies": dependencies })
    }

    /// `low` names `glue`, and `glue` reaches `database` as `kind`.
    fn house(kind: &Value, also: &str) -> House {
        let metadata = json!({
            "packages": [
                package("low", &json!([{ "name": "glue", "kind": null, "path": null },
                                       { "name": also, "kind": null, "path": null },
                                       { "name": "proof", "kind": "dev", "path": null }])),
                package("glue", &json!([])),
                package("database", &json!([])),
            ],
            "workspace_members": ["low"],
            "resolve": { "nodes": [
                { "id": "low", "deps": [{ "pkg": "glue", "dep_kinds": [{ "kind": null }] }] },
                { "id": "glue", "deps": [{ "pkg": "database", "dep_kinds": [{ "kind": kind }] }] },
                { "id": "database", "deps": [] },
            ] },
        });
        House::from(serde_json::from_value(metadata).expect("metadata"), Path::new("/r"))
    }

    fn said(house: &House, laws: &[Layer]) -> Vec<String> {
        breaches(house, laws)
            .into_iter()
            .map(|finding| format!("{}: {}", finding.path, finding.what))
            .collect()
    }

    #[test]
    fn a_far_dependency_is_found_with_the_way_to_it() {
        let said = said(&house(&Value::Null, "kit"), &[LAW]);
        assert_eq!(said, ["crates/low/Cargo.toml: must not reach: low → glue → database"]);
    }

    #[test]
    fn what_only_tests_or_builds_use_is_not_reached() {
        for kind in ["dev", "build"] {
            assert_eq!(said(&house(&json!(kind), "kit"), &[LAW]), [""; 0], "{kind}");
        }
    }

    #[test]
    fn a_crate_off_the_list_is_named() {
        let said = said(&house(&json!("dev"), "gadget"), &[LAW]);
        assert_eq!(said, ["crates/low/Cargo.toml: `gadget` is not among the crates that `low` may name"]);
    }

    #[test]
    fn a_law_about_a_crate_that_is_gone_is_a_breach() {
        let law = Layer { package: "gone", ..LAW };
        assert!(said(&house(&Value::Null, "kit"), &[law])[0].contains("binds nobody"));
    }

    #[test]
    fn dependencies_of_tests_are_direct_too() {
        let house = house(&Value::Null, "kit");
        assert_eq!(house.direct.keys().collect::<Vec<_>>(), ["glue", "kit", "proof"]);
        assert_eq!(house.folders["low"], "crates/low");
    }
}
