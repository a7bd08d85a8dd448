//! The people of the demonstration: one account per role, with new passwords at every start.

use super::{NAME, boundaries};
use base::{AreaKey, Failure, Level, Period};
use domain::access::{AgencyKind, Grant, Role};
use domain::area::Areas;
use identity::password::Password;
use jiff::civil::{Date, date};
use store::{Agency, Ctx, Filter, NewAccount, NewAgency, NewGrant, Page, Scope, Sort, SortKey, Store};

/// A person of the demonstration.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// Login.
    pub login: &'static str,
    /// Name.
    pub name: &'static str,
    /// Role.
    pub role: Role,
}

/// One per role.
pub const PEOPLE: [Person; 10] = [
    person("truong-thon", "Trưởng thôn (mô phỏng)", Role::Reviewer),
    person("can-bo-xa", "Cán bộ xã (mô phỏng)", Role::CommuneOfficer),
    person("chu-tich-xa", "Chủ tịch xã (mô phỏng)", Role::CommuneChairman),
    person("can-bo-tinh", "Cán bộ tỉnh (mô phỏng)", Role::ProvincialOfficer),
    person("lanh-dao-tinh", "Lãnh đạo tỉnh (mô phỏng)", Role::ProvincialLeader),
    person("don-vi-giup-do", "Đơn vị giúp đỡ (mô phỏng)", Role::Sponsor),
    person("mat-tran", "Mặt trận (mô phỏng)", Role::Front),
    person("hoi-dong", "Hội đồng nhân dân (mô phỏng)", Role::Council),
    person("thanh-tra", "Thanh tra (mô phỏng)", Role::Inspector),
    person("quan-tri", "Quản trị (mô phỏng)", Role::Administrator),
];

/// On which the grants of the demonstration rest.
const DECISION: &str = "dữ liệu mô phỏng, không phải quyết định";

const fn person(login: &'static str, name: &'static str, role: Role) -> Person {
    Person { login, name, role }
}

/// A person with the password of this start and the place of the grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// Login.
    pub login: &'static str,
    /// Password.
    pub password: String,
    /// Role.
    pub role: Role,
    /// Where the role is held.
    pub place: String,
}

/// Makes the accounts and their grants where they are missing, and gives each a new password.
pub fn welcome(store: &mut Store, at: &str, today: Date) -> Result<Vec<Welcome>, Failure> {
    let ctx = Ctx { actor: "demo".into(), at: at.into(), reason: "tài khoản của bản trình diễn".into() };
    let places = Places::find(store, today)?;
    let department = agencies(store, &ctx, &places)?;
    let mut welcomed = Vec::new();
    for person in PEOPLE {
        let password = Password::one_time(&mut |bytes| store.chance(bytes));
        let hash = password.hash(&mut |bytes| store.chance(bytes))?;
        // who helps reports the share of an agency, and without one would have nothing to report
        let agency = department.as_deref().filter(|_| person.role == Role::Sponsor);
        if store.account(person.login)?.is_some() {
            store.set_password(&ctx, person.login, &hash, false, None)?;
            // read again: the password made it another version
            let known = store.account(person.login)?;
            if let Some(account) = known
                && account.agency.is_none()
                && agency.is_some()
            {
                store.change_account(&ctx, person.login, account.version, &account.name, agency)?;
            }
        } else {
            store.make_account(
                &ctx,
                &NewAccount {
                    login: person.login.into(),
                    name: person.name.into(),
                    agency: agency.map(str::to_owned),
                    password: Some(hash),
                    must_change: false,
                },
            )?;
        }
        let grant = places.grant(person.role, today);
        let held = store.grants(person.login)?;
        if held.iter().all(|row| (row.grant.role, &row.grant.area) != (grant.role, &grant.area)) {
            let new = NewGrant {
                login: person.login.into(),
                grant: grant.clone(),
                agency: agency.map(str::to_owned),
                decision: DECISION.into(),
            };
            store.give_grant(&ctx, &new, |_| Ok(()))?;
        }
        welcomed.push(Welcome {
            login: person.login,
            password: password.text().to_owned(),
            role: person.role,
            place: Places::name(&grant),
        });
    }
    Ok(welcomed)
}

