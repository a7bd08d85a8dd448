//! Groups of households as a form offers them: those with a word of their own, and any other in words.

use crate::ask::Ask;
use crate::fields::Fields;
use crate::pages::programmes::group_name;
use crate::parts::Pick;
use base::Failure;
use domain::area::Areas;

/// Groups that texts speak of; the kinds of the tables of areas come after them.
const GROUPS: [&str; 9] = [
    "all",
    "rural",
    "urban",
    "ethnic_minority_households",
    "ethnic_minority_area",
    "mountain",
    "plain",
    "coastal",
    "other_areas",
];

/// The groups to choose from.
pub(super) fn picks(ask: &Ask, areas: &Areas) -> Vec<Pick> {
    let kinds = areas.group_kinds().map(|kind| kind.id.as_str()).filter(|id| !GROUPS.contains(id));
    let all = GROUPS.into_iter().chain(kinds);
    all.map(|word| Pick { value: word.to_owned(), text: group_name(ask.words(), areas, word), chosen: false }).collect()
}

/// The group that was chosen, or written in words in the field beside; `field` is the one in which it is chosen. Who writes the
/// name of a group of the list means that group.
pub(super) fn group(ask: &Ask, areas: &Areas, sent: &Fields, field: &str) -> Result<String, Failure> {
    let other = format!("{field}-other");
    let (chosen, written) = (sent.text(field).trim(), vntext::normal::clean(sent.text(&other)));
    if written.is_empty() {
        return Ok(chosen.to_owned());
    }
    if !chosen.is_empty() {
        return Err(Failure::new(
            "CC-FIELD",
            "đã chọn một nhóm trong danh sách lại ghi nhóm khác",
            "a group was chosen and another one written",
        )
        .at(other)
        .remedy("giữ một trong hai", "keep one of the two"));
    }
    if let Some(known) = picks(ask, areas).into_iter().find(|one| vntext::fold(&one.text) == vntext::fold(&written)) {
        return Ok(known.value);
    }
    // inside a sentence a name begins small: “hộ có trẻ em”, and people are told from areas by it
    let mut letters = written.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    Ok(first.chain(letters).collect())
}
