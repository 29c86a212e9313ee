#!/usr/bin/env python3
"""Checks label tokens, written from docs/label-token.md alone and with nothing but Python's standard library.

    verify_label.py KEYFILE < texts

One text a line. For each a line of JSON: what the token says, or {"refused": why}. It shares no code with the product, so
that the document, and not the program, is what the two agree on. Slow on purpose: plain integers, no tables."""

import datetime
import hashlib
import json
import sys

# Ed25519, RFC 8032 section 5.1, with the points in extended coordinates.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = add(total, point)
        point = add(point, point)
        n >>= 1
    return total


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
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(k, a))
    same = lambda i: (left[i] * right[2] - right[i] * left[2]) % P == 0
    return same(0) and same(1)


# The form.
BYTES = {3: 1, 5: 2, 8: 3, 10: 4, 13: 5, 15: 6, 17: 7}
SIX = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-."
PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
KINDS = ["{}G妆网备字{}", "国妆网备进字（{}）{}", "国妆网备制字（{}）{}"]
DAY_0 = datetime.datetime(2020, 1, 1)


class Refused(Exception):
    pass


def unpacked(text):
    text = "".join(text.rsplit("#", 1)[-1].split(" ")).strip()
    if not text.isascii() or not text.isdigit():
        raise Refused("not digits")
    data = b""
    for at in range(0, len(text), 17):
        group = text[at : at + 17]
        if len(group) not in BYTES:
            raise Refused("a wrong count of digits")
        try:
            data += int(group).to_bytes(BYTES[len(group)], "big")
        except OverflowError:
            raise Refused("a group too large") from None
    return data


class Body:
    def __init__(self, data):
        self.data = data

    def take(self, count):
        if len(self.data) < count:
            raise Refused("too short")
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def number(self, count):
        return int.from_bytes(self.take(count), "big")

    def text(self):
        head = self.number(1)
        if head < 128:
            text = self.take(head).decode("utf-8")
            if all(letter in SIX for letter in text):
                raise Refused("a text longer than needed")
            return text
        count = head - 128
        size = -(-count * 6 // 8)
        bits = "".join(f"{byte:08b}" for byte in self.take(size))
        if "1" in bits[count * 6 :]:
            raise Refused("filling bits")
        return "".join(SIX[int(bits[at * 6 : at * 6 + 6], 2)] for at in range(count))

    def filing(self):
        first = self.number(1)
        if first == 0xFF:
            return self.text()
        kind, province = first >> 5, first & 31
        if kind >= len(KINDS) or province >= len(PROVINCES):
            raise Refused("an unknown filing number")
        year, serial = self.number(1), self.number(3)
        if year > 99 or serial > 999_999:
            raise Refused("an unknown filing number")
        return KINDS[kind].format(PROVINCES[province], f"20{year:02}{serial:06}")


def checked(text, keys):
    data = unpacked(text)
    if len(data) < 65:
        raise Refused("too short")
    body, signature = data[:-64], data[-64:]
    rest = Body(body)
    first, named = rest.number(1), rest.take(3)
    if first >> 4 != 1:
        raise Refused("another version")
    candidates = [key for key in keys if hashlib.sha256(key).digest()[:3] == named]
    if not any(vouches(key, b"tiaohe-label-1\0" + body, signature) for key in candidates):
        raise Refused("no given key signed this")
    store = rest.text()
    day = DAY_0 + datetime.timedelta(days=rest.number(2))
    service = f"{store}-{day:%y%m%d}-{rest.number(2):04}"
    made = DAY_0 + datetime.timedelta(minutes=rest.number(3))
    use_by = DAY_0 + datetime.timedelta(days=rest.number(2))
    parts = [{"filing": rest.filing(), "lot": rest.text()} for _ in range(first & 15)]
    if rest.data or not parts:
        raise Refused("left over, or no component")
    return {
        "service": service,
        "store": store,
        "made_at": f"{made:%Y-%m-%d %H:%M}",
        "use_by": f"{use_by:%Y-%m-%d}",
        "parts": parts,
    }


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [line.split("#", 1)[0].strip() for line in file]
    keys = [bytes.fromhex(digits) for digits in lines if digits]
    for line in sys.stdin:
        try:
            answer = checked(line.rstrip("\n"), keys)
        except (Refused, ValueError) as why:
            answer = {"refused": str(why) or "malformed"}
        print(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
