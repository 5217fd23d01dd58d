#!/usr/bin/env bash
# The job. It starts in its own copy of this folder; whatever it prints is its log.
set -euo pipefail

# What is written to $C3_ARTIFACTS_DIR is kept, whether the script ends well or not.
for step in 1 2 3; do
  echo "step $step of 3"
  echo "$step,$((step * step))" >> "$C3_ARTIFACTS_DIR/squares.csv"
done
echo "job $C3_JOB_ID of project $C3_PROJECT ran on $(uname -n)" > "$C3_ARTIFACTS_DIR/where.txt"
