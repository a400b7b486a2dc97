//! The plots of the page: learning curves, learning rates, and a histogram of the probabilities.

use super::subject::{Rate, Subject};
use super::svg::{Axis, Figure, Mark};
use crate::training::Costs;
use crate::wording::count as counted;

/// The CSS classes of the lines; the style sheet gives each a colour.
const SERIES: [&str; 3] = ["series-0", "series-1", "series-2"];

/// The costs of all models as lines, and the costs that the course publishes as open circles.
pub fn learning_curves(subjects: &[Subject]) -> String {
    let (mut lines, mut circles, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for (subject, class) in subjects.iter().zip(SERIES) {
        let Subject { title, costs, .. } = subject;
        lines.push((class, title.to_string(), costs));
        for &(i, _) in costs {
            if let Some(published) = subject.published_cost(i) {
                circles.push((class, i as f64, published.parse().expect("a decimal number")));
            }
        }
        if let (Some((_, first)), Some((i, last))) = (costs.first(), costs.last()) {
            ends.push(format!("{title}: {first:.3} at first, {last:.3} at iteration {i}"));
        }
    }
    let title = "The cost of each model, every 100 iterations";
    plot_costs(&lines, &circles).finish("curves", title, &ends.join("; "))
}

/// The costs of one neuron with several learning rates. A training whose cost became infinite has no
/// line.
pub fn learning_rates(rates: &[Rate]) -> String {
    let mut lines = Vec::new();
    for (rate, class) in rates.iter().zip(SERIES) {
        if let Ok(subject) = &rate.outcome {
            lines.push((class, format!("learning rate {}", rate.learning_rate), &subject.costs));
        }
    }
    let title = "The cost of one neuron with several learning rates";
    let chart =
        plot_costs(&lines, &[]).finish("rates", title, "Where they end is in the table below.");
    let last = lines.iter().flat_map(|(.., costs)| costs.last()).map(|(i, _)| i + 1).max();
    let trained = last.map_or(String::new(), |n| format!(": {} each", counted(n, "iteration")));
    format!("<h3>One neuron, trained with several learning rates{trained}</h3>{chart}")
}

/// Costs over iterations, both axes from zero. A line has a CSS class, a name and its costs; a circle
/// has a class, an iteration and a cost.
fn plot_costs(lines: &[(&str, String, &Costs)], circles: &[(&str, f64, f64)]) -> Figure {
    let mut legend: Vec<_> =
        lines.iter().map(|(class, name, _)| (Mark::Line, *class, &name[..])).collect();
    if !circles.is_empty() {
        legend.push((Mark::Circle, "", "the course’s own run"));
    }
    let all = || lines.iter().flat_map(|(_, _, costs)| costs.iter());
    let highest = all().map(|&(_, cost)| cost).fold(f64::MIN_POSITIVE, f64::max);
    let longest = all().map(|&(i, _)| i).fold(1, usize::max);
    let (x, y) = (Axis::covering(0.0, longest as f64, 5), Axis::covering(0.0, highest, 5));
    Figure::new(&legend).panel("cost", 200.0, (&x, "iteration"), &y, |panel| {
        for (class, _, costs) in lines {
            panel.line(class, costs.iter().map(|&(i, cost)| (i as f64, cost)));
        }
        for &(class, x, y) in circles {
            panel.circle(class, x, y);
        }
    })
}

/// The number of bins into which the probabilities from 0 to 1 are sorted.
const BINS: usize = 10;

/// How many of the probabilities fall into each bin. A bin includes its upper end, because a picture
/// with the probability 0.5 is not called a cat.
fn count(probabilities: impl Iterator<Item = f64>) -> [usize; BINS] {
    let mut counts = [0; BINS];
    for p in probabilities {
        let bin = (p * BINS as f64).ceil() as usize;
        counts[bin.saturating_sub(1).min(BINS - 1)] += 1;
    }
    counts
}

/// A histogram of the probabilities for each model, with cats upwards and other pictures downwards.
pub fn histogram(subjects: &[Subject]) -> String {
    let counts_of = |subject: &Subject, cats: bool| {
        let answers = subject.test.probabilities().iter().zip(subject.test.labels());
        count(answers.filter(|(_, label)| **label == cats).map(|(p, _)| *p))
    };
    // From −4 to 4 at least, so that the ticks are whole numbers of pictures.
    let highest = |cats| {
        let counts = subjects.iter().flat_map(|subject| counts_of(subject, cats));
        counts.fold(4, usize::max) as f64
    };
    let y = Axis::covering(-highest(false), highest(true), 7);
    let x = Axis { from: 0.0, to: 1.0, step: 0.2 };
    let legend = [(Mark::Bar, "cat", "cats, upwards"), (Mark::Bar, "other", "others, downwards")];
    let mut figure = Figure::new(&legend);
    for (n, subject) in subjects.iter().enumerate() {
        let name = if n + 1 == subjects.len() { "probability of a cat" } else { "" };
        let title = format!("{}: test pictures", subject.title);
        figure = figure.panel(&title, 140.0, (&x, name), &y, |panel| {
            for (class, cats, sign) in [("cat", true, 1.0), ("other", false, -1.0)] {
                for (bin, &count) in counts_of(subject, cats).iter().enumerate() {
                    if count > 0 {
                        let ends = [bin, bin + 1].map(|end| end as f64 / BINS as f64);
                        panel.bar(class, ends, sign * count as f64);
                    }
                }
            }
            panel.threshold(0.5);
        });
    }
    let mut sure = Vec::new();
    for subject in subjects {
        let probabilities = subject.test.wrong().map(|i| subject.test.probabilities()[i]);
        let wrong = probabilities.filter(|p| (p - 0.5).abs() > 0.4).count();
        let wrong = counted(wrong, "wrong answer");
        sure.push(format!("{}: {wrong} above 0.9 or below 0.1", subject.title));
    }
    let title = "The probabilities given to the test pictures, cats upwards, others downwards";
    figure.finish("histogram", title, &sure.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_ends_where_the_answer_changes() {
        let counts = |p: &[f64]| count(p.iter().copied());
        assert_eq!(counts(&[0.0, 0.1, 0.1 + 1e-9]), [2, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(counts(&[0.5, 0.5 + f64::EPSILON, 1.0]), [0, 0, 0, 0, 1, 1, 0, 0, 0, 1]);
    }
}
