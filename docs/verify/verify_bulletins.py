#!/usr/bin/env python3
"""Verifies what headquarters publishes, written from docs/sync-formats.md alone: the root and its successors, the board, and
the bulletins of each chain with their contents. It shares no code with the product; Ed25519 is that of verify_ledger.py.

    verify_bulletins.py FOLDER --fingerprint HEX
    verify_bulletins.py content FILE CHAIN stops|allows

FOLDER holds root-1.json (the text as it is), root-2.json … (signed texts), board.json, CHAIN-1.json … (signed texts) and, for each
content that is to be verified, a file named by its digest. The fingerprint is the enrolment ticket's, 20 hexadecimal
digits. The second form reads what one small content says, by the names and bounds of the page. It prints one line of JSON a thing that was verified, and ends with status 1 and what is wrong at the first that
does not fit."""

import datetime
import hashlib
import json
import pathlib
import sys

from verify_ledger import Refused, digits, read_json, vouches

CHAINS = (
    "recalls suspensions staff rulebooks working_days recipes catalogue label_templates consent_texts".split()
)
STOP = {"recalls", "suspensions"}
NAMES = {"hq", "chain", "no", "prev", "does", "effective", "content", "needs"}
PEOPLE = {"stops": 1, "allows": 2}
KEEPERS = 2


def signed_text(path):
    signed = read_json(path.read_text(encoding="utf-8"), path.name)
    if set(signed) != {"text", "signatures"}:
        raise Refused(f"{path.name} is no signed text")
    return signed


def people(domain, signed, signers, counts):
    """Who vouches for a text, of those whose signature counts."""
    message, found = domain + signed["text"].encode(), set()
    for one in signed["signatures"][:16]:
        for signer in signers:
            if signer["person"] != one["person"] or not counts(signer) or one["person"] in found:
                continue
            if vouches(digits(signer["key"], 32), message, digits(one["signature"], 64)):
                found.add(one["person"])
    return found


def read_root(text, name):
    root = read_json(text, name)
    owners = {}
    for signer in root.get("signers", []):
        if owners.setdefault(signer["key"], signer["person"]) != signer["person"] or signer["key"] in root["online"]:
            raise Refused(f"{name} gives one key to two")
    return root


def roots(folder, fingerprint):
    text = (folder / "root-1.json").read_text(encoding="utf-8")
    if hashlib.sha256(b"tiaohe-root-1\0" + text.encode()).digest()[:10] != fingerprint:
        raise Refused("root-1.json is not the one of the fingerprint")
    root = read_root(text, "root-1.json")
    while (path := folder / f"root-{root['root'] + 1}.json").exists():
        signed = signed_text(path)
        after = read_root(signed["text"], path.name)
        for by in (root, after):
            keepers = lambda signer: signer.get("keeps_root", False)
            if len(people(b"tiaohe-root-1\0", signed, by.get("signers", []), keepers)) < KEEPERS:
                raise Refused(f"{path.name} is signed by too few keepers of root {by['root']}")
        if (after["root"], after["hq"]) != (root["root"] + 1, root["hq"]):
            raise Refused(f"{path.name} does not follow root {root['root']}")
        root = after
    print(json.dumps({"root": root["root"], "hq": root["hq"]}, ensure_ascii=False))
    return root


