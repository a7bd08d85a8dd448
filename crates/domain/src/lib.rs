//! Areas through time, published results, restated series
pub mod area;
pub mod result;
pub mod series;
