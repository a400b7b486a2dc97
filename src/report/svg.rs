//! Plots as inline SVG 1.1 (`https://www.w3.org/TR/SVG11/`): axes, lines, open circles and bars.
//!
//! A plot is 400 units wide and is scaled to the width of the page. Its elements have CSS classes, to
//! which the style sheet of the page gives their colours.

use super::html::escape;

/// The width of every plot. Text of 14 units is still 11 pixels high on a page of 320 pixels.
const WIDTH: f64 = 400.0;
/// The space above the figure and on the left of the legend.
const MARGIN: f64 = 6.0;
/// The space on the left of a panel, for the numbers of its ticks.
const LEFT: f64 = 46.0;
/// The space on the right of a panel.
const RIGHT: f64 = 18.0;
/// The height of a line of text.
const LINE: f64 = 20.0;
/// The size of the font.
const FONT: f64 = 14.0;

/// An axis with ticks whose distance is 1, 2 or 5 times a power of ten.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The first tick, where the axis begins.
    pub from: f64,
    /// The last tick, where the axis ends.
    pub to: f64,
    /// The distance between two ticks.
    pub step: f64,
}

impl Axis {
    /// The shortest axis from `from` or below to `to` or above with at most `count` steps between ticks.
    ///
    /// # Panics
    ///
    /// Unless both are finite and `from` is below `to`.
    pub fn covering(from: f64, to: f64, count: usize) -> Self {
        assert!(from < to && (to - from).is_finite(), "an axis from {from} to {to}");
        let rough = (to - from) / count as f64;
        let power = 10_f64.powf(rough.log10().floor());
        // 1e-9 of a step is ignored, so that a rounding error does not lead to a longer step.
        let fits =
            |step: &f64| (to / step - 1e-9).ceil() - (from / step + 1e-9).floor() <= count as f64;
        let steps = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0].map(|round| round * power);
        let step = steps.into_iter().find(fits).unwrap_or(100.0 * power);
        Self {
            from: (from / step + 1e-9).floor() * step,
            to: (to / step - 1e-9).ceil() * step,
            step,
        }
    }

    /// The value and the label of each tick.
    fn ticks(&self) -> impl Iterator<Item = (f64, String)> {
        let decimals = (-self.step.log10().floor()).clamp(0.0, 12.0) as usize;
        let plain = self.step < 1e6 && self.step > 1e-12;
        let count = ((self.to - self.from) / self.step).round() as usize;
        (0..=count).map(move |i| {
            let value = self.from + i as f64 * self.step;
            let text = if plain { format!("{value:.decimals$}") } else { format!("{value:.0e}") };
            (value, text)
        })
    }

    /// The position of a value on the axis, from 0 at its beginning to 1 at its end.
    fn position(&self, value: f64) -> f64 {
        (value - self.from) / (self.to - self.from)
    }
}

/// The symbol of a series in the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A line.
    Line,
    /// An open circle.
    Circle,
    /// A bar.
    Bar,
}

/// A figure: a legend and, below it, one or more panels.
pub struct Figure {
    body: String,
    height: f64,
}

impl Figure {
    /// A figure without panels. Its legend has the symbol, the CSS class and the name of each series,
    /// two in a row.
    pub fn new(legend: &[(Mark, &str, &str)]) -> Self {
        let mut body = String::new();
        for (n, (mark, class, name)) in legend.iter().enumerate() {
            let x = MARGIN + (n % 2) as f64 * (WIDTH - MARGIN) / 2.0;
            let y = MARGIN + (n / 2) as f64 * LINE + LINE / 2.0;
            body += &match mark {
                Mark::Line => line(class, &format!("M{x:.1} {y:.1}H{:.1}", x + 22.0)),
                Mark::Circle => circle(x + 11.0, y, class),
                Mark::Bar => bar(class, x + 5.0, y - 6.0, 12.0, 12.0),
            };
            body += &text(x + 29.0, y + 5.0, "start", name);
        }
        Self { body, height: MARGIN + legend.len().div_ceil(2) as f64 * LINE }
    }

    /// Adds a panel with a title and axes; `x` is an axis with its name, and `draw` fills the panel.
    pub fn panel(
        mut self,
        title: &str,
        height: f64,
        x: (&Axis, &str),
        y: &Axis,
        draw: impl FnOnce(&mut Panel<'_>),
    ) -> Self {
        self.body += &text(LEFT, self.height + 14.0, "start", title);
        let top = self.height + LINE + 6.0;
        let mut panel = Panel { x: x.0, y, top, height, body: &mut self.body };
        panel.axes();
        draw(&mut panel);
        self.height = top + height + LINE;
        if !x.1.is_empty() {
            self.body += &text((LEFT + WIDTH - RIGHT) / 2.0, self.height + 14.0, "middle", x.1);
            self.height += LINE;
        }
        self.height += 6.0;
        self
    }

    /// The `<svg>` element, with a title and a description for screen readers.
    pub fn finish(self, id: &str, title: &str, description: &str) -> String {
        format!(
            "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {:.0}\" \
             font-size=\"{FONT}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{}</svg>",
            self.height,
            escape(title),
            escape(description),
            self.body
        )
    }
}

/// A panel of a figure: a plot between two axes.
pub struct Panel<'a> {
    x: &'a Axis,
    y: &'a Axis,
    top: f64,
    height: f64,
    body: &'a mut String,
}

