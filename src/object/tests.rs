//! Numbers, strings, hashes, dicts and sets against what real CPythons did (tests/golden/gc).

use serde_json::Value;

use crate::edition::objects::Kind;
use crate::edition::{ArenaAlignment, Edition};
use crate::heap::Heap;
use crate::journal::Off;
use crate::memory::{Memory, W32, W64, Word};

use super::{Class, Unhashable};

const GOLDEN_27: &str = include_str!("../../tests/golden/gc/objects-2.7.18.json");
const GOLDEN_39: &str = include_str!("../../tests/golden/gc/objects-3.9.18.json");
const GOLDEN_310: &str = include_str!("../../tests/golden/gc/objects-3.10.13.json");

fn memory<W: Word>(edition: Edition) -> Memory<W, Off> {
    Heap::<W, Off>::new(edition, ArenaAlignment::Aligned)
        .expect("the word size fits")
        .mem
}

/// An object from how the golden data spells it.
fn object<W: Word>(mem: &mut Memory<W, Off>, spelled: &Value) -> u64 {
    let text = |what: &str| spelled[what].as_str().map(str::to_owned);
    if let Some(digits) = text("int") {
        return mem.pylong_from_decimal(&digits).expect("memory");
    }
    if let Some(digits) = text("float") {
        let value = digits.parse().expect("a float");
        return mem.pyfloat_from_double(value).expect("memory");
    }
    if let Some(text) = text("str") {
        return mem.pyunicode_from_str(&text).expect("memory");
    }
    let items = spelled["tuple"].as_array().expect("a tuple");
    let op = mem.pytuple_new(items.len() as u64).expect("memory");
    for (index, item) in items.iter().enumerate() {
        let item = object(mem, item);
        mem.tuple_set_item(op, index as u64, item);
    }
    op
}

/// A key of a program: a number or a text.
fn key<W: Word>(mem: &mut Memory<W, Off>, key: &Value) -> u64 {
    match key.as_i64() {
        Some(value) => mem.pylong_from_i64(value),
        None => mem.pyunicode_from_str(key.as_str().expect("a text")),
    }
    .expect("memory")
}

fn spelled_key<W: Word>(mem: &Memory<W, Off>, op: u64) -> Value {
    match mem.kind(op) {
        Kind::Int => {
            let digits = mem.int_digits(op);
            let shift = mem.objects().digit_bits;
            let value = digits
                .digits
                .iter()
                .rev()
                .fold(0, |value, &digit| value << shift | u64::from(digit));
            Value::from(value)
        }
        _ => Value::from(mem.str_text(op)),
    }
}

fn golden(edition: Edition) -> Value {
    let text = match edition {
        Edition::Cpython27W32 => GOLDEN_27,
        Edition::Cpython39W64 => GOLDEN_39,
        _ => GOLDEN_310,
    };
    serde_json::from_str(text).expect("valid JSON")
}

fn hashes_agree<W: Word>(edition: Edition) {
    let mut mem = memory::<W>(edition);
    for record in golden(edition)["hashes"].as_array().expect("hashes") {
        let op = object(&mut mem, &record["value"]);
        let expected = if W::BYTES == 4 {
            record["w32"].as_u64()
        } else {
            record["w64"].as_str().and_then(|hash| hash.parse().ok())
        };
        let found = mem.hash(op).ok();
        assert_eq!(found, expected, "{edition:?} {}", record["value"]);
        assert_eq!(mem.hash(op).ok(), expected, "the second time");
        if let Some(bytes) = bytes_of(&mem, op).filter(|_| W::BYTES == 8) {
            assert_eq!(Some(bytes), record["size"].as_u64(), "{}", record["value"]);
        }
        let again = object(&mut mem, &record["value"]);
        assert!(mem.equal(op, again), "{}", record["value"]);
        mem.decref(again);
        mem.decref(op);
    }
    assert_eq!(mem.take_fault(), None);
}

/// `sys.getsizeof` of a number or a string.
fn bytes_of<W: Word>(mem: &Memory<W, Off>, op: u64) -> Option<u64> {
    match mem.kind(op) {
        Kind::Int => {
            let digits = mem.int_digits(op).digits.len() as u64;
            Some(mem.objects().ob_item() + digits * mem.objects().digit)
        }
        Kind::Float => Some(mem.objects().float_size()),
        Kind::Str => {
            let (data, length, width) = mem.str_data(op);
            Some(data - op + (length + 1) * width)
        }
        _ => None,
    }
}

