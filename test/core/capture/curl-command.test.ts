import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCurl } from '../../../src/core/capture/curl-command.ts';

const URL_OF_X = 'https://a.example/x';
it.each([
  [`curl ${URL_OF_X}`, { method: 'GET', url: URL_OF_X, headers: [], body: null }],
  [`$ curl -sS -i '${URL_OF_X}' | jq .`, { method: 'GET', url: URL_OF_X, headers: [], body: null }],
  [
    `curl -XPOST --url ${URL_OF_X} -H'A: b' -d "{\\"a\\": 1}"`,
    { method: 'POST', url: URL_OF_X, headers: [{ name: 'A', value: 'b' }], body: '{"a": 1}' },
  ],
  [`curl --request=PUT ${URL_OF_X} --max-time 5 -o out.txt`, { method: 'PUT', url: URL_OF_X, headers: [], body: null }],
  [
    `curl ${URL_OF_X} --json '{}'`,
    { method: 'POST', url: URL_OF_X, headers: [{ name: 'Content-Type', value: 'application/json' }], body: '{}' },
  ],
  [`curl ${URL_OF_X} -d a=1 -d b=2`, { method: 'POST', url: URL_OF_X, headers: [], body: 'a=1&b=2' }],
  [
    `curl ^\r\n "${URL_OF_X}" ^\r\n -H "A: b"`,
    { method: 'GET', url: URL_OF_X, headers: [{ name: 'A', value: 'b' }], body: null },
  ],
  [`curl -I ${URL_OF_X}`, { method: 'HEAD', url: URL_OF_X, headers: [], body: null }],
  [`curl ${URL_OF_X} --data-raw $'{"a":"b"}'`, { method: 'POST', url: URL_OF_X, headers: [], body: '{"a":"b"}' }],
])('%s', (text, command) => {
  expect(parseCurl(text)).toEqual(command);
});
it.each(['', 'curly https://x', 'no command', 'curl', 'curl -X POST'])('%j is none', (text) => {
  expect(parseCurl(text)).toBeNull();
});
it('never throws', () => {
  const pieces = fc.constantFrom('curl ', '-H ', "'", '"', '\\', '\n', 'a: b', '-d', '$', '--json', 'https://x/', ' ');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 15 }), (parts) => {
      const command = parseCurl(parts.join(''));
      expect(command === null || command.url !== '').toBe(true);
    }),
  );
});
