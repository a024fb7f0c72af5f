// Evidence in the request body as a whole: its form and its Content-Type against what the endpoint takes. Observation in, causes out.
import type { Endpoint } from '../../catalogue/index.ts';
import type { Cause } from '../diagnosis.ts';
import { seen } from './cause.ts';
import type { Observation } from '../observation.ts';
import { headerValue } from '../rate-limit-headers.ts';
import { fieldCauses } from './field-evidence.ts';

/** Causes for 400, 413, 415 and 422: broken JSON first, then form, Content-Type and fields. An unseen body gives none of its own. */
export function bodyCauses(observation: Observation, endpoint: Endpoint | null): Cause[] {
  const { requestBody: body, method } = observation;
  const takesBody = endpoint !== null && endpoint.method === 'POST' && endpoint.body !== 'none';
  const type = contentTypeCauses(observation, endpoint);
  if (body.kind === 'broken-json') {
    const { line, column, near, problem } = body;
    return [seen({ id: 'cause.json-broken', values: { line, column, near, problem } }, 'body'), ...type];
  }
  if (body.kind === 'none') {
    const isDue = takesBody && (endpoint.fields.some((field) => field.required) || endpoint.either !== undefined);
    return isDue && method.toUpperCase() === 'POST' ? [seen({ id: 'cause.body-absent' }, 'body')] : [];
  }
  if (!takesBody) return type;
  if (body.kind === 'form' && endpoint.body === 'json') return [seen({ id: 'cause.body-form' }, 'body'), ...type];
  if (body.kind === 'form') return [...type, ...formCauses(body.fields, endpoint)];
  if (body.kind !== 'json') return type;
  if (endpoint.body === 'multipart') return [seen({ id: 'cause.body-json' }, 'body')];
  return [...oldJobBody(observation, endpoint), ...type, ...fieldCauses(body.value, endpoint, body.cut)];
}

function contentTypeCauses({ requestHeaders, requestBody: body }: Observation, endpoint: Endpoint | null): Cause[] {
  if (requestHeaders === null || body.kind === 'none' || body.kind === 'unseen') return [];
  const where = 'header Content-Type';
  const sent = headerValue(requestHeaders, 'content-type');
  const takesForm = endpoint?.body === 'multipart' || endpoint?.body === 'json-or-multipart';
  if (sent !== null && /^multipart\/form-data/i.test(sent) && takesForm) {
    // Capture shows the header as sent: without `boundary=` it was set by hand.
    return /boundary=/i.test(sent) ? [] : [seen({ id: 'cause.boundary-absent' }, where)];
  }
  const isJson = body.kind === 'json' || body.kind === 'broken-json';
  if (!isJson || endpoint?.body === 'multipart') return [];
  const wanted = 'application/json';
  if (sent === null || sent.trim() === '') return [seen({ id: 'cause.content-type-absent', values: { wanted } }, where)];
  return /[/+]json\b/i.test(sent) || sent === '***'
    ? []
    : [seen({ id: 'cause.content-type-wrong', values: { sent: sent.slice(0, 80), wanted } }, where)];
}

function formCauses(fields: readonly string[], endpoint: Endpoint): Cause[] {
  if (endpoint.body !== 'multipart' || fields.length === 0) return [];
  return endpoint.fields
    .filter(({ required, path }) => required === true && !fields.includes(path))
    .map(({ path }) => seen({ id: 'cause.field-missing', values: { field: path } }, `body ${path}`));
}

/** POST /jobs takes a list of subjects; earlier single-job bodies no longer parse (changelog, session lifecycle). */
function oldJobBody({ requestBody: body }: Observation, endpoint: Endpoint): Cause[] {
  if (endpoint.template !== '/jobs' || body.kind !== 'json' || body.cut) return [];
  const { value } = body;
  const isOld = typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, 'subjects');
  return isOld ? [seen({ id: 'cause.old-job-body' }, 'body')] : [];
}
