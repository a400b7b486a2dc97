"""The report in a real browser, step by step as a person would use it.

    python3 tests/browser PAGE.html [--screenshots DIR] [--program PROGRAM] [--pictures DIR…]

With the program it also compares the page of a saved model with what `predict` says, of the pictures in
those folders, too. Needs chromium
and chromedriver, and nothing from Python but its standard library: WebDriver is JSON over HTTP
(https://www.w3.org/TR/webdriver2/). Every check prints a line; exit 1 if one fails.
"""
import argparse, base64, json, os, pathlib, sys, tempfile

import driver
from driver import browser, check
from inside import backwards, gradients, keyboard, look_inside, probabilities, verdict_at_the_finger
from own import own_pictures, saved_model


def widths(page, folder):
    for width in (360, 1024, 1440):
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
        return Promise.race([blocked, new Promise((yes) => setTimeout(yes, 20000, "nothing"))]);""")
    check("the content security policy forbids to load or send", blocked == "connect-src", blocked)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page")
    parser.add_argument("--screenshots", metavar="DIR")
    parser.add_argument("--program", metavar="PROGRAM")
    parser.add_argument("--pictures", metavar="DIR", nargs="*", default=[])
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
        backwards(page)
        verdict_at_the_finger(page)
        for width in (1280, 360):
            page.size(width)
            keyboard(page)
        own_pictures(page, folder)
        widths(page, arguments.screenshots)
        quiet(page, url)
        policy(page)
        if arguments.program:
            saved_model(page, folder, os.path.abspath(arguments.program), arguments.pictures)
    print(f"{driver.failures} checks failed" if driver.failures else "all checks passed")
    sys.exit(1 if driver.failures else 0)


if __name__ == "__main__":
    main()
