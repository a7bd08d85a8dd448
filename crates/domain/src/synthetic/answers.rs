//! From levers to the answers that a reviewer would have written down: every question that the two standards ask.

use super::house::{House, Stand};
use super::levers::{Lever, jobless, pupil, unskilled};
use super::people::{DEGREES, OLD, PRIMARY, Person};
use super::places::{Place, Zone};
use engine::{Answer, Answers};
use jiff::civil::Date;

/// What does not change from year to year, beside the people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    pub(super) zone: Zone,
    pub(super) farm: bool,
    pub(super) grain: u64,
    pub(super) built_for: u64,
}

impl Setting {
    pub(super) fn new(place: &Place, house: &House) -> Self {
        Self { zone: place.zone, farm: house.farm, grain: house.grain, built_for: house.built_for }
    }

    /// A lasting number from 0 to `bound` − 1, another one for each `turn`.
    fn habit(self, turn: u32, bound: u64) -> u64 {
        self.grain.rotate_left(turn * 5) % bound
    }

    fn habit_of<'a>(self, turn: u32, options: &[&'a str]) -> &'a str {
        options[usize::try_from(self.habit(turn, options.len() as u64)).unwrap_or(0)]
    }
}

fn put(answers: &mut Answers, question: &str, option: &str) {
    answers.insert(question.to_owned(), Answer::Choice(option.to_owned()));
}

fn yes_no(answers: &mut Answers, question: &str, yes: bool) {
    put(answers, question, if yes { "yes" } else { "no" });
}

/// The answers about the household as a whole.
pub(super) fn of_household(setting: Setting, levers: u16) -> Answers {
    let on = |lever: Lever| lever.is_in(levers);
    let mut all = Answers::new();
    let poor_house = on(Lever::House);
    let class = if poor_house {
        setting.habit_of(1, &["less_durable", "less_durable", "simple"])
    } else {
        setting.habit_of(1, &["semi_permanent", "semi_permanent", "semi_permanent", "permanent"])
    };
    put(&mut all, "house_class", class);
    // at least two of the three structures are poor, and at most one in a durable house
    let spared = setting.habit(2, if class == "simple" { 4 } else { 3 });
    let weak = setting.habit(2, 9);
    for (at, question) in (0..).zip(["wall_durable", "pillar_durable", "roof_durable"]) {
        yes_no(&mut all, question, if poor_house { at == spared } else { class == "permanent" || at != weak });
    }
    // hundredths of a square metre: built for as many as lived here then
    let per_head = if on(Lever::Area) { 420 + setting.habit(3, 300) } else { 1_150 + setting.habit(3, 1_400) };
    let built_for = if on(Lever::Area) { setting.built_for } else { setting.built_for.max(3) };
    all.insert("floor_area".to_owned(), Answer::Number(per_head * built_for / 50 * 50));

    let water = match (on(Lever::Water), setting.zone) {
        (true, _) => "other",
        (false, Zone::ALuoi | Zone::NamDong) => setting.habit_of(4, &["tap", "protected_spring", "protected_spring"]),
        (false, Zone::Mountain) => setting.habit_of(4, &["tap", "drilled_well", "protected_well", "protected_spring"]),
        (false, _) => setting.habit_of(4, &["tap", "tap", "tap", "tap", "tap", "drilled_well"]),
    };
    put(&mut all, "water_source", water);
    yes_no(&mut all, "hygienic_water", !on(Lever::Water));
    let toilet = if on(Lever::Toilet) {
        setting.habit_of(5, &["none", "other", "other"])
    } else {
        setting.habit_of(5, &["septic", "septic", "pour_flush", "ventilated", "two_vault"])
    };
    put(&mut all, "toilet_kind", toilet);
    yes_no(&mut all, "hygienic_toilet", !on(Lever::Toilet));

    let (internet, telephone, devices) = (!on(Lever::Internet), !on(Lever::Telephone), !on(Lever::Devices));
    yes_no(&mut all, "television", devices && (!telephone || setting.habit(6, 10) < 8));
    yes_no(&mut all, "radio", devices && setting.habit(7, 10) < 2);
    yes_no(&mut all, "desktop_computer", internet && setting.habit(8, 100) < 2);
    yes_no(&mut all, "laptop", internet && setting.habit(9, 100) < 4);
    yes_no(&mut all, "tablet", internet && setting.habit(10, 100) < 3);
    yes_no(&mut all, "telephone", telephone);
    yes_no(&mut all, "smartphone", internet);
    yes_no(&mut all, "loudspeaker", devices);
    all
}

