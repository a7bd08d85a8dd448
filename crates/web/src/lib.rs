//! The pages: plain HTML over HTTP, charts as SVG.
