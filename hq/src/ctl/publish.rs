//! Publishing: a decision is drafted, signed by people, and then stands in its chain for every store. What stops needs one
//! person's signature, what allows two people's; who may sign says the root, and headquarters' own key signs none of it.

use chrono::{DateTime, FixedOffset, Utc};
use sync::answer::Outcome as _;
use sync::down::Chain;
use sync::down::bulletin::{self, Bulletin, ContentRef, Does, PROGRAM, Taken, Untaken, Verdict};
use sync::down::content::{Recalls, Suspensions};
use sync::down::recipes::Recipes;
use sync::down::rulebooks::Rulebooks;
use sync::down::signers::{PersonSignature, SignedText};
use sync::down::staff::Staff;
use sync::down::working_days::WorkingDays;
use sync::root::Root;
use tokio_postgres::{GenericClient, Transaction};

use super::{CtlError, Office, Publishing, numbers, refused};
use crate::database::{DatabaseError, big, small};
use crate::down;
use crate::own::{self, Deed};
use crate::signing::{Travels, What};

/// A decision that is to be drafted.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'a> {
    /// In which chain.
    pub chain: Chain,
    /// Whether it stops or allows.
    pub does: Does,
    /// From when it holds, where it allows.
    pub effective: DateTime<FixedOffset>,
    /// What it brings.
    pub content: &'a [u8],
}

/// A draft as it lies here.
#[derive(Debug, Clone)]
pub struct Drafted {
    /// Its number.
    pub id: u64,
    /// In which chain.
    pub chain: Chain,
    /// `open`, `published` or `withdrawn`.
    pub state: String,
    /// Its text with the signatures so far.
    pub signed: SignedText,
    /// What it brings.
    pub content: Vec<u8>,
}

/// Why a store would not take it, in the words of the wire.
fn untaken(what: &Untaken) -> CtlError {
    let (said, item) = (what.said(), what.item());
    let (zh, en) = item.map_or_else(Default::default, |(zh, en)| (format!("（{zh}）"), format!(" ({en})")));
    refused(format!("{}: {}{zh}\n{}{en}", what.code(), said.zh, said.en))
}

/// Finds that a store can apply a content, and that what it names can be found there.
fn fits(chain: Chain, does: Does, content: &[u8]) -> Result<(), CtlError> {
    match chain {
        Chain::Recalls => {
            let recalls = Recalls::read(does, content).map_err(|why| untaken(&why))?;
            for one in &recalls.ordered {
                let filing = domain::filing::FilingNumber::parse(&one.filing);
                let filing =
                    filing.map_err(|why| refused(format!("{}: {why}; nothing was drafted", one.filing)))?;
                if filing.to_string() != one.filing {
                    return Err(refused(format!(
                        "{}: write it as {filing}, as every store has it; nothing was drafted",
                        one.filing
                    )));
                }
            }
            Ok(())
        }
        Chain::Suspensions => Suspensions::read(does, content).map(drop).map_err(|why| untaken(&why)),
        Chain::Recipes => Recipes::read(does, content).map(drop).map_err(|why| untaken(&why)),
        Chain::Rulebooks => {
            for document in Rulebooks::read(does, content).map_err(|why| untaken(&why))?.put {
                let book = rules::Rulebook::parse(&document.text);
                let book =
                    book.map_err(|why| refused(format!("{}: {why}\nnothing was drafted", document.id)))?;
                if book.id != document.id {
                    return Err(refused(format!(
                        "{}: its text says {}; nothing was drafted",
                        document.id, book.id
                    )));
                }
            }
            Ok(())
        }
        Chain::WorkingDays => WorkingDays::read(does, content).map(drop).map_err(|why| untaken(&why)),
        Chain::Staff => Staff::read(does, content).map(drop).map_err(|why| untaken(&why)),
        Chain::Catalogue | Chain::LabelTemplates | Chain::ConsentTexts => {
            Err(refused(format!("{}: no store can apply this chain yet; nothing was drafted", chain.name())))
        }
    }
}

