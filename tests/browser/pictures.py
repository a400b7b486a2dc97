"""Pictures for the page to read, and what it must make of them."""
import struct, zlib


def png(width, height, rgba, *chunks):
    """A PNG, 8 bits, with alpha; rgba(x, y) gives a pixel. Each further chunk is its name and its bytes."""
    rows = b"".join(b"\0" + bytes(v for x in range(width) for v in rgba(x, y)) for y in range(height))
    chunk = lambda kind, body: (struct.pack(">I", len(body)) + kind + body
                                + struct.pack(">I", zlib.crc32(kind + body)))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 6, 0, 0, 0))
            + b"".join(chunk(*more) for more in chunks) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def profile():
    """A chunk iCCP with a colour profile in which red and blue have changed places (ICC.1, chapters 7 and 10)."""
    number = lambda v: struct.pack(">i", round(v * 65536))
    xyz = lambda *v: b"XYZ " + bytes(4) + b"".join(map(number, v))
    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, 563) + bytes(2)  # the power 2.2
    tags = [(b"rXYZ", xyz(*blue)), (b"gXYZ", xyz(*green)), (b"bXYZ", xyz(*red)), (b"wtpt", xyz(0.9642, 1, 0.8249)),
            *((name, curve) for name in (b"rTRC", b"gTRC", b"bTRC"))]
    table, body = struct.pack(">I", len(tags)), b""
    for name, tag in tags:
        table += name + struct.pack(">2I", 128 + 4 + 12 * len(tags) + len(body), len(tag))
        body += tag
    head = (struct.pack(">I4sI", 128 + len(table) + len(body), bytes(4), 0x02100000) + b"mntrRGB XYZ " + bytes(12) + b"acsp"
            + bytes(28) + number(0.9642) + number(1) + number(0.8249) + bytes(48))
    return b"iCCP", b"swapped\0\0" + zlib.compress(head + table + body)


def turned(jpeg):
    """A JPEG with EXIF's orientation 6: the camera was held upright (CIPA DC-008, 4.6.4 A)."""
    tiff = b"MM\0*" + struct.pack(">IH2HI2HI", 8, 1, 0x0112, 3, 1, 6, 0, 0)
    body = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", 2 + len(body)) + body + jpeg[2:]


def on_white(rgba):
    """The colour of a pixel that is laid on white, to the nearest byte."""
    *colour, alpha = rgba
    return [(2 * (alpha * c + (255 - alpha) * 255) + 255) // 510 for c in colour]


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
