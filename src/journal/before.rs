//! What bytes were before an operation that is too long for the journal: the first old value of each.
//!
//! Pages of the image that were written to, with a bit for each byte. It grows with the memory that
//! the operation touches, not with the number of its writes.

const PAGE: usize = 4096;
/// Bytes whose bits stand in one word.
const GROUP: usize = 64;

/// A page of bytes, and which of them are known.
#[derive(Debug)]
struct Page {
    bytes: [u8; PAGE],
    known: [u64; PAGE / GROUP],
}

/// Old bytes by their offset in the image.
#[derive(Debug, Default)]
pub(super) struct Before {
    pages: Vec<Option<Box<Page>>>,
    /// The image's length, if it grew.
    pub(super) len: Option<usize>,
}

impl Page {
    /// Notes bytes that lie in one group; those that are known already stay.
    fn note(&mut self, at: usize, old: &[u8]) {
        let group = &mut self.known[at / GROUP];
        let mask = (u64::MAX >> (GROUP - old.len())) << (at % GROUP);
        if *group & mask == 0 {
            self.bytes[at..at + old.len()].copy_from_slice(old);
        } else if *group & mask != mask {
            for (at, &byte) in (at..).zip(old) {
                if *group >> (at % GROUP) & 1 == 0 {
                    self.bytes[at] = byte;
                }
            }
        }
        *group |= mask;
    }
}

impl Before {
    /// Notes bytes that are about to be overwritten; those that are known already stay.
    pub(super) fn note(&mut self, mut offset: usize, mut old: &[u8]) {
        while !old.is_empty() {
            let (here, rest) = old.split_at(old.len().min(GROUP - offset % GROUP));
            self.page(offset / PAGE).note(offset % PAGE, here);
            offset += here.len();
            old = rest;
        }
    }

    fn page(&mut self, number: usize) -> &mut Page {
        if number >= self.pages.len() {
            self.pages.resize_with(number + 1, || None);
        }
        self.pages[number].get_or_insert_with(|| {
            Box::new(Page {
                bytes: [0; PAGE],
                known: [0; PAGE / GROUP],
            })
        })
    }

    /// Notes that the image is about to grow.
    pub(super) fn note_len(&mut self, len: usize) {
        self.len.get_or_insert(len);
    }

    /// Calls `run` with each run of known bytes: its offset, and what stood there.
    pub(super) fn runs(&self, mut run: impl FnMut(usize, &[u8])) {
        for (number, page) in self.pages.iter().enumerate() {
            let Some(page) = page else { continue };
            let known = |at: usize| page.known[at / GROUP] >> (at % GROUP) & 1 != 0;
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
