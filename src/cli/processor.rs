//! What the commands ask of the processor: `--threads N` and `--kernel NAME`.

use super::arguments::{Arguments, Opt};
use crate::error::{Error, Result};
use crate::matrix::{Kernel, set_kernel, set_threads, threads};

/// More threads than this are surely a slip of the keyboard.
const MOST_THREADS: usize = 1024;
/// All kernels there are, also those for other CPUs than this.
const KERNELS: [&str; 3] = ["avx512", "avx2", "portable"];

/// How many threads.
pub const THREADS: Opt =
    Opt { name: "--threads", value: "N", help: "how many threads to use, all cores if not given" };

/// Which kernel.
pub const KERNEL: Opt = Opt {
    name: "--kernel",
    value: "NAME",
    help: "avx512, avx2 or portable; the fastest if not given",
};

/// Does what `--threads` and `--kernel` ask for.
///
/// # Errors
///
/// If it cannot be done, or makes no sense.
pub fn set(arguments: &Arguments) -> Result<()> {
    let count = arguments.number(THREADS.name, 1, MOST_THREADS)?;
    if let Some(name) = arguments.choice(KERNEL.name, &KERNELS).map_err(|error| match error {
        Error::Usage(problem) => Error::Usage(format!("{problem}\n{}", runnable())),
        error => error,
    })? {
        set_kernel(find_kernel(name, Kernel::available())?);
    }
    if let Some(count) = count {
        set_threads(count);
    }
    Ok(())
}

/// # Errors
///
/// If this CPU does not have the instructions.
fn find_kernel(name: &str, mut available: impl Iterator<Item = Kernel>) -> Result<Kernel> {
    available.find(|kernel| kernel.id() == name).ok_or_else(|| {
        Error::Other(format!("there is a kernel {name}, but not for this CPU\n{}", runnable()))
    })
}

fn runnable() -> String {
    let ids: Vec<&str> = Kernel::available().map(Kernel::id).collect();
    format!("This CPU can run: {}.", ids.join(", "))
}

/// `2 threads`, in words.
pub fn thread_count() -> String {
    match threads() {
        1 => "1 thread".into(),
        n => format!("{n} threads"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_that_this_cpu_lacks_is_refused() {
        assert_eq!(find_kernel("portable", Kernel::available()), Ok(Kernel::PORTABLE));
        let error = find_kernel("avx512", [Kernel::PORTABLE].into_iter()).unwrap_err().to_string();
        assert!(error.starts_with("there is a kernel avx512, but not for this CPU\n"), "{error}");
        assert!(error.contains("can run: ") && error.ends_with("portable."), "{error}");
    }

    #[test]
    fn every_kernel_can_be_asked_for() {
        assert!(Kernel::available().all(|kernel| KERNELS.contains(&kernel.id())));
    }
}
