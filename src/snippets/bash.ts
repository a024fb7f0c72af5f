// The client in bash 4 and later with curl; one shell, one call at a time.
import type { ClientOptions } from './snippet.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export function bash({ base, limit, windowMs, firstWaitMs, unavailableMs, tries, keyed }: ClientOptions): string {
  return `#!/usr/bin/env bash
# Qamera API client: keeps to ${limit} calls per ${windowMs / 1000} s and key, waits as told, never repeats a paid POST blindly.
# QAMERA_KEY=mk_live_... ; qamera GET /products ; ${keyed ? `qamera POST /jobs '{"subjects": ...}' [idempotency key]` : `qamera POST /packshots/register-ideas '{"config": ...}'`}
# The answer's status is in QAMERA_STATUS, its body in QAMERA_BODY.
BASE=${quoted(base)}
LIMIT=${limit} WINDOW_MS=${windowMs} TRIES=${tries}
FIRST_WAIT_MS=${firstWaitMs} UNAVAILABLE_MS=${unavailableMs} CAP_MS=60000
ANSWERED=()

now_ms() { local at=\${EPOCHREALTIME/[.,]/}; echo $((at / 1000)); }
sleep_ms() { sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"; }

# A call keeps its place for a window after its answer: it cannot have arrived later than that.
take_place() {
  local oldest
  while ((\${#ANSWERED[@]} >= LIMIT)); do
    oldest=$((\${ANSWERED[0]} + WINDOW_MS - $(now_ms)))
    ((oldest > 0)) && sleep_ms $((oldest + 5))
    ANSWERED=("\${ANSWERED[@]:1}")
  done
}

# Retry-After (seconds, or a date read against the server's own clock), else doubling with a cap; jitter only ever adds.
wait_after() { # status, file of headers, tries
  local after served ms first
  after=$(sed -n 's/^retry-after: *//Ip' "$2" | tr -d '\\r' | tail -n 1)
  if [[ $after =~ ^[0-9]+$ ]]; then
    ((10#$after > 0)) && echo $((10#$after * 1000 + RANDOM % 250)) && return
  elif [[ -n $after ]] && ms=$(date -d "$after" +%s 2>/dev/null); then
    served=$(date -d "$(sed -n 's/^date: *//Ip' "$2" | tr -d '\\r' | tail -n 1)" +%s)
    ((ms > served)) && echo $(((ms - served) * 1000 + RANDOM % 250)) && return
  fi
  first=$FIRST_WAIT_MS
  [[ $1 == 503 ]] && first=$UNAVAILABLE_MS
  ms=$((first << ($3 - 1)))
  ((ms > CAP_MS)) && ms=$((first > CAP_MS ? first : CAP_MS))
  echo $((ms + ms * (RANDOM % 500) / 1000))
}

qamera() { # method, path, body${keyed ? ', idempotency key' : ''}
  local method=$1 path=$2 body=\${3-}${keyed ? ' idempotency=${4-}' : ''} tries=0 headers answer repeatable=0 options
  # A POST that ended in a server error may have been done, and be paid, all the same.
  [[ $method == GET${keyed ? ' || -n $idempotency' : ''} ]] && repeatable=1
  options=(-sS --max-time 60 -X "$method" -H "X-Api-Key: $QAMERA_KEY")
  [[ -n $body ]] && options+=(-H 'Content-Type: application/json' --data "$body")
${keyed ? '  [[ -n $idempotency ]] && options+=(-H "Idempotency-Key: $idempotency")\n' : ''}  headers=$(mktemp)
  while :; do
    tries=$((tries + 1))
    take_place
    answer=$(curl "\${options[@]}" -D "$headers" -w '\\n%{http_code}' "$BASE$path") || answer=$'\\n000'
    ANSWERED+=("$(now_ms)")
    QAMERA_STATUS=\${answer##*$'\\n'} QAMERA_BODY=\${answer%$'\\n'*}
    case $QAMERA_STATUS in
      429) ;;
      000 | 500 | 502 | 503 | 504) ((repeatable)) || break ;;
      *) break ;;
    esac
    ((tries >= TRIES)) && break
    sleep_ms "$(wait_after "$QAMERA_STATUS" "$headers" "$tries")"
  done
  rm -f "$headers"
  [[ $QAMERA_STATUS == 2* ]]
}
`;
}
