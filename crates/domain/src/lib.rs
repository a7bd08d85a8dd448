//! Areas through time, published results, restated series
pub mod access;
pub mod area;
pub mod form;
pub mod oversight;
pub mod programme;
pub mod register;
pub mod result;
pub mod series;
pub mod synthetic;