/// `sys.getsizeof`
fn dict_bytes<W: Word>(mem: &Memory<W, Off>, mp: u64) -> u64 {
    let (fields, head) = (mem.objects().dict, mem.objects().gc_head);
    if mem.objects().version_2 {
        let slots = mem.word(mp + fields.ma_mask) + 1;
        let outside = if slots > 8 { slots * fields.entry } else { 0 };
        return head + fields.size + outside;
    }
    let (keys, values) = (mem.ma_keys(mp), mem.ma_values(mp));
    let usable = Memory::<W, Off>::usable_fraction(mem.dk_size(keys));
    let values = if values == 0 { 0 } else { usable * W::BYTES };
    let keys_bytes = if mem.word(keys) == 1 {
        mem.dict_entry_at(keys, usable) - keys
    } else {
        0
    };
    head + fields.size + values + keys_bytes
}

fn set_bytes<W: Word>(mem: &Memory<W, Off>, so: u64) -> u64 {
    let fields = mem.objects().set;
    let slots = mem.word(so + fields.mask) + 1;
    let outside = if slots > 8 { slots * fields.entry } else { 0 };
    mem.objects().gc_head + fields.size + outside
}

/// What was measured with 64 bits, for tables of 32 bits; where the table is no power of two's worth,
/// the real size is compared instead.
fn table_slots(measured: u64, fixed: u64, entry: u64) -> u64 {
    (measured - fixed) / entry
}

fn programs_agree<W: Word>(edition: Edition) {
    let version_2 = edition == Edition::Cpython27W32;
    for record in golden(edition)["programs"].as_array().expect("programs") {
        let by_text = record["kind"] != "int";
        if W::BYTES == 4 && !version_2 && by_text {
            continue;
        }
        let mut mem = memory::<W>(edition);
        let (mp, so) = (
            mem.pydict_new().expect("memory"),
            mem.pyset_new().expect("memory"),
        );
        let value = mem.small_int(0);
        for (step, op) in record["ops"].as_array().expect("ops").iter().enumerate() {
            let member = key(&mut mem, &op[1]);
            if op[0] == "add" {
                mem.pydict_setitem(mp, member, value).expect("memory");
                mem.pyset_add(so, member).expect("memory");
                assert_eq!(mem.pyset_add(so, member), Some(false));
                assert_eq!(mem.pydict_getitem(mp, member), value);
            } else {
                assert!(mem.pydict_delitem(mp, member));
                assert!(mem.pyset_discard(so, member));
                assert!(!mem.pydict_delitem(mp, member));
                assert!(!mem.pyset_discard(so, member));
            }
            mem.decref(member);
            let dict = record["dict_sizes"][step].as_u64().expect("a size");
            let set = record["set_sizes"][step].as_u64().expect("a size");
            if W::BYTES == 8 {
                assert_eq!(dict_bytes(&mem, mp), dict, "step {step}");
                assert_eq!(set_bytes(&mem, so), set, "step {step}");
            } else {
                let fields = mem.objects().set;
                let fixed = if version_2 { 232 } else { 216 };
                assert_eq!(
                    table_slots(set, fixed, 16),
                    table_slots(
                        set_bytes(&mem, so),
                        mem.objects().gc_head + fields.size,
                        fields.entry
                    )
                );
            }
            if version_2 {
                let fields = mem.objects().dict;
                assert_eq!(
                    table_slots(dict, 280, 24),
                    table_slots(
                        dict_bytes(&mem, mp),
                        mem.objects().gc_head + fields.size,
                        fields.entry
                    ),
                    "step {step}"
                );
            }
        }
        let dict: Vec<Value> = mem
            .dict_items(mp)
            .iter()
            .map(|&(key, _)| spelled_key(&mem, key))
            .collect();
        assert_eq!(Value::from(dict), record["dict"], "{}", record["ops"]);
        let set: Vec<Value> = mem
            .set_items(so)
            .iter()
            .map(|&key| spelled_key(&mem, key))
            .collect();
        assert_eq!(Value::from(set), record["set"], "{}", record["ops"]);
        mem.decref(mp);
        mem.decref(so);
        assert_eq!(mem.take_fault(), None);
    }
}

