//! Whose databases they are: an owner who is no superuser sets headquarters up, as `docs/hq.md` says, and backs it up.

use std::collections::BTreeMap;
use std::process::Command;

use hq::ctl;
use hq::database::{DatabaseError, Databases, migrate};
use hq::settings::Settings;
use private_postgres::{Cluster, Durability};

use crate::rig::target;

fn settings(cluster: &Cluster, owner: &str, keys: &std::path::Path) -> Settings {
    let url = |name: &str| cluster.url(name).replace("user=postgres", &format!("user={owner}"));
    let over = [
        ("url", "https://hq.example".to_owned()),
        ("database", url("owned_hq")),
        ("sealed_database", url("owned_hq_sealed")),
        ("keys", keys.display().to_string()),
    ];
    let over: BTreeMap<String, String> = over.into_iter().map(|(a, b)| (a.to_owned(), b)).collect();
    Settings::of("", &over).unwrap()
}

#[tokio::test]
async fn an_owner_who_may_make_roles_sets_up_serves_and_dumps() {
    let cluster = Cluster::for_this_run(&target(), Durability::Forgone).unwrap();
    let folder = tempfile::tempdir().unwrap();
    cluster.sql("CREATE ROLE tiaohe LOGIN CREATEROLE").unwrap();
    for name in ["owned_hq", "owned_hq_sealed"] {
        cluster.sql(&format!("CREATE DATABASE {name} OWNER tiaohe")).unwrap();
    }
    let settings = settings(&cluster, "tiaohe", &folder.path().join("keys"));
    let mut office = ctl::found(&settings, "tester", "试验总部").await.unwrap();
    ctl::enterprise(&mut office, "QUANRUN", "泉润（试验）").await.unwrap();
    ctl::store(&mut office, "QUANRUN", "JN01", "试验店", "山东").await.unwrap();
    let databases = Databases::of(&settings).unwrap();
    for connection in [databases.ingest().await, databases.console().await, databases.sealed().await] {
        drop(connection.unwrap());
    }
    let dumped =
        |more: &[&str]| Command::new("pg_dump").args(more).args(["-d", &settings.database]).output().unwrap();
    let whole = dumped(&["--enable-row-security"]);
    assert!(whole.status.success(), "{}", String::from_utf8_lossy(&whole.stderr));
    assert!(String::from_utf8_lossy(&whole.stdout).contains("试验店"), "every row is in it");
    assert!(!dumped(&[]).status.success(), "the handbook says which way");

    // One who found the roles made by somebody else is told what to do.
    cluster.sql("CREATE ROLE other LOGIN CREATEROLE").unwrap();
    for name in ["owned_hq", "owned_hq_sealed"] {
        cluster.sql(&format!("DROP DATABASE {name} WITH (FORCE)")).unwrap();
        cluster.sql(&format!("CREATE DATABASE {name} OWNER other")).unwrap();
    }
    cluster.sql("ALTER ROLE other NOCREATEROLE").unwrap();
    let settings = self::settings(&cluster, "other", &folder.path().join("keys"));
    let refused = migrate(&settings).await.unwrap_err();
    assert!(matches!(refused, DatabaseError::Role { .. }), "{refused}");
    let said = refused.to_string();
    assert!(
        said.contains("GRANT hq_ingest, hq_projector, hq_console, hq_door, hq_publisher TO other"),
        "{said}"
    );
    cluster
        .sql("GRANT hq_ingest, hq_projector, hq_console, hq_door, hq_publisher, hq_sealed TO other")
        .unwrap();
    migrate(&settings).await.unwrap();
}
