//! Runs targets without libFuzzer, on any compiler: each file of the corpus, and then changed ones, the same for the same
//! seed. What breaks a target, or takes too long, is written into a file.
#![forbid(unsafe_code)]

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic;
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use pymalloc_explorer_fuzz::TARGETS;

const USAGE: &str =
    "fuzz [--runs N] [--seconds N] [--seed N] [--corpus FOLDER] [--found FOLDER] [TARGET…]
fuzz TARGET --input FILE";

/// An input that takes longer has hung.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes that the process takes at most, where the system says how many there are.
const MOST_MEMORY: u64 = 1 << 30;
/// Bytes of an input.
const LONGEST: usize = 4096;

struct Options {
    runs: u64,
    seconds: Option<u64>,
    seed: u64,
    corpus: PathBuf,
    found: PathBuf,
    input: Option<PathBuf>,
    targets: Vec<String>,
}

/// What runs now, for those who watch: the name of the target, its input, and since when.
struct Running {
    target: &'static str,
    input: Vec<u8>,
    since: Instant,
}

static RUNNING: Mutex<Option<Running>> = Mutex::new(None);

fn main() {
    let options = options().unwrap_or_else(|what| {
        eprintln!("{what}\n{USAGE}");
        exit(2)
    });
    let unknown = options.targets.iter().find(|name| target(name).is_none());
    if let Some(name) = unknown {
        let names = TARGETS.map(|(name, _)| name).join(" ");
        eprintln!("no target is called {name}; there are: {names}");
        exit(2);
    }
    let found = options.found.clone();
    thread::spawn(move || watch(&found));
    for (name, run) in TARGETS {
        if options.targets.is_empty() || options.targets.iter().any(|wanted| wanted == name) {
            fuzz(name, run, &options);
        }
    }
}

fn target(name: &str) -> Option<fn(&[u8])> {
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    found.map(|(_, run)| *run)
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        runs: 1_000,
        seconds: None,
        seed: 1,
        corpus: "fuzz/corpus".into(),
        found: "target/fuzz/found".into(),
        input: None,
        targets: Vec::new(),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        let number = |text: String| text.parse().map_err(|_| format!("{text} is no number"));
        match word.as_str() {
            "--runs" => options.runs = number(value()?)?,
            "--seconds" => options.seconds = Some(number(value()?)?),
            "--seed" => options.seed = number(value()?)?,
            "--corpus" => options.corpus = value()?.into(),
            "--found" => options.found = value()?.into(),
            "--input" => options.input = Some(value()?.into()),
            _ if word.starts_with('-') => return Err(format!("{word} is not known")),
            _ => options.targets.push(word),
        }
    }
    Ok(options)
}

/// All files of a target's corpus, and then changed ones.
fn fuzz(name: &'static str, run: fn(&[u8]), options: &Options) {
    if let Some(path) = &options.input {
        return attempt(name, run, read(path), &options.found);
    }
    let corpus = corpus(&options.corpus.join(name));
    let began = Instant::now();
    for input in &corpus {
        attempt(name, run, input.clone(), &options.found);
    }
    let mut random = fastrand::Rng::with_seed(options.seed);
    let mut runs = 0;
    while match options.seconds {
        Some(seconds) => began.elapsed() < Duration::from_secs(seconds),
        None => runs < options.runs,
    } {
        attempt(name, run, changed(&corpus, &mut random), &options.found);
        runs += 1;
    }
    println!("{name}: {} of the corpus, {runs} more", corpus.len());
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| {
        eprintln!("{}: {error}", path.display());
        exit(2)
    })
}

/// The files of a folder, by name: the same order everywhere.
fn corpus(folder: &Path) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else {
        eprintln!(
            "{} is not there: run this at the top of the project",
            folder.display()
        );
        exit(2)
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn attempt(target: &'static str, run: fn(&[u8]), input: Vec<u8>, found: &Path) {
    let bytes = input.clone();
    set_running(Some(Running {
        target,
        input,
        since: Instant::now(),
    }));
    if panic::catch_unwind(|| run(&bytes)).is_err() {
        give_up(target, &bytes, found, "broke");
    }
    set_running(None);
}

fn set_running(running: Option<Running>) {
    *RUNNING
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner()) = running;
}

/// Ends everything where an input takes too long, or too much memory.
fn watch(found: &Path) {
    loop {
        thread::sleep(Duration::from_millis(500));
        let running = RUNNING
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let Some(Running {
            target,
            input,
            since,
        }) = &*running
        else {
            continue;
        };
        if since.elapsed() > PATIENCE {
            give_up(target, input, found, "hung");
        }
        if resident().is_some_and(|bytes| bytes > MOST_MEMORY) {
            give_up(target, input, found, "took too much memory");
        }
    }
}

/// Bytes that this process has in memory, where there is a `/proc`.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

fn give_up(target: &str, input: &[u8], found: &Path, what: &str) -> ! {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    let path = found.join(format!("{target}-{:016x}", hasher.finish()));
    let written = fs::create_dir_all(found).and_then(|()| fs::write(&path, input));
    match written {
        Ok(()) => eprintln!(
            "{target} {what}: npm run fuzz -- {target} --input {}",
            path.display()
        ),
        Err(error) => eprintln!("{target} {what}, and {}: {error}", path.display()),
    }
    exit(1)
}

/// An input of the corpus with some changes, or one made anew.
fn changed(corpus: &[Vec<u8>], random: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = match random.choice(corpus) {
        Some(input) if random.u8(..4) > 0 => input.clone(),
        _ => (0..random.usize(..LONGEST))
            .map(|_| random.u8(..))
            .collect(),
    };
    for _ in 0..random.u32(1..12) {
        change(&mut bytes, corpus, random);
    }
    bytes.truncate(LONGEST);
    bytes
}

fn change(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut fastrand::Rng) {
    let at = random.usize(..=bytes.len());
    let end = (at + random.usize(..32)).min(bytes.len());
    match random.u8(..7) {
        0..=1 if at < bytes.len() => bytes[at] ^= 1 << random.u8(..8),
        2 if at < bytes.len() => bytes[at] = *random.choice(&[0, 1, 127, 128, 255]).unwrap_or(&0),
        3 => bytes
            .splice(at..at, (0..end - at + 1).map(|_| random.u8(..)))
            .for_each(drop),
        4 => bytes.drain(at..end).for_each(drop),
        5 => bytes.extend_from_within(at..end),
        _ => {
            let Some(other) = random.choice(corpus).filter(|other| !other.is_empty()) else {
                return;
            };
            let from = random.usize(..other.len());
            let until = (from + random.usize(..256)).min(other.len());
            bytes
                .splice(at..end, other[from..until].iter().copied())
                .for_each(drop);
        }
    }
}