#[test]
fn hashes_are_those_of_the_real_interpreters() {
    hashes_agree::<W64>(Edition::Cpython310W64);
    hashes_agree::<W64>(Edition::Cpython39W64);
    hashes_agree::<W32>(Edition::Cpython310W32);
    hashes_agree::<W32>(Edition::Cpython27W32);
}

#[test]
fn dicts_and_sets_have_the_order_and_size_of_the_real_interpreters() {
    programs_agree::<W64>(Edition::Cpython310W64);
    programs_agree::<W64>(Edition::Cpython39W64);
    programs_agree::<W32>(Edition::Cpython310W32);
    programs_agree::<W32>(Edition::Cpython27W32);
}

/// Instances whose classes are new each time, as the golden data has them.
fn instances_agree(edition: Edition) {
    for record in golden(edition)["instances"].as_array().expect("instances") {
        let mut mem = memory::<W64>(edition);
        let class = Class {
            kind: Kind::Instance,
            slots: 0,
            weakrefs: true,
            finalizer: 0,
        };
        let tp = mem.class(class).expect("memory");
        let value = mem.small_int(1);
        let (mut live, mut sizes) = (Vec::new(), Vec::new());
        for names in record["orders"].as_array().expect("orders") {
            let op = mem.pytype_generic_alloc(tp).expect("memory");
            live.push(op);
            for c in names.as_str().expect("names").chars() {
                let name = mem.intern(&c.to_string()).expect("memory");
                mem.set_attribute(op, name, value).expect("memory");
                mem.decref(name);
                let dicts = live.iter().map(|&op| mem.instance_dict(op));
                let bytes: Vec<u64> = dicts.map(|dict| dict_bytes(&mem, dict)).collect();
                sizes.push(Value::from(bytes));
            }
        }
        assert_eq!(Value::from(sizes), record["sizes"], "{}", record["orders"]);
        for op in live {
            mem.decref(op);
        }
        assert_eq!(mem.take_fault(), None);
    }
}

#[test]
fn instances_share_keys_as_in_the_real_interpreters() {
    instances_agree(Edition::Cpython310W64);
    instances_agree(Edition::Cpython39W64);
}

/// A generator of numbers, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A new key of some kind, or none where memory is short.
fn any_key<W: Word>(mem: &mut Memory<W, Off>, numbers: &mut Numbers) -> Option<u64> {
    let number = numbers.below(40);
    match numbers.below(6) {
        0 => mem.pylong_from_i64(number as i64 - 10),
        1 => mem.pylong_from_decimal(&format!("{number}000000000000000000000")),
        2 => mem.pyfloat_from_double(number as f64 / 2.0),
        3 => mem.pyunicode_from_str(&format!("key {number}")),
        4 => mem.pyunicode_from_str(&format!("\u{3b4}{}", "x".repeat(number as usize))),
        _ => {
            let op = mem.pytuple_new(1)?;
            match mem.pyunicode_from_str(&format!("{number}")) {
                Some(item) => {
                    mem.tuple_set_item(op, 0, item);
                    Some(op)
                }
                None => {
                    mem.decref(op);
                    None
                }
            }
        }
    }
}

/// Whether one key more leaves a slot that was never used. Where a table could not grow again and
/// again, the real CPython, too, would look for a missing key for ever.
fn has_room<W: Word>(mem: &Memory<W, Off>, op: u64) -> bool {
    let (dict, set) = (mem.objects().dict, mem.objects().set);
    let (fill, mask) = match mem.kind(op) {
        Kind::Set => (set.fill, set.mask),
        _ if mem.objects().version_2 => (dict.ma_fill, dict.ma_mask),
        _ => return true,
    };
    mem.word(op + fill) < mem.word(op + mask)
}

