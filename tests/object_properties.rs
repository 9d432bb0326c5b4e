//! Random programs of objects against a shadow graph, with the invariants after every step.
#![cfg(not(target_family = "wasm"))]

mod session;
mod shadow;

use proptest::prelude::*;
use pymalloc_explorer::check::check_objects_only;
use pymalloc_explorer::decode::Image;
use pymalloc_explorer::edition::objects::{Kind, MAX_CLASSES, type_object};
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::request::{Action, Key, NewKind, Request};
use session::{AnyHeap, any_heap};
use shadow::{Shadow, Stop};

const MANY: [NewKind; 7] = [
    NewKind::Leaf,
    NewKind::List,
    NewKind::Dict,
    NewKind::Set,
    NewKind::Node,
    NewKind::Fin,
    NewKind::Instance,
];

/// One of the live objects, or of the names.
type Which = prop::sample::Index;

#[derive(Clone, Debug)]
enum Step {
    New(NewKind, u8, Vec<Which>, Vec<Action>),
    Ref(Which, Which),
    Unref(Which, Which),
    SetItem(Which, AnyKey, Which),
    DelItem(Which, AnyKey),
    RootAdd(u8),
    RootDel(u8),
    Bind(u8, Which),
    Weakref(u8, Which, bool, Vec<Action>),
    Collect(u32),
    Threshold(u32, u32, u32),
    Enabled(bool),
    Freeze(bool),
    Saveall(bool),
    FreeLists(bool),
    Many(NewKind, u8, u32),
    Cycles(u32, Option<u8>),
    ForgetGarbage(Which),
}

#[derive(Clone, Debug)]
enum AnyKey {
    Int(i64),
    Text(u8),
    Object(Which),
}

fn name(number: u8) -> String {
    format!("n{number}")
}

const NAMES: std::ops::Range<u8> = 0..9;

