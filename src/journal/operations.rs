//! The log of operations: what was asked for and answered, a few bytes each, any of them found by its
//! number.
//!
//! Never forgets by itself, and carries nothing out. Blocks of operations are written once and then
//! stand; within a block addresses are told by their distance from the last one.

use super::codec::{Reader, Writer};
use crate::event::Operation;

/// Operations in a block.
const BLOCK: u64 = 64;

/// An operation as it is logged.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// What was asked for.
    pub operation: Operation,
    /// What a write wrote.
    pub written: Box<[u8]>,
    /// The address that it answered.
    pub result: Option<u64>,
    /// How many events it had.
    pub marks: u64,
}

/// Operations in order, counted from the first that was ever logged.
#[derive(Debug, Default)]
pub(super) struct Operations {
    blocks: Vec<Box<[u8]>>,
    /// Blocks that were forgotten.
    first_block: u64,
    open: Writer,
    in_open: u64,
    block_bytes: usize,
}

/// Operations that were cut off.
#[derive(Debug, Default)]
pub(super) struct Detached {
    /// Up to where a block ends, as a block has them.
    rest: Box<[u8]>,
    blocks: Vec<Box<[u8]>>,
    /// Behind the last block.
    last: Box<[u8]>,
}

/// Operations as a block has them.
fn packed(operations: &[Logged]) -> Box<[u8]> {
    let mut writer = Writer::default();
    for logged in operations {
        writer.logged(
            &logged.operation,
            &logged.written,
            logged.result,
            logged.marks,
        );
    }
    writer.take()
}

fn unpacked(block: &[u8]) -> impl Iterator<Item = Logged> {
    let mut reader = Reader::new(block);
    std::iter::from_fn(move || reader.logged())
}

fn block_bytes(block: &[u8]) -> usize {
    block.len() + 16 + size_of::<Box<[u8]>>()
}

impl Operations {
    /// The number of the last.
    pub(super) fn len(&self) -> u64 {
        (self.first_block + self.blocks.len() as u64) * BLOCK + self.in_open
    }

    pub(super) fn bytes(&self) -> usize {
        self.block_bytes
            + self.open.capacity()
            + (self.blocks.capacity() - self.blocks.len()) * size_of::<Box<[u8]>>()
    }

    /// Logs the next operation, as the fields of [`Logged`]; whether it was the last of a block.
    #[inline(always)]
    pub(super) fn push(
        &mut self,
        operation: &Operation,
        written: &[u8],
        result: Option<u64>,
        marks: u64,
    ) -> bool {
        self.open.logged(operation, written, result, marks);
        self.in_open += 1;
        if self.in_open < BLOCK {
            return false;
        }
        let block = self.open.take();
        self.seal(block);
        true
    }

    fn push_again(&mut self, logged: &Logged) {
        self.push(
            &logged.operation,
            &logged.written,
            logged.result,
            logged.marks,
        );
    }

    fn seal(&mut self, block: Box<[u8]>) {
        self.block_bytes += block_bytes(&block);
        self.blocks.push(block);
        self.in_open = 0;
    }

    /// The block of an operation, and how many in it come before.
    fn block_of(&self, number: u64) -> Option<(&[u8], u64)> {
        let index = number.checked_sub(self.first_block * BLOCK + 1)?;
        let block = match self.blocks.get((index / BLOCK) as usize) {
            Some(block) => block,
            None if number <= self.len() => self.open.bytes(),
            None => return None,
        };
        Some((block, index % BLOCK))
    }

    /// An operation by its number, from 1.
    pub(super) fn get(&self, number: u64) -> Option<Logged> {
        let (block, before) = self.block_of(number)?;
        let mut reader = Reader::new(block);
        for _ in 0..before {
            reader.logged()?;
        }
        reader.logged()
    }

    /// Operations from `number` on, as many as stand in its block.
    pub(super) fn from(&self, number: u64) -> Vec<Logged> {
        let Some((block, before)) = self.block_of(number) else {
            return Vec::new();
        };
        let mut reader = Reader::new(block);
        let all = std::iter::from_fn(|| reader.logged());
        all.skip(before as usize).collect()
    }

