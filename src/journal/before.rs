//! What bytes were before an operation that is too long for the journal: the first old value of each.
//!
//! Pages of the image that were written to, with a bit for each byte. It grows with the memory that
//! the operation touches, not with the number of its writes.

use std::collections::BTreeMap;

const PAGE: usize = 4096;

/// A page of bytes, and which of them are known.
#[derive(Debug)]
struct Page {
    bytes: [u8; PAGE],
    known: [u64; PAGE / 64],
}

/// Old bytes by their offset in the image.
#[derive(Debug, Default)]
pub(super) struct Before {
    pages: BTreeMap<usize, Box<Page>>,
    /// The image's length, if it grew.
    pub(super) len: Option<usize>,
}

impl Before {
    /// Notes bytes that are about to be overwritten; those that are known already stay.
    pub(super) fn note(&mut self, offset: usize, old: &[u8]) {
        for (at, &byte) in (offset..).zip(old) {
            let page = self.pages.entry(at / PAGE).or_insert_with(|| {
                Box::new(Page {
                    bytes: [0; PAGE],
                    known: [0; PAGE / 64],
                })
            });
            let (word, bit) = (at % PAGE / 64, 1 << (at % 64));
            if page.known[word] & bit == 0 {
                page.known[word] |= bit;
                page.bytes[at % PAGE] = byte;
            }
        }
    }

    /// Notes that the image is about to grow.
    pub(super) fn note_len(&mut self, len: usize) {
        self.len.get_or_insert(len);
    }

    /// Calls `run` with each run of known bytes: its offset, and what stood there.
    pub(super) fn runs(&self, mut run: impl FnMut(usize, &[u8])) {
        for (&number, page) in &self.pages {
            let known = |at: usize| page.known[at / 64] >> (at % 64) & 1 != 0;
            let mut at = 0;
            while at < PAGE {
                let end = (at..PAGE).find(|&at| !known(at)).unwrap_or(PAGE);
                if end > at {
                    run(number * PAGE + at, &page.bytes[at..end]);
                }
                at = end + 1;
            }
        }
    }
}