/// Random programs, first with plenty of memory, then with hardly any: afterwards nothing is left.
fn nothing_leaks<W: Word>(edition: Edition, seed: u64) {
    let mut heap =
        Heap::<W, Off>::new(edition, ArenaAlignment::Aligned).expect("the word size fits");
    let mem = &mut heap.mem;
    let numbers = &mut Numbers(seed);
    let at = mem.layout().object_symbols.free_lists_off;
    mem.set_uint(at, (seed % 2) as u32);
    let class = Class {
        kind: Kind::Instance,
        slots: 0,
        weakrefs: true,
        finalizer: 0,
    };
    let tp = mem.class(class).expect("memory");
    let dicts: Vec<u64> = (0..2).map(|_| mem.pydict_new().expect("memory")).collect();
    let sets: Vec<u64> = (0..2).map(|_| mem.pyset_new().expect("memory")).collect();
    let mut instances: Vec<u64> = (0..3)
        .map(|_| mem.pytype_generic_alloc(tp).expect("memory"))
        .collect();
    let mut ballast = Vec::new();
    let mut failures = 0;
    for step in 0..1500 {
        if step == 500 {
            mem.set_limits(1, 2 * mem.layout().arena_size);
            for nbytes in [4000, 512, 64, 16] {
                while let block @ 1.. = mem.pyobject_malloc(nbytes) {
                    ballast.push(block);
                }
            }
        }
        if step >= 500 && step % 50 == 0 {
            for _ in 0..numbers.below(2) {
                let index = numbers.below(ballast.len() as u64) as usize;
                mem.pyobject_free(ballast.swap_remove(index));
            }
        }
        let Some(key) = any_key(mem, numbers) else {
            failures += 1;
            continue;
        };
        let which = numbers.below(2) as usize;
        let done = match numbers.below(9) {
            0..=2 if has_room(mem, dicts[which]) => mem.pydict_setitem(dicts[which], key, key),
            3 => {
                let there = mem.pydict_getitem(dicts[which], key) != 0;
                assert_eq!(mem.pydict_delitem(dicts[which], key), there);
                Some(())
            }
            4 | 5 if has_room(mem, sets[which]) => mem.pyset_add(sets[which], key).map(|_| ()),
            6 => {
                let items = mem.set_items(sets[which]);
                let there = items.iter().any(|&item| mem.equal(item, key));
                assert_eq!(mem.pyset_discard(sets[which], key), there);
                Some(())
            }
            7 => {
                let name = format!("attribute_{}", numbers.below(8));
                let op = instances[numbers.below(3) as usize];
                mem.intern(&name).and_then(|name| {
                    let value = if numbers.below(4) == 0 { 0 } else { key };
                    let done = mem.set_attribute(op, name, value);
                    mem.decref(name);
                    done.or((value == 0).then_some(()))
                })
            }
            _ => {
                if numbers.below(8) == 0 {
                    mem.dict_tp_clear(dicts[which]);
                    mem.set_tp_clear(sets[which]);
                }
                let index = numbers.below(3) as usize;
                mem.pytype_generic_alloc(tp).map(|op| {
                    let old = std::mem::replace(&mut instances[index], op);
                    mem.decref(old);
                })
            }
        };
        failures += u32::from(done.is_none());
        mem.decref(key);
    }
    mem.set_limits(0, 0);
    for block in ballast {
        mem.pyobject_free(block);
    }
    for op in dicts.into_iter().chain(sets).chain(instances) {
        mem.decref(op);
    }
    assert!(failures > 0, "{edition:?} {seed}: memory was never short");
    assert_eq!(mem.take_fault(), None);
    let violations = crate::check::check_objects_only(&heap.image());
    assert!(violations.is_empty(), "{edition:?} {seed}: {violations:?}");
}

#[test]
fn nothing_leaks_even_without_memory() {
    for seed in 1..9 {
        nothing_leaks::<W64>(Edition::Cpython310W64, seed);
        nothing_leaks::<W64>(Edition::Cpython39W64, seed);
        nothing_leaks::<W32>(Edition::Cpython310W32, seed);
        nothing_leaks::<W32>(Edition::Cpython27W32, seed);
    }
}

