//! HTML: the escaping of text, the template, and numbers as people write them.

/// Text with every character escaped that has a meaning between tags or in a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            // HTML forbids most control characters even in text: U+FFFD is shown instead.
            c if c.is_control() && c != '\n' => html.push('\u{fffd}'),
            c => html.push(c),
        }
    }
    html
}

/// The template with each `{{name}}` replaced by its block.
///
/// A `{{name}}` inside a block is not replaced.
///
/// # Panics
///
/// If the template names a block that is missing, or does not name one of the `blocks`. The template
/// is compiled in, so this would be a mistake in the program.
pub fn fill(template: &str, blocks: &[(&str, String)]) -> String {
    for (name, _) in blocks {
        assert!(template.contains(&format!("{{{{{name}}}}}")), "no {{{{{name}}}}} in the template");
    }
    let length = blocks.iter().map(|(_, block)| block.len()).sum::<usize>();
    let mut page = String::with_capacity(template.len() + length);
    let mut remaining = template;
    while let Some((before, after)) = remaining.split_once("{{") {
        let (name, after) = after.split_once("}}").expect("}} after {{ in the template");
        let block = blocks.iter().find(|(known, _)| *known == name);
        page.push_str(before);
        page.push_str(&block.unwrap_or_else(|| panic!("no block for {name}")).1);
        remaining = after;
    }
    page + remaining
}

/// A fraction in per cent, with two decimals unless it is a whole number. The space before `%` does
/// not break.
pub fn percent(fraction: f64) -> String {
    let percent = 100.0 * fraction;
    let whole = (percent - percent.round()).abs() < 1e-9;
    format!("{percent:.*}\u{a0}%", if whole { 0 } else { 2 })
}

/// The text with a capital first letter, for headings.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_character_is_escaped() {
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
    fn a_placeholder_in_a_block_is_not_replaced() {
        let blocks = [("a", "{{b}}".to_string()), ("b", "}}{{".to_string())];
        assert_eq!(fill("1 {{a}} 2 {{b}} 3 {{a}}", &blocks), "1 {{b}} 2 }}{{ 3 {{b}}");
    }

    #[test]
    #[should_panic(expected = "no block for b")]
    fn a_missing_block_panics() {
        let _ = fill("{{a}}{{b}}", &[("a", String::new())]);
    }

    #[test]
    #[should_panic(expected = "no {{b}} in the template")]
    fn a_block_that_the_template_does_not_name_panics() {
        let _ = fill("", &[("b", String::new())]);
    }

    #[test]
    fn fractions_and_headings() {
        let fractions = [0.0, 0.34, 0.8, 186.0 / 209.0, 207.0 / 209.0, 1.0].map(percent);
        assert_eq!(fractions.join(" ").replace('\u{a0}', ""), "0% 34% 80% 89.00% 99.04% 100%");
        assert_eq!(["one neuron", "", "ärger"].map(capital), ["One neuron", "", "Ärger"]);
    }
}
