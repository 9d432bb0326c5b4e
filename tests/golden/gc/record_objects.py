"""Records what a real CPython does with hashes, sets and dicts, into objects-VERSION.json.

Run with PYTHONHASHSEED=0 (2.7: without -R), with no argument, from anywhere:
    PYTHONHASHSEED=0 python3.10 tests/golden/gc/record_objects.py
Hashes of 32 bits come from the formulas below, which have to give the real hashes with 64 bits first.
"""
from __future__ import print_function
import io
import json
import os
import random
import sys

OLD = sys.version_info[0] == 2
M64 = (1 << 64) - 1


def word(value, bits):
    return value & ((1 << bits) - 1)


def not_error(value, bits):
    return word(-2 if word(value, bits) == word(-1, bits) else value, bits)


def int_hash(value, bits):
    if not OLD:
        modulus = (1 << (31 if bits == 32 else 61)) - 1
        return not_error(-(-value % modulus) if value < 0 else value % modulus, bits)
    most = (1 << (bits - 1)) - 1
    if -most - 1 <= value <= most:
        return not_error(value, bits)
    digits, left, x = [], abs(value), 0
    while left:
        digits.append(left & 0x7fff)
        left >>= 15
    for digit in reversed(digits):
        x = word((x >> (bits - 15)) | (x << 15), bits) + digit
        x = word(x, bits) + (1 if x > word(-1, bits) else 0)
    return not_error(-x if value < 0 else x, bits)


def float_hash(value, bits):
    if value in (float("inf"), -float("inf")):
        return word(314159 if value > 0 else (-271828 if OLD else -314159), bits)
    if OLD:
        if value == int(value):
            return int_hash(int(value), bits)
        return not_error(hash(value), bits)
    top, bottom = value.as_integer_ratio()
    hash_bits = 31 if bits == 32 else 61
    modulus = (1 << hash_bits) - 1
    inverse = pow(bottom, modulus - 2, modulus)
    x = abs(top) % modulus * inverse % modulus
    return not_error(-x if top < 0 else x, bits)


def tuple_hash(value, bits):
    hashes = [any_hash(item, bits) for item in value]
    if OLD:
        x, mult, left = 0x345678, 1000003, len(hashes)
        for item in hashes:
            left -= 1
            x = (x ^ item) * mult
            mult += 82520 + left + left
        return not_error(x + 97531, bits)
    p1, p2, p5, rotate = ((2654435761, 2246822519, 374761393, 13) if bits == 32 else
                          (11400714785074694791, 14029467366897019727, 2870177450012600261, 31))
    acc = p5
    for item in hashes:
        acc = word(acc + item * p2, bits)
        acc = word((acc << rotate) | (acc >> (bits - rotate)), bits)
        acc = word(acc * p1, bits)
    acc = word(acc + (len(hashes) ^ (p5 ^ 3527539)), bits)
    return 1546275796 if acc == word(-1, bits) else acc


def any_hash(value, bits):
    if isinstance(value, tuple):
        return tuple_hash(value, bits)
    if isinstance(value, float):
        return float_hash(value, bits)
    if isinstance(value, int) or type(value).__name__ == "long":
        return int_hash(value, bits)
    return not_error(hash(value), bits)


def spelled(value):
    if isinstance(value, tuple):
        return {"tuple": [spelled(item) for item in value]}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, int) or type(value).__name__ == "long":
        return {"int": str(value)}
    return {"str": value}


