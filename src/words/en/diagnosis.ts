// What happened, why, and what to do: the sentences of core/classify.ts and the catalogue.
export const diagnosis = {
  'what.unknown': (v: { status: number }) => `The API answered ${v.status}, which its documentation does not describe.`,
};
