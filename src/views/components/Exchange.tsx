// What went out and what came back, redacted at capture. Text only: an answer's HTML is shown as the text it is.
import type { Observation, RequestBody, ResponseBody } from '../../core/observation.ts';
import type { Header } from '../../core/units.ts';
import { label, speak } from '../speak.ts';

export function Exchange({ observation }: { observation: Observation }) {
  const { requestHeaders, requestBody, responseHeaders, responseBody, status, failure } = observation;
  return (
    <>
      <Headers headers={requestHeaders} />
      <RequestText body={requestBody} />
      <section>
        <h2>{label('detail.response')}</h2>
        {failure === null ? null : <p class="quiet">{failure.raw}</p>}
        {status === null ? <p class="quiet">{label('detail.no-status')}</p> : <Headers headers={responseHeaders} />}
        <ResponseText body={responseBody} />
      </section>
    </>
  );
}

function Headers({ headers }: { headers: Header[] | null }) {
  if (headers === null) return <p class="quiet">{label('detail.no-headers')}</p>;
  return (
    <dl class="headers">
      {headers.map(([name, value], place) => [
        <dt key={`${name}-${place}`}>{name}</dt>,
        <dd key={`${name}-${place}-value`}>{value}</dd>,
      ])}
    </dl>
  );
}

function RequestText({ body }: { body: RequestBody }) {
  switch (body.kind) {
    case 'none':
      return <p class="quiet">{label('detail.body.not-sent')}</p>;
    case 'unseen':
      return <p class="quiet">{label('detail.body.unseen')}</p>;
    case 'json':
      return <pre data-testid="request-body">{JSON.stringify(body.value, null, 2)}</pre>;
    case 'broken-json': {
      const { line, column, near } = body;
      return <p class="note">{speak({ id: 'detail.body.broken', values: { line, column, near } })}</p>;
    }
    case 'form':
      return <p class="quiet">{speak({ id: 'detail.body.form', values: { fields: body.fields.join(', ') } })}</p>;
    case 'other':
      return <p class="quiet">{speak({ id: 'detail.body.size', values: { bytes: body.size } })}</p>;
  }
}

function ResponseText({ body }: { body: ResponseBody }) {
  if (body.text === null) return <p class="quiet">{label(`detail.body.${body.missing ?? 'not-read'}`)}</p>;
  return (
    <>
      <pre data-testid="response-body">{pretty(body.text)}</pre>
      {body.truncated ? <p class="quiet">{label('detail.body.cut')}</p> : null}
    </>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
