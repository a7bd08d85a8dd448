//! Any past result follows again from the answers that were kept, under the standard of its own year.

use crate::forms::{folder, open};
use engine::{derive, pack};

#[test]
fn every_result_of_every_review_is_computed_again_from_its_answers() {
    let dir = folder();
    let (mut store, shard) = open(&dir);
    let mut all = 0;
    for review in store.reviews(shard).unwrap() {
        let pack = pack::find(&review.standard).unwrap();
        store
            .answers_of(store::Scope::everything().of(shard), &review, |recorded| {
                let (flags, _) = derive(pack, &recorded.household, review.day).unwrap();
                assert_eq!(flags, recorded.flags, "{} {review:?}", recorded.code);
                let verdict = pack.classify(recorded.area_kind, recorded.means, flags.count()).unwrap();
                assert_eq!(verdict.class, recorded.class, "{} {review:?}", recorded.code);
                all += 1;
                Ok(())
            })
            .unwrap();
    }
    assert!(all > 150_000, "{all}");
}
