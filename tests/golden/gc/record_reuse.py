# Records which block, or object of a free list, a real CPython hands out again: python
# record_reuse.py > reuse-VERSION.json. `n` objects are made, let go in an order, and `m` new ones are
# made; each is written down as the one whose address it has, or null. The lines that matter are
# straight code on lists that are there already: nothing else is allocated between them.
import gc, json, sys

gc.disable()

# Kinds that have a free list; what comes from pymalloc itself depends on the pools that the
# interpreter has filled before.
KINDS = {"list": "[]", "dict": "{}", "tuple": "(x,)", "tuple of 3": "(x, x, x)", "float": "x - 0.5"}
if sys.version_info < (3,):
    KINDS.update({"set": "set()", "int": "x + x"})

def record(make, n, order, m):
    lines = ["def run(old, new, ids, x):"]
    lines += [" old[%d] = %s" % (i, make) for i in range(n)]
    lines += [" ids.extend(map(id, old))"]
    lines += [" old[%d] = None" % i for i in order]
    lines += [" new[%d] = %s" % (i, make) for i in range(m)]
    scope = {}
    exec("\n".join(lines), scope)
    x = 7000000.0 if "0.5" in make else 7000000
    spare = [eval(make, {"x": x}) for _ in range(500)]
    gc.collect()
    scope["run"]([None] * n, [None] * m, [], x)
    old, new, ids = [None] * n, [None] * m, []
    drained = [eval(make, {"x": x}) for _ in range(200)]
    scope["run"](old, new, ids, x)
    return [ids.index(id(o)) if id(o) in ids else None for o in new]

ORDERS = {"first to last": lambda n: list(range(n)), "last to first": lambda n: list(range(n))[::-1],
          "odd ones first": lambda n: list(range(1, n, 2)) + list(range(0, n, 2))}

found = {}
for kind in sorted(KINDS):
    for name in sorted(ORDERS):
        for n in (5, 90):
            if n == 90 and sys.version_info < (3,):
                continue
            found["%s, %d, %s" % (kind, n, name)] = record(KINDS[kind], n, ORDERS[name](n), n)
print("{\n" + ",\n".join("%s: %s" % (json.dumps(k), json.dumps(found[k])) for k in sorted(found)) + "\n}")
