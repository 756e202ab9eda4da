#!/usr/bin/env bash
# Compares jobs with results, two files with a job's name on each line. Fails unless each job has one result.
set -euo pipefail
export LC_ALL=C
sort "$1" | uniq >jobs.sorted
sort "$2" | uniq -c | awk '{ print $2 > "results.sorted"; if ($1 > 1) twice++ } END { printf "" > "results.sorted"; print twice + 0 }' >twice
missing=$(comm -23 jobs.sorted results.sorted | wc -l)
unasked=$(comm -13 jobs.sorted results.sorted | wc -l)
twice=$(cat twice)
echo "  $(wc -l <jobs.sorted) jobs, $(wc -l <"$2") results: $missing missing, $twice done twice or more, $unasked of no job"
[ "$missing" = 0 ] && [ "$twice" = 0 ] && [ "$unasked" = 0 ] && [ -s "$1" ]
