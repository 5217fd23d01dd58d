"""Reads what a job left, once `foundations retrieve artifacts` has brought it: python3 post_processing/results.py"""

import json

with open("line.json") as file:
    line = json.load(file)
print(f"slope {line['slope']:.3f}, height {line['height']:.3f}")