async fn trusted(client: &impl GenericClient, enterprise: &str) -> Result<Root, CtlError> {
    let root = down::root(client, enterprise).await?;
    let root =
        root.ok_or_else(|| refused(format!("there is no enterprise {enterprise}; nothing was changed")))?;
    if root.signers.is_empty() {
        return Err(refused(format!(
            "the root of {enterprise} names nobody who may sign; publish one with `hqctl root`. Nothing was changed"
        )));
    }
    Ok(root)
}

/// Drafts a decision as the next of its chain; answers with its number. Nothing goes to a store before it is published.
///
/// # Errors
/// [`CtlError::Refused`], in words, where no store could apply it.
pub async fn drafted(
    office: &mut impl Publishing,
    enterprise: &str,
    decision: Decision<'_>,
) -> Result<u64, CtlError> {
    let Decision { chain, does, effective, content } = decision;
    if does == Does::Stops && !chain.stops() {
        return Err(untaken(&Untaken::WrongChain));
    }
    fits(chain, does, content)?;
    let (control, keys, actor) = office.parts();
    let work = control.transaction().await?;
    trusted(&work, enterprise).await?;
    numbers::unused(&work, enterprise, (chain, does, content)).await?;
    let Taken { no, digest } = down::end(&work, enterprise, chain).await?;
    let bulletin = Bulletin {
        hq: enterprise.to_owned(),
        chain,
        no: no + 1,
        prev: digest,
        does,
        effective,
        content: ContentRef::of(content),
        needs: PROGRAM,
    };
    let text = bulletin.drafted().map_err(|_| DatabaseError::Shape("a bulletin cannot be written"))?.text;
    let digest = bulletin.content.digest;
    let sql = "INSERT INTO blob (enterprise, digest, bytes) VALUES ($1, $2, $3)
               ON CONFLICT (enterprise, digest) DO NOTHING";
    work.execute(sql, &[&enterprise, &&digest[..], &content]).await?;
    let sql = "INSERT INTO draft (enterprise, id, chain, no, text, content, state, made_by, made_at)
               SELECT $1, coalesce(max(id), 0) + 1, $2, $3, $4, $5, 'open', $6, now() FROM draft WHERE enterprise = $1
               RETURNING id";
    let row = work
        .query_one(sql, &[&enterprise, &chain.name(), &big(bulletin.no)?, &text, &&digest[..], &actor])
        .await?;
    let id = small(row.get(0))?;
    let deed = Deed::Drafted {
        enterprise,
        draft: id,
        chain: chain.name(),
        no: bulletin.no,
        stops: does == Does::Stops,
        content: hex::encode(digest),
    };
    own::record(&work, keys.online(), actor, &deed).await?;
    work.commit().await?;
    Ok(id)
}

/// A draft.
///
/// # Errors
/// [`CtlError::Refused`] where there is none of that number.
pub async fn draft(client: &impl GenericClient, enterprise: &str, id: u64) -> Result<Drafted, CtlError> {
    let number = big(id)?;
    let sql = "SELECT d.chain, d.state, d.text, b.bytes FROM draft d
               JOIN blob b ON b.enterprise = d.enterprise AND b.digest = d.content
               WHERE d.enterprise = $1 AND d.id = $2";
    let Some(row) = client.query_opt(sql, &[&enterprise, &number]).await? else {
        return Err(refused(format!(
            "{enterprise} has no draft {id}; `hqctl drafts {enterprise}` lists them"
        )));
    };
    let mut signed = SignedText::new(row.get(2));
    let sql = "SELECT person, signature FROM draft_signature WHERE enterprise = $1 AND draft = $2 ORDER BY at, person, signature";
    for one in client.query(sql, &[&enterprise, &number]).await? {
        let signature = one.get::<_, &[u8]>(1).try_into();
        let signature = signature.map_err(|_| DatabaseError::Shape("a signature is not 64 bytes long"))?;
        signed.signatures.push(PersonSignature { person: one.get(0), signature });
    }
    let chain = Chain::ALL.into_iter().find(|chain| chain.name() == row.get::<_, &str>(0));
    let chain = chain.ok_or(DatabaseError::Shape("a draft is of no known chain"))?;
    Ok(Drafted { id, chain, state: row.get(1), signed, content: row.get(3) })
}

