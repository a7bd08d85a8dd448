//! The store: one portable SQL text on SQLite and PostgreSQL, register, audit chain.
