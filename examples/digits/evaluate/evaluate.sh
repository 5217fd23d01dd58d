#!/usr/bin/env bash
set -euo pipefail

PREPROCESSED=data/preprocessed/artifacts   # the mounts of .c3: a job's files lie in them under
TRAINED=data/trained                       # the names they were kept by

mkdir -p results
python3 evaluate.py "$PREPROCESSED/test.csv" "$TRAINED" "$C3_ARTIFACTS_DIR" results
