#!/bin/sh
# Measures all that docs/benchmarks.md has a row of, one after the other, so that its rows are of one run. It takes some
# two and a half hours, 50 GB of disk and a machine that does nothing else; wrk and Hugo are found on the path.
#
#     PATH=$PATH:.venv/bin sh benchmarks/everything.sh FOLDER > everything.txt
#
# FOLDER is made; the registers that were built stay in it.
set -u # what fails does not stop the rest
cd "$(dirname "$0")/.."
python=.venv/bin/python
folder=$1
seconds=${SECONDS_A_KIND:-30}
told() { printf '\n## %s, begun %s\n\n' "$1" "$(date -u '+%F %T')"; }

told 'growth, 1,000 and 10,000'
$python benchmarks/growth.py --keep "$folder" 1000 10000
told 'taking in'
$python benchmarks/taking.py 10000
told 'pages'
$python benchmarks/pages.py "$folder/1000/build/current/disclosure.db" --hugo hugo
told 'growth, 100,000'
$python benchmarks/growth.py --keep "$folder" 100000
told 'serving'
$python benchmarks/serving.py "$folder/100000/build" --seconds "$seconds"
told 'nothing more'
