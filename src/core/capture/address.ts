// A name for the address of a call, to know it again without keeping it: raw URL and salt in, a few hex digits out. Capture only.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const HEX_DIGITS = 12;

/**
 * Both sources tell the same URL but know different secrets of the call when they mask it, so that the masked ones may differ.
 * Salted: a secret in a short URL could else be guessed from its name. The fragment is not sent, and not every source tells it.
 */
export const addressName = (rawUrl: string, salt: string): string =>
  bytesToHex(sha256(utf8ToBytes(salt + rawUrl.split('#', 1)[0]))).slice(0, HEX_DIGITS);
