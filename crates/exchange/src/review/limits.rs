//! How large a file may be. Beyond any real province, below what would fill a small computer's memory.

/// Limits on a file; every one that is passed refuses the file with a code of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file: u64,
    /// Bytes of all parts of an XLSX, uncompressed. A million rows of 27 columns are about 1.5 GB.
    pub unpacked: u64,
    /// Bytes of the table of shared texts of an XLSX, uncompressed: the one part that is held in memory.
    pub shared_texts: u64,
    /// How many times larger a part may be than its compressed form, once it is larger than [`Limits::ratio_from`].
    /// Real sheets, even quite uniform ones, stay below 60; a bomb reaches 1,000.
    pub ratio: u64,
    /// Parts smaller than this are never called bombs.
    pub ratio_from: u64,
    /// Parts of an XLSX.
    pub parts: usize,
    /// Rows with content.
    pub rows: u64,
    /// Columns; content to the right of them is a stray cell.
    pub columns: usize,
    /// Empty rows before a row with content; more make it a stray cell.
    pub gap: u32,
    /// Bytes of one line of a CSV file.
    pub line: usize,
    /// Bytes of an old XLS, which can only be read whole.
    pub xls: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 512 << 20,
            unpacked: 4 << 30,
            shared_texts: 512 << 20,
            ratio: 150,
            ratio_from: 8 << 20,
            parts: 2_000,
            rows: 5_000_000,
            columns: 512,
            gap: 50_000,
            line: 1 << 20,
            xls: 64 << 20,
        }
    }
}