fn action() -> impl Strategy<Value = Action> {
    let id = || NAMES.prop_map(name);
    prop_oneof![
        3 => id().prop_map(|id| Action::RootAdd { id }),
        3 => id().prop_map(|id| Action::RootDel { id }),
        3 => (id(), id()).prop_map(|(from, to)| Action::Ref { from, to }),
        3 => (id(), id()).prop_map(|(from, to)| Action::Unref { from, to }),
        1 => (0..3_u32).prop_map(|r#gen| Action::Collect { r#gen }),
    ]
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    prop::collection::vec(action(), 0..3)
}

fn key() -> impl Strategy<Value = AnyKey> {
    prop_oneof![
        4 => (-2..5_i64).prop_map(AnyKey::Int),
        4 => (0..5_u8).prop_map(AnyKey::Text),
        1 => any::<Which>().prop_map(AnyKey::Object),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let which = any::<Which>;
    prop_oneof![
        10 => (prop::sample::select(NewKind::ALL.to_vec()), NAMES, prop::collection::vec(which(), 0..4), actions())
            .prop_map(|(kind, id, refs, actions)| Step::New(kind, id, refs, actions)),
        12 => (which(), which()).prop_map(|(from, to)| Step::Ref(from, to)),
        4 => (which(), which()).prop_map(|(from, to)| Step::Unref(from, to)),
        5 => (which(), key(), which()).prop_map(|(of, key, to)| Step::SetItem(of, key, to)),
        3 => (which(), key()).prop_map(|(of, key)| Step::DelItem(of, key)),
        1 => NAMES.prop_map(Step::RootAdd),
        5 => NAMES.prop_map(Step::RootDel),
        3 => (NAMES, which()).prop_map(|(name, to)| Step::Bind(name, to)),
        4 => (NAMES, which(), any::<bool>(), actions())
            .prop_map(|(id, to, cb, actions)| Step::Weakref(id, to, cb, actions)),
        5 => (0..3_u32).prop_map(Step::Collect),
        1 => (0..9_u32, 0..3_u32, 0..3_u32).prop_map(|(a, b, c)| Step::Threshold(a, b, c)),
        1 => any::<bool>().prop_map(Step::Enabled),
        1 => any::<bool>().prop_map(Step::Freeze),
        1 => any::<bool>().prop_map(Step::Saveall),
        1 => any::<bool>().prop_map(Step::FreeLists),
        1 => (prop::sample::select(MANY.to_vec()), NAMES, 0..12_u32)
            .prop_map(|(kind, id, count)| Step::Many(kind, id, count)),
        1 => (0..8_u32, prop::option::of(NAMES)).prop_map(|(count, id)| Step::Cycles(count, id)),
        1 => which().prop_map(Step::ForgetGarbage),
    ]
}

struct Program {
    heap: Box<dyn AnyHeap>,
    shadow: Shadow,
    /// Numbers that no other value has.
    values: u32,
}

impl Program {
    fn new(edition: Edition, arenas: ArenaAlignment) -> Program {
        Program {
            heap: any_heap(edition, arenas),
            shadow: Shadow::new(edition),
            values: 1000,
        }
    }

    fn pick(&self, which: &Which) -> Option<String> {
        let live = self.shadow.live();
        (!live.is_empty()).then(|| which.get(&live).clone())
    }

    fn key(&self, key: &AnyKey) -> Option<Key> {
        Some(match key {
            AnyKey::Int(value) => Key::Int(*value),
            AnyKey::Text(number) => Key::Text(format!("k{number}")),
            AnyKey::Object(which) => Key::Object {
                of: self.pick(which)?,
            },
        })
    }

    fn value(&mut self, kind: NewKind) -> Option<String> {
        self.values += 1;
        match kind {
            NewKind::Int => Some(self.values.to_string()),
            NewKind::Float => Some(format!("{}.5", self.values)),
            NewKind::Str => Some(format!("text {}", self.values)),
            _ => None,
        }
    }

    fn request(&mut self, step: &Step) -> Option<Request> {
        Some(match step {
            Step::New(kind, id, refs, actions) => {
                let takes = matches!(kind, NewKind::Tuple | NewKind::List | NewKind::Set);
                let refs = if takes { &refs[..] } else { &[] };
                Request::New {
                    kind: *kind,
                    id: name(*id),
                    refs: refs
                        .iter()
                        .map(|which| self.pick(which))
                        .collect::<Option<_>>()?,
                    on_fin: actions.clone(),
                    value: self.value(*kind),
                    slots: None,
                    weakrefs: None,
                }
            }
            Step::Ref(from, to) => Request::Ref {
                from: self.pick(from)?,
                to: self.pick(to)?,
            },
            Step::Unref(from, to) => Request::Unref {
                from: self.pick(from)?,
                to: self.pick(to)?,
            },
            Step::SetItem(of, key, to) => Request::SetItem {
                of: self.pick(of)?,
                key: self.key(key)?,
                to: self.pick(to)?,
            },
            Step::DelItem(of, key) => Request::DelItem {
                of: self.pick(of)?,
                key: self.key(key)?,
            },
            Step::RootAdd(id) => Request::RootAdd { id: name(*id) },
            Step::RootDel(id) => Request::RootDel { id: name(*id) },
            Step::Bind(id, to) => Request::Bind {
                name: name(*id),
                to: self.pick(to)?,
            },
            Step::Weakref(id, to, cb, actions) => Request::Weakref {
                id: name(*id),
                to: self.pick(to)?,
                cb: *cb,
                on_call: actions.clone(),
            },
            Step::Collect(r#gen) => Request::Collect { r#gen: *r#gen },
            Step::Threshold(a, b, c) => Request::Threshold { t: [*a, *b, *c] },
            Step::Enabled(true) => Request::Enable,
            Step::Enabled(false) => Request::Disable,
            Step::Freeze(true) => Request::Freeze,
            Step::Freeze(false) => Request::Unfreeze,
            Step::Saveall(saveall) => Request::Debug { saveall: *saveall },
            Step::FreeLists(on) => Request::FreeLists { on: *on },
            Step::Many(kind, id, count) => Request::Many {
                kind: *kind,
                id: name(*id),
                count: *count,
            },
            Step::Cycles(count, id) => Request::Cycles {
                count: *count,
                id: id.map(name),
            },
            Step::ForgetGarbage(which) => {
                let garbage = self.shadow.garbage();
                if garbage.is_empty() {
                    return None;
                }
                self.forget(which.get(&garbage).clone())
            }
        })
    }

    fn forget(&self, garbage: String) -> Request {
        let list = self.heap.image().layout().object_symbols.garbage;
        Request::Unref {
            from: format!("{list:#x}"),
            to: garbage,
        }
    }

    /// Asks, and lets the shadow follow.
    fn ask(&mut self, request: Request) -> Result<(), Stop> {
        let is_garbage = matches!(&request, Request::Unref { to, .. }
            if self.forget(to.clone()) == request);
        let will_do = if is_garbage {
            Some(true)
        } else {
            self.shadow.foretell(&request)
        };
        let Some(will_do) = will_do else {
            return Ok(());
        };
        let before = self.heap.bytes().to_vec();
        let answer = match self.heap.request(request.clone()) {
            Ok(answer) => {
                assert!(will_do, "{request:?} went through");
                answer
            }
            Err(error) => {
                assert!(!will_do, "{request:?}: {error}");
                assert!(
                    self.heap.bytes() == before,
                    "{request:?}: {error}: a change"
                );
                return Ok(());
            }
        };
        let events = self.heap.events();
        let image = self.heap.image();
        let followed = self.shadow.follow(&request, answer.object, &events, &image);
        if followed == Err(Stop::CollectionWhileClearingWeakrefs) {
            return followed;
        }
        let violations = check_objects_only(&image);
        assert!(violations.is_empty(), "{request:?}: {violations:?}");
        followed?;
        self.shadow.compare(&image);
        if matches!(request, Request::Collect { r#gen: 2 }) && self.shadow.ran == 0 {
            self.shadow.expect_all_collected(&image);
        }
        Ok(())
    }

    fn step(&mut self, step: &Step) -> Result<(), Stop> {
        match self.request(step) {
            Some(request) => self.ask(request),
            None => Ok(()),
        }
    }

    /// Drops everything: what stays is documented to stay.
    fn end(&mut self) -> Result<(), Stop> {
        self.ask(Request::Disable)?;
        self.ask(Request::FreeLists { on: false })?;
        self.ask(Request::Debug { saveall: false })?;
        self.ask(Request::Unfreeze)?;
        for _ in 0..10 {
            for id in self.shadow.bound() {
                // A finalizer may bind it again, and again.
                let mut times = 0;
                while self.shadow.bound().contains(&id) && times < 9 {
                    self.ask(Request::RootDel { id: id.clone() })?;
                    times += 1;
                }
            }
            for garbage in self.shadow.garbage() {
                let request = self.forget(garbage);
                self.ask(request)?;
            }
            self.ask(Request::Collect { r#gen: 2 })?;
            if self.shadow.mortal() == 0 && self.shadow.bound().is_empty() {
                let image = self.heap.image();
                assert_eq!(image.live_blocks(None).len() as u64, survivors(&image));
                return Ok(());
            }
        }
        Ok(())
    }
}

/// How many blocks are allocated where every object of a program is gone: interned strings with their
/// dict, strings of one character, the keys that instances share, `gc.garbage`'s items, and in 2.7 what
/// is on the free lists that nobody empties.
fn survivors(image: &Image<'_>) -> u64 {
    let (symbols, objects) = (&image.layout().object_symbols, &image.layout().objects);
    let (word, version_2) = (image.layout().word, objects.version_2);
    let mut blocks = 0;
    let interned = image.word(symbols.interned);
    let mut strings = std::collections::BTreeSet::new();
    if interned != 0 {
        let dict = image.decode_object(interned).expect("a dict");
        assert_eq!(dict.of.kind, Kind::Dict);
        blocks += 1 + image.parts_of(&dict).len() as u64;
        image.contents(&dict, &mut |_, to, _| {
            strings.insert(to);
            true
        });
    }
    let latin1 = (0..257).map(|index| image.word(symbols.latin1 + index * word));
    strings.extend(latin1.filter(|&string| string != 0));
    for index in 0..u64::from(MAX_CLASSES) {
        let class = symbols.types + index * type_object::SIZE;
        blocks += u64::from(image.word(class + type_object::CACHED_KEYS) != 0);
    }
    let garbage = image.decode_object(symbols.garbage).expect("a list");
    blocks += u64::from(image.word(garbage.at + objects.ob_item()) != 0);
    for row in image.generations(0).free_lists {
        let kept = version_2 && matches!(row.name.as_str(), "list" | "dict" | "set");
        assert!(kept || row.len == 0, "{row:?}");
        blocks += row.len;
    }
    blocks + strings.len() as u64
}

fn edition() -> impl Strategy<Value = (Edition, ArenaAlignment)> {
    let arenas = prop_oneof![
        Just(ArenaAlignment::Aligned),
        Just(ArenaAlignment::Unaligned)
    ];
    (prop::sample::select(Edition::ALL.to_vec()), arenas)
}

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_object_is_alive_as_long_as_the_rules_say((edition, arenas) in edition(), steps in steps(70)) {
        let mut program = Program::new(edition, arenas);
        for step in &steps {
            if program.step(step).is_err() {
                return Ok(());
            }
        }
        let _ = program.end();
    }

    #[test]
    fn all_can_be_undone_and_redone((edition, arenas) in edition(), steps in steps(40), at in any::<Which>()) {
        let mut program = Program::new(edition, arenas);
        let mut images = vec![program.heap.bytes().to_vec()];
        for step in &steps {
            let stop = program.step(step).is_err();
            if program.heap.operations() as usize == images.len() {
                images.push(program.heap.bytes().to_vec());
            }
            if stop {
                break;
            }
        }
        there_and_back(&mut *program.heap, &images, at);
    }
}

/// Undoes all, redoes all, and goes into one operation and back, byte for byte.
fn there_and_back(heap: &mut dyn AnyHeap, images: &[Vec<u8>], at: Which) {
    assert!(heap.journal_is_whole());
    assert_eq!(heap.operations() as usize + 1, images.len());
    for image in images.iter().rev().skip(1) {
        heap.undo().expect("an operation");
        assert!(heap.bytes() == image, "undo");
    }
    assert!(heap.undo().is_err());
    for image in images.iter().skip(1) {
        heap.redo().expect("an operation");
        assert!(heap.bytes() == image, "redo");
    }
    if images.len() == 1 {
        return;
    }
    let number = at.index(images.len() - 1) as u64 + 1;
    let count = heap.steps(number);
    let mut forwards = Vec::new();
    for step in 0..=count {
        heap.seek_step(number, step);
        forwards.push(hash(heap.bytes()));
    }
    assert_eq!(forwards[0], hash(&images[number as usize - 1]));
    for step in (0..=count).rev() {
        heap.seek_step(number, step);
        assert_eq!(
            forwards[step],
            hash(heap.bytes()),
            "step {step} of operation {number}"
        );
    }
    heap.settle();
    assert!(heap.bytes() == images[images.len() - 1], "settle");
}

fn hash(bytes: &[u8]) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
