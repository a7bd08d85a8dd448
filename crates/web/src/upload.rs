//! Files that a form sends: read up to a limit, and never more of them in memory.

use app::programme::{SentFile, too_large};
use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use base::Failure;
use domain::programme::LARGEST_FILE;
use tokio_stream::StreamExt;

/// Bytes of such a form: the files, and what a browser writes around them.
pub(crate) const LARGEST_FORM: usize = LARGEST_FILE + (1 << 16);

/// How many times as much is read and thrown away, so that a browser which still sends hears the refusal.
const PATIENCE: usize = 10;

/// The files of a form, in its order. A field of files that was left empty has none.
pub(crate) async fn files(request: Request) -> Result<Vec<SentFile>, Failure> {
    let told = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if told.is_some_and(|length: usize| length > LARGEST_FORM) {
        drain(request.into_body()).await;
        return Err(too_large());
    }
    // a body that is no such form has no files
    let Ok(mut form) = Multipart::from_request(request, &()).await else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(files),
            Err(error) => return Err(broken(error.status())),
        };
        let Some(name) = field.file_name().filter(|name| !name.is_empty()).map(str::to_owned) else { continue };
        let content = field.bytes().await.map_err(|error| broken(error.status()))?;
        files.push(SentFile { name, content: content.into() });
    }
}

/// Reads a body that nobody wants: a browser that is cut off while it sends shows no answer.
pub(crate) async fn drain(body: Body) {
    let (mut body, mut left) = (body.into_data_stream(), LARGEST_FORM * PATIENCE);
    while let Some(Ok(chunk)) = body.next().await {
        let Some(rest) = left.checked_sub(chunk.len()) else { return };
        left = rest;
    }
}

fn broken(status: StatusCode) -> Failure {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large();
    }
    Failure::new(
        "CC-FILE-BROKEN",
        "tệp tới không trọn vẹn; chưa ghi tệp nào",
        "the file came in pieces; nothing was saved",
    )
    .at("files")
    .remedy("chọn lại tệp và gửi lại", "choose the file again and send it again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::extract::DefaultBodyLimit;
    use axum::routing::post;
    use tower::ServiceExt;

    /// What is said to a form, with the length that a browser tells or without one.
    fn told(file: usize, length: bool) -> String {
        let taken = |request: Request| async move {
            files(request).await.map_or_else(|failure| failure.code.to_owned(), |files| format!("{}", files.len()))
        };
        let head = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\n\r\n";
        let body = [head.as_bytes(), &vec![b'a'; file], b"\r\n--x--\r\n"].concat();
        let mut request = Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        if length {
            request = request.header(header::CONTENT_LENGTH, body.len());
        }
        let pages = axum::Router::new().route("/", post(taken)).layer(DefaultBodyLimit::max(LARGEST_FORM));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let answer = pages.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
            let said = axum::body::to_bytes(answer.into_body(), 1 << 10).await.unwrap();
            String::from_utf8(said.to_vec()).unwrap()
        })
    }

    #[test]
    fn no_more_than_the_limit_is_read_whether_or_not_its_length_is_told() {
        for length in [true, false] {
            assert_eq!(told(LARGEST_FILE, length), "1");
            assert_eq!(told(LARGEST_FORM, length), "CC-FILE-LARGE");
        }
    }
}
