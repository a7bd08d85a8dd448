//! Areas through time, published results, restated series