impl Panel<'_> {
    /// The position of the point (x, y) in the figure.
    fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let across = LEFT + self.x.position(x) * (WIDTH - LEFT - RIGHT);
        (across, self.top + (1.0 - self.y.position(y)) * self.height)
    }

    /// Draws grid lines and the labels of the ticks. Labels of y have no minus sign: they are counts,
    /// also where bars are drawn downwards.
    fn axes(&mut self) {
        let (left, right, bottom) = (LEFT, WIDTH - RIGHT, self.top + self.height);
        for (value, label) in self.y.ticks() {
            let (_, y) = self.at(self.x.from, value);
            let label = label.trim_start_matches('-');
            *self.body += &format!(r#"<path class="grid" d="M{left:.1} {y:.1}H{right:.1}"/>"#);
            *self.body += &text(left - 6.0, y + 5.0, "end", label);
        }
        for (value, label) in self.x.ticks() {
            let (x, _) = self.at(value, self.y.from);
            let end = bottom + 4.0;
            *self.body += &format!(r#"<path class="axis" d="M{x:.1} {bottom:.1}V{end:.1}"/>"#);
            *self.body += &text(x, bottom + 17.0, "middle", &label);
        }
        let (_, zero) = self.at(self.x.from, self.y.from.max(0.0));
        *self.body += &format!(r#"<path class="axis" d="M{left:.1} {zero:.1}H{right:.1}"/>"#);
    }

    /// Draws a line through these points.
    pub fn line(&mut self, class: &str, points: impl Iterator<Item = (f64, f64)>) {
        let points = points.map(|(x, y)| self.at(x, y)).map(|(x, y)| format!("{x:.1} {y:.1}"));
        let points: Vec<String> = points.collect();
        *self.body += &line(class, &format!("M{}", points.join("L")));
    }

    /// Draws an open circle.
    pub fn circle(&mut self, class: &str, x: f64, y: f64) {
        let (x, y) = self.at(x, y);
        *self.body += &circle(x, y, class);
    }

    /// Draws a bar from `from` to `to` on the x axis, and from zero up or down to `y`.
    pub fn bar(&mut self, class: &str, [from, to]: [f64; 2], y: f64) {
        let (left, top) = self.at(from, y.max(0.0));
        let (right, bottom) = self.at(to, y.min(0.0));
        *self.body += &bar(class, left + 1.0, top, right - left - 2.0, bottom - top);
    }

    /// Draws a dashed vertical line at `x`.
    pub fn threshold(&mut self, x: f64) {
        let ((x, top), bottom) = (self.at(x, self.y.to), self.top + self.height);
        *self.body += &format!(
            r#"<path class="axis" stroke-dasharray="4 3" d="M{x:.1} {top:.1}V{bottom:.1}"/>"#
        );
    }
}

fn line(class: &str, d: &str) -> String {
    format!(r#"<path class="{class}" fill="none" d="{d}"/>"#)
}

fn bar(class: &str, x: f64, y: f64, width: f64, height: f64) -> String {
    format!(
        r#"<rect class="{class}" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}"/>"#
    )
}

fn circle(x: f64, y: f64, class: &str) -> String {
    format!(r#"<circle class="point {class}" fill="none" cx="{x:.1}" cy="{y:.1}" r="3"/>"#)
}

fn text(x: f64, y: f64, anchor: &str, words: &str) -> String {
    let words = escape(words);
    format!(r#"<text class="label" x="{x:.1}" y="{y:.1}" text-anchor="{anchor}">{words}</text>"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        let labels = |from, to, count| {
            let axis = Axis::covering(from, to, count);
            axis.ticks().map(|(_, label)| label).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(labels(0.0, 2499.0, 5), "0 500 1000 1500 2000 2500");
        assert_eq!(labels(0.0, 0.7717, 5), "0.0 0.2 0.4 0.6 0.8");
        assert_eq!(labels(0.0, 1.0, 5), "0.0 0.2 0.4 0.6 0.8 1.0");
        assert_eq!(labels(0.0, 0.0031, 4), "0.000 0.001 0.002 0.003 0.004");
        assert_eq!(labels(-7.0, 21.0, 4), "-10 0 10 20 30");
        assert_eq!(labels(-1.0, 1.0, 2), "-1 0 1");
        assert_eq!(labels(0.0, 3e300, 3), "0e0 1e300 2e300 3e300");
        assert_eq!(labels(0.0, 1e-300, 2), "0e0 5e-301 1e-300");
    }

    #[test]
    fn every_axis_covers_and_has_no_more_steps_than_asked_for() {
        for n in 1..2000 {
            let to = 1.017_f64.powi(n - 1000);
            for (from, count) in [(0.0, 1), (0.0, 5), (-0.3 * to, 4), (-to, 2)] {
                let axis = Axis::covering(from, to, count);
                let steps = ((axis.to - axis.from) / axis.step).round();
                assert!(steps >= 1.0 && steps <= count as f64, "{from} {to} {count}: {axis:?}");
                let slack = 1e-8 * axis.step;
                assert!(axis.from <= from + slack && axis.to >= to - slack, "{to} {axis:?}");
            }
        }
    }

    #[test]
    fn bars_go_up_and_down_from_zero() {
        let axis = Axis { from: -2.0, to: 2.0, step: 1.0 };
        let unit = Axis { from: 0.0, to: 1.0, step: 0.5 };
        let figure = Figure::new(&[]).panel("", 100.0, (&unit, ""), &axis, |panel| {
            panel.bar("cat", [0.0, 1.0], 1.0);
            panel.bar("other", [0.0, 1.0], -2.0);
        });
        let svg = figure.finish("x", "<a>", "\"&");
        assert!(
            svg.contains(r#"class="cat" x="47.0" y="57.0" width="334.0" height="25.0""#),
            "{svg}"
        );
        assert!(svg.contains(r#"class="other" x="47.0" y="82.0" width="334.0" height="50.0""#));
        assert!(svg.contains("&lt;a&gt;</title>") && svg.contains("&quot;&amp;</desc>"));
    }
}
