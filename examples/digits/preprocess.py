"""Splits the raw images into a training and a test table. Usage: preprocess.py RAW.csv.gz OUTPUT_FOLDER"""

import csv
import gzip
import random
import sys
from pathlib import Path

TEST_SHARE = 0.25
DARKEST = 16
SEED = 7


def read_images(path):
    """Returns the raw images as {digit: [pixels, ...]}, pixels scaled to 0..1."""
    images = {digit: [] for digit in range(10)}
    with gzip.open(path, "rt", newline="") as raw:
        for row in csv.reader(raw):
            *pixels, digit = map(int, row)
            images[digit].append([pixel / DARKEST for pixel in pixels])
    return images


def write_table(path, header, rows):
    with open(path, "w", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"wrote {path.name}: {len(rows)} rows", flush=True)


def main(raw, output):
    chance = random.Random(SEED)
    train, test, classes = [], [], []
    for digit, images in read_images(raw).items():
        chance.shuffle(images)
        held_back = round(len(images) * TEST_SHARE)
        test += [[digit] + pixels for pixels in images[:held_back]]
        train += [[digit] + pixels for pixels in images[held_back:]]
        classes.append([digit, len(images) - held_back, held_back])
    chance.shuffle(train)

    header = ["digit"] + [f"pixel_{index}" for index in range(64)]
    write_table(output / "train.csv", header, train)
    write_table(output / "test.csv", header, test)
    write_table(output / "classes.csv", ["digit", "train", "test"], classes)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
