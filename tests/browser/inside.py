"""The checks of what the page computes and of "Look inside"."""
import re

from driver import TOLERANCE, check

ANSWER_MS = 50


def probabilities(page):
    differences = page.run("""
        const { models, pictures, probability } = purrceptron;
        return models.map(({ title, layers, test_probabilities: p }) => [title, p.length, pictures.length,
            Math.max(...p.map((p, i) => Math.abs(p - probability(layers, pictures[i]))))]);""")
    for title, count, pictures, difference in differences:
        check(f"{title}: {count} test probabilities equal the library's",
              count == pictures > 0 and difference is not None and difference <= TOLERANCE, f"{difference:.1e} apart")


def gradients(page):
    """By central differences of z, and by the sum that must come out."""
    for title, worst, rest in page.run("""
        const { models, pictures, features, forward, gradient, pushes } = purrceptron;
        return models.map(({ title, layers }) => {
            let [worst, rest] = [0, 0];
            for (const i of [0, 7, 21].filter((i) => i < pictures.length)) {
                const x = features(pictures[i]);
                const z = () => forward(layers, x).at(-1).Z[0];
                const dx = gradient(layers, forward(layers, x));
                for (const j of [0, 1, 2, 5000, 6143, 12287]) {
                    const [was, step] = [x[j], 1e-6];
                    x[j] = was + step; const above = z();
                    x[j] = was - step; const below = z();
                    x[j] = was;
                    worst = Math.max(worst, Math.abs((above - below) / (2 * step) - dx[j]));
                }
                // With all of x a little smaller, z must lose that share of what the map adds up to.
                const [step, z_here] = [1e-6, z()];
                const sum = pushes(dx, x).reduce((a, b) => a + b);
                x.forEach((v, j) => { x[j] = v * (1 - step); });
                rest = Math.max(rest, Math.abs((z_here - z()) / step - sum));
            }
            return [title, worst, rest];
        });"""):
        check(f"{title}: the gradient equals central differences", worst < 1e-7, f"{worst:.1e} apart")
        check(f"{title}: the map adds up to what the picture adds to z", rest < 1e-6, f"{rest:.1e} apart")


def backwards(page):
    """dW, db and dz = a − y by central differences of the loss; and the numbers on the page are those."""
    for title, worst, checked in page.run("""
        const { models, pictures, features, forward, backward, loss, data } = purrceptron;
        return models.map(({ title, layers }) => {
            let [worst, checked] = [0, 0];
            for (const i of [0, 7].filter((i) => i < pictures.length)) {
                const [x, y] = [features(pictures[i]), data.test.labels[i]];
                const caches = forward(layers, x);
                const grads = backward(layers, caches, caches.at(-1).A[0] - y);
                const J = () => loss(forward(layers, x).at(-1).Z[0], y);
                const compare = (list, k, expected) => {
                    const [was, step] = [list[k], 1e-6];
                    list[k] = was + step; const above = J();
                    list[k] = was - step; const below = J();
                    list[k] = was;
                    worst = Math.max(worst, Math.abs((above - below) / (2 * step) - expected));
                    checked += expected !== 0;
                };
                layers.forEach(({ n, n_prev, W, b }, l) => {
                    for (let r = 0; r < n; r++) {
                        compare(b, r, grads[l].dZ[r]);
                        for (const c of [0, n_prev >> 1, n_prev - 1]) compare(W, r * n_prev + c, grads[l].dZ[r] * caches[l].A_prev[c]);
                    }
                });
            }
            return [title, worst, checked];
        });"""):
        check(f"{title}: dW and db equal central differences of the loss", worst < 1e-7 and checked > 3,
              f"{worst:.1e} apart, {checked} not 0")
    wrong = page.run("""
        const { models, pictures, probability, data } = purrceptron;
        const wrong = [];
        document.querySelectorAll("input[name=model]").forEach((input, k) => {
            input.click();
            document.querySelectorAll("input[name=picture]").forEach((input, i) => {
                if (i >= data.test.labels.length) return;
                input.click();
                const dz = probability(models[k].layers, pictures[i]) - data.test.labels[i];
                const shown = [...document.querySelectorAll(".error .sum strong")].at(-1).textContent;
                const [digits, power] = shown.replaceAll("−", "-").split("·10");
                const read = power ? Number(`${digits}e${[...power].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c)).map((d) => d < 0 ? "-" : d).join("")}`) : Number(digits);
                if (!(Math.abs(read - dz) <= Math.max(5.1e-5 * !power, 0.006 * Math.abs(dz) * !!power))) wrong.push([k, i, shown, dz]);
                const sections = document.querySelectorAll(".flow > section.backward").length;
                if (sections !== models[k].layers.length + 2) wrong.push([k, i, sections]);
            });
        });
        return wrong;""")
    check("dz = a − y is shown with the numbers of every picture", wrong == [], wrong[:3] if wrong else "")
    for width, beside in (360, False), (1280, True):
        page.size(width)
        tops = page.run("""
            const top = (e) => e.getBoundingClientRect().top;
            const [f, b] = ["forward", "backward"].map((name) => [...document.querySelectorAll(`.flow > section.${name}`)].map(top));
            return f.map((top) => b.includes(top));""")
        check(f"backward stands {'beside' if beside else 'below'} forward at {width} px", all(t == beside for t in tops), tops)


