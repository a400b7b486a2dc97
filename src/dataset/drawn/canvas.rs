//! A small canvas: antialiased ovals, polygons, blobs and strokes.
//!
//! Only `+ − × ÷ √` are used. IEEE 754 defines their results to the last bit, so every machine
//! draws the same bytes.

use std::ops::Range;

use super::ink::{Colour, Ink, Point, flat, mix};

/// The width and height of a picture.
pub const SIDE: usize = 64;

/// A picture that is being painted.
pub struct Canvas {
    /// Row by row from the top.
    pub pixels: Vec<Colour>,
    /// The direction towards the lamp.
    pub lamp: Point,
}

impl Canvas {
    /// A brush for the whole picture: (−1, −1) is the top left corner, (1, 1) the bottom right.
    pub fn brush(&mut self) -> Brush<'_> {
        let half = SIDE as f64 / 2.0;
        Brush { canvas: self, origin: [half, half], right: [half, 0.0], down: [0.0, half] }
    }
}

/// A brush, which paints on a canvas in its own coordinate frame.
pub struct Brush<'a> {
    canvas: &'a mut Canvas,
    /// The frame's (0, 0), in pixels.
    origin: Point,
    /// The frame's unit vectors, in pixels.
    right: Point,
    down: Point,
}

impl Brush<'_> {
    /// A brush whose frame has its origin at (x, y) of this one, is `size` times as large and
    /// turned: `tilt` is the tangent of half the angle, which gives cosine and sine without
    /// trigonometry.
    pub fn at(&mut self, x: f64, y: f64, size: f64, tilt: f64) -> Brush<'_> {
        let cos = size * (1.0 - tilt * tilt) / (1.0 + tilt * tilt);
        let sin = size * 2.0 * tilt / (1.0 + tilt * tilt);
        let (right, down) = (self.right, self.down);
        Brush {
            origin: self.pixel([x, y]),
            right: [0, 1].map(|i| cos * right[i] + sin * down[i]),
            down: [0, 1].map(|i| cos * down[i] - sin * right[i]),
            canvas: self.canvas,
        }
    }

    /// The mean brightness of the canvas so far, from 0 to 1.
    pub fn brightness(&self) -> f64 {
        let pixels = &self.canvas.pixels;
        pixels.iter().flatten().sum::<f64>() / (3 * pixels.len()) as f64
    }

    /// A brush with left and right exchanged.
    pub fn mirrored(&mut self) -> Brush<'_> {
        let right = self.right.map(|x| -x);
        Brush { canvas: self.canvas, right, ..*self }
    }

    /// Paints twice: as it is, and mirrored.
    pub fn both(&mut self, mut paint: impl FnMut(&mut Brush)) {
        paint(self);
        paint(&mut self.mirrored());
    }

    /// The pixel coordinates of a point of the frame.
    fn pixel(&self, [x, y]: Point) -> Point {
        [0, 1].map(|i| self.origin[i] + x * self.right[i] + y * self.down[i])
    }

    /// The length of a unit of this frame, in pixels.
    fn unit(&self) -> f64 {
        dot(self.right, self.right).sqrt()
    }

    /// The point of the frame that has these pixel coordinates.
    fn local(&self, at: Point) -> Point {
        let at = [0, 1].map(|i| at[i] - self.origin[i]);
        [self.right, self.down].map(|axis| dot(at, axis) / dot(self.right, self.right))
    }

    /// An oval with the centre (x, y) and the half axes `rx` and `ry`.
    pub fn oval(&mut self, ink: Ink, x: f64, y: f64, rx: f64, ry: f64) {
        let unit = self.unit();
        let edge = ink.soft.max(1.0 / unit);
        let (wide, high) = (rx + edge, ry + edge);
        let corners = [[-wide, -high], [wide, -high], [wide, high], [-wide, high]]
            .map(|[dx, dy]| self.pixel([x + dx, y + dy]));
        self.fill(ink, Area::around(&corners, 0.0), |brush, at| {
            let at = brush.local(at);
            let (dx, dy) = ((at[0] - x) / rx, (at[1] - y) / ry);
            // The distance to the edge, to first order: the value divided by its slope.
            let value = (dx * dx + dy * dy).sqrt().max(1e-9);
            let slope = ((dx / rx) * (dx / rx) + (dy / ry) * (dy / ry)).sqrt();
            let distance = (value - 1.0) * value / slope.max(1e-9) * unit;
            ink.cover(distance, unit)
        });
    }

    /// A disc with the centre (x, y).
    pub fn disc(&mut self, ink: Ink, x: f64, y: f64, r: f64) {
        self.oval(ink, x, y, r, r);
    }

    /// Ovals with the centres and the half widths x, y, r, x, y, r …; each is `squat·2·r` high.
    pub fn spots(&mut self, ink: Ink, squat: f64, spots: &[f64]) {
        for &[x, y, r] in spots.as_chunks().0 {
            self.oval(ink, x, y, r, squat * r);
        }
    }

    /// A closed shape with straight sides through the corners x, y, x, y …
    pub fn polygon(&mut self, ink: Ink, corners: &[f64]) {
        let corners: Vec<Point> = points(corners).iter().map(|at| self.pixel(*at)).collect();
        let area = Area::around(&corners, 0.0);
        let coverage = area.coverage(&corners);
        self.fill(ink, area, |_, [x, y]| coverage[y as usize][x as usize] * ink.alpha);
    }

    /// A closed round shape near the corners x, y, x, y …
    pub fn blob(&mut self, ink: Ink, corners: &[f64]) {
        let mut round = points(corners).to_vec();
        for _ in 0..3 {
            round.push(round[0]);
            round = cut_corners(&round);
        }
        self.polygon(ink, round.as_flattened());
    }

    /// A blob with the same shape to the left and to the right of x = 0, near the corners
    /// x, y, x, y … of one half.
    pub fn symmetric(&mut self, ink: Ink, half: &[f64]) {
        let mirrored = points(half).iter().rev().filter(|at| at[0] != 0.0);
        let mirrored: Vec<f64> = mirrored.flat_map(|at| [-at[0], at[1]]).collect();
        self.blob(ink, &[half, &mirrored].concat());
    }

    /// A rectangle from the corner (x0, y0) to the corner (x1, y1).
    pub fn rect(&mut self, ink: Ink, x0: f64, y0: f64, x1: f64, y1: f64) {
        self.polygon(ink, &[x0, y0, x1, y0, x1, y1, x0, y1]);
    }

    /// A smooth stroke of this width along x, y, x, y …
    pub fn stroke(&mut self, ink: Ink, width: f64, path: &[f64]) {
        self.taper(ink, width, width, path);
    }

    /// A smooth stroke along x, y, x, y … whose width changes from `from` to `to`.
    pub fn taper(&mut self, ink: Ink, from: f64, to: f64, path: &[f64]) {
        let ends = points(path);
        let mut smooth = ends.to_vec();
        for _ in 0..2 {
            smooth = [&ends[..1], &cut_corners(&smooth), &ends[ends.len() - 1..]].concat();
        }
        let unit = self.unit();
        let path: Vec<Point> = smooth.iter().map(|at| self.pixel(*at)).collect();
        let steps = (path.len() - 1) as f64;
        let area = Area::around(&path, from.max(to) / 2.0 * unit + 1.0);
        self.fill(ink, area, |_, at| {
            let mut distance = f64::INFINITY;
            for (i, ends) in path.windows(2).enumerate() {
                let (away, along) = to_segment(at, ends[0], ends[1]);
                let width = from + (to - from) * (i as f64 + along) / steps;
                distance = distance.min(away - width / 2.0 * unit);
            }
            ink.cover(distance, unit)
        });
    }

    /// The shadow under a thing that is `2·wide` wide and stands at the height `y`.
    pub fn shadow(&mut self, y: f64, wide: f64) {
        self.oval(flat(0x0a0810).soft(0.16).alpha(0.5), 0.05, y, wide, 0.14);
    }

    /// Mixes the ink into every pixel of the area, with the opacity that `cover` returns.
    fn fill(&mut self, ink: Ink, area: Area, cover: impl Fn(&Self, Point) -> f64) {
        let lamp = self.canvas.lamp;
        for row in area.pixels(1) {
            for column in area.pixels(0) {
                let at = [column as f64 + 0.5, row as f64 + 0.5];
                let alpha = cover(self, at);
                if alpha > 0.0 {
                    let place = area.place(at);
                    let light = 0.7 * dot(place, lamp) - 0.25 * dot(place, place);
                    let seen = ink.seen(self.local(at), light);
                    let pixel = &mut self.canvas.pixels[row * SIDE + column];
                    *pixel = mix(*pixel, seen, alpha);
                }
            }
        }
    }
}

