//! One file per page, named after what it shows.

use crate::locale::Words;
use crate::serve::Web;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use base::{Number, Share};
use std::sync::Arc;

mod account;
mod accounts;
mod agencies;
pub(crate) mod area;
mod areas;
pub(crate) mod documents;
mod findings;
mod forms;
mod household;
pub(crate) mod households;
mod national;
mod permissions;
mod planning;
mod population;
mod programmes;
mod provider;
mod readings;
mod requests;
mod results;
mod search;
mod setup;
mod sign_in;
mod standards;
mod supervision;
pub(crate) mod trail;

/// The addresses of the pages.
pub(crate) fn routes() -> Router<Arc<Web>> {
    Router::new()
        .route("/", get(national::show))
        .route("/account", get(account::show))
        .route("/account/kin", post(account::declare_kin))
        .route("/account/password", get(account::password).post(account::change_password))
        .route("/account/second-step", get(account::second_step).post(account::turn_on))
        .route("/account/second-step/off", post(account::turn_off))
        .route("/account/sessions/end", post(account::end_session))
        .route("/account/tokens", get(account::tokens::show).post(account::tokens::make))
        .route("/account/tokens/end", post(account::tokens::end))
        .route("/accounts", get(accounts::show).post(accounts::make))
        .route("/accounts/{login}", get(accounts::one))
        .route("/accounts/{login}/{act}", post(accounts::act))
        .route("/agencies", get(agencies::show).post(agencies::make))
        .route("/agencies/{id}/{act}", post(agencies::act))
        .route("/area/{code}", get(area::show))
        .route("/area/{code}/sheet.pdf", get(area::sheet))
        .route("/area/{code}/village", get(area::village))
        .route("/areas", get(areas::show))
        .route("/areas/{code}", get(areas::one::show))
        .route("/documents", get(documents::show))
        .route("/documents/new", get(planning::document::show).post(planning::document::save))
        .route(
            "/documents/{id}",
            get(documents::one::show)
                .post(documents::files::keep)
                .layer(DefaultBodyLimit::max(crate::upload::LARGEST_FORM)),
        )
        .route("/documents/{id}/edit", get(planning::document::edit).post(planning::document::correct))
        .route("/documents/{id}/files/{number}", get(documents::files::get))
        .route("/documents/{id}/files/{number}/withdraw", post(documents::files::withdraw))
        .route("/documents/{id}/state", post(planning::document::step))
        .route("/findings", get(findings::show))
        .route("/forms", get(forms::list))
        .route("/forms/{number}", get(forms::show))
        .route("/forms/{number}/download.{kind}", get(forms::download))
        .route("/households", get(households::show))
        .route("/households/export.{kind}", get(households::download))
        .route("/households/{shard}/{code}", get(household::show))
        .route("/households/{shard}/{code}/edit", get(household::edit::show).post(household::edit::save))
        .route("/households/{shard}/{code}/unmask", post(household::unmask::show))
        .route("/permissions", get(permissions::show))
        .route("/population", get(population::show))
        .route("/programmes", get(programmes::show))
        .route("/programmes/compare", get(programmes::compare::show))
        .route("/programmes/new", get(planning::new::show).post(planning::new::save))
        .route("/programmes/{id}", get(programmes::one::show))
        .route("/programmes/{id}/amend", get(planning::amend::show).post(planning::amend::save))
        .route("/programmes/{id}/close", get(planning::close::show).post(planning::close::save))
        .route("/programmes/{id}/export.{kind}", get(programmes::export::download))
        .route("/programmes/{id}/targets/{target}", get(programmes::target::show))
        .route("/programmes/{id}/targets/{target}/plan", get(planning::plan::show).post(planning::plan::act::save))
        .route("/programmes/{id}/targets/{target}/plan/decision", get(planning::plan::decision::show))
        .route("/programmes/{id}/targets/{target}/plan/decision.{kind}", get(planning::plan::decision::download))
        .route("/programmes/{id}/targets/{target}/report", get(planning::report::show).post(planning::report::save))
        .route("/programmes/{id}/targets/{target}/units", get(programmes::given::show))
        .route("/programmes/{id}/targets/{target}/units.xlsx", get(programmes::given::download))
        .route("/programmes/{id}/targets/{target}/set", get(planning::set::show).post(planning::set::save))
        .route("/programmes/{id}/targets/{target}/withdraw", post(planning::report::withdraw))
        .route("/readings", get(readings::show))
        .route("/requests", get(requests::list).post(requests::take))
        .route("/requests/{shard}/{id}", get(requests::one::show).post(requests::one::answer))
        .route("/results", get(results::show))
        .route("/results/export.csv", get(results::export::get))
        .route("/search", get(search::show))
        .route("/search/suggest", get(search::suggest))
        .route("/setup/{token}", get(setup::show).post(setup::make))
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-in/provider", get(provider::go))
        .route("/sign-in/provider/back", get(provider::back))
        .route("/sign-out", post(sign_in::leave))
        .route("/standards", get(standards::show))
        .route("/standards/compare", get(standards::compare::show))
        .route("/standards/{id}", get(standards::one::show))
        .route("/supervision", get(supervision::show).post(supervision::draw))
        .route("/supervision/observations", get(supervision::observations::list))
        .route("/supervision/observations/{shard}/{id}", post(supervision::observations::answer))
        .route("/supervision/observe", get(supervision::observe::show).post(supervision::observe::record))
        .route("/supervision/samples/{shard}/{id}", get(supervision::sample::show))
        .route("/targets", get(programmes::area::show))
        .route("/trail", get(trail::show))
        .route("/trail/export.{kind}", get(trail::export::download))
        .route("/trail/verify", get(trail::verify::show).post(trail::verify::run))
}

/// What of a province's figures is simulated; none if nothing is.
pub(crate) fn simulated(province: &app::ShardRow, words: Words) -> Option<String> {
    app::demo::is_demo(province).then(|| words.t("simulated-except"))
}

/// The fewest of these that together have more than half of all, with their share in whole per cent; none when there is
/// nothing, or when it takes half of them.
pub(crate) fn concentration(mut counts: Vec<u64>) -> Option<(u64, Number)> {
    let all: u64 = counts.iter().sum();
    let units = counts.len();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let mut sum = 0;
    let few = counts.into_iter().position(|count| {
        sum += count;
        2 * sum > all
    })? + 1;
    let share = Number::percent(Share { part: sum, whole: all })?.rounded(0);
    (2 * few < units).then_some((few as u64, share))
}
