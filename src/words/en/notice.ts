// The one sentence of a notification; apart from the rest, so that the background need not load all of them.

export const notice = {
  'notice.safe': (v: { method: string; path: string; key: string; more: number }) =>
    `Safe to retry now: ${v.method} ${v.path}${v.more > 0 ? ` and ${v.more} more` : ''} (key ${v.key})`,
};
