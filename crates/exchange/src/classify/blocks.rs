//! Cuts a CSV stream into blocks of whole records.

use crate::io_failure;
use base::Failure;
use memchr::{memchr, memchr_iter, memrchr};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Size of a block: large enough that handing it over costs nothing, small enough for the cache.
const BLOCK: usize = 1 << 18;
/// A record longer than this is a quote that was never closed.
const LONGEST_RECORD: usize = 1 << 23;

/// Whole records, with the place of the first one.
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    /// Line number of the first byte, counted from 1.
    pub(super) line: u64,
    /// Bytes of the input read up to the end of this block.
    pub(super) end: u64,
}

/// The first record of a file and the delimiter it was written with.
pub(super) struct Head {
    pub(super) cells: Vec<String>,
    pub(super) delimiter: u8,
}

pub(super) struct Blocks<R> {
    input: R,
    path: PathBuf,
    delimiter: u8,
    /// Read but not yet handed out; starts at the start of a record.
    pending: Vec<u8>,
    line: u64,
    handed_out: u64,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// Reads the header, and with it what kind of file this is.
    pub(super) fn open(input: R, path: &Path) -> Result<(Self, Head), Failure> {
        let mut blocks = Self {
            input,
            path: path.to_owned(),
            delimiter: b',',
            pending: Vec::new(),
            line: 1,
            handed_out: 0,
            ended: false,
        };
        blocks.fill()?;
        if blocks.pending.starts_with(&[0xEF, 0xBB, 0xBF]) {
            blocks.take(3);
        }
        let place = path.display().to_string();
        if blocks.pending.iter().all(u8::is_ascii_whitespace) && blocks.ended {
            return Err(Failure::new("CC-FILE-EMPTY", "tệp rỗng", "the file is empty")
                .at(place)
                .remedy("kiểm tra lại tệp đã xuất", "check the file that was exported"));
        }
        if blocks.pending.starts_with(&[0xFF, 0xFE])
            || blocks.pending.starts_with(&[0xFE, 0xFF])
            || blocks.pending.contains(&0)
        {
            return Err(Failure::new(
                "CC-FILE-ENCODING",
                "tệp không phải là văn bản UTF-8 (có thể là UTF-16 hoặc tệp nhị phân)",
                "the file is not UTF-8 text (perhaps UTF-16 or a binary file)",
            )
            .at(place)
            .remedy(
                "mở bằng Excel và lưu dạng “CSV UTF-8”, hoặc dùng tệp .xlsx",
                "open it in Excel and save it as “CSV UTF-8”, or use the .xlsx file",
            ));
        }
        let line_end = |byte| memchr(byte, &blocks.pending).is_some();
        if line_end(b'\r') && !line_end(b'\n') {
            return Err(Failure::new(
                "CC-FILE-LINE-ENDS",
                "tệp ngắt dòng kiểu Macintosh cũ (chỉ có CR), nên trông như chỉ có một dòng",
                "the file has old Macintosh line ends (CR alone), so it looks like a single line",
            )
            .at(place)
            .remedy(
                "lưu lại dạng “CSV UTF-8”, hoặc dùng tệp .xlsx",
                "save it again as “CSV UTF-8”, or use the .xlsx file",
            ));
        }
        let head = loop {
            let end = memchr(b'\n', &blocks.pending).map_or(blocks.pending.len(), |at| at + 1);
            let line = blocks.pending[..end].to_vec();
            blocks.take(end);
            if line.iter().all(u8::is_ascii_whitespace) && !blocks.pending.is_empty() {
                continue;
            }
            break line;
        };
        let count = |delimiter: u8| memchr_iter(delimiter, &head).count();
        blocks.delimiter = if count(b';') > count(b',') { b';' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).delimiter(blocks.delimiter).from_reader(head.as_slice());
        let mut record = csv::ByteRecord::new();
        // a header that is not CSV at all simply has no known column, and is refused for that
        let _ = reader.read_byte_record(&mut record);
        let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_ascii_lowercase()).collect();
        let delimiter = blocks.delimiter;
        Ok((blocks, Head { cells, delimiter }))
    }

    /// The next block of whole records; none at the end.
    pub(super) fn next_block(&mut self) -> Result<Option<Block>, Failure> {
        loop {
            self.fill()?;
            if self.pending.is_empty() {
                return Ok(None);
            }
            let cut = if self.ended { self.pending.len() } else { last_record_end(&self.pending, self.delimiter) };
            if cut > 0 {
                let line = self.line;
                let rest = self.pending.split_off(cut);
                let bytes = std::mem::replace(&mut self.pending, rest);
                self.line += memchr_iter(b'\n', &bytes).count() as u64;
                self.handed_out += bytes.len() as u64;
                return Ok(Some(Block { bytes, line, end: self.handed_out }));
            }
            if self.pending.len() > LONGEST_RECORD {
                return Err(Failure::new(
                    "CC-CSV-QUOTE",
                    "có dấu ngoặc kép mở mà không đóng, nên không biết dòng kết thúc ở đâu",
                    "a quote is opened and never closed, so the end of the row is unknown",
                )
                .at(format!("{}, từ dòng {}", self.path.display(), self.line))
                .remedy("xoá hoặc đóng dấu ngoặc kép ở dòng đó", "remove or close the quote in that row"));
            }
            self.grow()?;
        }
    }

    fn fill(&mut self) -> Result<(), Failure> {
        if self.ended || self.pending.len() >= BLOCK { Ok(()) } else { self.grow() }
    }

    fn grow(&mut self) -> Result<(), Failure> {
        let wanted = BLOCK as u64;
        self.pending.reserve(BLOCK);
        let read = (&mut self.input).take(wanted).read_to_end(&mut self.pending);
        let read = read.map_err(|error| io_failure(&self.path, &error))?;
        self.ended = (read as u64) < wanted;
        Ok(())
    }

    fn take(&mut self, count: usize) {
        let taken: Vec<u8> = self.pending.drain(..count).collect();
        self.line += memchr_iter(b'\n', &taken).count() as u64;
        self.handed_out += count as u64;
    }
}

