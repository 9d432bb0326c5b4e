//! Tells whoever waits how far the operation is that runs. Where nobody listens, nothing happens; knows no clock and no
//! JavaScript.

use std::cell::Cell;

/// Marks of an operation after which it is told again how many there are. A power of two.
pub const EVERY: u64 = 1 << 15;

/// Is called with the marks of the operation that runs.
pub type Listener = fn(u64);

thread_local! {
    static LISTENER: Cell<Option<Listener>> = const { Cell::new(None) };
}

/// Sets who is told from here on.
pub fn listen(listener: Option<Listener>) {
    LISTENER.set(listener);
}

#[cold]
#[inline(never)]
pub(crate) fn tell(marks: u64) {
    if let Some(listener) = LISTENER.get() {
        listener(marks);
    }
}
