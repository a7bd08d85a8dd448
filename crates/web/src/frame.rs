//! What every page has around its content: title, navigation, the way back, the banner of simulated data.

use crate::ask::Ask;
use crate::assets;
use crate::figures::Figures;
use crate::link::Link;
use crate::locale::Words;
use app::Caller;
use base::Lang;
use domain::access::Action;

/// Sections of the navigation, in its order: key of the text, address.
const SECTIONS: [(Section, &str, &str); 12] = [
    (Section::Overview, "nav-overview", "/"),
    (Section::Programmes, "nav-programmes", "/programmes"),
    (Section::Households, "nav-households", "/households"),
    (Section::Forms, "nav-forms", "/forms"),
    (Section::Standards, "nav-standards", "/standards"),
    (Section::Areas, "nav-areas", "/areas"),
    (Section::Results, "nav-results", "/results"),
    (Section::Findings, "nav-findings", "/findings"),
    (Section::Supervision, "nav-supervision", "/supervision"),
    (Section::Trail, "nav-trail", "/trail"),
    (Section::Accounts, "nav-accounts", "/accounts"),
    (Section::Agencies, "nav-agencies", "/agencies"),
];

/// The part of the pages that one of them belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// The country and its areas.
    Overview,
    /// Programmes, targets, and the documents that set them.
    Programmes,
    /// Households.
    Households,
    /// Forms 1–15.
    Forms,
    /// The law as data.
    Standards,
    /// Units through time.
    Areas,
    /// Published results.
    Results,
    /// Data-quality findings.
    Findings,
    /// Samples, observations, answers.
    Supervision,
    /// What changed, by whom, when and why; who looked.
    Trail,
    /// Accounts and grants.
    Accounts,
    /// Agencies.
    Agencies,
    /// Pages outside of the navigation: signing in, one's own account.
    None,
}

impl Section {
    /// Whether the navigation leads somebody there.
    fn is_for(self, caller: &Caller) -> bool {
        match self {
            Self::Accounts => caller.may(Action::ManageAccounts),
            Self::Agencies => caller.may(Action::ManageAgencies),
            Self::Households => !caller.is_signed_in() || caller.may(Action::ListHouseholds),
            Self::Forms => !caller.is_signed_in() || caller.may(Action::ReadFigures),
            Self::Supervision => may_any(caller, &[Action::DrawSample, Action::AnswerObservation]),
            Self::Trail => may_any(caller, &[Action::ReadTrail, Action::ReadAccessTrail]),
            _ => true,
        }
    }
}

fn may_any(caller: &Caller, actions: &[Action]) -> bool {
    actions.iter().any(|action| caller.may(*action))
}

/// One entry of the navigation.
pub(crate) struct NavEntry {
    pub(crate) text: String,
    pub(crate) address: &'static str,
    pub(crate) current: bool,
}

/// Who is signed in.
pub(crate) struct Who {
    pub(crate) name: String,
    /// The roles of today.
    pub(crate) roles: String,
}

impl Who {
    fn of(ask: &Ask) -> Option<Self> {
        let caller = &ask.caller;
        if !caller.is_signed_in() {
            return None;
        }
        let mut roles: Vec<_> = caller.grants.iter().map(|grant| grant.role).collect();
        roles.sort_unstable();
        roles.dedup();
        let roles: Vec<String> = roles.into_iter().map(|role| role.name().get(ask.lang()).to_owned()).collect();
        Some(Self { name: caller.name.clone(), roles: roles.join(", ") })
    }
}

/// One step of the way from the first page.
pub(crate) struct Crumb {
    pub(crate) text: String,
    pub(crate) address: String,
}

/// See the module.
pub(crate) struct Frame {
    pub(crate) words: Words,
    pub(crate) figures: Figures,
    /// Title of the window, without the name of the program.
    pub(crate) title: String,
    pub(crate) nav: Vec<NavEntry>,
    pub(crate) who: Option<Who>,
    pub(crate) crumbs: Vec<Crumb>,
    /// The unit whose figures are shown.
    pub(crate) scope: Option<String>,
    /// What of the page is simulated; none if nothing is.
    pub(crate) simulated: Option<String>,
    /// Text in the search box.
    pub(crate) sought: String,
    /// The same page in the other language.
    pub(crate) other_language: String,
}

impl Frame {
    /// The frame of a page of a section.
    pub(crate) fn new(ask: &Ask, section: Section, title: impl Into<String>) -> Self {
        let words = ask.words();
        let nav = SECTIONS.into_iter().filter(|(known, ..)| known.is_for(&ask.caller));
        let nav = nav.map(|(known, key, address)| NavEntry { text: words.t(key), address, current: known == section });
        let other = if ask.lang() == Lang::Vi { "en" } else { "vi" };
        Self {
            words,
            figures: ask.figures(),
            title: title.into(),
            nav: nav.collect(),
            who: Who::of(ask),
            crumbs: Vec::new(),
            scope: None,
            simulated: None,
            sought: ask.value("q").unwrap_or_default().to_owned(),
            other_language: Link::to(format!("/language/{other}")).with("back", Link::here(ask)).to_string(),
        }
    }

    /// Adds a step of the way here.
    #[expect(clippy::needless_pass_by_value, reason = "an address is made in the call")]
    pub(crate) fn crumb(mut self, text: impl Into<String>, address: impl ToString) -> Self {
        self.crumbs.push(Crumb { text: text.into(), address: address.to_string() });
        self
    }

    /// The unit whose figures are shown.
    pub(crate) fn scope(mut self, name: impl Into<String>) -> Self {
        self.scope = Some(name.into());
        self
    }

    /// Says that the figures are simulated, and which are not.
    pub(crate) fn simulated(mut self, what: Option<String>) -> Self {
        self.simulated = what;
        self
    }

    /// A text in the language of the page.
    pub(crate) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// Language for the browser.
    pub(crate) fn lang(&self) -> &'static str {
        match self.words.0 {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }

    /// Address of a file of the pages.
    #[expect(clippy::unused_self, reason = "templates reach functions through the frame")]
    pub(crate) fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }
}
