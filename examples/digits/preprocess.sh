#!/usr/bin/env bash
set -euo pipefail

# C3_ARTIFACTS_DIR is set in every job: what is written there is kept.
python3 preprocess.py raw/digits.csv.gz "$C3_ARTIFACTS_DIR"
