// The client in PHP 8 with the curl extension; one process, one call at a time.
import type { ClientOptions } from './snippet.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export function php({ base, limit, windowMs, firstWaitMs, unavailableMs, tries, keyed }: ClientOptions): string {
  return `<?php
// Qamera API client: keeps to ${limit} calls per ${windowMs / 1000} s and key, waits as told, never repeats a paid POST blindly.
const BASE = ${quoted(base)};
const LIMIT = ${limit}, WINDOW = ${windowMs / 1000}, TRIES = ${tries};
const FIRST_WAIT = ${firstWaitMs / 1000}, UNAVAILABLE = ${unavailableMs / 1000}, CAP = 60;

final class Qamera
{
    private array $answeredAt = [];
    private float $holdUntil = 0;

    public function __construct(private string $key)
    {
    }

    /** @return array{int, string} status and body; throws when no answer came. */
    public function call(string $path, string $method = 'GET', mixed $body = null${keyed ? ', ?string $idempotencyKey = null' : ''}): array
    {
        // A POST that ended in a server error may have been done, and be paid, all the same.
        $isRepeatable = $method === 'GET'${keyed ? ' || $idempotencyKey !== null' : ''};
        for ($tries = 1; ; $tries++) {
            $this->takePlace();
            [$status, $text, $headers] = $this->send($path, $method, $body${keyed ? ', $idempotencyKey' : ''});
            $this->answeredAt[] = microtime(true);
            $isBusy = $status === 429;
            $isTrouble = in_array($status, [0, 500, 502, 503, 504], true);
            if ($tries >= TRIES || !($isBusy || ($isTrouble && $isRepeatable))) {
                if ($status === 0) {
                    throw new RuntimeException($text);
                }
                return [$status, $text];
            }
            $wait = $this->waitAfter($status, $headers, $tries);
            $this->holdUntil = $isBusy ? max($this->holdUntil, microtime(true) + $wait) : $this->holdUntil;
            $isBusy || usleep((int) ($wait * 1e6));
        }
    }

    /** A call keeps its place for a window after its answer: it cannot have arrived later than that. */
    private function takePlace(): void
    {
        while (true) {
            $now = microtime(true);
            $this->answeredAt = array_values(array_filter($this->answeredAt, fn ($at) => $at > $now - WINDOW));
            $full = count($this->answeredAt) >= LIMIT ? min($this->answeredAt) + WINDOW - $now : 0;
            $wait = max($full, $this->holdUntil - $now);
            if ($wait <= 0) {
                return;
            }
            usleep((int) ($wait * 1e6) + 5000);
        }
    }

    /** Retry-After (seconds, or a date read against the server's own clock), else doubling with a cap; jitter only ever adds. */
    private function waitAfter(int $status, array $headers, int $tries): float
    {
        $after = $headers['retry-after'] ?? null;
        if ($after !== null) {
            $seconds = is_numeric($after) ? (float) $after : strtotime($after) - strtotime($headers['date'] ?? 'now');
            if ($seconds > 0) {
                return $seconds + lcg_value() / 4;
            }
        }
        $first = $status === 503 ? UNAVAILABLE : FIRST_WAIT;
        return min($first * 2 ** ($tries - 1), max($first, CAP)) * (1 + lcg_value() / 2);
    }

    private function send(string $path, string $method, mixed $body${keyed ? ', ?string $idempotencyKey' : ''}): array
    {
        $answered = [];
        $lines = ['X-Api-Key: ' . $this->key];
        $body === null || $lines[] = 'Content-Type: application/json';
${keyed ? "        $idempotencyKey === null || $lines[] = 'Idempotency-Key: ' . $idempotencyKey;\n" : ''}        $curl = curl_init(BASE . $path);
        curl_setopt_array($curl, [
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_HTTPHEADER => $lines,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT => 60,
            CURLOPT_HEADERFUNCTION => function ($_, $line) use (&$answered) {
                [$name, $value] = array_pad(explode(':', $line, 2), 2, '');
                $answered[strtolower(trim($name))] = trim($value);
                return strlen($line);
            },
        ]);
        $body === null || curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body));
        $text = curl_exec($curl);
        $status = $text === false ? 0 : curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        return [$status, $text === false ? curl_error($curl) : $text, $answered];
    }
}
`;
}
