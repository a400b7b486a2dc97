"""The checks of "Your own picture"."""
import base64, json, os, pathlib, struct, subprocess

from driver import TOLERANCE, check
from pictures import on_white, png, profile, squeezed, turned


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
    check("a JPEG gets a verdict from every model", page.run(answered) == models and "cat (" in answer, answer)
    before = seen()

    for name, width, height in [("awkward.png", 131, 77), ("small.png", 5, 3), ("exact.png", 64, 64), ("wide.png", 1100, 2)]:
        rgba = lambda x, y: ((x * 37 + y * 11) % 256, (x * y) % 256, (x * 5 + 90 * y) % 256, 255)
        answer = give(name, png(width, height, rgba))
        check(f"{width}×{height} is averaged down exactly", "cat (" in answer and seen() == squeezed(width, height, rgba), answer[:30])

    answer = give("turned.jpg", turned(jpeg))
    check("a photograph is turned as the camera was held", "800 × 1200 pixels" in page.run("return document.querySelector('#your-picture figcaption').textContent"))
    upright = page.run("""
        const seen = [...arguments[0]];
        return seen.filter((v, k) => Math.abs(v - arguments[1][k]) > 2).length;""", seen(), [
            v for row in range(64) for column in range(64) for v in before[3 * (64 * (63 - column) + row):][:3]])
    check("and squeezed as it is seen", upright == 0, f"{upright} bytes differ")

    rgba = lambda x, y: ((x * 7 + y) % 256, (x * 2) % 256, 255 - x, 255)
    for name, chunk in ("gamma.png", (b"gAMA", struct.pack(">I", 100000))), ("profile.png", profile()):
        content = png(90, 70, rgba, chunk)
        answer = give(name, content)
        check(f"{name}: the numbers in the file count, not what the browser makes of them", seen() == squeezed(90, 70, rgba), answer[:40])
    shown = page.run("""
        const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
        return createImageBitmap(new Blob([bytes], { type: "image/png" })).then(async (image) => [...(await purrceptron.squeeze(image, 90, 70)).bytes]);
        """, base64.b64encode(content).decode())
    check("which here would be others", shown != squeezed(90, 70, rgba))

    rgba = lambda x, y: ((x * 31 + y * 7) % 256, (x * y) % 256, (200 - x) % 256, (x * 3 + y * 5) % 256)
    give("veil.png", png(64, 64, rgba))
    expected = [v for y in range(64) for x in range(64) for v in on_white(rgba(x, y))]
    worst = max(abs(a - b) for a, b in zip(seen(), expected))
    check("what is half transparent is laid on white", worst == 0, f"{worst} apart")

    answer = give("transparent.png", png(80, 80, lambda x, y: (200, 100, 50, 255 if x < 40 else 0)))
    note = page.run("return document.querySelector('#your-picture .note')?.textContent ?? ''")
    check("a transparent PNG gets a verdict", page.run(answered) == models and "cat (" in answer, answer)
    check("and a word on transparency", "transparent" in note and "on white" in note, note)
    check("what is opaque in it keeps its colour, the rest is white",
          seen()[:3] == [200, 100, 50] and seen()[-3:] == [255] * 3, [*seen()[:3], *seen()[-3:]])

    answer = give("text.png", b"This is no picture at all.\n")
    check("a text file named .png gets a sentence", "not a picture" in answer and page.run(answered) == 0, answer)
    answer = give("broken.png", png(64, 64, lambda x, y: (x, y, 0, 255))[:60])
    check("a cut-off picture gets a sentence", "not a picture" in answer or "shows nothing" in answer, answer)
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
    dz = "return Number([...document.querySelectorAll('.error .sum strong')].at(-1).textContent.replace('−', '-'))"
    a_cat = page.run(dz)
    page.run("document.querySelector('input[name=label][value=\"0\"]').click()")
    check("its reader says what it shows", abs(page.run(dz) - a_cat - 1) < 1e-3 and
          page.run("return document.activeElement.name") == "label", [a_cat, page.run(dz)])


def saved_model(page, folder, program, folders):
    """`predict` and the page of the same model say the same, of the pictures in these folders, too."""
    run = lambda *words: subprocess.run([program, *words], cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout
    run("train", "--layers", "5", "--iterations", "200", "--engine", "sample-space", "--save", "m.safetensors")
    run("report", "--model", "m.safetensors", "--out", "saved.html")
    page.call("/url", {"url": pathlib.Path(folder, "saved.html").as_uri()})
    solid = lambda x, y: ((x * 7 + y) % 256, (x * y) % 256, 255 - x, 255)
    found = "const { models, pictures, probability } = purrceptron; return probability(models[0].layers, pictures.at(-1))"
    def predict(name):
        words = [program, "predict", "m.safetensors", name, "--json"]
        answer = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return json.loads(answer.stdout)["pictures"][0].get("probability")
    veiled = lambda x, y: (*solid(x, y)[:3], (x * 3 + y * 5) % 256)
    own = {"solid.png": png(100, 75, solid), "tall.png": png(3, 1500, solid),
           "colours.png": png(100, 75, solid, profile()), "veiled.png": png(100, 75, veiled)}
    for name, content in own.items():
        pathlib.Path(folder, name).write_bytes(content)
        page.type("#file", os.path.join(folder, name))
        page.wait("return document.querySelector('#your-picture .verdict').textContent.startsWith(arguments[0] + ': ')", name)
        answers = [page.run(found), predict(name)]
        check(f"{name}: predict and the page agree", abs(answers[0] - answers[1]) <= TOLERANCE, answers)
    # Where the browser lays on white or decodes a JPEG, it may round otherwise.
    for path in sorted(path.resolve() for given in folders for path in pathlib.Path(given).iterdir()):
        expected = predict(path)
        if expected is not None:
            page.type("#file", str(path))
            page.wait("return document.querySelector('#your-picture .verdict').textContent.startsWith(arguments[0] + ': ')", path.name)
            answer = page.run(found)
            check(f"{path.name}: predict and the page agree within 0.002", abs(answer - expected) <= 0.002, [answer, expected])
