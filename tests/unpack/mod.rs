//! Golden data as text, whether it is kept compressed or not.

use std::io::Read;

/// Text of a file that may be gzipped.
pub fn unpack(bytes: &[u8]) -> String {
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::MultiGzDecoder::new(bytes)
            .read_to_string(&mut text)
            .expect("gzip");
    } else {
        text.push_str(std::str::from_utf8(bytes).expect("UTF-8"));
    }
    text
}
