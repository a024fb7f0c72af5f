// base64 (RFC 4648, both alphabets) of UTF-8 text, as HAR files carry bodies: encoded text in, text out. No platform decoder needed.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes of base64, or null when it is none. At most `limit` bytes. Blanks and missing padding are allowed. */
export function bytesFromBase64(encoded: string, limit: number): Uint8Array | null {
  const clean = encoded
    .slice(0, Math.ceil((limit * 4) / 3) + 1_000)
    .replace(/[\s=]+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  if (clean.length % 4 === 1 && encoded.length === clean.length) return null;
  const bytes = new Uint8Array(Math.min(limit, Math.floor((clean.length * 3) / 4)));
  let bits = 0;
  let held = 0;
  let written = 0;
  for (let at = 0; at < clean.length && written < bytes.length; at += 1) {
    const value = ALPHABET.indexOf(clean[at] ?? '?');
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[written] = (bits >> held) & 0xff;
    written += 1;
  }
  return bytes;
}

/** UTF-8 of bytes; a malformed sequence becomes U+FFFD, as browsers show it. */
export function textFromUtf8(bytes: Uint8Array): string {
  const parts: string[] = [];
  let codes: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    let code = length === 1 ? first : first & (0x7f >> length);
    let read = 1;
    while (read < length && ((bytes[at + read] ?? 0) & 0xc0) === 0x80) {
      code = (code << 6) | ((bytes[at + read] ?? 0) & 0x3f);
      read += 1;
    }
    const isWhole = length > 0 && read === length && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    codes.push(isWhole ? code : 0xfffd);
    at += read;
    if (codes.length >= 4_096) {
      parts.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  return parts.join('') + String.fromCodePoint(...codes);
}

/** Text of a base64 body, or null when it is no base64. At most `limit` bytes are read. A byte order mark is dropped. */
export function textFromBase64(encoded: string, limit: number): string | null {
  const bytes = bytesFromBase64(encoded, limit);
  return bytes === null ? null : textFromUtf8(bytes).replace(/^\uFEFF/, '');
}
