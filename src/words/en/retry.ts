// When to send again, and how sure that is: the sentences of core/advise.ts and the rate window.
export const retry = {
  'retry.note.elsewhere': (v: { atLeast: number }) =>
    `At least ${v.atLeast} of the last minute's calls with this key were not made in this browser.`,
};
