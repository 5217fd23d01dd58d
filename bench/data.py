#!/usr/bin/env python3
"""Writes the data sets that the benchmarks move: the same bytes on every machine, standard library only.

usage: data.py DIR [large] [small] [tables]

  large   4 checkpoints of 512 MiB that do not compress; each shares most of its bytes with the one before
  small   50,000 files of 512 to 8,192 bytes in 500 folders
  tables  200 tables of 2 to 8 MiB: numbers as text
"""
import os
import random
import sys

MIB = 1 << 20


def write(path, parts):
    with open(path, "wb") as file:
        for part in parts:
            file.write(part)


def large(folder):
    regions = [f"1/{i}" for i in range(512)]
    for number in range(1, 5):
        if number > 1:
            for i in random.Random(f"pick/{number}").sample(range(512), 26):
                regions[i] = f"{number}/{i}"
        write(f"{folder}/checkpoint-{number}.bin", (random.Random(region).randbytes(MIB) for region in regions))


def small(folder):
    chance = random.Random("small")
    for group in range(500):
        os.mkdir(f"{folder}/{group:03d}")
        for number in range(100):
            write(f"{folder}/{group:03d}/{number:03d}.bin", [chance.randbytes(chance.randrange(512, 8193))])


def tables(folder):
    for number in range(200):
        chance = random.Random(f"table/{number}")
        size = chance.randrange(2 * MIB, 8 * MIB)
        block = "".join(f"{i},{chance.random():.6f},{chance.randrange(1000)}\n" for i in range(3000)).encode()
        head = f"step,loss,seed {number}\n".encode()
        write(f"{folder}/table-{number:03d}.csv", [head, *(str(i).encode() + block for i in range(size // len(block)))])


def main():
    root, *names = sys.argv[1:]
    for name in names or ["large", "small", "tables"]:
        folder = f"{root}/{name}"
        if not os.path.exists(folder):
            os.makedirs(folder + ".new")
            {"large": large, "small": small, "tables": tables}[name](folder + ".new")
            os.rename(folder + ".new", folder)


if __name__ == "__main__":
    main()