def chain(folder, root, name):
    """Follows a chain; answers with the number and the digest of its last bulletin."""
    no, prev = 0, bytes(32)
    numbers = sorted(int(path.stem.rsplit("-", 1)[1]) for path in folder.glob(f"{name}-*.json"))
    for number in numbers:
        what = f"{name}-{number}.json"
        signed = signed_text(folder / what)
        may = lambda signer: name in signer.get("may", [])
        by = people(b"tiaohe-bulletin-1\0", signed, root.get("signers", []), may)
        if not by:
            raise Refused(f"{what} is signed by nobody who may")
        bulletin = read_json(signed["text"], what)
        if set(bulletin) != NAMES or set(bulletin["content"]) != {"digest", "bytes"}:
            raise Refused(f"{what} has other names than it must have")
        if len(by) < PEOPLE[bulletin["does"]]:
            raise Refused(f"{what} is signed by too few people")
        if (bulletin["hq"], bulletin["chain"]) != (root["hq"], name):
            raise Refused(f"{what} is of another enterprise or chain")
        if bulletin["no"] != no + 1 or number != no + 1:
            raise Refused(f"{what} is not number {no + 1}")
        if digits(bulletin["prev"], 32) != prev:
            raise Refused(f"{what} does not follow the one before")
        if bulletin["does"] == "stops" and name not in STOP:
            raise Refused(f"{what} stops something in a chain that allows")
        content = folder / bulletin["content"]["digest"]
        if content.exists():
            data = content.read_bytes()
            digest = hashlib.sha256(b"tiaohe-content-1\0" + data).digest()
            if (digest, len(data)) != (digits(bulletin["content"]["digest"], 32), bulletin["content"]["bytes"]):
                raise Refused(f"the content of {what} is not what was signed")
        no, prev = number, hashlib.sha256(b"tiaohe-bulletin-digest-1\0" + signed["text"].encode()).digest()
        print(json.dumps({"chain": name, "no": no, "does": bulletin["does"], "people": sorted(by)}))
    return no, prev


def board(folder, root, ends):
    signed = read_json((folder / "board.json").read_text(encoding="utf-8"), "board.json")
    message, signature = b"tiaohe-board-1\0" + signed["text"].encode(), digits(signed["signature"], 64)
    if not any(vouches(digits(key, 32), message, signature) for key in root["online"]):
        raise Refused("board.json is not signed by headquarters' key")
    said = read_json(signed["text"], "board.json")
    if said["hq"] != root["hq"]:
        raise Refused("board.json is another enterprise's")
    for name, (no, digest) in ends.items():
        goes = said["chains"].get(name, {"no": 0, "digest": bytes(32).hex()})
        if (goes["no"], digits(goes["digest"], 32)) != (no, digest):
            raise Refused(f"the board says that {name} goes to number {goes['no']}, and the folder does not")
    print(json.dumps({"board": said["no"], "epoch": said["epoch"], "expires": said["expires"]}))


def names(value, must, may=()):
    """Finds that a value has exactly these names."""
    if not isinstance(value, dict) or not set(must) <= set(value) <= set(must) | set(may):
        raise Refused(f"{sorted(value)} are other names than {sorted(must)}")


def plain(text, most):
    """Finds that a text has no blanks at its ends, no control characters, and a length."""
    fine = isinstance(text, str) and text.strip() == text and 1 <= len(text) <= most
    if not fine or any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in text):
        raise Refused(f"{text!r} cannot be shown")


def reason(value):
    names(value, ("zh", "en"))
    plain(value["zh"], 300)
    plain(value["en"], 300)


def stops_content(said, does, number, other):
    """Recalls or suspensions: what stops orders, what allows lifts."""
    entries, key = said.get("ordered" if does == "stops" else "lifted", []), number if does == "stops" else "number"
    names(said, ("ordered",) if does == "stops" else ("lifted",))
    for one in entries:
        names(one, (key, *other, "reason") if does == "stops" else ("number", "reason"), ("lot",) if number == "recall" else ())
        plain(one[key], 64)
        reason(one["reason"])
        if "what" in one:
            if len(one["what"]) != 1 or set(one["what"]) - {"store", "recipe"}:
                raise Refused(f"{one[key]} suspends what nobody knows")
            plain(*one["what"].values(), 64)
    return [one[key] for one in entries]


