// Whether the background may see the calls of a page: match patterns against an origin.

/**
 * Match patterns as the browser lists them (`https://shop.example/*`, `*://*.shop.example/*`, `<all_urls>`); ports do not count.
 * @example covers(['*://*.shop.example/*'], 'https://www.shop.example') // true
 */
export function covers(patterns: readonly string[], origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return patterns.some((pattern) => {
    if (pattern === '<all_urls>') return true;
    const parts = /^(\*|https?):\/\/([^/:]+)(?::\*)?\//.exec(pattern);
    if (!parts) return false;
    const [, scheme, host = ''] = parts;
    if (scheme === '*' ? !/^https?:$/.test(protocol) : `${scheme}:` !== protocol) return false;
    if (host === '*') return true;
    return host.startsWith('*.') ? hostname === host.slice(2) || hostname.endsWith(host.slice(1)) : hostname === host;
  });
}
