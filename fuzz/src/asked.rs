//! Arbitrary bytes as requests: names that may exist, kinds, keys, values, counts.

use arbitrary::{Result, Unstructured};
use pymalloc_explorer::request::{Action, Key, NewKind, Request};

/// Names that are given; few, so that most requests mean something.
const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "名", "n9", "", "0x"];
/// Values of every kind, and such as no kind takes.
const VALUES: [&str; 12] = [
    "0",
    "-1",
    "1073741824",
    "-170141183460469231731687303715884105728",
    "1e308",
    "-0.0",
    "nan",
    "inf",
    "",
    "text",
    "é名😀",
    "-",
];
/// Objects that one request makes at most.
const MOST_MADE: u32 = 400;

/// A name, or the address of a block.
fn id(u: &mut Unstructured<'_>, addresses: &[u64]) -> Result<String> {
    if u.ratio(1, 12)? && !addresses.is_empty() {
        return Ok(format!("{:#x}", u.choose(addresses)?));
    }
    Ok((*u.choose(&NAMES)?).to_owned())
}

fn ids(u: &mut Unstructured<'_>, addresses: &[u64]) -> Result<Vec<String>> {
    let count = u.int_in_range(0..=4)?;
    (0..count).map(|_| id(u, addresses)).collect()
}

fn action(u: &mut Unstructured<'_>) -> Result<Action> {
    let mut name = || id(u, &[]);
    let (from, to) = (name()?, name()?);
    Ok(match u.int_in_range(0..=4)? {
        0 => Action::RootAdd { id: from },
        1 => Action::RootDel { id: from },
        2 => Action::Ref { from, to },
        3 => Action::Unref { from, to },
        _ => Action::Collect {
            r#gen: u.int_in_range(0..=3)?,
        },
    })
}

fn actions(u: &mut Unstructured<'_>) -> Result<Vec<Action>> {
    let count = u.int_in_range(0..=3)?;
    (0..count).map(|_| action(u)).collect()
}

fn key(u: &mut Unstructured<'_>, addresses: &[u64]) -> Result<Key> {
    Ok(match u.int_in_range(0..=5)? {
        0..=1 => Key::Int(u.int_in_range(-3..=9)?),
        2 => Key::Int(u.arbitrary()?),
        3..=4 => Key::Text((*u.choose(&VALUES)?).to_owned()),
        _ => Key::Object {
            of: id(u, addresses)?,
        },
    })
}

fn value(u: &mut Unstructured<'_>) -> Result<Option<String>> {
    Ok(match u.int_in_range(0..=9)? {
        0..=2 => None,
        3..=7 => Some((*u.choose(&VALUES)?).to_owned()),
        8 => Some(u.int_in_range(-9_i64..=300)?.to_string()),
        _ => Some("7".repeat(u.int_in_range(1..=5_000)?)),
    })
}

fn new(u: &mut Unstructured<'_>, addresses: &[u64]) -> Result<Request> {
    Ok(Request::New {
        kind: *u.choose(&NewKind::ALL)?,
        id: id(u, &[])?,
        refs: ids(u, addresses)?,
        on_fin: actions(u)?,
        value: value(u)?,
        slots: match u.int_in_range(0..=7)? {
            0 => Some(u.int_in_range(0..=9)?),
            1 => Some(u.arbitrary()?),
            _ => None,
        },
        weakrefs: u.arbitrary()?,
    })
}

/// A request; `addresses` are blocks that there are, or were.
pub fn request(u: &mut Unstructured<'_>, addresses: &[u64]) -> Result<Request> {
    Ok(match u.int_in_range(0..=27)? {
        0..=4 => new(u, addresses)?,
        5..=8 => Request::Ref {
            from: id(u, addresses)?,
            to: id(u, addresses)?,
        },
        9..=10 => Request::Unref {
            from: id(u, addresses)?,
            to: id(u, addresses)?,
        },
        11 => Request::RootAdd { id: id(u, &[])? },
        12..=13 => Request::RootDel { id: id(u, &[])? },
        14 => Request::Weakref {
            id: id(u, &[])?,
            to: id(u, addresses)?,
            cb: u.arbitrary()?,
            on_call: actions(u)?,
        },
        15..=16 => Request::Collect {
            r#gen: u.int_in_range(0..=3)?,
        },
        17 => Request::Threshold { t: u.arbitrary()? },
        18 => Request::Enable,
        19 => Request::Disable,
        20 => u.choose(&[Request::Freeze, Request::Unfreeze])?.clone(),
        21 => Request::Debug {
            saveall: u.arbitrary()?,
        },
        22 => Request::Bind {
            name: id(u, &[])?,
            to: id(u, addresses)?,
        },
        23 => Request::SetItem {
            of: id(u, addresses)?,
            key: key(u, addresses)?,
            to: id(u, addresses)?,
        },
        24 => Request::DelItem {
            of: id(u, addresses)?,
            key: key(u, addresses)?,
        },
        25 => Request::FreeLists { on: u.arbitrary()? },
        26 => Request::Many {
            kind: *u.choose(&NewKind::ALL)?,
            id: id(u, &[])?,
            count: u.int_in_range(0..=MOST_MADE)?,
        },
        _ => Request::Cycles {
            count: u.int_in_range(0..=MOST_MADE)?,
            id: if u.arbitrary()? {
                Some(id(u, &[])?)
            } else {
                None
            },
        },
    })
}
