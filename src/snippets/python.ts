// The client in Python 3.9 and later, standard library only; safe to call from several threads.
import type { ClientOptions } from './snippet.ts';

export function python({ base, limit, windowMs, firstWaitMs, unavailableMs, tries, keyed }: ClientOptions): string {
  return `"""Qamera API client: keeps to ${limit} calls per ${windowMs / 1000} s and key, waits as told, never repeats a paid POST blindly."""
import http.client, json, random, threading, time, urllib.error, urllib.request
from email.utils import parsedate_to_datetime

BASE = ${JSON.stringify(base)}
LIMIT, WINDOW, TRIES = ${limit}, ${windowMs / 1000}, ${tries}
FIRST_WAIT, UNAVAILABLE, CAP = ${firstWaitMs / 1000}, ${unavailableMs / 1000}, 60
_keys, _lock = {}, threading.Lock()


def _take_place(state):
    """Waits for a free place. A call keeps its place for a window after its answer: it cannot have arrived later than that."""
    while True:
        with _lock:
            now = time.monotonic()
            state["calls"] = [call for call in state["calls"] if call["at"] > now - WINDOW]
            wait = state["hold_until"] - now
            if len(state["calls"]) >= LIMIT:
                wait = max(wait, min(min(call["at"] for call in state["calls"]) + WINDOW - now, 1))
            if wait <= 0:
                call = {"at": float("inf")}
                state["calls"].append(call)
                return call
        time.sleep(wait + 0.005)


def _wait_after(status, headers, tries):
    """Retry-After (seconds, or a date read against the server's own clock), else doubling with a cap; jitter only ever adds."""
    after = headers.get("Retry-After") if headers else None
    if after:
        try:
            seconds = float(after)
        except ValueError:
            try:
                served = parsedate_to_datetime(headers.get("Date")).timestamp() if headers.get("Date") else time.time()
                seconds = parsedate_to_datetime(after).timestamp() - served
            except (TypeError, ValueError):
                seconds = -1
        if 0 < seconds < float("inf"):
            return seconds + random.uniform(0, 0.25)
    first = UNAVAILABLE if status == 503 else FIRST_WAIT
    return min(first * 2 ** (tries - 1), max(first, CAP)) * random.uniform(1, 1.5)


def qamera(key, path, method="GET", body=None${keyed ? ', idempotency_key=None' : ''}):
    """Returns (status, text). Raises the last network error when no answer came."""
    with _lock:
        state = _keys.setdefault(key, {"calls": [], "hold_until": 0})
    headers = {"X-Api-Key": key}
    if body is not None:
        headers["Content-Type"] = "application/json"
${keyed ? '    if idempotency_key:\n        headers["Idempotency-Key"] = idempotency_key\n' : ''}    data = None if body is None else json.dumps(body).encode()
    # A POST that ended in a server error may have been done, and be paid, all the same.
    is_repeatable = method == "GET"${keyed ? ' or bool(idempotency_key)' : ''}
    tries = 0
    while True:
        tries += 1
        call = _take_place(state)
        status, text, answered, failure = None, "", None, None
        try:
            request = urllib.request.Request(BASE + path, data=data, headers=headers, method=method)
            try:
                response = urllib.request.urlopen(request, timeout=60)
            except urllib.error.HTTPError as error:
                response = error
            with response:
                text = response.read().decode(errors="replace")
                status, answered = response.code, response.headers
        except (OSError, http.client.HTTPException) as error:
            failure = error
        finally:
            call["at"] = time.monotonic()
        is_busy = status == 429
        is_trouble = status is None or status in (500, 502, 503, 504)
        if tries >= TRIES or not (is_busy or (is_trouble and is_repeatable)):
            if failure:
                raise failure
            return status, text
        wait = _wait_after(status, answered, tries)
        if is_busy:
            with _lock:
                state["hold_until"] = max(state["hold_until"], time.monotonic() + wait)
        else:
            time.sleep(wait)
`;
}
