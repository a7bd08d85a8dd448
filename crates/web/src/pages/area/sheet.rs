//! `/area/{code}/sheet.pdf`: an area's pictures on paper, the same as on its page.

use super::{Area, find};
use crate::ask::Ask;
use crate::file::{PDF, file, writer};
use crate::serve::{Web, respond};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Failure;
use report::pdf::{Picture, Sheet};
use std::sync::Arc;

/// Answers the file.
pub(crate) async fn download(State(web): State<Arc<Web>>, Path(code): Path<String>, ask: Ask) -> Response {
    respond(web, ask, move |web, ask| {
        let on = ask.day("on")?.unwrap_or_else(|| (web.today)());
        let unit = find(web, &code, on)?;
        let area = Area::read(web, ask, &unit, on)?.ok_or_else(|| {
            Failure::new("CC-STORE-NONE", "địa phương này chưa có sổ bộ", "this area has no register")
                .at(&unit.name)
                .remedy("in trang số đã công bố từ trình duyệt", "print the page of published figures from the browser")
        })?;
        let page = area.page()?;
        let simulated = crate::pages::simulated(&area.province, ask.words());
        let pictures = [
            page.trend.map(|picture| (picture, 60)),
            page.map.map(|picture| (picture, 100)),
            page.movement.map(|picture| (picture, 70)),
            page.causes.map(|picture| (picture, 70)),
            Some((page.indicators, 100)),
        ];
        let pictures = pictures.into_iter().flatten().map(|(picture, width)| Picture {
            heading: picture.data.caption.clone(),
            alt: picture.data.caption,
            svg: picture.svg,
            width,
            note: String::new(),
        });
        let sheet = Sheet {
            lang: ask.lang(),
            title: page.headline,
            lead: vec![page.lead],
            banner: simulated.map(|what| format!("{}, {what}", ask.words().t("simulated"))),
            listings: Vec::new(),
            pictures: pictures.collect(),
            provenance: page.source,
        };
        let name = format!("{code}-{}.pdf", area.year().review.year);
        Ok(file(Body::from(writer().write_sheet(&sheet)?), PDF, &name))
    })
    .await
}
