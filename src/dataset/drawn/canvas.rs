//! A small canvas: antialiased ovals, polygons, blobs and strokes.
//!
//! Only `+ − × ÷ √` are used. IEEE 754 defines their results to the last bit, so every machine
//! draws the same bytes.

use super::ink::{Colour, Ink, Point, flat, mix};

/// The width and height of a picture.
pub const SIDE: usize = 64;

/// A picture that is being painted.
#[derive(Clone, Debug)]
pub struct Canvas {
    /// Row by row from the top.
    pub pixels: Vec<Colour>,
    /// The direction towards the lamp.
    pub lamp: Point,
}

impl Canvas {
    /// A black canvas.
    #[must_use]
    pub fn new(lamp: Point) -> Self {
        Self { pixels: vec![[0.0; 3]; SIDE * SIDE], lamp }
    }

    /// A brush for the whole picture: (−1, −1) is the top left corner, (1, 1) the bottom right.
    pub fn brush(&mut self) -> Brush<'_> {
        let half = SIDE as f64 / 2.0;
        Brush { canvas: self, origin: (half, half), right: (half, 0.0), down: (0.0, half) }
    }
}

/// A brush, which paints on a canvas in its own coordinate frame.
#[derive(Debug)]
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
            origin: self.pixel((x, y)),
            right: (cos * right.0 + sin * down.0, cos * right.1 + sin * down.1),
            down: (cos * down.0 - sin * right.0, cos * down.1 - sin * right.1),
            canvas: self.canvas,
        }
    }

    /// The mean brightness of the canvas so far, from 0 to 1.
    #[must_use]
    pub fn brightness(&self) -> f64 {
        let pixels = &self.canvas.pixels;
        pixels.iter().flatten().sum::<f64>() / (3 * pixels.len()) as f64
    }

    /// A brush with left and right exchanged.
    pub fn mirrored(&mut self) -> Brush<'_> {
        Brush {
            canvas: self.canvas,
            origin: self.origin,
            right: (-self.right.0, -self.right.1),
            down: self.down,
        }
    }

    /// Paints twice: as it is, and mirrored.
    pub fn both(&mut self, mut paint: impl FnMut(&mut Brush)) {
        paint(self);
        paint(&mut self.mirrored());
    }

    /// The pixel coordinates of a point of the frame.
    fn pixel(&self, (x, y): Point) -> Point {
        (
            self.origin.0 + x * self.right.0 + y * self.down.0,
            self.origin.1 + x * self.right.1 + y * self.down.1,
        )
    }

    /// The length of a unit of this frame, in pixels.
    fn unit(&self) -> f64 {
        (self.right.0 * self.right.0 + self.right.1 * self.right.1).sqrt()
    }

    /// The point of the frame that has these pixel coordinates.
    fn local(&self, (x, y): Point) -> Point {
        let (x, y) = (x - self.origin.0, y - self.origin.1);
        let unit2 = self.right.0 * self.right.0 + self.right.1 * self.right.1;
        ((x * self.right.0 + y * self.right.1) / unit2, (x * self.down.0 + y * self.down.1) / unit2)
    }

    /// An oval with the centre (x, y) and the half axes `rx` and `ry`.
    pub fn oval(&mut self, ink: Ink, x: f64, y: f64, rx: f64, ry: f64) {
        let unit = self.unit();
        let edge = ink.soft.max(1.0 / unit);
        let (wide, high) = (rx + edge, ry + edge);
        let corners = [(-wide, -high), (wide, -high), (wide, high), (-wide, high)]
            .map(|(dx, dy)| self.pixel((x + dx, y + dy)));
        self.fill(ink, Area::around(&corners, 0.0), |brush, at| {
            let at = brush.local(at);
            let (dx, dy) = ((at.0 - x) / rx, (at.1 - y) / ry);
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

    /// A closed shape with straight sides through the corners x, y, x, y …
    pub fn polygon(&mut self, ink: Ink, corners: &[f64]) {
        let corners: Vec<Point> = points(corners).map(|at| self.pixel(at)).collect();
        let area = Area::around(&corners, 0.0);
        let coverage = area.coverage(&corners);
        self.fill(ink, area, |_, at| coverage[area.index(at)] * ink.cover(-9.0, 1.0));
    }

    /// A closed round shape near the corners x, y, x, y …
    pub fn blob(&mut self, ink: Ink, corners: &[f64]) {
        let mut round = corners.to_vec();
        for _ in 0..3 {
            round.extend_from_within(..2);
            round = cut_corners(&round);
        }
        self.polygon(ink, &round);
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
        let (first, last) = (&path[..2], &path[path.len() - 2..]);
        let mut smooth = path.to_vec();
        for _ in 0..2 {
            smooth = [first, &cut_corners(&smooth), last].concat();
        }
        let unit = self.unit();
        let path: Vec<Point> = points(&smooth).map(|at| self.pixel(at)).collect();
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
        let (middle, half) = area.middle();
        let lamp = self.canvas.lamp;
        for row in area.top..area.bottom {
            for column in area.left..area.right {
                let at = (column as f64 + 0.5, row as f64 + 0.5);
                let alpha = cover(self, at);
                if alpha > 0.0 {
                    let (u, v) = ((at.0 - middle.0) / half.0, (at.1 - middle.1) / half.1);
                    let light = 0.7 * (u * lamp.0 + v * lamp.1) - 0.25 * (u * u + v * v);
                    let seen = ink.seen(self.local(at), light);
                    let pixel = &mut self.canvas.pixels[row * SIDE + column];
                    *pixel = mix(*pixel, seen, alpha);
                }
            }
        }
    }
}

/// The points of a list x, y, x, y …
fn points(flat: &[f64]) -> impl Iterator<Item = Point> + '_ {
    flat.chunks_exact(2).map(|at| (at[0], at[1]))
}

/// Chaikin's corner cutting: every side is replaced by the points at its first and third quarter.
fn cut_corners(path: &[f64]) -> Vec<f64> {
    let mut cut = Vec::with_capacity(2 * path.len());
    for ends in path.windows(4).step_by(2) {
        let point = |t: f64| [0, 1].map(|i| ends[i] + t * (ends[i + 2] - ends[i]));
        cut.extend([point(0.25), point(0.75)].concat());
    }
    cut
}

/// The distance from a point to the segment from `a` to `b`, and the position of the nearest point
/// on the segment, from 0 to 1.
fn to_segment(at: Point, a: Point, b: Point) -> (f64, f64) {
    let (ax, ay, bx, by) = (at.0 - a.0, at.1 - a.1, b.0 - a.0, b.1 - a.1);
    let along = ((ax * bx + ay * by) / (bx * bx + by * by).max(1e-12)).clamp(0.0, 1.0);
    let (dx, dy) = (ax - along * bx, ay - along * by);
    ((dx * dx + dy * dy).sqrt(), along)
}

/// The pixels that a shape can touch.
#[derive(Clone, Copy)]
struct Area {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
    /// The corners of the bounding box, which may be outside of the canvas.
    low: Point,
    high: Point,
}

impl Area {
    /// The area that holds the points and a `margin` around them.
    fn around(points: &[Point], margin: f64) -> Self {
        let span = |coordinate: fn(&Point) -> f64| {
            let low = points.iter().map(coordinate).fold(f64::INFINITY, f64::min) - margin;
            let high = points.iter().map(coordinate).fold(f64::NEG_INFINITY, f64::max) + margin;
            let inside = |x: f64| x.clamp(0.0, SIDE as f64) as usize;
            (low, high, inside(low.floor()), inside(high.ceil()))
        };
        let (x0, x1, left, right) = span(|at| at.0);
        let (y0, y1, top, bottom) = span(|at| at.1);
        Self { left, right, top, bottom, low: (x0, y0), high: (x1, y1) }
    }

    /// The middle of the bounding box, and half of its sides.
    fn middle(&self) -> (Point, Point) {
        let half = |low: f64, high: f64| ((high - low) / 2.0).max(0.5);
        (
            ((self.low.0 + self.high.0) / 2.0, (self.low.1 + self.high.1) / 2.0),
            (half(self.low.0, self.high.0), half(self.low.1, self.high.1)),
        )
    }

    /// The index of a pixel in a row-major list of the area's pixels.
    fn index(&self, (x, y): Point) -> usize {
        (y as usize - self.top) * (self.right - self.left) + x as usize - self.left
    }

    /// How much of each pixel of the area is inside a polygon, from four scan lines per row.
    fn coverage(&self, corners: &[Point]) -> Vec<f64> {
        const LINES: usize = 4;
        let wide = self.right - self.left;
        let mut coverage = vec![0.0; wide * (self.bottom - self.top)];
        for line in self.top * LINES..self.bottom * LINES {
            let y = (line as f64 + 0.5) / LINES as f64;
            let mut cuts: Vec<f64> = Vec::new();
            for (i, &b) in corners.iter().enumerate() {
                let a = corners[(i + corners.len() - 1) % corners.len()];
                if (a.1 <= y) != (b.1 <= y) {
                    cuts.push(a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0));
                }
            }
            cuts.sort_by(f64::total_cmp);
            let row = &mut coverage[(line / LINES - self.top) * wide..][..wide];
            for inside in cuts.chunks_exact(2) {
                for (column, pixel) in (self.left..).zip(row.iter_mut()) {
                    let x = column as f64;
                    let overlap = inside[1].min(x + 1.0) - inside[0].max(x);
                    *pixel += overlap.max(0.0) / LINES as f64;
                }
            }
        }
        coverage
    }
}
