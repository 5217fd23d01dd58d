"""A small picture: rectangles and text, saved as PNG with the standard library alone."""

import struct
import zlib

# A glyph is seven rows of five dots; each row is one digit to the base 32, its highest bit the leftmost dot.
GLYPHS = {
    "0": "ehhhhhe", "1": "4c4444e", "2": "eh1248v", "3": "v2421he", "4": "26aiv22",
    "5": "vgu11he", "6": "68guhhe", "7": "v124888", "8": "ehhehhe", "9": "ehhf12c",
    "A": "ehhvhhh", "B": "uhhuhhu", "C": "ehggghe", "D": "sihhhis", "E": "vgguggv",
    "F": "vgguggg", "G": "ehgnhhf", "H": "hhhvhhh", "I": "e44444e", "J": "72222ic",
    "K": "hikokih", "L": "ggggggv", "M": "hrllhhh", "N": "hhpljhh", "O": "ehhhhhe",
    "P": "uhhuggg", "Q": "ehhhlid", "R": "uhhukih", "S": "fgge11u", "T": "v444444",
    "U": "hhhhhhe", "V": "hhhhha4", "W": "hhhllla", "X": "hha4ahh", "Y": "hhha444",
    "Z": "v1248gv", ".": "00000cc", "%": "op248j3", " ": "0000000",
}


def blend(first, second, share):
    """Returns the colour that lies `share` (0..1) of the way from the first to the second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second))


class Picture:
    """Pixels in rows from the top left; a colour is (red, green, blue), each 0..255."""

    def __init__(self, width, height, colour):
        self.width = width
        self.rows = [bytearray(bytes(colour) * width) for _ in range(height)]

    def rectangle(self, x, y, width, height, colour):
        for row in self.rows[y:y + height]:
            row[3 * x:3 * (x + width)] = bytes(colour) * width

    def text(self, x, y, text, colour, scale, centred=False):
        """Writes capitals, digits, `.` and `%`, a dot `scale` pixels wide; (x, y) is its top left or top middle."""
        if centred:
            x -= (6 * len(text) - 1) * scale // 2
        for character in text:
            for down, bits in enumerate(int(row, 32) for row in GLYPHS[character]):
                for right in range(5):
                    if bits >> (4 - right) & 1:
                        self.rectangle(x + right * scale, y + down * scale, scale, scale, colour)
            x += 6 * scale

    def save(self, path):
        def chunk(kind, content):
            return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

        header = struct.pack(">IIBBBBB", self.width, len(self.rows), 8, 2, 0, 0, 0)   # 8 bits a colour, RGB
        lines = b"".join(b"\0" + row for row in self.rows)                            # 0: no filter
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                         + chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b""))