def verdict_at_the_finger(page):
    page.size(360, 640)
    far = page.run("""
        const far = [];
        document.querySelectorAll("input[name=picture]").forEach((input, i) => {
            input.parentNode.scrollIntoView({ block: "center" });
            const before = input.parentNode.getBoundingClientRect();
            input.click();
            const picture = input.parentNode.getBoundingClientRect();
            const verdict = document.querySelector(".verdict").getBoundingClientRect();
            const gap = verdict.top - picture.bottom;
            if (!(gap >= 0 && gap < 30 && verdict.top < innerHeight)) far.push([i, before.top, picture.top, gap]);
        });
        return far;""")
    check("at 360 px the verdict stands right below the tapped picture", far == [], far[:3] if far else "")


def look_inside(page):
    # The best of three for each click: the rest of the machine may be busy.
    times = [min(times) for times in zip(*(page.run("""
        return [...document.querySelectorAll("input[name=model]")].flatMap((model) => {
            const click = (input) => {
                const start = performance.now();
                input.click();
                document.body.offsetHeight; // the time to lay the page out is part of the answer
                return performance.now() - start;
            };
            return [model, ...[...document.querySelectorAll("input[name=picture]")].slice(1, 9)].map(click);
        });""") for _ in range(3)))]
    check(f"look inside answers within {ANSWER_MS} ms", max(times) < ANSWER_MS,
          f"at most {max(times):.1f} ms, median {sorted(times)[len(times) // 2]:.1f} ms")
    wrong = page.run("""
        const { models, pictures, data, probability } = purrceptron;
        const text = () => document.querySelector("#look-inside .verdict").textContent;
        const wrong = [];
        document.querySelectorAll("input[name=model]").forEach((input, k) => {
            input.click();
            document.querySelectorAll("input[name=picture]").forEach((input, i) => {
                input.click();
                const cat = data.models[k].test_probabilities[i] > 0.5;
                const right = cat === (data.test.labels[i] === 1);
                if (!text().includes(cat ? "says cat," : "says not a cat,") || !text().includes(right ? "That is right." : "That is wrong.")
                    || !document.querySelector("#look-inside .flow strong")) wrong.push([k, i, text()]);
            });
        });
        return wrong;""")
    check("every verdict is the library's", wrong == [], wrong[:2] if wrong else "")


def keyboard(page):
    chosen = "return Number(document.querySelector('input[name=picture]:checked').value)"
    page.run("const all = document.querySelectorAll('input[name=picture]'); all[0].click(); all[0].focus()")
    page.press("right", "right")
    check("arrow right moves through the pictures", page.run(chosen) == 2, page.run(chosen))
    page.press("left")
    check("arrow left moves back", page.run(chosen) == 1, page.run(chosen))
    per_row = page.run("""const tops = [...document.querySelectorAll('.thumbnails label')].map((e) => e.offsetTop);
                          return tops.filter((top) => top === tops[0]).length;""")
    page.press("down")
    check("arrow down moves a row", page.run(chosen) == 1 + per_row, page.run(chosen))
    page.press("up")
    check("arrow up moves back", page.run(chosen) == 1, page.run(chosen))
    verdict = page.run("return document.querySelector('#look-inside .verdict').textContent")
    check("the verdict follows the keyboard", re.match("Test picture 1 (shows|does not show) a cat. ", verdict), verdict)
    if page.run("return document.querySelector('#look-inside summary') !== null"):
        page.press("tab")
        state = "const d = document.activeElement.closest('details'); return d && [d.open, d.querySelectorAll('.formula').length]"
        before = page.run(state)
        page.press("enter")
        page.wait(state)
        after = page.run(state)
        check("tab leaves the pictures for the first neuron, enter folds its sum",
              bool(before and after) and before[0] != after[0], f"{before} then {after}")
        page.press("enter")