#[test]
fn strings_are_interned_until_nobody_refers_to_them() {
    fn run<W: Word>(edition: Edition) {
        let mut mem = memory::<W>(edition);
        let a = mem.intern("some_name").expect("memory");
        let b = mem.intern("some_name").expect("memory");
        assert_eq!((a, mem.refcnt(a)), (b, 2));
        let other = mem.pyunicode_from_str("some_name").expect("memory");
        assert!(other != a && mem.equal(a, other));
        let interned = mem.word(mem.layout().object_symbols.interned);
        assert_eq!(mem.dict_items(interned), [(a, a)]);
        mem.decref(a);
        mem.decref(b);
        assert_eq!(mem.dict_items(interned), []);
        assert_eq!(mem.gen_count(0), 0);
        let c = mem.intern("x").expect("memory");
        assert_eq!(mem.intern("x"), Some(c));
        assert_eq!(mem.pyunicode_from_str("x"), Some(c));
        assert_eq!(mem.take_fault(), None);
    }
    run::<W64>(Edition::Cpython310W64);
    run::<W64>(Edition::Cpython39W64);
    run::<W32>(Edition::Cpython310W32);
    run::<W32>(Edition::Cpython27W32);
}

#[test]
fn strings_have_the_width_of_their_widest_character() {
    let mut mem = memory::<W32>(Edition::Cpython310W32);
    for (text, width) in [
        ("plain", 1),
        ("caf\u{e9}", 1),
        ("\u{4e2d}a", 2),
        ("\u{1f600}\u{e9}", 4),
    ] {
        let op = mem.pyunicode_from_str(text).expect("memory");
        assert_eq!(mem.str_text(op), text);
        let (_, length, found) = mem.str_data(op);
        assert_eq!((length, found), (text.chars().count() as u64, width));
    }
}

#[test]
fn numbers_of_2_7_are_cut_from_blocks_and_equal_across_types() {
    let mut mem = memory::<W32>(Edition::Cpython27W32);
    let first = mem.pylong_from_i64(1000).expect("memory");
    let second = mem.pylong_from_i64(1001).expect("memory");
    assert_eq!(
        first - second,
        12,
        "the last one of a block is the first to be used"
    );
    mem.decref(second);
    let again = mem.pylong_from_i64(-5000).expect("memory");
    assert_eq!(again, second);
    for value in 0..300 {
        mem.pylong_from_i64(2000 + value).expect("memory");
    }
    let long = mem.pylong_from_decimal("2147483648").expect("memory");
    let float = mem.pyfloat_from_double(2_147_483_648.0).expect("memory");
    assert_eq!((mem.kind(again), mem.kind(long)), (Kind::Int, Kind::Long));
    assert!(mem.equal(long, float) && !mem.equal(first, float));
    assert_eq!(mem.hash(long), mem.hash(float));
    mem.decref(float);
    // 4 blocks of 82 ints, 302 of which live; one block of floats, which goes back.
    assert_eq!(mem.clear_int_freelist(), 4 * 82 - 302);
    assert_eq!(mem.clear_float_freelist(), 62);
    assert_eq!(mem.take_fault(), None);
}

#[test]
fn text_of_2_7_is_unicode_only_where_it_has_to_be() {
    let mut mem = memory::<W32>(Edition::Cpython27W32);
    let plain = mem.pyunicode_from_str("plain").expect("memory");
    let wide = mem.pyunicode_from_str("caf\u{e9}").expect("memory");
    assert_eq!(
        (mem.kind(plain), mem.kind(wide)),
        (Kind::Str, Kind::Unicode)
    );
    assert_eq!(mem.str_text(wide), "caf\u{e9}");
    let buffer = mem.str_data(wide).0;
    mem.decref(wide);
    let again = mem.pyunicode_from_str("\u{e9}t\u{e9}").expect("memory");
    assert_eq!(
        (again, mem.str_data(again).0),
        (wide, buffer),
        "a short one keeps its buffer"
    );
    let longer = mem.pyunicode_from_str(&"\u{e9}".repeat(9)).expect("memory");
    mem.decref(longer);
    assert_eq!(mem.str_data(longer).0, 0, "a long one does not");
    assert_eq!(mem.clear_unicode_freelist(), 1);
    assert_eq!(mem.take_fault(), None);
}

#[test]
fn what_is_unhashable_says_so_however_deep_it_is() {
    let mut mem = memory::<W32>(Edition::Cpython310W32);
    let mut op = mem.pydict_new().expect("memory");
    assert_eq!(mem.hash(op), Err(Unhashable("dict")));
    for _ in 0..100_000 {
        let tuple = mem.pytuple_new(1).expect("memory");
        mem.tuple_set_item(tuple, 0, op);
        op = tuple;
    }
    assert_eq!(mem.hash(op), Err(Unhashable("dict")));
    assert!(mem.equal(op, op));
}
