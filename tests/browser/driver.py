"""A browser that is driven by WebDriver, and the checks that are counted."""
import base64, contextlib, json, os, shutil, subprocess, sys, time, urllib.error, urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key that WebDriver puts a reference under
KEYS = {"tab": "\ue004", "left": "\ue012", "up": "\ue013", "right": "\ue014", "down": "\ue015",
        "space": "\ue00d", "enter": "\ue007"}
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--hide-scrollbars"]
TOLERANCE, WAIT_SECONDS = 1e-5, 20
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
