//! A failure as programs read it.

use super::dto::Bilingual;
use crate::error;
use crate::log::Code;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use base::{Failure, Text};
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

/// What went wrong, where, and how to mend it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// A stable code, for programs.
    #[schema(example = "CC-AREA-CODE")]
    code: &'static str,
    /// A sentence, for people.
    message: Bilingual,
    /// Where: a field, a code; empty if it is nowhere in particular.
    at: String,
    /// How to mend it; empty if there is nothing to say.
    remedy: Bilingual,
}

/// How every request may end other than well.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "for the description alone: answers are made from failures")]
pub(crate) enum Problems {
    /// A value cannot be read, or means nothing.
    #[response(status = 400)]
    Value(Problem),
    /// No key, or one that is good no more.
    #[response(status = 401)]
    SignIn(Problem),
    /// The account may not do this, or not there.
    #[response(status = 403)]
    Denied(Problem),
    /// There is nothing of that name in sight.
    #[response(status = 404)]
    None(Problem),
    /// The body is larger than any that means something.
    #[response(status = 413)]
    Large(Problem),
    /// Too much at once: try again soon.
    #[response(status = 503)]
    Busy(Problem),
}

impl Problem {
    pub(super) fn of(failure: &Failure) -> Self {
        // what pages say of their addresses is no help to a program
        let of_pages = failure.code.starts_with("CC-PAGE-");
        let description = Text::new("xem /api/v1/openapi.json", "see /api/v1/openapi.json");
        Self {
            code: failure.code,
            message: Bilingual::of(&failure.message),
            at: failure.place.clone(),
            remedy: Bilingual::of(if of_pages { &description } else { &failure.remedy }),
        }
    }
}

/// The answer for a failure.
pub(crate) fn answer(failure: &Failure) -> Response {
    let problem = Problem::of(failure);
    let mark = Extension(Code(failure.code));
    if failure.code == "CC-DENIED-SIGN-IN" {
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")], mark, Json(problem)).into_response();
    }
    (error::status(failure.code), mark, Json(problem)).into_response()
}

/// The failure of a key that is none, or good no more.
pub(crate) fn no_key() -> Failure {
    Failure::new("CC-DENIED-SIGN-IN", "khoá truy cập không đúng hoặc đã hết hạn", "the key is wrong or has ended")
        .at("Authorization")
        .remedy(
            "lập khoá mới ở trang Tài khoản của tôi, gửi kèm “Authorization: Bearer cancau_…”",
            "make a new one on the page of the account and send it as “Authorization: Bearer cancau_…”",
        )
}

/// The failure of a key that only reads, used to change something.
pub(crate) fn only_reads() -> Failure {
    Failure::new("CC-DENIED-KEY-READS", "khoá truy cập này chỉ được đọc", "this key only reads")
        .at("Authorization")
        .remedy(
            "lập khoá được phép ghi ở trang Tài khoản của tôi",
            "make one that may write on the page of the account",
        )
}
