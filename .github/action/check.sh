#!/usr/bin/env bash
# One step of the action: check the documents, annotate, write the job summary, set the outputs. Everything it is told comes by
# the environment (see action.yml). Runs with the bash 3.2 of macOS too.
set -uo pipefail

out="$RUNNER_TEMP/conformance"
mkdir -p "$out"
arguments=()

# The lines of $1 that are not empty, as $lines.
split() {
  lines=()
  while IFS= read -r line || [ -n "$line" ]; do
    line="${line%$'\r'}"
    [ -n "$line" ] && lines+=("$line")
  done <<<"$1"
}

say() { printf '%s\n' "$1" >>"$GITHUB_STEP_SUMMARY"; }

split "$CONFORMANCE_PATHS"
paths=("${lines[@]}")
split "$CONFORMANCE_PACK"
for pack in ${lines[@]+"${lines[@]}"}; do arguments+=(--pack "$pack"); done

if [ "$CONFORMANCE_ONLY_CHANGED" = true ]; then
  base="${CONFORMANCE_BASE:-}"
  if [ -n "$base" ] && git cat-file -e "$base^{commit}" 2>/dev/null; then
    changed=()
    while IFS= read -r -d '' file; do changed+=("$file"); done \
      < <(git diff -z --name-only --diff-filter=ACMR "$base"...HEAD -- "${paths[@]}")
    if [ ${#changed[@]} -eq 0 ]; then
      say "没有改动需要检查的文件。No document was changed."
      echo "exit-code=0" >>"$GITHUB_OUTPUT"
      exit 0
    fi
    paths=("${changed[@]}")
  else
    say "找不到对比的提交，已检查全部文件。The commit to compare with is not there (fetch-depth: 0), so all were checked."
  fi
fi

[ -n "$CONFORMANCE_CONFIG" ] && arguments+=(--config "$CONFORMANCE_CONFIG")
[ -n "$CONFORMANCE_AS_OF" ] && arguments+=(--as-of "$CONFORMANCE_AS_OF")

# A file's name may begin a line of an error with `::`, which the runner would take for a command.
conformance check ${arguments[@]+"${arguments[@]}"} --fail-on "$CONFORMANCE_FAIL_ON" --lang "$CONFORMANCE_LANG" \
  --relative-to . --allow-empty --redact \
  --format github --format "markdown=$out/summary.md" --format "sarif=$out/conformance.sarif" \
  --format "json=$out/report.json" --format "html=$out/report.html" -- "${paths[@]}" \
  2> >(sed 's/^::/ ::/' >&2)
code=$?

[ -f "$out/summary.md" ] && cat "$out/summary.md" >>"$GITHUB_STEP_SUMMARY"
{
  echo "exit-code=$code"
  [ -f "$out/report.json" ] && echo "report=$out/report.json"
  [ -f "$out/conformance.sarif" ] && echo "sarif=$out/conformance.sarif"
} >>"$GITHUB_OUTPUT"
exit "$code"
