//! The answers of a model for labelled pictures, and how many of them are right.
//!
//! The model calls a picture a cat if its probability is above 0.5. For m pictures there are four
//! counts, the confusion matrix, and three figures that are computed from them:
//!
//! ```text
//!                 called a cat      called not a cat
//! is a cat        true positive     false negative      accuracy  = (tp + tn) / m
//! is not a cat    false positive    true negative       precision = tp / (tp + fp)
//!                                                       recall    = tp / (tp + fn)
//! ```

use crate::matrix::Matrix;

/// Whether a probability means a cat: the course's `A > 0.5`.
pub fn is_cat(probability: f64) -> bool {
    probability > 0.5
}

/// The probabilities that a model gives to pictures, together with the labels of the pictures.
///
/// ```
/// use purrceptron::{answers::Answers, matrix::Matrix};
///
/// let probabilities = Matrix::from([[0.9, 0.8, 0.6, 0.5, 0.7]]);
/// let y = Matrix::from([[1.0, 1.0, 0.0, 0.0, 0.0]]);
/// let answers = Answers::new(&probabilities, &y);
/// assert_eq!(answers.accuracy(), 0.6);
/// assert_eq!(answers.confusion(), [[2, 0], [2, 1]]);
/// assert_eq!((answers.precision(), answers.recall()), (Some(0.5), Some(1.0)));
/// assert_eq!(answers.wrong().collect::<Vec<_>>(), [2, 4]);
/// assert_eq!(answers.fraction_of_cats(), 0.4); // the accuracy of always answering "cat"
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    probabilities: Vec<f64>,
    labels: Vec<bool>,
}

impl Answers {
    /// The answers for m pictures: their probabilities and their labels `y`, both `(1, m)`.
    ///
    /// A picture whose label is 1 is a cat, any other is not.
    ///
    /// # Panics
    ///
    /// Unless both have the shape `(1, m)` with the same m, which is not 0.
    pub fn new(probabilities: &Matrix, y: &Matrix) -> Self {
        let (lhs, rhs) = (probabilities.shape(), y.shape());
        assert!(
            lhs == rhs && lhs.0 == 1 && lhs.1 > 0,
            "shape mismatch in answers, probabilities: {lhs:?}, labels: {rhs:?}"
        );
        Self {
            probabilities: probabilities.as_slice().to_vec(),
            labels: y.as_slice().iter().map(|&label| label == 1.0).collect(),
        }
    }

    /// How many pictures there are.
    pub fn count(&self) -> usize {
        self.labels.len()
    }

    /// The probability of a cat for each picture.
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// Whether each picture is a cat.
    pub fn labels(&self) -> &[bool] {
        &self.labels
    }

    /// Whether the answer for picture `i` is right.
    ///
    /// # Panics
    ///
    /// If there is no picture `i`.
    pub fn is_right(&self, i: usize) -> bool {
        is_cat(self.probabilities[i]) == self.labels[i]
    }

    /// Whether each answer is right.
    pub fn right(&self) -> impl Iterator<Item = bool> {
        (0..self.count()).map(|i| self.is_right(i))
    }

    /// The indices of the pictures whose answers are wrong.
    pub fn wrong(&self) -> impl Iterator<Item = usize> {
        (0..self.count()).filter(|&i| !self.is_right(i))
    }

    /// How many answers are right.
    pub fn right_count(&self) -> usize {
        self.right().filter(|&right| right).count()
    }

    /// The fraction of the answers that are right.
    pub fn accuracy(&self) -> f64 {
        self.right_count() as f64 / self.count() as f64
    }

    /// The confusion matrix, `[[true positives, false negatives], [false positives, true
    /// negatives]]`.
    pub fn confusion(&self) -> [[usize; 2]; 2] {
        let mut counts = [[0; 2]; 2];
        for (&label, &p) in self.labels.iter().zip(&self.probabilities) {
            counts[usize::from(!label)][usize::from(!is_cat(p))] += 1;
        }
        counts
    }

    /// The fraction of cats among the pictures that the model calls a cat; `None` if it calls
    /// nothing a cat.
    pub fn precision(&self) -> Option<f64> {
        let [[tp, _], [fp, _]] = self.confusion();
        (tp + fp > 0).then(|| tp as f64 / (tp + fp) as f64)
    }

    /// The fraction of the cats that the model calls a cat; `None` if there are no cats.
    pub fn recall(&self) -> Option<f64> {
        let [[tp, fn_], _] = self.confusion();
        (tp + fn_ > 0).then(|| tp as f64 / (tp + fn_) as f64)
    }

    /// The fraction of the pictures that are cats, which is the accuracy of always answering "cat".
    pub fn fraction_of_cats(&self) -> f64 {
        self.labels.iter().filter(|&&label| label).count() as f64 / self.count() as f64
    }
}
