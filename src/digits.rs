//! Numbers in digits. Formatting of the standard library says the same, with ten times the code: small cores have none of it.

const DIGITS: &str = "0123456789abcdef";

/// The number as it is read.
pub fn decimal(number: u64) -> String {
    let mut text = String::new();
    write(&mut text, number, 10);
    text
}

/// The number as C writes it, such as `0xff`.
pub fn hexadecimal(number: u64) -> String {
    let mut text = String::from("0x");
    write(&mut text, number, 16);
    text
}

/// Puts a number behind a text.
#[inline(never)]
pub fn write(text: &mut String, number: u64, base: u64) {
    if number >= base {
        write(text, number / base, base);
    }
    let digit = (number % base) as usize;
    text.push_str(&DIGITS[digit..=digit]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_what_formatting_says() {
        for number in [0, 9, 10, 15, 16, 255, 1 << 53, u64::MAX] {
            assert_eq!(decimal(number), number.to_string());
            assert_eq!(hexadecimal(number), format!("{number:#x}"));
        }
    }
}
