#!/usr/bin/env bash
set -euo pipefail

PREPROCESSED=data/preprocessed/artifacts   # the mount of .c3, and in it the artifacts of that job

mkdir -p checkpoints
python3 train.py "$PREPROCESSED/train.csv" "$C3_ARTIFACTS_DIR" checkpoints "${EPOCHS:-20}"
