# Records in which order the members of long chains die in a real CPython, 2.7 or 3, as runs of
# numbers: python record_deaths.py > deaths-VERSION.json
#
# A member, or a marker that it refers to, has a weak reference whose callback is a function of C: the
# frame of one of Python's would wait in the trashcan, too. In 2.7 the frame of a __del__ that waits
# there brings its object back, so that __del__ is called twice; those shapes are left out there.
import gc, json, platform, weakref

gc.disable()
out = []
refs = []

def watch(o, i):
    refs.append((weakref.ref(o, out.append), i))
    return o

class Slots(object):
    __slots__ = ("a", "b", "__weakref__")

class Fin(object):
    __slots__ = ("i", "b", "__weakref__")
    def __del__(self):
        out.append(self.i)

class Instance(object):
    pass

class InstanceFin(object):
    def __del__(self):
        out.append(self.i)

def marker(i):
    return watch(Slots(), i)

def lists(i, t):
    return [marker(i), t]

def lists_marked_last(i, t):
    return [t, marker(i)]

def tuples(i, t):
    return (marker(i), t)

def dicts(i, t):
    return {0: marker(i), 1: t}

def slots(i, t):
    n = Slots()
    n.a = marker(i)
    n.b = t
    return n

def slots_watched(i, t):
    n = Slots()
    n.b = t
    return watch(n, i)

def slots_of_sets(i, t):
    n = Slots()
    n.a = marker(i)
    n.b = set([t])
    return n

def instances(i, t):
    n = Instance()
    n.a = marker(i)
    n.b = t
    return n

def instances_watched(i, t):
    n = Instance()
    n.b = t
    return watch(n, i)

def instances_of_lists(i, t):
    n = Instance()
    n.a = marker(i)
    n.b = [t]
    return n

def fins(i, t):
    n = Fin()
    n.i = i
    n.b = t
    return n

def instances_fin(i, t):
    n = InstanceFin()
    n.i = i
    n.b = t
    return n

SHAPES = [lists, lists_marked_last, tuples, dicts, slots, slots_watched, slots_of_sets, instances,
          instances_watched, instances_of_lists]
if platform.python_version() >= "3":
    SHAPES += [fins, instances_fin]

def runs(order):
    runs = []
    for i in order:
        if runs and i == runs[-1][1] + runs[-1][2]:
            runs[-1][1] = i
        elif runs and runs[-1][0] == runs[-1][1] and abs(i - runs[-1][1]) == 1:
            runs[-1][2] = i - runs[-1][1]
            runs[-1][1] = i
        else:
            runs.append([i, i, 1])
    return [run[:2] for run in runs]

deaths = {}
for shape in SHAPES:
    for depth in (30, 120, 200, 1000, 10000):
        del out[:]
        del refs[:]
        t = None
        for i in range(depth):
            t = shape(i, t)
        t = None
        number = dict((id(ref), i) for ref, i in refs)
        order = [number.get(id(o), o) for o in out]
        assert sorted(order) == list(range(depth)), (shape, depth, len(out))
        deaths["%s %d" % (shape.__name__, depth)] = runs(order)
lines = ["%s: %s" % (json.dumps(name), json.dumps(deaths[name])) for name in sorted(deaths)]
print("{\n" + ",\n".join(lines) + "\n}")