/// Where in a record a byte stands. A quote opens a field only at its start; inside, a doubled quote is a quote.
enum State {
    Start,
    Plain,
    Quoted,
    QuoteInQuoted,
}

/// The end of the last whole record in `bytes`, which start at the start of a record; 0 if there is none.
fn last_record_end(bytes: &[u8], delimiter: u8) -> usize {
    if memchr(b'"', bytes).is_none() {
        return memrchr(b'\n', bytes).map_or(0, |at| at + 1);
    }
    let (mut state, mut end) = (State::Start, 0);
    for (at, &byte) in bytes.iter().enumerate() {
        state = match (state, byte) {
            (State::Quoted, b'"') => State::QuoteInQuoted,
            (State::Quoted, _) | (State::Start | State::QuoteInQuoted, b'"') => State::Quoted,
            (_, b'\n') => {
                end = at + 1;
                State::Start
            }
            (_, byte) if byte == delimiter || byte == b'\r' => State::Start,
            _ => State::Plain,
        };
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> &str {
        &text[..last_record_end(text.as_bytes(), b',')]
    }

    #[test]
    fn blocks_end_at_the_end_of_a_record_even_with_quoted_line_ends() {
        assert_eq!(cut("a,b\nc,d\ne"), "a,b\nc,d\n");
        assert_eq!(cut("a,\"b\nc\"\n\"d\ne"), "a,\"b\nc\"\n");
        assert_eq!(cut("a,\"b\"\"\nc\"\nx"), "a,\"b\"\"\nc\"\n");
        // a quote in the middle of a plain field is a plain character
        assert_eq!(cut("5\" pipe,b\nc\n"), "5\" pipe,b\nc\n");
        assert_eq!(cut("no end"), "");
    }
}