/// The department that did the work, and the one that took it over: its id, where it is still there.
fn agencies(store: &mut Store, ctx: &Ctx, places: &Places) -> Result<Option<String>, Failure> {
    const DEPARTMENT: &str = "Sở Nông nghiệp và Môi trường";
    let known = store.agencies()?;
    if !known.is_empty() {
        let open = |one: &&Agency| one.closed_on.is_none() && one.names.iter().any(|name| name.name == DEPARTMENT);
        return Ok(known.iter().find(open).map(|one| one.id.clone()));
    }
    let mut enter = |name: &str, since: Date| {
        let new = NewAgency {
            kind: AgencyKind::Department,
            level: Level::Province,
            area: Some(places.province.clone()),
            contact: "dữ liệu mô phỏng".into(),
            name: name.into(),
            since,
            document: DECISION.into(),
        };
        store.make_agency(ctx, &new)
    };
    let before = enter("Sở Lao động - Thương binh và Xã hội", date(2008, 1, 1))?;
    let after = enter(DEPARTMENT, date(2025, 3, 1))?;
    store.close_agency(ctx, &before, 1, date(2025, 3, 1), std::slice::from_ref(&after), DECISION)?;
    Ok(Some(after))
}

/// Where the people of the demonstration work.
struct Places {
    province: AreaKey,
    /// A commune of today.
    commune: AreaKey,
    /// A commune of the register, and one of its villages.
    village: (AreaKey, String),
}

impl Places {
    fn find(store: &mut Store, today: Date) -> Result<Self, Failure> {
        let areas = Areas::bundled();
        let none = || Failure::new("CC-STORE-NONE", "chưa có tỉnh mô phỏng", "the simulated province is missing");
        let row = store.shards()?.into_iter().find(|row| row.name == NAME).ok_or_else(none)?;
        let review = store.reviews(row.shard)?.into_iter().max().ok_or_else(none)?;
        let view = Scope::everything().of(row.shard);
        let old = store.communes(view, &review)?.into_iter().next().ok_or_else(none)?;
        let filter = Filter { communes: Some([old.clone()].into()), ..Filter::default() };
        let sort = Sort { key: SortKey::Village, ..Sort::default() };
        let first = store.search(view, &review, None, &filter, sort, Page { offset: 0, limit: 1 })?;
        let village = first.rows.into_iter().next().ok_or_else(none)?.village;
        let commune = areas.holders(&old, today).into_iter().next().ok_or_else(none)?.0;
        let province = areas.ancestor(&commune, Level::Province).ok_or_else(none)?.key.clone();
        Ok(Self { province, commune, village: (old, village) })
    }

    fn grant(&self, role: Role, today: Date) -> Grant {
        let (area, village) = match role {
            Role::Reviewer => (Some(self.village.0.clone()), Some(self.village.1.clone())),
            Role::CommuneOfficer | Role::CommuneChairman | Role::Sponsor | Role::Front => {
                (Some(self.commune.clone()), None)
            }
            Role::ProvincialOfficer | Role::ProvincialLeader | Role::Council | Role::Inspector => {
                (Some(self.province.clone()), None)
            }
            Role::Administrator => (None, None),
        };
        Grant { role, area, village, period: Period { from: boundaries().min(today), to: None } }
    }

    fn name(grant: &Grant) -> String {
        let unit = grant.area.as_ref().and_then(|key| Areas::bundled().get(key)).map(|unit| unit.name.clone());
        match (&grant.village, unit) {
            (Some(village), Some(unit)) => format!("{village}, {unit}"),
            (None, Some(unit)) => unit,
            (_, None) => "toàn hệ thống".to_owned(),
        }
    }
}
