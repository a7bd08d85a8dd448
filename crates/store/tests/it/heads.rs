//! What was written down outside: a chain that was written anew since is found, however well it was done.

use crate::engines::on_both;
use crate::register::{commit, household, open};
use engine::Class::{NearPoor, Poor};

#[test]
fn a_chain_that_grew_keeps_its_heads_and_one_that_was_written_anew_does_not() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor)]);
        let before = store.heads().unwrap();
        assert_eq!((before.len(), before[0].code.as_str(), before[0].seq), (1, "46", 3));
        assert_eq!(before[0].hash, store.verify().unwrap().shards[0].head);
        commit(&mut store, shard, 2022, "b", &[household(1, 1, NearPoor)]);
        let after = store.heads().unwrap();
        store.check_heads(&before).unwrap();
        store.check_heads(&after).unwrap();
        let mut shortened = after.clone();
        shortened[0].seq += 1;
        assert_eq!(store.check_heads(&shortened).unwrap_err().code, "CC-HEADS-REWRITTEN");
        // whoever holds the database can write a chain that holds; it is not the one that was signed
        let forged = "update audit set hash = previous where seq = 3";
        store.db().write(1, |tx| tx.execute(forged, &[])).unwrap();
        let failure = store.check_heads(&before).unwrap_err();
        assert_eq!((failure.code, failure.place.as_str()), ("CC-HEADS-REWRITTEN", "shard 46, record 3"));
    });
}