/// The points of a list x, y, x, y …
fn points(flat: &[f64]) -> &[Point] {
    flat.as_chunks().0
}

fn dot(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// Chaikin's corner cutting: every side is replaced by the points at its first and third quarter.
fn cut_corners(path: &[Point]) -> Vec<Point> {
    let point = |a: Point, b: Point, t: f64| [0, 1].map(|i| a[i] + t * (b[i] - a[i]));
    path.windows(2).flat_map(|ends| [0.25, 0.75].map(|t| point(ends[0], ends[1], t))).collect()
}

/// The distance from a point to the segment from `a` to `b`, and the position of the nearest point
/// on the segment, from 0 to 1.
fn to_segment(at: Point, a: Point, b: Point) -> (f64, f64) {
    let (to_at, to_b) = ([0, 1].map(|i| at[i] - a[i]), [0, 1].map(|i| b[i] - a[i]));
    let along = (dot(to_at, to_b) / dot(to_b, to_b).max(1e-12)).clamp(0.0, 1.0);
    let away = [0, 1].map(|i| to_at[i] - along * to_b[i]);
    (dot(away, away).sqrt(), along)
}

/// The bounding box of a shape, in pixels. It may reach beyond the canvas.
#[derive(Clone, Copy)]
struct Area {
    low: Point,
    high: Point,
}

impl Area {
    /// The area that holds the points and a `margin` around them.
    fn around(points: &[Point], margin: f64) -> Self {
        let along = |i: usize| points.iter().map(move |at| at[i]);
        Self {
            low: [0, 1].map(|i| along(i).fold(f64::INFINITY, f64::min) - margin),
            high: [0, 1].map(|i| along(i).fold(f64::NEG_INFINITY, f64::max) + margin),
        }
    }

    /// The columns (for axis 0) or rows (for axis 1) of the canvas that the area touches.
    fn pixels(&self, axis: usize) -> Range<usize> {
        let inside = |x: f64| x.clamp(0.0, SIDE as f64) as usize;
        inside(self.low[axis].floor())..inside(self.high[axis].ceil())
    }

    /// Where a pixel is in the area: from −1 to 1 on both axes.
    fn place(&self, at: Point) -> Point {
        [0, 1].map(|i| {
            let (middle, width) = ((self.low[i] + self.high[i]) / 2.0, self.high[i] - self.low[i]);
            (at[i] - middle) / (width / 2.0).max(0.5)
        })
    }

    /// How much of each pixel is inside a polygon, from four scan lines per row.
    fn coverage(&self, corners: &[Point]) -> Vec<[f64; SIDE]> {
        const LINES: usize = 4;
        let mut coverage = vec![[0.0; SIDE]; SIDE];
        let rows = self.pixels(1);
        for line in rows.start * LINES..rows.end * LINES {
            let y = (line as f64 + 0.5) / LINES as f64;
            let mut cuts: Vec<f64> = Vec::new();
            for (a, b) in corners.iter().zip(corners.iter().cycle().skip(1)) {
                if (a[1] <= y) != (b[1] <= y) {
                    cuts.push(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]));
                }
            }
            cuts.sort_by(f64::total_cmp);
            for inside in cuts.chunks_exact(2) {
                for x in self.pixels(0) {
                    let overlap = inside[1].min(x as f64 + 1.0) - inside[0].max(x as f64);
                    coverage[line / LINES][x] += overlap.max(0.0) / LINES as f64;
                }
            }
        }
        coverage
    }
}