def hashes():
    ints = [0, 1, -1, -2, 2, 5, 255, 256, 257, 1000003, 2**30 - 1, 2**30, 2**31 - 2, 2**31 - 1, 2**31,
            2**32, 2**61 - 2, 2**61 - 1, 2**61, 2**62, 2**63 - 1, 2**63, 2**64 - 1, 2**64, 10**30, 10**100]
    ints += [-value for value in ints]
    floats = [0.0, -0.0, 0.5, -0.5, 1.5, 3.14159, -2.75, 1e10, 1e16, 1e100, -1e100, 1.7976931348623157e308,
              5e-324, 2.2250738585072014e-308, 0.1, 1.0, -1.0, 123456789.125, 1e-10, float("inf"), -float("inf")]
    strs = [u"", u"a", u"b", u"x", u"ab", u"abc", u"abcdefg", u"abcdefgh", u"abcdefghi", u"hello, world",
            u"attribute_17", u"\u00e9", u"caf\u00e9", u"\u0394\u03b5", u"\u4e2d\u6587", u"\U0001f600 smile",
            u"mixed \u00e9 \u0394", u"q" * 100]
    if OLD:
        strs = [text.encode("ascii") if all(ord(c) < 128 for c in text) else text for text in strs]
    tuples = [(), (1,), (1, 2), (2, 1), (-1,), (1, (2, 3)), ((), ((),)), ("a", "b"), (1.5, "a", 10**20),
              tuple(range(20)), (((((1,),),),),)]
    result = []
    for value in ints + floats + strs + tuples:
        assert any_hash(value, 64) == hash(value) & M64, (value, any_hash(value, 64), hash(value) & M64)
        result.append({"value": spelled(value), "w64": str(hash(value) & M64), "w32": any_hash(value, 32),
                       "size": sys.getsizeof(value)})
    return result


def programs(rng):
    names = ["k%d" % i for i in range(300)]
    for kind, keys in (
        ("int", list(range(300))),
        ("int", [8 * i for i in range(300)]),
        ("int", [i * i * 37 % 5000 for i in range(300)]),
        ("str", names),
    ):
        for count, removals in ((4, 0.0), (12, 0.3), (40, 0.45), (150, 0.2), (400, 0.5), (60, 0.8)):
            live, ops = [], []
            pool = keys[: count // 2 + 3]
            for _ in range(count):
                if live and rng.random() < removals:
                    key = live.pop(rng.randrange(len(live)))
                    ops.append(["del", key])
                else:
                    key = rng.choice(pool)
                    if key not in live:
                        live.append(key)
                    ops.append(["add", key])
            yield kind, ops
    yield "mixed", [["add", 1], ["add", "a"], ["add", 2], ["del", "a"], ["add", "b"], ["add", 1], ["add", "a"]]
    yield "str", [["add", name] for name in names[:200]]
    yield "int", [["add", i] for i in range(300)]


def records():
    rng = random.Random(27)
    if OLD:
        # 2.7 draws other numbers: it runs the programs that 3.x has recorded.
        here = os.path.dirname(os.path.abspath(__file__))
        with io.open(os.path.join(here, "objects-3.10.13.json"), encoding="utf-8") as file:
            recorded = json.load(file)["programs"]
        text = lambda key: key.encode("ascii") if not isinstance(key, int) else key
        todo = [(r["kind"], [[op.encode("ascii"), text(key)] for op, key in r["ops"]]) for r in recorded]
    else:
        todo = list(programs(rng))
    for kind, ops in todo:
        s, d = set(), {}
        set_sizes, dict_sizes, set_orders = [], [], []
        for op, key in ops:
            if op == "add":
                s.add(key)
                d[key] = 0
            else:
                s.discard(key)
                del d[key]
            set_sizes.append(sys.getsizeof(s))
            dict_sizes.append(sys.getsizeof(d))
        yield {"kind": kind, "ops": ops, "set": list(s), "dict": list(d),
               "set_sizes": set_sizes, "dict_sizes": dict_sizes}


def instances():
    """Sizes of the dicts of instances, after each attribute."""
    result = []
    for orders in (["abc", "abc", "abc"], ["abc", "acb", "abc"], ["abcdefgh", "abc"], ["abc", "abcdefgh"],
                   ["a", "b", "a"], ["abcde", "abcdef", "ab"], ["abcdefghijklmnop"], ["abcdefghijklmnop", "abcd", "abdc"]):
        class C(object):
            pass
        live, sizes = [], []
        for names in orders:
            instance = C()
            live.append(instance)
            for name in names:
                setattr(instance, name, 1)
                sizes.append([sys.getsizeof(vars(other)) for other in live])
        result.append({"orders": orders, "sizes": sizes})
    return result


def main():
    version = ".".join(str(part) for part in sys.version_info[:3])
    here = os.path.dirname(os.path.abspath(__file__))
    data = {"python": version, "hashes": hashes(), "programs": list(records()), "instances": instances()}
    text = json.dumps(data, separators=(",", ":"), sort_keys=True)
    with io.open(os.path.join(here, "objects-%s.json" % version), "w", encoding="utf-8") as file:
        file.write(text.decode("ascii") if OLD else text)


main()
