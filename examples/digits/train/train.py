"""Trains a softmax regression. Usage: train.py TRAIN.csv OUTPUT_FOLDER CHECKPOINT_FOLDER EPOCHS

The model is ten rows of weights, one for each digit: the row with the largest product with an image names its digit.
"""

import csv
import json
import math
import random
import sys
from operator import mul
from pathlib import Path

LEARNING_RATE = 0.03
CHECKPOINT_EVERY = 5
SEED = 7


def read_table(path):
    """Returns [(digit, pixels), ...]; a constant 1 after the last pixel lets each row learn an offset."""
    with open(path, newline="") as table:
        rows = csv.reader(table)
        next(rows)
        return [(int(row[0]), [float(pixel) for pixel in row[1:]] + [1.0]) for row in rows]


def probabilities(weights, pixels):
    scores = [sum(map(mul, row, pixels)) for row in weights]
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def learn(weights, images):
    """Improves the weights after each image, once for all of them. Returns the mean loss and the share recognised."""
    loss = correct = 0
    for digit, pixels in images:
        chances = probabilities(weights, pixels)
        loss -= math.log(max(chances[digit], 1e-12))
        correct += chances[digit] == max(chances)
        for candidate, chance in enumerate(chances):
            step = LEARNING_RATE * ((candidate == digit) - chance)
            weights[candidate] = [weight + step * pixel for weight, pixel in zip(weights[candidate], pixels)]
    return loss / len(images), correct / len(images)


def save(path, weights, epoch):
    rounded = [[round(weight, 6) for weight in row] for row in weights]
    path.write_text(json.dumps({"model": "softmax regression", "epoch": epoch, "weights": rounded}) + "\n")


def main(table, output, checkpoints, epochs):
    images = read_table(table)
    weights = [[0.0] * len(images[0][1]) for _ in range(10)]
    chance = random.Random(SEED)
    print(f"training on {len(images)} images for {epochs} epochs", flush=True)
    with open(output / "history.csv", "w") as history:
        history.write("epoch,loss,accuracy\n")
        for epoch in range(1, epochs + 1):
            chance.shuffle(images)
            loss, accuracy = learn(weights, images)
            history.write(f"{epoch},{loss:.4f},{accuracy:.4f}\n")
            print(f"epoch {epoch:2}  loss {loss:.3f}  acc {accuracy:.3f}", flush=True)
            if epoch % CHECKPOINT_EVERY == 0:
                save(checkpoints / f"epoch-{epoch:02}.json", weights, epoch)
    save(output / "model.json", weights, epochs)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
