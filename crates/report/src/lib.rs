//! Tables in, XLSX, PDF and CSV out; the fifteen review forms.
