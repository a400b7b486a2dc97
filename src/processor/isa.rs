//! The instructions of the processor: which there are, and loops compiled once for each of them.
//!
//! AVX-512 multiplies and adds 8 numbers at a time, AVX2 4, NEON and SSE2 2. Nothing here is written
//! in assembly: the compiler turns plain loops into these instructions wherever they are inlined into
//! a function that is compiled for them.
#![allow(unsafe_code)] // the crate's only unsafe block stands in `Isa::run`

/// An instruction set: which of the processor's instructions multiply and add.
///
/// A multiply-add is "fused" if it rounds once, not twice. AVX-512, AVX2 and NEON are fused and give the
/// same bits. The portable instructions of x86-64, SSE2, are not fused and may give other last bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Isa(Instructions);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Instructions {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Portable,
}

/// Loops that are compiled once for each instruction set.
pub(crate) trait Loops {
    /// Runs the loops with `fma(a, b, c) = a·b + c`.
    ///
    /// Implementations must be `#[inline(always)]`: they are compiled for an instruction set only where
    /// they are inlined into a function that is.
    fn run(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy);
}

impl Isa {
    /// The instructions that every processor of this architecture has.
    pub const PORTABLE: Isa = Isa(Instructions::Portable);

    /// The instruction sets that this processor has, the fastest first.
    pub fn available() -> impl Iterator<Item = Isa> {
        let all = [
            #[cfg(target_arch = "x86_64")]
            (
                Instructions::Avx512,
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl"),
            ),
            #[cfg(target_arch = "x86_64")]
            (
                Instructions::Avx2,
                is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            ),
            (Instructions::Portable, true),
        ];
        all.into_iter().filter(|(_, detected)| *detected).map(|(instructions, _)| Isa(instructions))
    }

    /// The fastest instruction set that this processor has.
    pub fn best() -> Isa {
        Self::available().next().unwrap_or(Self::PORTABLE)
    }

    /// Its name, as `--kernel` takes it.
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => "avx512",
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => "avx2",
            Instructions::Portable => "portable",
        }
    }

    /// MR, the largest number of rows of the micro-kernel's tile.
    ///
    /// A row of 8 sums is one register of AVX-512, which has 32: 10 rows of two tiles leave 12 for `a` and
    /// `b`. It is two registers of AVX2, which has 16: 6 rows leave four. It is four of NEON's 32, and four
    /// of SSE2's 16.
    pub(crate) fn mr(self) -> usize {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => 10,
            #[cfg(target_arch = "x86_64")]
            Instructions::Portable => 3,
            _ => 6,
        }
    }

    /// Whether two instructions convert a register's 4 or 8 bytes to `f64`s, so few that the micro-kernel
    /// may do it again for each micro-panel of `A`. NEON and SSE2 need as many instructions as for the
    /// multiply-adds.
    pub(crate) fn converts_bytes(self) -> bool {
        cfg!(target_arch = "x86_64") && self != Self::PORTABLE
    }

    /// Whether this is AVX-512, which also converts `u64`s to `f64`s.
    pub(crate) fn has_avx512(self) -> bool {
        cfg!(target_arch = "x86_64") && self.name() == "avx512"
    }

    /// Runs loops, compiled for these instructions.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn run<L: Loops>(self, loops: L) {
        // SAFETY: these functions are unsafe to call only because of the features they are compiled
        // with. An `Isa` other than `PORTABLE` comes only from `available`, which has asked this
        // processor for the features of its function.
        unsafe {
            match self.0 {
                Instructions::Avx512 => avx512(loops),
                Instructions::Avx2 => avx2(loops),
                Instructions::Portable => portable(loops),
            }
        }
    }

    /// Runs loops, compiled for these instructions.
    #[cfg(not(target_arch = "x86_64"))]
    pub(crate) fn run<L: Loops>(self, loops: L) {
        portable(loops);
    }
}

/// AVX-512 F has the multiply-adds, DQ converts integers of 64 bits to `f64`s, VL does the same in shorter
/// registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
#[inline(never)]
fn avx512<L: Loops>(loops: L) {
    loops.run(f64::mul_add);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[inline(never)]
fn avx2<L: Loops>(loops: L) {
    loops.run(f64::mul_add);
}

#[inline(never)]
fn portable<L: Loops>(loops: L) {
    loops.run(multiply_then_add);
}

/// `a·b + c`, fused only where there is an instruction for it: without one, `f64::mul_add` is a library
/// call, a hundred times slower.
fn multiply_then_add(a: f64, b: f64, c: f64) -> f64 {
    if cfg!(any(target_feature = "fma", target_arch = "aarch64")) {
        a.mul_add(b, c)
    } else {
        a * b + c
    }
}