/// A draft as it travels to a signer.
///
/// # Errors
/// [`CtlError`].
pub async fn exported(office: &Office, enterprise: &str, id: u64) -> Result<Travels, CtlError> {
    travels(enterprise, draft(&office.control, enterprise, id).await?)
}

/// The same of a draft that was read.
///
/// # Errors
/// [`CtlError::Refused`] where it is open no more.
pub fn travels(enterprise: &str, drafted: Drafted) -> Result<Travels, CtlError> {
    open(&drafted)?;
    let content = String::from_utf8(drafted.content);
    let content = content.map_err(|_| refused("the content is no text; nothing was exported"))?;
    Ok(Travels {
        tiaohe_draft: 1,
        what: What::Bulletin,
        enterprise: enterprise.to_owned(),
        draft: drafted.id,
        signed: drafted.signed,
        content,
    })
}

fn open(drafted: &Drafted) -> Result<(), CtlError> {
    if drafted.state == "open" {
        Ok(())
    } else {
        Err(refused(format!("draft {} is {} already; nothing was changed", drafted.id, drafted.state)))
    }
}

/// Takes the signatures of a draft that came back; answers with the people who signed now.
///
/// # Errors
/// [`CtlError::Refused`] where the text is another one, or where a signature is nobody's who may sign.
pub async fn signatures(office: &mut impl Publishing, travels: &Travels) -> Result<Vec<String>, CtlError> {
    let Travels { enterprise, draft: id, .. } = travels;
    let (control, keys, actor) = office.parts();
    let work = control.transaction().await?;
    let root = trusted(&work, enterprise).await?;
    let drafted = draft(&work, enterprise, *id).await?;
    open(&drafted)?;
    if drafted.signed.text != travels.signed.text {
        return Err(refused(
            "what was signed is not what was drafted here; nothing was taken. Export the draft anew",
        ));
    }
    let mut people = Vec::new();
    for one in &travels.signed.signatures {
        if drafted.signed.signatures.contains(one) {
            continue;
        }
        let alone = SignedText { text: travels.signed.text.clone(), signatures: vec![one.clone()] };
        let counts = |signer: &sync::down::signers::Signer| signer.may(drafted.chain);
        if alone.vouched(bulletin::DOMAIN, &root.signers, counts, 1).is_err() {
            return Err(refused(format!(
                "the signature of {} is not one that the root lets count for {}; nothing was taken",
                one.person,
                drafted.chain.name()
            )));
        }
        signed(&work, enterprise, *id, one).await?;
        people.push(one.person.clone());
    }
    for person in &people {
        let deed = Deed::Signed { enterprise, draft: *id, person };
        own::record(&work, keys.online(), actor, &deed).await?;
    }
    work.commit().await?;
    Ok(people)
}

async fn signed(
    work: &Transaction<'_>,
    enterprise: &str,
    draft: u64,
    one: &PersonSignature,
) -> Result<(), CtlError> {
    let sql = "INSERT INTO draft_signature (enterprise, draft, signature, person, at) VALUES ($1, $2, $3, $4, now())";
    work.execute(sql, &[&enterprise, &big(draft)?, &&one.signature[..], &one.person]).await?;
    Ok(())
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// In which chain.
    pub chain: Chain,
    /// Its number there.
    pub no: u64,
    /// The number of the board that names it.
    pub board: u64,
}

