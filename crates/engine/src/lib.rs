//! Standards as data; answers → deprivations → class, with the reason. No I/O
