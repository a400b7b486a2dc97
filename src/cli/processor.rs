//! What the commands ask of the processor, `--threads N` and `--kernel NAME`, and what it is.

use std::num::NonZero;

use super::arguments::{Arguments, Opt};
use crate::error::{Error, Result};
use crate::processor::{Isa, Processor};

/// The most threads; a larger number is assumed to be a typing error.
const MOST_THREADS: usize = 1024;
/// All kernels there are, also those for other CPUs than this.
const KERNELS: [&str; 3] = ["avx512", "avx2", "portable"];

/// The option for the number of threads.
pub const THREADS: Opt =
    Opt::new("--threads", "N", "how many threads to use, all cores if not given");

/// The option for the kernel.
pub const KERNEL: Opt =
    Opt::new("--kernel", "NAME", "avx512, avx2 or portable; the fastest if not given");

/// The processor with the kernel and the number of threads that the user asks for.
///
/// # Errors
///
/// If the processor does not have these instructions, or an option has no valid value.
pub fn asked_for(arguments: &Arguments) -> Result<Processor> {
    let mut processor = Processor::current();
    let name = arguments.word(KERNEL.name, &KERNELS).map_err(|error| match error {
        Error::Usage(problem) => Error::Usage(format!("{problem}\n{}", runnable())),
        error => error,
    })?;
    if let Some(name) = name {
        processor.isa = find_isa(name, Isa::available())?;
    }
    if let Some(threads) = arguments.number(THREADS.name, 1, MOST_THREADS)? {
        processor.threads = threads;
    }
    Ok(processor)
}

/// The instructions of a kernel; an error if this CPU does not have them.
fn find_isa(name: &str, mut available: impl Iterator<Item = Isa>) -> Result<Isa> {
    available.find(|isa| isa.name() == name).ok_or_else(|| {
        Error::Other(format!("there is a kernel {name}, but not for this CPU\n{}", runnable()))
    })
}

fn runnable() -> String {
    format!("This CPU can run: {}.", kernels())
}

/// The names of the kernels that this CPU can run.
pub fn kernels() -> String {
    Isa::available().map(Isa::name).collect::<Vec<_>>().join(", ")
}

/// How many threads can run at the same time.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// The name of the CPU on Linux; otherwise `unknown`.
pub fn cpu_name() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    model_name(&cpuinfo).unwrap_or_else(|| "unknown".into())
}

/// The name in a line `model name : …`, unless it is empty or too long for a line.
fn model_name(cpuinfo: &str) -> Option<String> {
    let mut fields = cpuinfo.lines().filter_map(|line| line.split_once(':'));
    let name = fields.find(|(field, _)| field.trim() == "model name")?.1.trim();
    let printable = !name.is_empty() && !name.chars().any(char::is_control);
    (printable && name.chars().count() <= 64).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_that_this_cpu_lacks_is_refused() {
        assert_eq!(find_isa("portable", Isa::available()), Ok(Isa::PORTABLE));
        let error = find_isa("avx512", [Isa::PORTABLE].into_iter()).unwrap_err().to_string();
        assert!(error.starts_with("there is a kernel avx512, but not for this CPU\n"), "{error}");
        assert!(error.contains("can run: ") && error.ends_with("portable."), "{error}");
    }

    #[test]
    fn every_kernel_can_be_asked_for() {
        assert!(Isa::available().all(|isa| KERNELS.contains(&isa.name())));
    }

    #[test]
    fn the_name_of_a_cpu_is_read_strictly() {
        let named = |line: &str| model_name(&format!("processor\t: 0\nvendor\n{line}\nflags\t: a"));
        assert_eq!(named("model name\t:  Chip: X 9 "), Some("Chip: X 9".into()));
        let long = format!("model name : {}", "x".repeat(65));
        for bad in
            ["", "model name", "model name\t:  ", "model\t: 7", "model name : \u{1b}[31m", &long]
        {
            assert_eq!(named(bad), None, "{bad}");
        }
    }
}