    /// Cuts off what comes after the first `len`.
    pub(super) fn split_off(&mut self, len: u64) -> Detached {
        if len >= self.len() {
            return Detached::default();
        }
        let keep = (len / BLOCK - self.first_block) as usize;
        let last_block = self.len() / BLOCK * BLOCK;
        let rest = packed(&self.from(len + 1));
        let mut detached = Detached {
            rest,
            ..Detached::default()
        };
        if keep < self.blocks.len() {
            detached.last = packed(&self.from(last_block + 1));
            let stays = self.from(len / BLOCK * BLOCK + 1);
            detached.blocks = self.blocks.split_off(keep + 1);
            self.blocks.truncate(keep);
            self.reopen(&stays[..(len % BLOCK) as usize]);
        } else {
            let stays = self.from(last_block + 1);
            self.reopen(&stays[..(len % BLOCK) as usize]);
        }
        self.block_bytes = self.blocks.iter().map(|block| block_bytes(block)).sum();
        detached
    }

    fn reopen(&mut self, stays: &[Logged]) {
        self.open = Writer::default();
        self.in_open = 0;
        for logged in stays {
            self.push_again(logged);
        }
    }

    /// Puts back what was cut off here.
    pub(super) fn append(&mut self, detached: Detached) {
        for logged in unpacked(&detached.rest) {
            self.push_again(&logged);
        }
        for block in detached.blocks {
            self.seal(block);
        }
        for logged in unpacked(&detached.last) {
            self.push_again(&logged);
        }
    }

    /// Forgets operations up to `number`, but for those that share a block with later ones.
    pub(super) fn forget(&mut self, number: u64) {
        let whole = (number / BLOCK).saturating_sub(self.first_block);
        let count = (whole as usize).min(self.blocks.len());
        let forgotten = self.blocks.drain(..count);
        self.block_bytes -= forgotten.map(|block| block_bytes(&block)).sum::<usize>();
        self.first_block += count as u64;
    }
}

impl Detached {
    pub(super) fn bytes(&self) -> usize {
        self.rest.len()
            + self.last.len()
            + self
                .blocks
                .iter()
                .map(|block| block_bytes(block))
                .sum::<usize>()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Action, Key, NewKind, Request};

    fn logged(operation: Operation, result: Option<u64>) -> Logged {
        let written = match operation {
            Operation::Write { nbytes, .. } => vec![7; nbytes as usize].into(),
            _ => Box::default(),
        };
        Logged {
            operation,
            written,
            result,
            marks: 300,
        }
    }

    fn text(text: &str) -> String {
        text.to_owned()
    }

