#!/usr/bin/env python3
"""Verifies an exported ledger and headquarters' receipts, written from docs/sync-formats.md alone and with nothing but
Python's standard library. It shares no code with the product and asks no network, so that the document, and not the
program, is what the two agree on.

    verify_ledger.py ledger FILE --key HEX [--receipts FILE --hq HEX]
    verify_ledger.py vectors FILE

The keys are those that the verifier trusts, 64 hexadecimal digits each; a file that says that it is of another key is refused.
Receipts are a file of lines, one JSON object {"text": …, "signature": …} a line. It prints one line of JSON a thing that was
verified, and ends with status 1 and what is wrong at the first that does not fit."""

import hashlib
import json
import struct
import sys

# Ed25519, RFC 8032 section 5.1, with the points in extended coordinates. Slow on purpose: plain integers, no tables.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)

MAGIC = b"tiaohe-ledger-1\n"
HEADER = 64 << 10
BODY = 64 << 20


class Refused(Exception):
    """What does not fit."""


def add(a, b):
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    total = NEUTRAL
    while n:
        if n & 1:
            total = add(total, point)
        point = add(point, point)
        n >>= 1
    return total


def same(a, b):
    return not (a[0] * b[2] - b[0] * a[2]) % P and not (a[1] * b[2] - b[1] * a[2]) % P


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def vouches(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    # A key or an R of small order vouches for anything.
    if a is None or r is None or s >= L or same(times(8, a), NEUTRAL) or same(times(8, r), NEUTRAL):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same(times(s, BASE), add(r, times(h, a)))


def sized(text):
    data = text.encode()
    return struct.pack(">Q", len(data)) + data


def digits(text, length):
    if not isinstance(text, str) or len(text) != 2 * length or set(text) - set("0123456789abcdef"):
        raise Refused(f"not {2 * length} hexadecimal digits")
    return bytes.fromhex(text)


def once(pairs):
    """An object whose names stand once: what stands twice has two readings."""
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise Refused("a name stands twice in one JSON object")
    return dict(pairs)


def read_json(data, what):
    try:
        return json.loads(data, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{what} is no JSON") from error


def after(prev, body):
    return hashlib.sha256(b"tiaohe-record-1\0" + prev + body).digest()


def head_message(store, seq, digest):
    return b"tiaohe-head-1\0" + sized(store) + struct.pack(">Q", seq) + digest


def receipt_message(text):
    return b"tiaohe-receipt-1\0" + text.encode()


def request_message(r):
    return (
        b"tiaohe-request-1\0"
        + sized(r["method"])
        + sized(r["path"])
        + hashlib.sha256(r["body"].encode()).digest()
        + sized(r["store"])
        + digits(r["device"], 16)
        + digits(r["boot"], 16)
        + struct.pack(">Q", r["counter"])
    )


def device_id(key):
    return hashlib.sha256(b"tiaohe-device-1\0" + key).digest()[:16]


def frames(file):
    most = HEADER
    while length := file.read(4):
        if len(length) < 4:
            raise Refused("the file was cut off within a length")
        (count,) = struct.unpack(">I", length)
        if not 0 < count <= most:
            raise Refused(f"a frame of {count} bytes")
        body = file.read(count)
        if len(body) < count:
            raise Refused("the file was cut off within a frame")
        yield body
        most = BODY


def read_ledger(path, key, wanted):
    """Follows the whole ledger; answers with its header and with the hashes at the wanted places."""
    hashes = {0: bytes(32)}
    with open(path, "rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise Refused("not an exported ledger")
        all_frames = frames(file)
        first = next(all_frames, None)
        if first is None:
            raise Refused("the file has no header")
        header = read_json(first, "the header")
        if set(header) != {"store", "key", "head"} or set(header["head"]) != {"seq", "hash", "signature"}:
            raise Refused("the header has other names than it must have")
        head = header["head"]
        digest, signature = digits(head["hash"], 32), digits(head["signature"], 64)
        if digits(header["key"], 32) != key:
            raise Refused("the ledger is of another key")
        if not vouches(key, head_message(header["store"], head["seq"], digest), signature):
            raise Refused("the head is not signed by this key")
        seq, prev = 0, bytes(32)
        for body in all_frames:
            seq += 1
            record = read_json(body, f"record {seq}")
            if (record.get("seq"), record.get("store")) != (seq, header["store"]):
                raise Refused(f"record {seq} says that it is another")
            prev = after(prev, body)
            if seq in wanted:
                hashes[seq] = prev
    if (seq, prev) != (head["seq"], digest):
        raise Refused(f"the ledger ends at record {seq} and not as its head says")
    return header, hashes


def read_receipts(path, key):
    receipts = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            signed = read_json(line, f"receipt {number}")
            if not vouches(key, receipt_message(signed["text"]), digits(signed["signature"], 64)):
                raise Refused(f"receipt {number} is not signed by headquarters' key")
            receipts.append((number, read_json(signed["text"], f"receipt {number}")))
    return receipts


def ledger(path, key, receipts):
    header, hashes = read_ledger(path, key, {receipt["seq"] for _, receipt in receipts})
    for number, receipt in receipts:
        if receipt["store"] != header["store"]:
            raise Refused(f"receipt {number} is for another store")
        if hashes.get(receipt["seq"]) != digits(receipt["hash"], 32):
            raise Refused(f"receipt {number} is for another history at record {receipt['seq']}")
        print(json.dumps({"receipt": receipt["seq"], "hq": receipt["hq"], "epoch": receipt["epoch"]}))
    said = {"store": header["store"], "records": header["head"]["seq"]}
    print(json.dumps(said, ensure_ascii=False))


# What is typed of a ticket: five bits a character.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def letters(data, count):
    number = int.from_bytes(data, "big")
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(count)))


def vectors(path):
    with open(path, encoding="utf-8") as file:
        v = read_json(file.read(), "the file of vectors")

    def check(name, fits):
        if not fits:
            raise Refused(f"the vector of {name} does not fit")
        print(json.dumps({"vector": name}))

    r = v["record"]
    check("record", after(digits(r["prev"], 32), r["body"].encode()).hex() == r["hash"])
    h = v["head"]
    message = head_message(h["store"], h["seq"], digits(h["hash"], 32))
    check("head", message.hex() == h["message"] and vouches(digits(h["key"], 32), message, digits(h["signature"], 64)))
    r = v["receipt"]
    check("receipt", vouches(digits(r["key"], 32), receipt_message(r["text"]), digits(r["signature"], 64)))
    r = v["request"]
    key, message = digits(r["key"], 32), request_message(r)
    fits = message.hex() == r["message"] and device_id(key).hex() == r["device"]
    check("request", fits and vouches(key, message, digits(r["signature"], 64)))
    r = v["root"]
    print_of = hashlib.sha256(b"tiaohe-root-1\0" + r["text"].encode()).digest()[:10]
    check("root", print_of.hex() == r["fingerprint"])
    t = v["ticket"]
    said = letters(digits(t["code"], 13), 20) + letters(digits(r["fingerprint"], 10), 16)
    sum_of = hashlib.sha256(b"tiaohe-ticket-1\0" + said.encode()).digest()[:3]
    check("ticket", said + letters(sum_of, 4) == t["typed"].replace("-", ""))
    f = v["frames"]
    framed = b"".join(struct.pack(">I", len(one.encode())) + one.encode() for one in f["frames"])
    check("frames", framed.hex() == f["bytes"])


def main(arguments):
    options, rest = {}, []
    left = iter(arguments)
    for argument in left:
        if argument in ("--key", "--hq", "--receipts"):
            options[argument] = next(left, "")
        else:
            rest.append(argument)
    if len(rest) != 2 or rest[0] not in ("ledger", "vectors") or ("--receipts" in options) != ("--hq" in options):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if rest[0] == "vectors":
            vectors(rest[1])
        else:
            receipts = []
            if "--receipts" in options:
                receipts = read_receipts(options["--receipts"], digits(options["--hq"], 32))
            ledger(rest[1], digits(options.get("--key", ""), 32), receipts)
    except Refused as refused:
        print(json.dumps({"refused": str(refused)}))
        return 1
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, struct.error) as error:
        print(json.dumps({"refused": f"something is missing or of another kind: {type(error).__name__}"}))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
