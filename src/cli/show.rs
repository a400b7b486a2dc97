//! Draws a picture in a terminal. Each character shows two pixels, one above the other.

use std::io::IsTerminal;

use crate::picture::Picture;

/// The characters from black to white, for light text on a dark ground.
const SHADES: &[u8; 10] = b" .:-=+*#%@";

/// Whether to draw in colour: standard output is a terminal that claims 24-bit colour, and the user
/// has not set `NO_COLOR`.
pub fn colour() -> bool {
    let is = |name, values: &[&str]| {
        std::env::var_os(name).is_some_and(|v| values.contains(&&*v.to_string_lossy()))
    };
    std::io::stdout().is_terminal()
        && is("COLORTERM", &["truecolor", "24bit"])
        && !is("TERM", &["dumb"])
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The picture as text, with one line for two rows of pixels. An odd last row is left out.
pub fn draw(picture: &Picture, colour: bool) -> String {
    let rows: Vec<_> = picture.pixels.chunks_exact(3 * picture.width).collect();
    let mut text = String::new();
    for pair in rows.chunks_exact(2) {
        let [above, below] = [pair[0], pair[1]].map(|row| row.as_chunks::<3>().0);
        for (above, below) in above.iter().zip(below) {
            if colour {
                // The foreground colour fills the upper half, the background colour the lower half.
                let ([r, g, b], [r2, g2, b2]) = (above, below);
                text += &format!("\x1b[38;2;{r};{g};{b};48;2;{r2};{g2};{b2}m▀");
            } else {
                let shade = (luma(*above) + luma(*below)) / 2.0 / 256.0 * SHADES.len() as f64;
                text.push(SHADES[shade as usize].into());
            }
        }
        text += if colour { "\x1b[0m\n" } else { "\n" };
    }
    text
}

/// The brightness of a colour, from 0 to 255: ITU-R BT.601.
fn luma([r, g, b]: [u8; 3]) -> f64 {
    0.299 * f64::from(r) + 0.587 * f64::from(g) + 0.114 * f64::from(b)
}

#[cfg(test)]
mod tests {
    use super::{Picture, draw};

    #[test]
    fn two_rows_become_one_line() {
        let pixels = vec![255, 255, 255, 0, 0, 0, 255, 255, 255, 9, 8, 7];
        let picture = Picture { width: 2, height: 2, pixels };
        assert_eq!(draw(&picture, false), "@ \n");
        assert_eq!(
            draw(&picture, true),
            "\x1b[38;2;255;255;255;48;2;255;255;255m▀\x1b[38;2;0;0;0;48;2;9;8;7m▀\x1b[0m\n"
        );
    }
}
