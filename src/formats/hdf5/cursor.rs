//! The one way through the bytes of a file that nobody vouches for, and the two kinds of complaint.

/// The "undefined address" of something that does not exist.
pub const UNDEFINED: usize = usize::MAX;

/// What cannot be right.
pub fn damaged(problem: &str) -> String {
    format!("{problem}: the file is damaged, download it again")
}

/// The error for what may be right but is not read.
pub fn refused(problem: &str) -> String {
    let python = "import h5py; i = h5py.File('IN'); o = h5py.File('OUT', 'w', libver='earliest'); \
                  [o.create_dataset(n, data=i[n][()]) for n in i]";
    format!("{problem}, which is not read. h5py converts it: `python3 -c \"{python}\"`")
}

/// A place to read on from: the one way to follow an address and to move on, both checked.
pub struct Cursor<'a> {
    pub rest: &'a [u8],
    /// What is being read, for the errors.
    what: &'static str,
}

impl<'a> Cursor<'a> {
    pub fn at(bytes: &'a [u8], address: usize, what: &'static str) -> Result<Self, String> {
        let (rest, len) = (bytes.get(address..), bytes.len());
        let outside = || damaged(&format!("the {what} is at byte {address} of {len}"));
        rest.ok_or_else(outside).map(|rest| Self { rest, what })
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8], String> {
        let (what, left) = (self.what, self.rest.len());
        let short = || damaged(&format!("the {what} needs {length} bytes, {left} are left"));
        let (taken, rest) = self.rest.split_at_checked(length).ok_or_else(short)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The number in the next 1 to 8 bytes; one too large for this computer is as good as
    /// undefined.
    pub fn number(&mut self, width: usize) -> Result<usize, String> {
        let bytes = self.take(width)?.iter().rev();
        let number = bytes.fold(0, |number, &byte| number << 8 | u64::from(byte));
        Ok(usize::try_from(number).unwrap_or(UNDEFINED))
    }

    /// The next `N` addresses (or lengths, which are alike).
    pub fn addresses<const N: usize>(&mut self) -> Result<[usize; N], String> {
        let mut addresses = [0; N];
        for address in &mut addresses {
            *address = self.number(8)?;
        }
        Ok(addresses)
    }

    pub fn version(&mut self, read: usize) -> Result<(), String> {
        let (what, found) = (self.what, self.number(1)?);
        if found != read {
            return Err(refused(&format!("the {what} is of version {found}")));
        }
        Ok(())
    }
}
