//! The structure of `src/`: no files that import each other in a circle, none too long to read, and none forgotten.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

/// The text of each file by its name, as `src/matrix/view.rs`.
type Sources = BTreeMap<String, String>;

fn read(root: &Path, name: &str, sources: &mut Sources) {
    let path = root.join(name);
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            let entry = entry.unwrap().file_name();
            read(root, &format!("{name}/{}", entry.to_str().unwrap()), sources);
        }
    } else {
        sources.insert(name.to_string(), fs::read_to_string(path).unwrap());
    }
}

/// All files in `src/`, or only those in Rust.
fn sources(only_rust: bool) -> Sources {
    let mut sources = Sources::new();
    read(Path::new(env!("CARGO_MANIFEST_DIR")), "src", &mut sources);
    sources.retain(|name, _| name.ends_with(".rs") || !only_rust);
    sources
}

/// The paths in a `use` statement: `a::{b, c::{d, e}}` is `a::b`, `a::c::d` and `a::c::e`.
fn expand(prefix: &str, trees: &str, paths: &mut Vec<String>) {
    let mut depth = 0;
    let trees = trees.split(|character| {
        depth += i32::from(character == '{') - i32::from(character == '}');
        character == ',' && depth == 0
    });
    for tree in trees.map(str::trim).filter(|tree| !tree.is_empty()) {
        match tree.strip_suffix('}').and_then(|tree| tree.split_once('{')) {
            Some((head, trees)) => expand(&format!("{prefix}{head}"), trees, paths),
            None => paths.push(format!("{prefix}{tree}")),
        }
    }
}

/// The paths in all `use` statements of a file, without those of its unit tests.
fn used_paths(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap().trim());
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut paths = Vec::new();
    for (start, keyword) in text.match_indices("use ") {
        let before = text[..start].rsplit('\n').next().unwrap();
        if before.is_empty() || before.starts_with("pub") {
            expand("", text[start + keyword.len()..].split(';').next().unwrap(), &mut paths);
        }
    }
    paths
}

/// Which other files each file imports from.
fn imports(sources: &Sources) -> BTreeMap<&str, BTreeSet<&str>> {
    let module = |file: &str| {
        let path = file.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("/lib");
        path.replace('/', "::")
    };
    let files: BTreeMap<String, &str> =
        sources.keys().map(|file| (module(file), &**file)).collect();
    let imported = |from: &str, path: &str| {
        let mut at = module(from);
        for name in path.split("::") {
            let next = match name.split(" as ").next().unwrap() {
                "crate" => "src".to_string(),
                "super" => at.rsplit_once("::").unwrap().0.to_string(),
                "self" => continue,
                name => format!("{at}::{name}"),
            };
            if !files.contains_key(&next) {
                break; // an item of the module, or another crate
            }
            at = next;
        }
        files[&at]
    };
    let mut imports = BTreeMap::<_, BTreeSet<_>>::new();
    for (from, text) in sources {
        let files = used_paths(text).into_iter().map(|path| imported(from, &path));
        imports.insert(&**from, files.filter(|file| file != from).collect());
    }
    imports
}

/// The shortest way from a file through its imports back to itself.
fn circle<'a>(imports: &BTreeMap<&str, BTreeSet<&'a str>>, file: &'a str) -> Option<Vec<&'a str>> {
    let mut ways = VecDeque::from([vec![file]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for &next in &imports[way.last().unwrap()] {
            if next == file {
                return Some([&way[..], &[file]].concat());
            }
            if seen.insert(next) {
                ways.push_back([&way[..], &[next]].concat());
            }
        }
    }
    None
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let sources = sources(true);
    let imports = imports(&sources);
    // Imports are found: in nested braces, through `super` and `crate`, and in a re-export.
    let nested = "pub(crate) use a::{\n    b,\n    c::{d, e}, // as here\n};\n";
    assert_eq!(used_paths(nested), ["a::b", "a::c::d", "a::c::e"]);
    assert!(imports["src/network/train.rs"].contains("src/network/forward.rs"));
    assert!(imports["src/network/train.rs"].contains("src/training.rs"));
    assert!(imports["src/matrix/mod.rs"].contains("src/matrix/view.rs"));
    let circles = imports.keys().filter_map(|file| circle(&imports, file));
    let shortest = circles.min_by_key(Vec::len).unwrap_or_default();
    assert!(shortest.is_empty(), "imported in a circle: {}", shortest.join(" -> "));
}

#[test]
fn files_are_short_and_the_product_is_small() {
    let mut product = 0;
    for (file, text) in sources(false) {
        let lines = text.lines().count();
        assert!(lines <= 300, "{file} has {lines} lines, more than 300");
        product += if file.starts_with("src/matrix/") { lines } else { 0 };
    }
    assert!((1..1000).contains(&product), "src/matrix/ has {product} lines, not below 1,000");
}

#[test]
fn every_part_of_the_script_is_in_the_page() {
    let sources = sources(false);
    let parts: Vec<&String> = sources.keys().filter(|name| name.ends_with(".js")).collect();
    let module = &sources["src/report/mod.rs"];
    for part in &parts {
        let name = part.rsplit('/').next().unwrap();
        assert!(module.contains(&format!("include_str!(\"script/{name}\")")), "{part}");
    }
    assert!(parts.len() > 5, "{parts:?}");
}

#[test]
fn the_readme_names_files_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let links = readme.split("](").skip(1).map(|after| after.split(')').next().unwrap());
    let ours: Vec<&str> = links.filter(|link| !link.contains("://")).collect();
    assert!(ours.contains(&"docs/page.png"), "{ours:?}");
    for link in ours {
        let file = fs::metadata(root.join(link)).unwrap_or_else(|error| panic!("{link}: {error}"));
        assert!(file.len() < 300_000, "{link} has {} bytes", file.len());
    }
    let source = readme.split('`').skip(1).step_by(2).filter(|name| name.starts_with("src/"));
    for name in source {
        assert!(root.join(name).exists(), "{name}");
    }
}
