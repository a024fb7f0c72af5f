// Reads the flags of `npm start` and `npm test`. In: what they may be; out: their values. What is not understood is one sentence in an Error.
import { parseArgs } from 'node:util';

/**
 * @template {import('node:util').ParseArgsOptionsConfig} T
 * @param {'npm start' | 'npm test'} command
 * @param {T} options
 */
export function readFlags(command, options) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    // Without the lone "--" npm keeps the flags to itself and hands on only their values.
    const [sentence] = error.message.split(/[.']? (?:This command|To specify)/);
    throw new Error(`${sentence}: ${command} -- --help lists the flags, which stand after a lone "--".`, { cause: error });
  }
}
