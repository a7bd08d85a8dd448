//! Parts that several pages have.

/// A figure at the head of a page.
pub(crate) struct KeyFigure {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) unit: String,
    pub(crate) change: String,
    pub(crate) provenance: String,
    pub(crate) address: String,
}

/// One of several views of a page.
pub(crate) struct Choice {
    pub(crate) text: String,
    pub(crate) address: String,
    pub(crate) current: bool,
}

/// One entry of a list to choose from.
pub(crate) struct Pick {
    pub(crate) value: String,
    pub(crate) text: String,
    pub(crate) chosen: bool,
}