    fn requests() -> Vec<Request> {
        let actions = vec![
            Action::RootAdd { id: text("a") },
            Action::RootDel { id: text("b") },
            Action::Ref {
                from: text("a"),
                to: text("b"),
            },
            Action::Unref {
                from: text("ü"),
                to: text(""),
            },
            Action::Collect { r#gen: 2 },
        ];
        let new = |kind| Request::New {
            kind,
            id: text("x"),
            refs: vec![text("a"), text("b")],
            on_fin: actions.clone(),
            value: Some(text("-17")),
            slots: Some(3),
            weakrefs: Some(false),
        };
        let plain = Request::New {
            kind: NewKind::Set,
            id: text("y"),
            refs: Vec::new(),
            on_fin: Vec::new(),
            value: None,
            slots: None,
            weakrefs: None,
        };
        let item = |key| Request::SetItem {
            of: text("d"),
            key,
            to: text("0x100"),
        };
        let mut all: Vec<Request> = NewKind::ALL.map(new).into();
        all.extend([
            plain,
            Request::Ref {
                from: text("a"),
                to: text("b"),
            },
            Request::Unref {
                from: text("a"),
                to: text("b"),
            },
            Request::RootAdd { id: text("a") },
            Request::RootDel { id: text("a") },
            Request::Weakref {
                id: text("w"),
                to: text("a"),
                cb: true,
                on_call: actions.clone(),
            },
            Request::Collect { r#gen: 1 },
            Request::Threshold { t: [700, 10, 0] },
            Request::Enable,
            Request::Disable,
            Request::Freeze,
            Request::Unfreeze,
            Request::Debug { saveall: true },
            Request::Bind {
                name: text("n"),
                to: text("a"),
            },
            item(Key::Int(-3)),
            item(Key::Text(text("k"))),
            item(Key::Object { of: text("o") }),
            Request::DelItem {
                of: text("d"),
                key: Key::Int(i64::MAX),
            },
            Request::FreeLists { on: false },
            Request::Many {
                kind: NewKind::Leaf,
                id: text("m"),
                count: 1_000_000,
            },
            Request::Cycles {
                count: 5,
                id: Some(text("c")),
            },
            Request::Cycles { count: 5, id: None },
        ]);
        all
    }

    fn samples() -> Vec<Logged> {
        let mut all = vec![
            logged(Operation::Malloc { nbytes: u64::MAX }, Some(0)),
            logged(
                Operation::Calloc {
                    nelem: 3,
                    elsize: 1 << 40,
                },
                Some(0x7fff_0000_1000),
            ),
            logged(
                Operation::Realloc {
                    addr: 0x7fff_0000_1000,
                    nbytes: 0,
                },
                Some(8),
            ),
            logged(Operation::Free { addr: 0 }, None),
            logged(Operation::FreeUnchecked { addr: u64::MAX }, None),
            logged(
                Operation::Write {
                    addr: 0x1000,
                    nbytes: 300,
                },
                None,
            ),
            logged(
                Operation::Limit {
                    arenas: u32::MAX,
                    memory: 1 << 33,
                },
                None,
            ),
        ];
        all.extend(
            requests()
                .into_iter()
                .map(|request| logged(Operation::Object { request }, Some(0x2000))),
        );
        all
    }

    #[test]
    fn what_is_logged_is_what_was_asked() {
        let samples = samples();
        let mut operations = Operations::default();
        for index in 0..1000 {
            operations.push_again(&samples[index % samples.len()]);
        }
        assert_eq!(operations.len(), 1000);
        for number in 1..=1000 {
            let expected = &samples[(number as usize - 1) % samples.len()];
            assert_eq!(operations.get(number).as_ref(), Some(expected));
            assert_eq!(operations.from(number).first(), Some(expected));
        }
        assert_eq!(operations.get(0), None);
        assert_eq!(operations.get(1001), None);
    }

    #[test]
    fn what_is_cut_off_can_be_put_back() {
        let samples = samples();
        for length in [0, 1, 63, 64, 65, 128, 300] {
            for at in 0..=length {
                let mut operations = Operations::default();
                for index in 0..length {
                    operations.push_again(&samples[index % samples.len()]);
                }
                let bytes = operations.bytes();
                let branch = operations.split_off(at as u64);
                assert_eq!(branch.is_empty(), at == length);
                assert_eq!(operations.len(), at as u64);
                operations.append(branch);
                assert_eq!(operations.len(), length as u64);
                assert!(operations.bytes() <= 2 * bytes + 4096);
                for number in 1..=length {
                    let expected = samples.get((number - 1) % samples.len());
                    assert_eq!(operations.get(number as u64).as_ref(), expected);
                }
            }
        }
    }

    #[test]
    fn what_is_forgotten_is_gone_and_the_rest_keeps_its_numbers() {
        let mut operations = Operations::default();
        for nbytes in 1..=200 {
            operations.push_again(&logged(Operation::Malloc { nbytes }, Some(nbytes * 16)));
        }
        operations.forget(130);
        assert_eq!(operations.get(128), None);
        let kept = operations.get(129).map(|logged| logged.operation);
        assert_eq!(kept, Some(Operation::Malloc { nbytes: 129 }));
        assert_eq!(operations.len(), 200);
    }
}
