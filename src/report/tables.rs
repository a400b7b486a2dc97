//! The tables of the page: accuracies beside the baselines, confusion matrices, learning rates.

use super::html::{capital, escape, percent};
use super::statistics::{interval, mcnemar};
use super::subject::{Rate, Subject};
use crate::answers::Answers;
use crate::course::Published;

/// The accuracies of all models and of the two baselines, followed by a text on how much they say.
pub fn results(subjects: &[Subject]) -> String {
    let Some((last, others)) = subjects.split_last() else { return String::new() };
    let mut rows = String::new();
    for subject in subjects {
        let (n, right) = (subject.test.count(), subject.test.right_count());
        let course = |accuracy: fn(&Published) -> f64| {
            let published = subject.published.map(|published| percent(accuracy(published)));
            published.map_or(String::new(), |text| format!("<br><small>course: {text}</small>"))
        };
        rows += &row(
            &escape(&capital(subject.title)),
            &format!("{}{}", percent(subject.train.accuracy()), course(|p| p.train_accuracy)),
            &format!("{}{}", percent(subject.test.accuracy()), course(|p| p.test_accuracy)),
            &format!("{}<br><small>{right} of {n}</small>", between(interval(right, n))),
        );
    }
    let [train, test] = [&last.train, &last.test].map(Answers::fraction_of_cats);
    rows += &row("Always “cat”", &percent(train), &percent(test), "");
    rows += &row("Always “not a cat”", &percent(1.0 - train), &percent(1.0 - test), "");
    format!(
        "<table class=\"results\"><thead><tr><td></td><th scope=\"col\">Training</th>\
         <th scope=\"col\">Test</th><th scope=\"col\">95 % interval</th></tr></thead>\
         <tbody>{rows}</tbody></table>{}",
        trust(last, others)
    )
}

/// One row of that table.
fn row(head: &str, training: &str, test: &str, interval: &str) -> String {
    format!(
        "<tr><th scope=\"row\">{head}</th><td>{training}</td><td>{test}</td><td>{interval}</td></tr>"
    )
}

/// An interval in per cent: `67 to 89 %`.
fn between([from, to]: [f64; 2]) -> String {
    format!("{:.0}&nbsp;to&nbsp;{:.0}&nbsp;%", 100.0 * from, 100.0 * to)
}

/// A text that explains the interval of the last model, and whether the test pictures show that it is
/// better than the others.
fn trust(last: &Subject, others: &[Subject]) -> String {
    let (n, right) = (last.test.count(), last.test.right_count());
    let mut html = format!(
        "<p>How far can that be trusted? {n} test {} a small sample of all the pictures there \
         could be. The {} got {} of them right; one whose accuracy over very many pictures lay \
         anywhere from {} could easily have got as many. That is Wilson’s 95 % interval: 95 of \
         100 such samples have the true accuracy in theirs.</p>",
        if n == 1 { "picture is" } else { "pictures are" },
        escape(last.title),
        percent(last.test.accuracy()),
        between(interval(right, n)),
    );
    html += &format!(
        "<p>Is the {} better than something else, then? Only the pictures where one is right and \
         the other wrong can tell. If both were equally good, each of those would be the toss of a \
         coin.</p><ul>",
        escape(last.title)
    );
    let always_cat = last.test.fraction_of_cats() >= 0.5;
    let baseline = last.test.labels().iter().map(|&cat| cat == always_cat).collect();
    let name = if always_cat { "always “cat”" } else { "always “not a cat”" };
    let rivals = others.iter().map(|other| (other.title, other.test.right().collect()));
    for (name, answers) in rivals.chain([(name, baseline)]) {
        let answers: Vec<bool> = answers;
        let pairs = || last.test.right().zip(answers.iter().copied());
        let a = pairs().filter(|&(ours, theirs)| ours && !theirs).count();
        let b = pairs().filter(|&(ours, theirs)| !ours && theirs).count();
        let chance = mcnemar(a, b);
        let verdict = if chance < 0.05 {
            "luck alone hardly explains that"
        } else {
            "these pictures cannot tell the two apart"
        };
        html += &format!(
            "<li>Against {}: {a} to {b}. Tosses of a coin come out at least that unevenly in {} of \
             all cases: {verdict}.</li>",
            escape(name),
            chance_in_words(chance)
        );
    }
    html + "</ul>"
}

/// A probability in per cent: `27 %`, or `less than 0.1 %`.
fn chance_in_words(chance: f64) -> String {
    match 100.0 * chance {
        percent if percent < 0.1 => "less than 0.1&nbsp;%".into(),
        percent if percent < 10.0 => format!("{percent:.1}&nbsp;%"),
        percent => format!("{percent:.0}&nbsp;%"),
    }
}

/// The confusion matrix of each model.
pub fn confusion(subjects: &[Subject]) -> String {
    let mut html = String::from("<div class=\"confusion\">");
    for subject in subjects {
        let [[tp, fn_], [fp, tn]] = subject.test.confusion();
        html += &format!(
            "<table><caption>{}</caption><thead><tr><td></td><th scope=\"col\">says “cat”</th>\
             <th scope=\"col\">says “not a cat”</th></tr></thead><tbody>\
             <tr><th scope=\"row\">a cat</th><td class=\"right\">{tp}</td>\
             <td class=\"wrong\">{fn_}</td></tr>\
             <tr><th scope=\"row\">not a cat</th><td class=\"wrong\">{fp}</td>\
             <td class=\"right\">{tn}</td></tr></tbody></table>",
            escape(&capital(subject.title))
        );
    }
    html + "</div>"
}

/// The last cost and the accuracies of one neuron with each learning rate, and what the course prints.
pub fn learning_rates(rates: &[Rate]) -> String {
    let mut rows = String::new();
    for rate in rates {
        let course = |part: usize| {
            let published = rate.published.map(|accuracies| percent(accuracies[part]));
            published.map_or(String::new(), |text| format!("<br><small>course: {text}</small>"))
        };
        rows += &format!("<tr><th scope=\"row\">{}</th>", rate.learning_rate);
        rows += &match &rate.outcome {
            Ok(Subject { costs, train, test, .. }) => format!(
                "<td>{:.3}</td><td>{}{}</td><td>{}{}</td></tr>",
                costs.last().map_or(f64::NAN, |(_, cost)| *cost),
                percent(train.accuracy()),
                course(0),
                percent(test.accuracy()),
                course(1)
            ),
            Err(iteration) => format!(
                "<td colspan=\"3\">the steps were so long that the cost was no longer a number at \
                 iteration {iteration}</td></tr>"
            ),
        };
    }
    format!(
        "<table><thead><tr><th scope=\"col\">Learning rate</th><th scope=\"col\">Last cost</th>\
         <th scope=\"col\">Training</th><th scope=\"col\">Test</th></tr></thead>\
         <tbody>{rows}</tbody></table><p>{}</p>",
        match rates.iter().any(|rate| rate.published.is_some()) {
            true =>
                "The course’s notebook prints the accuracies. The costs it only draws, so there \
                 are none to stand beside ours.",
            false =>
                "The course publishes figures of this comparison for its own photographs only, and \
                 these are other pictures.",
        }
    )
}
