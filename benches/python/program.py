"""An ordinary program: it reads source text, keeps records, counts, sorts, searches and prints."""
import ast
import collections
import dataclasses
import heapq
import json
import random
import re
import textwrap


@dataclasses.dataclass
class Order:
    number: int
    customer: str
    lines: list
    tags: set = dataclasses.field(default_factory=set)

    def total(self):
        return sum(amount * price for _, amount, price in self.lines)


def orders(chance, count):
    goods = ["bread", "butter", "cheese", "apples", "coffee", "a very large basket of everything"]
    for number in range(count):
        lines = [(chance.choice(goods), chance.randint(1, 9), chance.random() * 20) for _ in range(chance.randint(1, 6))]
        yield Order(number, f"customer {chance.randint(1, 120)}", lines, {line[0][:4] for line in lines})


def report(chance):
    kept = {order.number: order for order in orders(chance, 400)}
    for number in chance.sample(sorted(kept), 150):
        del kept[number]
    by_customer = collections.defaultdict(list)
    for order in kept.values():
        by_customer[order.customer].append(order)
    text = json.dumps({name: [dataclasses.asdict(o) | {"tags": sorted(o.tags)} for o in own] for name, own in by_customer.items()})
    best = heapq.nlargest(10, json.loads(text).items(), key=lambda item: len(item[1]))
    return "\n".join(f"{name:>20} {len(own):5} {sum(len(o['lines']) for o in own):8.2f}" for name, own in best)


def source_code():
    with open(textwrap.__file__) as file:
        text = file.read()
    names = collections.Counter(node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name))
    words = collections.Counter(re.findall(r"[a-z_]{3,}", text.lower()))
    wrapped = textwrap.fill(" ".join(word for word, _ in words.most_common()), 72)
    compiled = compile(text, "textwrap.py", "exec")
    return len(compiled.co_code) + len(wrapped) + sum(names.values())


def shortest_ways(chance, size):
    ways = {node: {chance.randrange(size): chance.random() for _ in range(6)} for node in range(size)}
    done, heap = {}, [(0.0, 0, ())]
    while heap:
        far, node, path = heapq.heappop(heap)
        if node in done:
            continue
        done[node] = path
        for other, length in ways[node].items():
            heapq.heappush(heap, (far + length, other, (*path[-5:], node)))
    return len(done)


chance = random.Random(20)
report(chance)
source_code()
shortest_ways(chance, 600)
