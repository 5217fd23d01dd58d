"""What a job runs, in this folder: foundations deploy project_code/driver.py --env local"""

import json
import os
import random

from model import fit

# The artifact path of config/local.config.yaml: what is saved here is kept, also when the job fails.
RESULTS = "results"

points = [(x, 3 * x + 2 + random.gauss(0, 0.1)) for x in range(100)]
slope, height = fit(points)
print(f"y = {slope:.3f} x + {height:.3f}")

os.makedirs(RESULTS, exist_ok=True)
with open(os.path.join(RESULTS, "line.json"), "w") as file:
    json.dump({"slope": slope, "height": height}, file)
