// When to send again, and how sure that is: the sentences of core/advise.ts and the rate window.
export const retry = {
  'retry.note.elsewhere': (v: { atLeast: number }) =>
    `At least ${v.atLeast} of the last minute's calls with this key were not seen in this browser: another program uses it, a page that is not watched, or they came before the recording began.`,
  'retry.note.unused': (v: { header: string }) =>
    `The answer's Retry-After “${v.header}” names no time ahead, so it is not used.`,
  'retry.note.keyless': 'Which key was used cannot be seen, so a whole window of 60 seconds is waited.',
  'retry.note.disagree': (v: { header: number; window: number }) =>
    `The answer's header says to wait ${v.header} s; the calls seen here say ${v.window} s. The header counts.`,
  'retry.note.grown': (v: { failures: number }) => `This call has failed ${v.failures} times in a row, so the wait has grown.`,
  'retry.note.incident': (v: { failed: number; total: number; endpoints: number }) =>
    `${v.failed} of ${v.total} calls failed on ${v.endpoints} endpoints: the service has trouble, so all these calls wait together.`,
  'lint.hopeless': (v: { tries: number; status: number }) =>
    `Looks like a retry of what cannot succeed: ${v.tries} tries, each answered ${v.status}. Change the request, then send it once.`,
  'lint.early': (v: { early: number; tries: number }) =>
    `Looks like retries that do not wait: ${v.early} of ${v.tries} tries came before the safe time. Wait for the countdown, or for Retry-After.`,
  'lint.fixed-interval': (v: { tries: number; seconds: number }) =>
    `Looks like a fixed interval: ${v.tries} tries, ${v.seconds} s apart. Let the wait grow and add a random part.`,
  'lint.no-jitter': (v: { tries: number }) =>
    `Looks like doubling without jitter: ${v.tries} tries at exact steps. Add a random part, so that clients do not come back together.`,
  'lint.layers': (v: { groups: number; size: number }) =>
    `Looks like two layers that both retry: ${v.groups} groups of ${v.size} tries. Let one layer retry; two multiply the calls.`,
  'lint.poll-after-end': (v: { polls: number }) =>
    `Looks like polling that goes on: ${v.polls} polls after the job had ended. Stop at the first final state.`,
  'lint.poll-share': (v: { polls: number; share: number }) =>
    `${v.polls} of the last minute's calls were polls: ${v.share} % of the key's budget. Poll less often, or take webhooks where the API has them.`,
};
