//! The choice of the CPU's instructions: which there are, and loops compiled for each of them.
//!
//! AVX-512 multiplies and adds 8 numbers at a time, AVX2 4. The compiler turns plain loops into these
//! instructions when each variant is a function of its own.
#![allow(unsafe_code)] // the crate's only one stands in `Kernel::run`

use std::sync::atomic::{AtomicUsize, Ordering};

/// The most rows of a tile, whatever the kernel.
pub(super) const MOST_ROWS: usize = 10;

/// Which of the CPU's instructions multiply and add.
///
/// The fused kinds round once per multiply-add, so they give the same bits as one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kernel(Instructions);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Instructions {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2Fma,
    Portable,
}

/// Which of [`Kernel::available`] is to be used.
static CHOSEN: AtomicUsize = AtomicUsize::new(0);

/// Sets the kernel of all products, in the whole process. The fused kinds give the same bits.
///
/// # Panics
///
/// Never: whoever has a `Kernel` has one that this CPU can run.
pub fn set_kernel(kernel: Kernel) {
    let place = Kernel::available().position(|available| available == kernel);
    CHOSEN.store(place.expect("a CPU keeps its features"), Ordering::Relaxed);
}

/// The kernel of all products: [`Kernel::best`], unless [`set_kernel`] was called.
#[must_use]
pub fn kernel() -> Kernel {
    Kernel::available().nth(CHOSEN.load(Ordering::Relaxed)).unwrap_or(Kernel::PORTABLE)
}

/// Loops to be compiled once for each kind of instructions.
pub(super) trait Loops {
    /// Runs them. `WIDTH` is how many of a row's 8 sums the registers hold at a time.
    ///
    /// Implementations are `#[inline(always)]`: only inlined are they compiled for the CPU's
    /// instructions.
    fn run<const WIDTH: usize>(self, multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy);
}

impl Kernel {
    /// What every CPU can do, in the instructions that the compiler was told to assume.
    pub const PORTABLE: Kernel = Kernel(Instructions::Portable);

    /// All there are for this kind of CPU, the fastest first.
    const ALL: &[Kernel] = &[
        #[cfg(target_arch = "x86_64")]
        Kernel(Instructions::Avx512),
        #[cfg(target_arch = "x86_64")]
        Kernel(Instructions::Avx2Fma),
        Self::PORTABLE,
    ];

    /// Those that this CPU can run, the fastest first.
    pub fn available() -> impl Iterator<Item = Kernel> {
        Self::ALL.iter().copied().filter(|kernel| match kernel.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
            }
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2Fma => {
                is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
            }
            Instructions::Portable => true,
        })
    }

    /// The fastest that this CPU can run.
    #[must_use]
    pub fn best() -> Kernel {
        Self::available().next().unwrap_or(Self::PORTABLE)
    }

    /// What the instructions are called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => "AVX-512",
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2Fma => "AVX2+FMA",
            Instructions::Portable => "portable",
        }
    }

    /// What the instructions are called where they are typed: one word, in small letters.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => "avx512",
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2Fma => "avx2",
            Instructions::Portable => "portable",
        }
    }

    /// Runs loops, compiled for this kernel's instructions.
    pub(super) fn run<L: Loops>(self, loops: L) {
        // SAFETY: these functions are unsafe to call only because of the CPU features they are
        // compiled with, and a `Kernel` other than `PORTABLE` comes only from `available`, which
        // has asked this CPU for the features of its function.
        unsafe {
            match self.0 {
                #[cfg(target_arch = "x86_64")]
                Instructions::Avx512 => avx512(loops),
                #[cfg(target_arch = "x86_64")]
                Instructions::Avx2Fma => avx2(loops),
                Instructions::Portable => portable(loops),
            }
        }
    }

    /// Whether one of the instructions turns `u64`s into `f64`s.
    pub(super) fn converts_u64s(self) -> bool {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => true,
            _ => false,
        }
    }

    /// The most rows of a tile.
    pub(crate) fn most_rows(self) -> usize {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => MOST_ROWS,
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2Fma => 6,
            Instructions::Portable => 6,
        }
    }
}

/// DQ turns `u64`s into `f64`s, and VL keeps narrow tiles in registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
#[inline(never)]
fn avx512<L: Loops>(loops: L) {
    loops.run::<8>(f64::mul_add);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[inline(never)]
fn avx2<L: Loops>(loops: L) {
    loops.run::<8>(f64::mul_add);
}

#[inline(never)]
fn portable<L: Loops>(loops: L) {
    loops.run::<4>(portable_multiply_add);
}

/// `f64::mul_add` without the instruction is a library call, a hundred times slower.
fn portable_multiply_add(x: f64, y: f64, s: f64) -> f64 {
    if cfg!(any(target_feature = "fma", target_arch = "aarch64")) {
        x.mul_add(y, s)
    } else {
        x * y + s
    }
}
