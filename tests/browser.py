"""The report in a real browser, step by step as a person would use it.

    python3 tests/browser.py PAGE.html [--screenshots DIR]

Needs chromium and chromedriver, and nothing from Python but its standard library: WebDriver is
JSON over HTTP (https://www.w3.org/TR/webdriver2/). Every check prints a line; exit 1 if one fails.
"""
import argparse, base64, contextlib, json, os, pathlib, shutil, struct, subprocess, sys, tempfile
import time, urllib.error, urllib.request, zlib

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key that WebDriver puts a reference under
KEYS = {"tab": "\ue004", "left": "\ue012", "up": "\ue013", "right": "\ue014", "down": "\ue015",
        "space": "\ue00d", "enter": "\ue007"}
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--hide-scrollbars"]
ANSWER_MS, TOLERANCE, WAIT_SECONDS = 50, 1e-5, 20
failures = 0


def check(what, passed, found=""):
    global failures
    failures += not passed
    print(f"{'ok    ' if passed else 'FAILED'}  {what}{f': {found}' if found != '' else ''}", flush=True)


class Browser:
    """One WebDriver session."""

    def __init__(self, port, profile):
        self.session = f"http://127.0.0.1:{port}/session"
        options = {"args": [*FLAGS, f"--user-data-dir={profile}"], "binary": shutil.which("chromium"),
                   "perfLoggingPrefs": {"enableNetwork": True}}
        capabilities = {"browserName": "chrome", "goog:chromeOptions": options,
                        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        answer = self.call("", {"capabilities": {"alwaysMatch": capabilities}})
        self.session += "/" + answer["sessionId"]

    def call(self, path, body=None, method=None):
        request = urllib.request.Request(
            self.session + path, None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"}, method=method)
        # Never through a proxy: the driver is on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"].splitlines()[0]) from None

    def run(self, script, *arguments):
        """What the script returns; a promise is waited for."""
        return self.call("/execute/sync", {"script": script, "args": arguments})

    def find(self, css):
        return self.call("/element", {"using": "css selector", "value": css})[ELEMENT]

    def type(self, css, text):
        self.call(f"/element/{self.find(css)}/value", {"text": text})

    def press(self, *keys):
        actions = [{"type": kind, "value": KEYS[key]} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def log(self, kind):
        return self.call("/se/log", {"type": kind})

    def chrome(self, command, **parameters):
        return self.call("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def size(self, width, height=900):
        self.chrome("Emulation.setDeviceMetricsOverride", width=width, height=height,
                    deviceScaleFactor=1, mobile=False)

    def scheme(self, name):
        self.chrome("Emulation.setEmulatedMedia",
                    features=[{"name": "prefers-color-scheme", "value": name},
                              {"name": "prefers-reduced-motion", "value": "reduce"}])

    def wait(self, script, *arguments):
        """Whether the script comes to return something true, and what."""
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end:
            if found := self.run(script, *arguments):
                return found
            time.sleep(0.05)
        return None


@contextlib.contextmanager
def browser(folder):
    """A browser with a fresh profile, and nothing left running after it."""
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        sys.exit("chromium and chromedriver are needed: apt-get install chromium chromium-driver")
    driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True,
                              stderr=subprocess.DEVNULL)
    session = None
    try:
        port = next((line.rstrip().rstrip(".").rsplit(" ", 1)[1] for line in driver.stdout
                     if "started successfully on port" in line), None)
        if port is None:
            sys.exit("chromedriver did not start")
        session = Browser(port, os.path.join(folder, "profile"))
        yield session
    finally:
        if session:
            session.call("", method="DELETE")
        driver.terminate()
        driver.wait()


def png(width, height, rgba):
    """A PNG, 8 bits, with alpha; rgba(x, y) gives a pixel. The colour under alpha is kept."""
    rows = b"".join(b"\0" + bytes(v for x in range(width) for v in rgba(x, y)) for y in range(height))
    chunk = lambda kind, body: (struct.pack(">I", len(body)) + kind + body
                                + struct.pack(">I", zlib.crc32(kind + body)))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 6, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def squeezed(width, height, rgba):
    """The oracle for 64×64: every pixel shared out between cells, in whole numbers, slowly."""
    sums = [[[0] * 3 for _ in range(64)] for _ in range(64)]
    for y in range(height):
        for x in range(width):
            for row in range(64 * y // height, (64 * (y + 1) - 1) // height + 1):
                down = min(64 * (y + 1), height * (row + 1)) - max(64 * y, height * row)
                for column in range(64 * x // width, (64 * (x + 1) - 1) // width + 1):
                    across = min(64 * (x + 1), width * (column + 1)) - max(64 * x, width * column)
                    for k in range(3):
                        sums[row][column][k] += down * across * rgba(x, y)[k]
    area = width * height
    return [(2 * v + area) // (2 * area) for row in sums for cell in row for v in cell]


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
                if (!text().includes(cat ? "says cat," : "says not a cat,") || !text().endsWith(right ? "right." : "wrong.")
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
    check("the verdict follows the keyboard", verdict.startswith("Test picture 1 shows"), verdict)
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


def own_pictures(page, folder):
    status = "return document.querySelector('#your-picture .verdict').textContent"
    answered = "return document.querySelectorAll('#your-picture table tbody tr').length"

    def give(name, content):
        path = os.path.join(folder, name)
        pathlib.Path(path).write_bytes(content)
        page.type("#file", path)
        done = page.wait("const text = document.querySelector('#your-picture .verdict').textContent;"
                         "return text.startsWith(arguments[0]) && !text.startsWith('Reading') && text", name)
        return done or f"no answer, but: {page.run(status)}"

    def seen():
        return page.run("return [...purrceptron.pictures[purrceptron.data.test.labels.length]]")

    models = page.run("return purrceptron.models.length")
    jpeg = base64.b64decode(page.run("""
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [1200, 800];
        const c = canvas.getContext("2d");
        c.fillStyle = c.createLinearGradient(0, 0, 1200, 800);
        c.fillStyle.addColorStop(0, "#a63"); c.fillStyle.addColorStop(1, "#385");
        c.fillRect(0, 0, 1200, 800);
        c.fillStyle = "#222"; c.beginPath(); c.arc(600, 400, 250, 0, 7); c.fill();
        return canvas.toDataURL("image/jpeg").split(",")[1];"""))
    answer = give("photograph.jpg", jpeg)
    check("a JPEG gets a verdict from every model", page.run(answered) == models and "says" in answer, answer)

    for name, width, height in [("awkward.png", 131, 77), ("small.png", 5, 3), ("exact.png", 64, 64), ("wide.png", 1100, 2)]:
        rgba = lambda x, y: ((x * 37 + y * 11) % 256, (x * y) % 256, (x * 5 + 90 * y) % 256, 255)
        answer = give(name, png(width, height, rgba))
        check(f"{width}×{height} is averaged down exactly", "says" in answer and seen() == squeezed(width, height, rgba), answer[:30])

    answer = give("transparent.png", png(80, 80, lambda x, y: (200, 100, 50, 255 if x < 40 else 0)))
    note = page.run("return document.querySelector('#your-picture .note')?.textContent ?? ''")
    check("a transparent PNG gets a verdict", page.run(answered) == models and "says" in answer, answer)
    check("and a word on transparency", "transparent" in note, note)
    check("what is opaque in it keeps its colour", seen()[:3] == [200, 100, 50], seen()[:3])

    answer = give("text.png", b"This is no picture at all.\n")
    check("a text file named .png gets a sentence", "not a picture" in answer and page.run(answered) == 0, answer)
    answer = give("broken.png", png(64, 64, lambda x, y: (x, y, 0, 255))[:60])
    check("a cut-off picture gets an answer", "not a picture" in answer or "says" in answer, answer)
    name = "<img src=x onerror=alert(1)>.png"
    answer = give(name, b"nothing")
    check("a file's name stays text", answer.startswith(name) and page.run("return document.querySelector('img[src=x]') === null"), answer)

    page.run("""const data = new DataTransfer();
        data.items.add(new File(["nothing"], "pasted.txt", { type: "text/plain" }));
        dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }))""")
    check("pasting a file that is no picture gets a sentence",
          page.wait("return document.querySelector('#your-picture .verdict').textContent.startsWith('pasted.txt is not')"))
    page.run("dispatchEvent(new ClipboardEvent('paste', { clipboardData: new DataTransfer() }))")
    check("pasting no file gets a sentence", "no picture" in page.run(status), page.run(status))
    page.run("""const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0))], "dropped.jpg", { type: "image/jpeg" }));
        dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }))""", base64.b64encode(jpeg).decode())
    check("a dropped JPEG gets a verdict", page.wait("return document.querySelector('#your-picture .verdict').textContent.startsWith('dropped.jpg: ')"))
    page.run("document.querySelector('#your-picture button').click()")
    verdict = page.run("return document.querySelector('#look-inside .verdict').textContent")
    check("and can be followed through the network", verdict.startswith("Your own picture."), verdict)


def widths(page, folder):
    for width in (360, 1280):
        page.size(width)
        wide = page.run("return [document.scrollingElement.scrollWidth, innerWidth]")
        check(f"nothing scrolls sideways at {width} px", wide[0] <= wide[1] == width, wide)
        for scheme in ("light", "dark"):
            page.scheme(scheme)
            if folder:
                height = page.run("return document.scrollingElement.scrollHeight")
                picture = page.chrome("Page.captureScreenshot", captureBeyondViewport=True,
                                      clip={"x": 0, "y": 0, "width": width, "height": min(height, 16000), "scale": 1})
                pathlib.Path(folder, f"{width}-{scheme}.png").write_bytes(base64.b64decode(picture["data"]))


def quiet(page, url):
    errors = [entry["message"] for entry in page.log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    check("the console has no errors and no warnings", errors == [], errors[:3] if errors else "")
    requests = []
    for entry in page.log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            requests.append(message["params"]["request"]["url"])
    strange = [r for r in requests if not (r == url or r.startswith(("data:", "blob:")))]
    check(f"{len(requests)} requests, none leaves the page", requests and url in requests and strange == [], strange[:3] if strange else "")


def policy(page):
    """The browser itself must refuse to send anything."""
    blocked = page.run("""
        const blocked = new Promise((yes) => addEventListener("securitypolicyviolation", (e) => yes(e.effectiveDirective), { once: true }));
        fetch("data:,").catch(() => 0);
        return Promise.race([blocked, new Promise((yes) => setTimeout(yes, 2000, "nothing"))]);""")
    check("the content security policy forbids to load or send", blocked == "connect-src", blocked)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page")
    parser.add_argument("--screenshots", metavar="DIR")
    arguments = parser.parse_args()
    url = pathlib.Path(arguments.page).resolve(strict=True).as_uri()
    if arguments.screenshots:
        os.makedirs(arguments.screenshots, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser(folder) as page:
        page.size(1280)
        page.scheme("light")
        page.call("/url", {"url": "about:blank"})
        page.log("performance")  # what the browser's own start page has asked for is left behind
        page.call("/url", {"url": url})
        check("the page is complete", page.run("return typeof purrceptron === 'object' && !document.body.textContent.includes('{{')"))
        probabilities(page)
        gradients(page)
        look_inside(page)
        for width in (1280, 360):
            page.size(width)
            keyboard(page)
        own_pictures(page, folder)
        widths(page, arguments.screenshots)
        quiet(page, url)
        policy(page)
    print(f"{failures} checks failed" if failures else "all checks passed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