def recipes_content(said, _):
    names(said, ("put", "made_of"))
    products = [one["product"] for one in said["made_of"]]
    for one in said["made_of"]:
        names(one, ("product", "filing", "name"))
        plain(one["name"], 60)
    parts = "id version name service components keeps sizes hints usage assessment approved climate purpose against"
    used = set()
    for recipe in said["put"]:
        names(recipe, parts.split())
        if not recipe["id"].startswith("HQ.") or not recipe["approved"] or not recipe["assessment"] or not recipe["hints"]:
            raise Refused(f"{recipe['id']} is none that a store can work by")
        for part in recipe["components"]:
            names(part, ("product", "share", "tolerance"))
            names(part["tolerance"], ("parts", "at_least"))
        mine = [part["product"] for part in recipe["components"]]
        least, most = (2, 20) if recipe["service"] == "blend" else (1, 1)
        if sum(part["share"] for part in recipe["components"]) != 10_000 or not least <= len(set(mine)) == len(mine) <= most:
            raise Refused(f"the components of {recipe['id']} do not fit together")
        used |= set(mine)
    if sorted(products) != sorted(used):
        raise Refused("made_of names other products than the recipes")
    return [recipe["id"] for recipe in said["put"]]


def staff_content(said, _):
    names(said, ("grants",))
    for one in said["grants"]:
        names(one, ("store", "authorisation"))
        plain(one["store"], 64)
        granted = one["authorisation"]
        names(granted, ("id", "province", "services", "from", "to", "suspended", "document"))
        days = [datetime.date.fromisoformat(granted[name]) for name in ("from", "to")]
        if not granted["id"].startswith("HQ.") or granted["suspended"] or not granted["services"] or days[0] > days[1]:
            raise Refused(f"{granted['id']} grants nothing")
    return [f"{one['store']} {one['authorisation']['id']}" for one in said["grants"]]


def rulebooks_content(said, _):
    names(said, ("put",))
    for one in said["put"]:
        names(one, ("id", "text"))
        plain(one["id"], 64)
        if not one["text"].strip():
            raise Refused(f"{one['id']} has no text")
    return [one["id"] for one in said["put"]]


def working_days_content(said, _):
    names(said, ("years",))
    for year, one in said["years"].items():
        names(one, ("off", "work", "source"))
        plain(one["source"], 200)
        off, work = ([datetime.date.fromisoformat(day) for day in one[name]] for name in ("off", "work"))
        if not 2024 <= int(year) <= 2199 or any(day.year != int(year) for day in off + work):
            raise Refused(f"{year} has a day of another year")
        if any(day.weekday() < 5 or day in off for day in work):
            raise Refused(f"a weekend day that is worked in {year} is none")
    return list(said["years"])


CONTENTS = {
    "recalls": lambda said, does: stops_content(said, does, "recall", ("filing",)),
    "suspensions": lambda said, does: stops_content(said, does, "suspension", ("what",)),
    "staff": staff_content,
    "recipes": recipes_content,
    "rulebooks": rulebooks_content,
    "working_days": working_days_content,
}


def content(data, name, does):
    """Reads a small content; answers with what it names."""
    if len(data) > 262_144:
        raise Refused("the content is longer than may be")
    if does == "stops" and name not in STOP:
        raise Refused(f"{name} stops nothing")
    named = CONTENTS[name](read_json(data.decode(), name), does)
    if not 1 <= len(named) <= 500 or len(set(named)) != len(named):
        raise Refused("nothing, too much, or one thing twice")
    print(json.dumps({"content": name, "does": does, "names": named}, ensure_ascii=False))


def main(arguments):
    if len(arguments) == 4 and arguments[0] == "content" and arguments[3] in PEOPLE:
        return ended(lambda: content(pathlib.Path(arguments[1]).read_bytes(), arguments[2], arguments[3]))
    if len(arguments) != 3 or arguments[1] != "--fingerprint":
        print(__doc__, file=sys.stderr)
        return 2
    folder = pathlib.Path(arguments[0])

    def followed():
        root = roots(folder, digits(arguments[2], 10))
        board(folder, root, {name: chain(folder, root, name) for name in CHAINS})

    return ended(followed)


def ended(work):
    """Does the work; 1 where something does not fit."""
    try:
        work()
    except Refused as refused:
        print(json.dumps({"refused": str(refused)}))
        return 1
    except (KeyError, TypeError, AttributeError, ValueError, OSError) as error:
        print(json.dumps({"refused": f"something is missing or of another kind: {type(error).__name__}"}))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
