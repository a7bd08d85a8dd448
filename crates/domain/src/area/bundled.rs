//! The tables that travel inside the program: `data/areas/`.

use super::Areas;
use std::sync::LazyLock;

static BUNDLED: LazyLock<Areas> = LazyLock::new(|| {
    Areas::load(
        include_str!("../../../../data/areas/units.csv"),
        include_str!("../../../../data/areas/lineage.csv"),
        include_str!("../../../../data/areas/groups.csv"),
        include_str!("../../../../data/areas/group_kinds.csv"),
        include_str!("../../../../data/areas/aliases.csv"),
    )
    .expect("a test loads the bundled tables")
});

impl Areas {
    /// The bundled tables, read and checked once.
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }
}
