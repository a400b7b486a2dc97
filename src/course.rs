//! What the course's notebooks print for the photographs, digit for digit as they print it.

/// The published run of one model.
pub struct Published {
    /// The costs at iterations 0, 100, 200 …
    pub costs: &'static [&'static str],
    /// The cost at the last iteration, which newer notebooks print too.
    pub last_cost: Option<&'static str>,
    /// The share of the 209 training photographs that it gets right.
    pub train_accuracy: f64,
    /// The share of the 50 test photographs that it gets right.
    pub test_accuracy: f64,
}

/// One neuron, 2000 iterations, learning rate 0.005 (course 1, week 2).
pub const LOGISTIC: Published = Published {
    costs: &[
        "0.693147", "0.584508", "0.466949", "0.376007", "0.331463", "0.303273", "0.279880",
        "0.260042", "0.242941", "0.228004", "0.214820", "0.203078", "0.192544", "0.183033",
        "0.174399", "0.166521", "0.159305", "0.152667", "0.146542", "0.140872",
    ],
    last_cost: None,
    train_accuracy: 207.0 / 209.0,
    test_accuracy: 35.0 / 50.0,
};

/// `[12288, 7, 1]`, 2500 iterations, learning rate 0.0075 (course 1, week 4).
pub const TWO_LAYER: Published = Published {
    costs: &[
        "0.6930497356599888",
        "0.6464320953428849",
        "0.6325140647912677",
        "0.6015024920354665",
        "0.5601966311605748",
        "0.5158304772764729",
        "0.4754901313943325",
        "0.43391631512257495",
        "0.4007977536203889",
        "0.3580705011323798",
        "0.3394281538366413",
        "0.3052753636196264",
        "0.2749137728213016",
        "0.24681768210614832",
        "0.1985073503746612",
        "0.17448318112556635",
        "0.17080762978095823",
        "0.11306524562164749",
        "0.09629426845937161",
        "0.08342617959726865",
        "0.07439078704319083",
        "0.0663074813226793",
        "0.05919329501038169",
        "0.05336140348560554",
        "0.04855478562877018",
    ],
    last_cost: Some("0.04421498215868956"),
    train_accuracy: 1.0,
    test_accuracy: 36.0 / 50.0,
};

/// `[12288, 20, 7, 5, 1]`, 2500 iterations, learning rate 0.0075 (course 1, week 4).
///
/// The last cost is truncated in the notebook, not rounded.
pub const DEEP: Published = Published {
    costs: &[
        "0.771749", "0.672053", "0.648263", "0.611507", "0.567047", "0.540138", "0.527930",
        "0.465477", "0.369126", "0.391747", "0.315187", "0.272700", "0.237419", "0.199601",
        "0.189263", "0.161189", "0.148214", "0.137775", "0.129740", "0.121225", "0.113821",
        "0.107839", "0.102855", "0.100897", "0.092878",
    ],
    last_cost: Some("0.088439"),
    train_accuracy: 206.0 / 209.0,
    test_accuracy: 40.0 / 50.0,
};

impl Published {
    /// The cost published for this iteration, if one is; `last` is the number of the last
    /// iteration.
    #[must_use]
    pub fn cost(&self, iteration: usize, last: usize) -> Option<&'static str> {
        if iteration.is_multiple_of(100) {
            self.costs.get(iteration / 100).copied()
        } else if iteration == last {
            self.last_cost
        } else {
            None
        }
    }
}

/// Whether a cost agrees with a published one in every published digit.
///
/// One unit of the last digit is allowed, because some of them were truncated; and 1e-9, because
/// the sixteenth digit depends on the order in which a library adds.
///
/// ```
/// use purrceptron::course::agrees;
/// assert!(agrees(0.0884399434, "0.088439"));
/// assert!(!agrees(0.0884410001, "0.088439"));
/// assert!(!agrees(0.0485547876, "0.04855478562877018"));
/// ```
///
/// # Panics
///
/// If `published` is not a decimal number.
#[must_use]
pub fn agrees(cost: f64, published: &str) -> bool {
    let digits = published.split('.').nth(1).map_or(0, str::len);
    let number: f64 = published.parse().expect("a decimal number");
    (cost - number).abs() <= 10_f64.powi(-(digits as i32)).max(1e-9)
}
