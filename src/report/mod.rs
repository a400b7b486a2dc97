//! The page about trained models: one HTML file that loads nothing else.
//!
//! Its text is in `page.html` and its design in `style.css`; the files in `script/` compute what the page
//! shows when its reader chooses a picture. This module fills in the results of the training: read
//! `subject.rs`, `statistics.rs` and `svg.rs` first, for the other files combine them.

mod charts;
mod data;
mod html;
mod pictures;
mod statistics;
mod subject;
mod svg;
mod tables;

pub use subject::{Rate, Subject};

use crate::dataset::{Dataset, Name};
use crate::error::{Error, Result};

/// Whether the page, which contains test pictures, may be passed on.
fn publish(name: Name) -> &'static str {
    match name {
        Name::Course => {
            "<p class=\"publish\"><strong>Keep this page to yourself.</strong> It contains test \
             photographs of the course, which carry no licence to pass them on: do not publish \
             it.</p>"
        }
        Name::Custom => {
            "<p class=\"publish\">This page contains test pictures of your data set: publish it \
             only if you may publish them.</p>"
        }
        Name::Drawn => "",
    }
}

/// The parts of the script in their order.
const SCRIPT: [&str; 8] = [
    include_str!("script/mathematics.js"),
    include_str!("script/palette.js"),
    include_str!("script/squeeze.js"),
    include_str!("script/elements.js"),
    include_str!("script/forward.js"),
    include_str!("script/backward.js"),
    include_str!("script/inside.js"),
    include_str!("script/own.js"),
];

/// The contents of a page.
pub struct Report<'a> {
    /// The pictures that the models were trained and tested with.
    pub dataset: &'a Dataset,
    /// The name of the data set for people, as in "drawn pictures (built in)".
    pub title: &'a str,
    /// The program, the engine and the seconds, or the file that a model comes from.
    pub made_with: &'a str,
    /// The course's three models, or one model from a file.
    pub subjects: &'a [Subject],
    /// The course's comparison of learning rates; empty if the page is about a model from a file.
    pub rates: &'a [Rate],
}

impl Report<'_> {
    /// The page as HTML.
    ///
    /// # Errors
    ///
    /// If a probability is NaN or infinite, if a weight is larger than the largest `f32`, or if a
    /// model has more than 16 million weights.
    pub fn page(&self) -> Result<String> {
        let Self { dataset, subjects, rates, .. } = self;
        if subjects.iter().flat_map(|subject| subject.test.probabilities()).any(|p| !p.is_finite())
        {
            let problem = "the model's weights are so large that its answers are not numbers";
            return Err(Error::Other(problem.into()));
        }
        let trained = subjects.iter().any(|subject| !subject.costs.is_empty());
        let unless_saved = |block: &dyn Fn() -> String| match trained {
            true => block(),
            false => "<p>This model comes from a file, which holds its weights and not the way \
                      there. Without <code>--model</code> the course’s models are trained and \
                      this is shown.</p>"
                .to_string(),
        };
        let blocks = [
            ("style", include_str!("style.css").to_string()),
            ("script", SCRIPT.concat()),
            ("data", data::block(subjects, dataset)?),
            ("title", html::escape(self.title)),
            ("publish", publish(dataset.name()).to_string()),
            ("made_with", html::escape(self.made_with)),
            ("results", tables::results(subjects)),
            ("learning_curves", unless_saved(&|| charts::learning_curves(subjects))),
            (
                "learning_rates",
                unless_saved(&|| charts::learning_rates(rates) + &tables::learning_rates(rates)),
            ),
            ("filters", pictures::filters(subjects)),
            ("confusion", tables::confusion(subjects)),
            ("histogram", charts::histogram(subjects)),
            ("gallery", pictures::gallery(subjects, &dataset.test)),
        ];
        Ok(html::fill(include_str!("page.html"), &blocks))
    }
}
