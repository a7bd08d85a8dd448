//! The second factor: codes of an authenticator app (RFC 6238).
//!
//! SHA-1, six digits, 30 seconds: what every app understands. A code works once: the caller keeps the step that was used
//! and hands it in the next time.

use crate::Chance;
use base::Failure;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;
use totp_rs::{Algorithm, Builder, Totp};

/// Bytes of a secret: 160 bits, as RFC 4226 recommends for SHA-1.
pub const SECRET: usize = 20;

/// Seconds of a step.
const STEP: u64 = 30;
/// Steps before and after the present one whose codes still count: clocks of telephones differ, and people type slowly.
const WINDOW: u16 = 1;
/// Who the code is for, as the app lists it.
const ISSUER: &str = "Cần Câu";
/// White modules around the picture that scanners need.
const MARGIN: usize = 4;

/// What a person needs to set up the app.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The secret in groups of four letters, to type.
    pub key: String,
    /// The address that an app on the same device opens.
    pub address: String,
    /// The address as a QR code: an `<svg>` element without its own size.
    pub picture: String,
}

/// A new secret; it is kept encrypted.
pub fn secret(chance: Chance<'_>) -> [u8; SECRET] {
    let mut secret = [0; SECRET];
    chance(&mut secret);
    secret
}

/// For setting up the app of the holder of `login`.
pub fn invitation(secret: &[u8; SECRET], login: &str) -> Result<Invitation, Failure> {
    // a colon divides issuer and account in the address
    let account = login.replace(':', ".");
    let totp = totp(secret, &account).and_then(|totp| Ok((totp.to_url()?, totp.secret().to_base32())));
    let (address, key) = totp.map_err(|error| broken(&error))?;
    let code = QrCode::with_error_correction_level(&address, EcLevel::M).map_err(|error| broken(&error))?;
    let groups: Vec<&str> = key.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    Ok(Invitation { key: groups.join(" "), address, picture: picture(&code) })
}

/// The step whose code was typed; `None` when it is wrong, too old, or not later than the last one used.
///
/// `now` in milliseconds since 1970. The caller keeps the answer as the `last` of the next call, in the same transaction
/// that opens the session.
pub fn check(secret: &[u8; SECRET], typed: &str, last: Option<u64>, now: u64) -> Option<u64> {
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let step = totp(secret, "").ok()?.check(&digits, now / 1000)?;
    last.is_none_or(|last| step > last).then_some(step)
}

fn totp(secret: &[u8; SECRET], account: &str) -> Result<Totp, totp_rs::TotpError> {
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(WINDOW);
    let builder = builder.with_step_duration(STEP).with_secret(secret.to_vec());
    builder.with_account_name(account).with_issuer(Some(ISSUER)).build()
}

/// Black on white whatever the page's colours are, or cameras do not see it.
fn picture(code: &QrCode) -> String {
    let side = code.width() + 2 * MARGIN;
    let mut svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\"");
    svg.push_str(" aria-label=\"QR\" shape-rendering=\"crispEdges\">");
    let _ = write!(svg, "<rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\"");
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (index % code.width() + MARGIN, index / code.width() + MARGIN);
            let _ = write!(svg, "M{x} {y}h1v1h-1z");
        }
    }
    svg.push_str("\"/></svg>");
    svg
}

fn broken(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        "CC-TOTP",
        format!("không lập được mã cho ứng dụng xác thực: {error}"),
        format!("cannot make the code for the authenticator app: {error}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the test vectors of RFC 6238.
    const RFC: &[u8; SECRET] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_rfc() {
        // appendix B has eight digits; an app shows the last six
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(check(RFC, code, None, second * 1000), Some(second / 30), "{second}");
        }
        assert_eq!(check(RFC, " 287 082 ", None, 59_000), Some(1));
        for wrong in ["287083", "28708", "2870820", "", "abcdef", "２８７０８２"] {
            assert_eq!(check(RFC, wrong, None, 59_000), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_counts_one_step_before_and_after_its_own() {
        let at = |second: u64| check(RFC, "081804", None, second * 1000);
        let step = 1_111_111_109 / 30;
        let first = step * 30;
        assert_eq!(at(first - 30), Some(step));
        assert_eq!(at(first + 59), Some(step));
        assert_eq!(at(first - 31), None);
        assert_eq!(at(first + 60), None);
    }

    #[test]
    fn a_code_works_once() {
        let step = check(RFC, "287082", None, 59_000);
        assert_eq!(step, Some(1));
        assert_eq!(check(RFC, "287082", step, 59_000), None);
        assert_eq!(check(RFC, "287082", step, 61_000), None, "nor in the next step");
        assert_eq!(check(RFC, "287082", Some(0), 59_000), Some(1));
    }

    #[test]
    fn the_app_is_invited_by_picture_address_and_key() {
        let invitation = invitation(RFC, "an:nguyen").unwrap();
        assert_eq!(invitation.key, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let address = "otpauth://totp/C%E1%BA%A7n%20C%C3%A2u:an.nguyen?";
        assert!(invitation.address.starts_with(address), "{}", invitation.address);
        assert!(invitation.address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
        assert!(invitation.picture.starts_with("<svg ") && invitation.picture.ends_with("</svg>"));
        let again = Totp::from_url(&invitation.address).unwrap();
        assert_eq!(again.generate(59).to_string(), "287082", "an app that reads the address shows our codes");
    }
}
