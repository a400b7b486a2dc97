#![allow(missing_docs)]
use purrceptron::matrix::{ladder::*, *};
use std::time::Instant;
fn main() {
    let name = std::env::args().nth(1).unwrap_or("avx512".into());
    let isa = Isa::available().find(|i| i.name() == name).unwrap();
    for n in [512usize, 1024] {
        let a = Matrix::from_fn(n, n, |i, j| ((i * 7 + j * 3) % 11) as f64 - 5.0);
        let b = Matrix::from_fn(n, n, |i, j| ((i * 5 + j * 2) % 13) as f64 - 6.0);
        for rung in [Rung::Packed, Rung::Production] {
            let mut best = f64::MAX;
            let mut c = Matrix::zeros(n, n);
            for _ in 0..(if n == 512 { 60 } else { 15 }) {
                let t = Instant::now();
                rung.add_product(Processor { isa, threads: 1 }, &mut c, &a, &b);
                best = best.min(t.elapsed().as_secs_f64());
            }
            println!(
                "{name} {n} {}: {:.1} GFLOP/s",
                rung.name(),
                2.0 * (n * n * n) as f64 / best / 1e9
            );
        }
    }
}
