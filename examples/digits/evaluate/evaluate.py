"""Tests the model. Usage: evaluate.py TEST.csv TRAINED_JOB_FOLDER OUTPUT_FOLDER PICTURE_FOLDER"""

import csv
import json
import sys
from operator import mul
from pathlib import Path

from picture import Picture, blend

DIGITS = range(10)
WHITE, PALE, GREY, INK = (255, 255, 255), (238, 241, 245), (128, 136, 150), (38, 44, 56)
BLUE, RED = (20, 92, 168), (198, 54, 54)


def read_table(path):
    with open(path, newline="") as table:
        rows = csv.reader(table)
        next(rows)
        return [(int(row[0]), [float(pixel) for pixel in row[1:]]) for row in rows]


def recognise(model, images):
    """Returns the digit that the model sees in each image."""
    weights = json.loads(model.read_text())["weights"]
    seen = []
    for _, pixels in images:
        scores = [sum(map(mul, row, pixels)) + row[-1] for row in weights]
        seen.append(scores.index(max(scores)))
    return seen


def accuracy(images, seen):
    return round(sum(digit == guess for (digit, _), guess in zip(images, seen)) / len(images), 4)


def share(part, whole):
    return round(part / whole, 4) if whole else 0.0


def draw_confusion(counts, title, path):
    """A heat map: a row for each written digit, a column for each digit seen; blue is right, red is wrong."""
    cell, left, top = 46, 74, 92
    picture = Picture(left + 10 * cell + 24, top + 10 * cell + 24, WHITE)
    picture.text(left, 18, title, INK, 2)
    picture.text(left + 5 * cell, 48, "SEEN", GREY, 2, centred=True)
    picture.text(26, top + 5 * cell - 7, "IS", GREY, 2, centred=True)
    for digit in DIGITS:
        middle = digit * cell + cell // 2
        picture.text(left + middle, top - 20, str(digit), INK, 2, centred=True)
        picture.text(left - 16, top + middle - 7, str(digit), INK, 2, centred=True)
        for guess, count in enumerate(counts[digit]):
            right = guess == digit
            strength = share(count, sum(counts[digit])) if right else min(1, count / 6)
            colour = blend(PALE, BLUE if right else RED, strength)
            x, y = left + guess * cell, top + digit * cell
            picture.rectangle(x + 1, y + 1, cell - 2, cell - 2, colour)
            if count:
                ink = WHITE if strength > 0.4 else INK
                picture.text(x + cell // 2, y + cell // 2 - 7, str(count), ink, 2, centred=True)
    picture.save(path)


def draw_mistakes(mistakes, path):
    """The images that were not recognised; under each the digit that it is and, in red, the digit that was seen."""
    across, dot, gap = 8, 9, 24
    tile = 8 * dot + gap
    rows = max(1, -(-len(mistakes) // across))
    picture = Picture(across * tile + gap, rows * (tile + 20) + gap, WHITE)
    for index, (digit, guess, pixels) in enumerate(mistakes):
        x, y = gap + index % across * tile, gap + index // across * (tile + 20)
        for place, darkness in enumerate(pixels):
            colour = blend(PALE, INK, darkness)
            picture.rectangle(x + place % 8 * dot, y + place // 8 * dot, dot, dot, colour)
        picture.text(x + 18, y + 8 * dot + 6, str(digit), INK, 2, centred=True)
        picture.text(x + 54, y + 8 * dot + 6, str(guess), RED, 2, centred=True)
    picture.save(path)


def main(table, trained, output, pictures):
    images = read_table(table)
    seen = recognise(trained / "artifacts" / "model.json", images)
    counts = [[0] * 10 for _ in DIGITS]
    for (digit, _), guess in zip(images, seen):
        counts[digit][guess] += 1
    mistakes = [(digit, guess, pixels) for (digit, pixels), guess in zip(images, seen) if digit != guess]

    metrics = {
        "images": len(images),
        "mistakes": len(mistakes),
        "accuracy": accuracy(images, seen),
        "recall": {digit: share(counts[digit][digit], sum(counts[digit])) for digit in DIGITS},
        "precision": {digit: share(counts[digit][digit], sum(row[digit] for row in counts)) for digit in DIGITS},
        "accuracy_of_checkpoints": {
            checkpoint.stem: accuracy(images, recognise(checkpoint, images))
            for checkpoint in sorted((trained / "checkpoints").glob("epoch-*.json"))
        },
    }
    (output / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    with open(output / "confusion.csv", "w", newline="") as confusion:
        writer = csv.writer(confusion, lineterminator="\n")
        writer.writerow(["is"] + [f"seen_{digit}" for digit in DIGITS])
        writer.writerows([digit] + counts[digit] for digit in DIGITS)
    title = f"{100 * metrics['accuracy']:.1f}% OF {len(images)} DIGITS RIGHT"
    draw_confusion(counts, title, pictures / "confusion.png")
    draw_mistakes(mistakes, pictures / "mistakes.png")
    print(f"accuracy {metrics['accuracy']:.4f}: {len(mistakes)} of {len(images)} images not recognised", flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
