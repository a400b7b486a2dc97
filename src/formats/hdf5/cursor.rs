//! Reading numbers and addresses from a file that may be hostile, and the two kinds of errors.

/// II. The "undefined address", which stands for an object that does not exist.
pub const UNDEFINED: usize = usize::MAX;

/// The error for bytes that no valid file has.
pub fn damaged(problem: &str) -> String {
    format!("{problem}: the file is damaged, download it again")
}

/// The error for a feature of HDF5 that is not implemented.
pub fn refused(problem: &str) -> String {
    format!("{problem}, which is not read. h5py converts it: {}", copy_command("", "i[n][()]"))
}

/// The command that copies a file `IN` to a file `OUT` that is read. `data` is the Python expression
/// for the elements of the dataset `n` of `OUT`: `i[n][()]` is what it has in `IN`. `imports` is empty,
/// or a comma and what else is imported.
pub fn copy_command(imports: &str, data: &str) -> String {
    format!(
        "`python3 -c \"import h5py{imports}; i = h5py.File('IN'); o = h5py.File('OUT', 'w', \
         libver='earliest'); [o.create_dataset(n, data={data}) for n in i]\"`"
    )
}

/// A position in a file. Every address and every length is checked.
pub struct Cursor<'a> {
    /// The bytes from the position on.
    pub remaining: &'a [u8],
    /// What is being read, for the errors.
    what: &'static str,
}

impl<'a> Cursor<'a> {
    /// The position `address` in these bytes.
    pub fn at(bytes: &'a [u8], address: usize, what: &'static str) -> Result<Self, String> {
        let (remaining, len) = (bytes.get(address..), bytes.len());
        let outside = || damaged(&format!("the {what} is at byte {address} of {len}"));
        Ok(Self { remaining: remaining.ok_or_else(outside)?, what })
    }

    /// The next `length` bytes.
    pub fn read(&mut self, length: usize) -> Result<&'a [u8], String> {
        let (what, left) = (self.what, self.remaining.len());
        let short = || damaged(&format!("the {what} needs {length} bytes, {left} are left"));
        let (bytes, remaining) = self.remaining.split_at_checked(length).ok_or_else(short)?;
        self.remaining = remaining;
        Ok(bytes)
    }

    /// The number in the next 1 to 8 bytes; [`UNDEFINED`] if it does not fit in a `usize`.
    pub fn number(&mut self, width: usize) -> Result<usize, String> {
        let bytes = self.read(width)?.iter().rev();
        let number = bytes.fold(0, |number, &byte| number << 8 | u64::from(byte));
        Ok(usize::try_from(number).unwrap_or(UNDEFINED))
    }

    /// The next `N` addresses, or lengths, which have 8 bytes each.
    pub fn addresses<const N: usize>(&mut self) -> Result<[usize; N], String> {
        let mut addresses = [0; N];
        for address in &mut addresses {
            *address = self.number(8)?;
        }
        Ok(addresses)
    }

    /// Reads a version number, which must be `expected`.
    pub fn version(&mut self, expected: usize) -> Result<(), String> {
        let (what, found) = (self.what, self.number(1)?);
        if found != expected {
            return Err(refused(&format!("the {what} is of version {found}")));
        }
        Ok(())
    }
}