/// The answers of each member.
pub(super) fn of_members(people: &[Person], setting: Setting, levers: u16, day: Date) -> Vec<Answers> {
    let on = |lever: Lever| lever.is_in(levers);
    let kept_home = pupil(people, day).filter(|_| on(Lever::School));
    let jobless = jobless(people, day).filter(|_| on(Lever::Job));
    let youngest = (0..people.len()).max_by_key(|at| people[*at].birth);
    // the uninsured one is the one of working age who is insured by nobody
    let uninsured = (0..people.len()).filter(|at| people[*at].age(day) >= 16).max_by_key(|at| people[*at].birth);
    let uninsured = uninsured.filter(|_| on(Lever::Insurance));
    let ill = usize::try_from(setting.habit(11, people.len() as u64)).unwrap_or(0);
    let falls_ill = on(Lever::Care) || setting.habit(12, 100) < 6;
    let answers = people.iter().enumerate().map(|(at, person)| {
        let age = person.age(day);
        let mut all = Answers::new();
        yes_no(&mut all, "health_insurance", uninsured != Some(at));
        yes_no(&mut all, "serious_illness", falls_ill && ill == at);
        yes_no(&mut all, "treated", falls_ill && ill == at && !on(Lever::Care));
        yes_no(&mut all, "malnourished", on(Lever::Nutrition) && youngest == Some(at) && age < 16);
        let school = if kept_home == Some(at) { kept_from(person, setting, day) } else { person.school(day) };
        put(&mut all, "school", school);
        let degree = if kept_home == Some(at) { 0 } else { person.degree(day) };
        put(&mut all, "degree", DEGREES[usize::from(degree)]);
        yes_no(&mut all, "vocational_certificate", certified(person, levers, day));
        let employment = if !person.can_work(day) {
            "outside"
        } else if jobless == Some(at) {
            setting.habit_of(13, &["unemployed", "wage_no_contract", "wage_no_contract"])
        } else if setting.farm || at % 2 == 1 {
            "stable"
        } else {
            setting.habit_of(14, &["stable", "stable", "wage_contract"])
        };
        put(&mut all, "employment", employment);
        put(&mut all, "social_allowance", person.allowance(day));
        let online = !on(Lever::Internet) && (at == 0 || (12..OLD).contains(&age));
        yes_no(&mut all, "internet", online);
        yes_no(&mut all, "phone_subscription", !on(Lever::Telephone) && (at == 0 || age >= 16));
        all
    });
    answers.collect()
}

/// A child of primary school's last years who is a class behind, or does not attend at all.
fn kept_from(person: &Person, setting: Setting, day: Date) -> &'static str {
    if person.age(day) == 12 && setting.habit(15, 2) == 0 { "primary" } else { "none" }
}

fn certified(person: &Person, levers: u16, day: Date) -> bool {
    if unskilled(person, day) {
        !Lever::Skill.is_in(levers)
    } else {
        // older people were trained in the programmes for rural labour
        (31..OLD).contains(&person.age(day)) && person.attains > PRIMARY && person.name % 10 < 2
    }
}

/// The household as the rules see it.
pub(super) fn household(stand: &Stand, setting: Setting, day: Date) -> engine::Household {
    let answers = of_members(&stand.people, setting, stand.levers, day);
    let members = stand.people.iter().zip(answers).map(|(person, answers)| engine::Member {
        label: String::new(),
        birth: Some(person.birth()),
        answers,
    });
    engine::Household { answers: of_household(setting, stand.levers), members: members.collect() }
}
