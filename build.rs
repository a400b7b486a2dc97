//! Tells the program which compiler made it, `PURRCEPTRON_RUSTC` = what `rustc --version` says, and
//! in which profile, `PURRCEPTRON_PROFILE`.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().ok();
    let version = version.and_then(|output| String::from_utf8(output.stdout).ok());
    let version = version.as_deref().and_then(|text| text.lines().next());
    println!("cargo:rustc-env=PURRCEPTRON_RUSTC={}", version.unwrap_or("an unknown compiler"));
    // "release", or "debug" for every other profile
    let profile = std::env::var("PROFILE").unwrap_or_default();
    println!("cargo:rustc-env=PURRCEPTRON_PROFILE={profile}");
}
