// HAR 1.2 (the W3C draft's field tables) as a JSON Schema, strict: every field the tables require, nothing they do not name but `_custom` ones.
const text = { type: 'string' };
const count = { type: 'number', minimum: -1 };
const instant = { type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$` };
const shape = (properties: Record<string, unknown>, optional: readonly string[] = []) => ({
  type: 'object',
  properties: { ...properties, comment: text },
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  patternProperties: { '^_': {} },
  additionalProperties: false,
});
const list = (items: unknown) => ({ type: 'array', items });
const pair = shape({ name: text, value: text });
const cookie = shape({ name: text, value: text });
const postData = {
  ...shape(
    {
      mimeType: text,
      text,
      params: list(shape({ name: text, value: text, fileName: text, contentType: text }, ['value', 'fileName', 'contentType'])),
    },
    ['text', 'params'],
  ),
  // "text and params fields are mutually exclusive."
  not: { required: ['text', 'params'] },
};
const request = shape(
  {
    method: text,
    url: { type: 'string', format: 'uri' },
    httpVersion: text,
    cookies: list(cookie),
    headers: list(pair),
    queryString: list(pair),
    postData,
    headersSize: count,
    bodySize: count,
  },
  ['postData'],
);
const content = shape({ size: { type: 'number', minimum: 0 }, compression: count, mimeType: text, text, encoding: text }, [
  'compression',
  'text',
  'encoding',
]);
const response = shape({
  status: { type: 'integer', minimum: 0, maximum: 599 },
  statusText: text,
  httpVersion: text,
  cookies: list(cookie),
  headers: list(pair),
  content,
  redirectURL: text,
  headersSize: count,
  bodySize: count,
});
const timing = { type: 'number', minimum: 0 };
const timings = shape({ blocked: count, dns: count, connect: count, ssl: count, send: timing, wait: timing, receive: timing }, [
  'blocked',
  'dns',
  'connect',
  'ssl',
]);
const entry = shape(
  {
    pageref: text,
    startedDateTime: instant,
    time: timing,
    request,
    response,
    cache: { type: 'object' },
    timings,
    serverIPAddress: text,
    connection: text,
  },
  ['pageref', 'serverIPAddress', 'connection'],
);
const maker = shape({ name: text, version: text });

export const HAR_SCHEMA = {
  ...shape({
    log: shape(
      { version: { const: '1.2' }, creator: maker, browser: maker, pages: list({ type: 'object' }), entries: list(entry) },
      ['browser', 'pages'],
    ),
  }),
};