/// Publishes a draft, if a store would take it: enough people have signed, and it is the next of its chain.
///
/// # Errors
/// [`CtlError::Refused`], in the words that a store would have for it.
pub async fn published(
    office: &mut impl Publishing,
    enterprise: &str,
    id: u64,
) -> Result<Published, CtlError> {
    let (control, keys, actor) = office.parts();
    let work = control.transaction().await?;
    // Two who publish at once wait for each other; the second is then told that its number is taken.
    work.execute("SELECT pg_advisory_xact_lock(4826034)", &[]).await?;
    let root = trusted(&work, enterprise).await?;
    let drafted = draft(&work, enterprise, id).await?;
    open(&drafted)?;
    let chain = drafted.chain;
    let taken = down::end(&work, enterprise, chain).await?;
    let bulletin = match bulletin::judge(&root, chain, taken, &drafted.signed, Utc::now().fixed_offset()) {
        Verdict::Now(bulletin) | Verdict::Later(bulletin) => bulletin,
        Verdict::Refused(Untaken::Already | Untaken::WrongPrev | Untaken::WrongNumber { .. }) => {
            return Err(refused(format!(
                "another bulletin was published in {} meanwhile: draft it anew and have it signed again. Nothing was published",
                chain.name()
            )));
        }
        Verdict::Content(why, _) | Verdict::Refused(why) => return Err(untaken(&why)),
    };
    fits(chain, bulletin.does, &drafted.content)?;
    numbers::unused(&work, enterprise, (chain, bulletin.does, &drafted.content)).await?;
    let digest = bulletin::digest(&drafted.signed.text);
    let text = serde_json::to_string(&drafted.signed);
    let text = text.map_err(|_| DatabaseError::Shape("a bulletin cannot be written"))?;
    let sql = "INSERT INTO bulletin (enterprise, chain, no, signed, digest, content, published_at)
               VALUES ($1, $2, $3, $4, $5, $6, now())";
    let no = big(bulletin.no)?;
    let content = bulletin.content.digest;
    work.execute(sql, &[&enterprise, &chain.name(), &no, &text, &&digest.0[..], &&content[..]]).await?;
    ended(&work, enterprise, id, "published").await?;
    let board = down::issue(&work, keys.online(), enterprise).await?.at.no;
    let people: Vec<&str> = drafted.signed.signatures.iter().map(|one| one.person.as_str()).collect();
    let deed = Deed::Published {
        enterprise,
        draft: id,
        chain: chain.name(),
        no: bulletin.no,
        digest: hex::encode(digest.0),
        people: &people,
    };
    own::record(&work, keys.online(), actor, &deed).await?;
    work.commit().await?;
    Ok(Published { chain, no: bulletin.no, board })
}

async fn ended(work: &Transaction<'_>, enterprise: &str, id: u64, state: &str) -> Result<(), CtlError> {
    let sql = "UPDATE draft SET state = $3, ended_at = now() WHERE enterprise = $1 AND id = $2";
    work.execute(sql, &[&enterprise, &big(id)?, &state]).await?;
    Ok(())
}

/// Withdraws a draft that was not published. What was published is never taken away: another bulletin lifts it.
///
/// # Errors
/// [`CtlError::Refused`] where there is no such draft, or no reason.
pub async fn withdrawn(
    office: &mut impl Publishing,
    enterprise: &str,
    id: u64,
    reason: &str,
) -> Result<(), CtlError> {
    if reason.trim().is_empty() {
        return Err(refused("say why: it stands in headquarters' ledger. Nothing was changed"));
    }
    let (control, keys, actor) = office.parts();
    let work = control.transaction().await?;
    let drafted = draft(&work, enterprise, id).await?;
    open(&drafted)?;
    ended(&work, enterprise, id, "withdrawn").await?;
    let deed = Deed::DraftWithdrawn { enterprise, draft: id, reason };
    own::record(&work, keys.online(), actor, &deed).await?;
    work.commit().await?;
    Ok(())
}
