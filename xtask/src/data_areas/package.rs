//! Reads the package: two tables of SQLite and the conversion by name keys, which SQLite's own JSON functions parse.

use rusqlite::Connection;
use std::collections::HashMap;
use std::path::Path;

/// A unit as the package has it.
pub(crate) struct Unit {
    pub(crate) code: String,
    pub(crate) level: &'static str,
    pub(crate) name: String,
    pub(crate) parent: Option<String>,
    pub(crate) place: Option<(f64, f64)>,
}

/// What the package holds, keyed by codes.
pub(crate) struct Package {
    pub(crate) old: Vec<Unit>,
    pub(crate) new: Vec<Unit>,
    /// Old to new provinces and communes (five districts without communes stand for themselves).
    pub(crate) pairs: Vec<(String, String)>,
}

/// Reads `dataset.db` and `converter_2025.json` in `folder`.
pub(crate) fn read(folder: &Path) -> Result<Package, String> {
    let database = Connection::open(folder.join("dataset.db")).map_err(|error| error.to_string())?;
    let json = std::fs::read_to_string(folder.join("converter_2025.json")).map_err(|error| error.to_string())?;
    read_all(&database, &json).map_err(|error| format!("the package is not as expected: {error}"))
}

fn read_all(database: &Connection, json: &str) -> rusqlite::Result<Package> {
    let mut keys = HashMap::new();
    // only province coordinates are kept of the old list: its geocoding misses many communes by up to 100 km
    let old = [
        units(
            database,
            "province",
            "select distinct provinceCode, province, null, provinceLat, provinceLon, provinceKey from admin_units_legacy",
            &mut keys,
        )?,
        units(
            database,
            "district",
            "select distinct districtCode, district, provinceCode, null, null, case when wardCode is null then provinceKey || '_' || districtKey || '_' end from admin_units_legacy",
            &mut keys,
        )?,
        units(
            database,
            "commune",
            "select wardCode, ward, districtCode, null, null, provinceKey || '_' || districtKey || '_' || wardKey from admin_units_legacy where wardCode is not null",
            &mut keys,
        )?,
    ];
    let mut new_keys = HashMap::new();
    let new = [
        units(
            database,
            "province",
            "select distinct provinceCode, province, null, provinceLat, provinceLon, provinceKey from admin_units",
            &mut new_keys,
        )?,
        units(
            database,
            "commune",
            "select wardCode, ward, provinceCode, wardLat, wardLon, provinceKey || '_' || wardKey from admin_units",
            &mut new_keys,
        )?,
    ];
    let mut pairs = Vec::new();
    for sql in [
        // new province → old provinces
        "select o.value, p.key from json_each(?1, '$.DICT_PROVINCE') p, json_each(p.value) o",
        // new province → new commune → old communes that go there whole
        "select o.value, p.key || '_' || w.key from json_each(?1, '$.DICT_PROVINCE_WARD_NO_DIVIDED') p, json_each(p.value) w, json_each(w.value) o",
        // new province → old commune → the new communes that share it; their geometric default is dropped on purpose
        "select o.key, p.key || '_' || json_extract(w.value, '$.newWardKey') from json_each(?1, '$.DICT_PROVINCE_WARD_DIVIDED') p, json_each(p.value) o, json_each(o.value) w",
    ] {
        let mut statement = database.prepare(sql)?;
        let mut rows = statement.query([json])?;
        while let Some(row) = rows.next()? {
            let (from, to): (String, String) = (row.get(0)?, row.get(1)?);
            let unknown = |key: &str| rusqlite::Error::InvalidParameterName(format!("unknown name key {key}"));
            let from = keys.get(&from).ok_or_else(|| unknown(&from))?;
            let to = new_keys.get(&to).ok_or_else(|| unknown(&to))?;
            pairs.push((from.clone(), to.clone()));
        }
    }
    Ok(Package { old: old.into_iter().flatten().collect(), new: new.into_iter().flatten().collect(), pairs })
}

/// `sql` yields code, name, parent code, latitude, longitude and the name key by which the conversion calls the unit.
fn units(
    database: &Connection,
    level: &'static str,
    sql: &str,
    keys: &mut HashMap<String, String>,
) -> rusqlite::Result<Vec<Unit>> {
    let mut statement = database.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let code: String = row.get(0)?;
        if let Some(key) = row.get::<_, Option<String>>(5)? {
            keys.insert(key, code.clone());
        }
        let place = row.get::<_, Option<f64>>(3)?.zip(row.get::<_, Option<f64>>(4)?);
        out.push(Unit { code, level, name: row.get(1)?, parent: row.get(2)?, place });
    }
    Ok(out)
}
