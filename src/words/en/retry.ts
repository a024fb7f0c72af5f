// When to send again, and how sure that is: the sentences of core/advise.ts and the rate window.
const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const retry = {
  'retry.note.elsewhere': (v: { atLeast: number }) =>
    `The wait allows for at least ${plural(v.atLeast, 'call')} with this key that ${v.atLeast === 1 ? 'was' : 'were'} not seen here.`,
  'retry.note.key': 'The wait of its key is longer than this call’s own: it holds every call with this key.',
  'retry.note.unused': (v: { header: string }) =>
    `The answer's Retry-After “${v.header}” names no time ahead, so it is not used.`,
  'retry.note.keyless': 'The key of this call was not seen, so the wait is a whole window of 60 seconds.',
  'retry.note.disagree': (v: { header: number; window: number }) =>
    `The answer's header says to wait ${v.header} s; by the calls seen here it would be ${v.window} s. The header counts.`,
  'retry.note.grown': (v: { failures: number }) =>
    `This call has failed ${plural(v.failures, 'time')} in a row, so the wait has grown.`,
  'retry.note.incident': (v: { failed: number; total: number; endpoints: number }) =>
    `${v.failed} of ${plural(v.total, 'call')} failed on ${plural(v.endpoints, 'endpoint')}: the trouble seems to lie in the service, so all these calls wait together.`,
  'lint.hopeless': (v: { tries: number; status: number }) =>
    `Looks like a retry of what cannot succeed: ${plural(v.tries, 'try', 'tries')}, each answered ${v.status}. Change the request, then send it once.`,
  'lint.early': (v: { early: number; tries: number }) =>
    `Looks like retries that do not wait: ${v.early} of ${plural(v.tries, 'try', 'tries')} came before the safe time. Wait for the countdown, or for Retry-After.`,
  'lint.fixed-interval': (v: { tries: number; seconds: number }) =>
    `Looks like a fixed interval: ${plural(v.tries, 'try', 'tries')}, ${v.seconds} s apart. Let the wait grow and add a random part.`,
  'lint.no-jitter': (v: { tries: number }) =>
    `Looks like doubling without jitter: ${plural(v.tries, 'try', 'tries')} at exact steps. Add a random part, so that clients do not come back together.`,
  'lint.layers': (v: { groups: number; size: number }) =>
    `Looks like two layers that both retry: ${plural(v.groups, 'group')} of ${plural(v.size, 'try', 'tries')}. Let one layer retry; two multiply the calls.`,
};
