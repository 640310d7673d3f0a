//! Tells the linker what dividing the program needs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // Which function calls which is known from the relocations alone.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
