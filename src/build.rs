//! Tells the program which compiler made it: `PURRCEPTRON_RUSTC` = what `rustc --version` says.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().ok();
    let version = version.and_then(|output| String::from_utf8(output.stdout).ok());
    let version = version.as_deref().and_then(|text| text.lines().next());
    println!("cargo:rustc-env=PURRCEPTRON_RUSTC={}", version.unwrap_or("an unknown compiler"));
    // "0" … "3", "s" or "z"
    let level = std::env::var("OPT_LEVEL").unwrap_or_default();
    println!("cargo:rustc-env=PURRCEPTRON_OPT_LEVEL={level}");
}
