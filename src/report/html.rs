//! HTML: text that is only text, the template, and numbers as people write them.

/// Text that stays text, between tags and in quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            // A form feed or a NUL is an error in HTML even where it stands for itself.
            c if c.is_control() && c != '\n' => html.push('\u{fffd}'),
            c => html.push(c),
        }
    }
    html
}

/// The template with each `{{name}}` replaced by its block.
///
/// What a block contains is not looked at again: a name in it is no placeholder.
///
/// # Panics
///
/// If the template asks for a block that is not there, or has no place for one: it is compiled in,
/// so that is a mistake in the program.
#[must_use]
pub fn fill(template: &str, blocks: &[(&str, String)]) -> String {
    for (name, _) in blocks {
        assert!(template.contains(&format!("{{{{{name}}}}}")), "no place for {name}");
    }
    let length = blocks.iter().map(|(_, block)| block.len()).sum::<usize>();
    let mut page = String::with_capacity(template.len() + length);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").expect("}} after {{ in the template");
        let block = blocks.iter().find(|(known, _)| *known == name);
        page.push_str(before);
        page.push_str(&block.unwrap_or_else(|| panic!("no block for {name}")).1);
        rest = after;
    }
    page + rest
}

/// A share in per cent, with two digits where it is not a whole number, on one line.
#[must_use]
pub fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    let whole = (percent - percent.round()).abs() < 1e-9;
    format!("{percent:.*}\u{a0}%", if whole { 0 } else { 2 })
}

/// With a capital letter, as a heading begins.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(
            escape("</script><script>alert('1')</script>"),
            "&lt;/script&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"
        );
        assert_eq!(
            escape("\"><img>&amp;\0\u{1b}Ü"),
            "&quot;&gt;&lt;img&gt;&amp;amp;\u{fffd}\u{fffd}Ü"
        );
    }

    #[test]
    fn what_a_block_contains_is_no_placeholder() {
        let blocks = [("a", "{{b}}".to_string()), ("b", "}}{{".to_string())];
        assert_eq!(fill("1 {{a}} 2 {{b}} 3 {{a}}", &blocks), "1 {{b}} 2 }}{{ 3 {{b}}");
    }

    #[test]
    #[should_panic(expected = "no block for b")]
    fn a_block_that_is_not_there_is_a_mistake() {
        let _ = fill("{{a}}{{b}}", &[("a", String::new())]);
    }

    #[test]
    #[should_panic(expected = "no place for b")]
    fn a_block_that_is_not_used_is_a_mistake() {
        let _ = fill("", &[("b", String::new())]);
    }

    #[test]
    fn shares_and_headings() {
        let shares = [0.0, 0.34, 0.8, 186.0 / 209.0, 207.0 / 209.0, 1.0].map(percent);
        assert_eq!(shares.join(" ").replace('\u{a0}', ""), "0% 34% 80% 89.00% 99.04% 100%");
        assert_eq!(["one neuron", "", "ärger"].map(capital), ["One neuron", "", "Ärger"]);
    }
}
