//! A picture in a terminal: two pixels, one above the other, in each character.
//!
//! In colour the character is `▀`, whose upper half has the foreground's colour and lower half the
//! background's (`ESC[38;2;R;G;Bm` and `ESC[48;2;R;G;Bm`, ISO 8613-6). Without, it is a letter that
//! fills as much of its place as the two pixels are bright.

use super::Picture;

/// From dark to bright, as on a dark background.
const SHADES: &[u8] = b" .:-=+*#%@";

impl Picture {
    /// In 24-bit colour.
    #[must_use]
    pub fn in_colour(&self) -> String {
        self.characters(
            |above, below| {
                let colour = |[r, g, b]: [u8; 3]| format!("{r};{g};{b}");
                format!("\x1b[38;2;{}m\x1b[48;2;{}m▀", colour(above), colour(below))
            },
            "\x1b[0m\n",
        )
    }

    /// In letters.
    #[must_use]
    pub fn in_letters(&self) -> String {
        self.characters(
            |above, below| {
                let sum: usize = above.iter().chain(&below).map(|&byte| usize::from(byte)).sum();
                char::from(SHADES[sum * (SHADES.len() - 1) / (6 * 255)]).to_string()
            },
            "\n",
        )
    }

    /// A line for every two rows; below an odd last row it is black.
    fn characters(&self, character: impl Fn([u8; 3], [u8; 3]) -> String, end: &str) -> String {
        let (pixels, _) = self.pixels.as_chunks::<3>();
        let rows: Vec<&[[u8; 3]]> = pixels.chunks(self.width.max(1)).collect();
        let mut text = String::new();
        for pair in rows.chunks(2) {
            for (x, &above) in pair[0].iter().enumerate() {
                let below = pair.get(1).map_or([0; 3], |row| row[x]);
                text += &character(above, below);
            }
            text += end;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_rows_make_a_line() {
        let pixels = vec![0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 255, 255, 1, 2, 3, 128, 128, 128];
        let picture = Picture { width: 2, height: 3, pixels };
        assert_eq!(picture.in_letters(), " @\n :\n");
        let colour = picture.in_colour();
        let last =
            "\x1b[38;2;1;2;3m\x1b[48;2;0;0;0m▀\x1b[38;2;128;128;128m\x1b[48;2;0;0;0m▀\x1b[0m\n";
        assert!(colour.ends_with(last), "{colour:?}");
        assert_eq!(colour.lines().count(), 2);
    }
}
