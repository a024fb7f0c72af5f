// When to send again, and how sure that is: the sentences of core/advise.ts and the rate window.
export const retry = {
  'retry.note.elsewhere': (v: { atLeast: number }) =>
    `At least ${v.atLeast} of the last minute's calls with this key were not made in this browser.`,
  'retry.note.disagree': (v: { header: number; window: number }) =>
    `The answer's header says to wait ${v.header} s; the calls seen here say ${v.window} s. The header counts.`,
  'retry.note.grown': (v: { failures: number }) => `This call has failed ${v.failures} times in a row, so the wait has grown.`,
  'retry.note.incident': (v: { failed: number; total: number; endpoints: number }) =>
    `${v.failed} of ${v.total} calls failed on ${v.endpoints} endpoints: the service has trouble, so all these calls wait together.`,
};
