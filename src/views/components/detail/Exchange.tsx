// What went out and what came back, redacted at capture. Text only: an answer's HTML is shown as the text it is.
import type { Observation, RequestBody, ResponseBody } from '../../../core/observation.ts';
import type { Header } from '../../../core/units.ts';
import { headerMeaning } from '../../header-meaning.ts';
import { label, speak } from '../../speak.ts';

export function Exchange({ observation }: { observation: Observation }) {
  const { requestHeaders, requestBody, responseHeaders, responseBody, status, failure } = observation;
  return (
    <>
      <Headers headers={requestHeaders} />
      <RequestText body={requestBody} />
      <section>
        <h3>{label('detail.response')}</h3>
        {failure === null ? null : <p class="quiet">{failure.raw}</p>}
        {status === null ? <p class="quiet">{label('detail.no-status')}</p> : <Headers headers={responseHeaders} />}
        <ResponseText body={responseBody} />
      </section>
    </>
  );
}

function Headers({ headers }: { headers: Header[] | null }) {
  if (headers === null) return <p class="quiet">{label('detail.no-headers')}</p>;
  if (headers.length === 0) return null;
  return (
    <dl class="headers">
      {headers.map(([name, value], place) => {
        const meaning = headerMeaning(name);
        return (
          <div key={`${name}-${place}`}>
            <dt>{name}</dt>
            <dd>
              {value}
              {meaning === null ? null : <span class="meaning">{speak(meaning)}</span>}
            </dd>
          </div>
        );
      })}
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
      return (
        <pre data-testid="request-body" tabIndex={0} aria-label={label('detail.request-body')} role="region">
          {JSON.stringify(body.value, null, 2)}
        </pre>
      );
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
      <pre data-testid="response-body" tabIndex={0} aria-label={label('detail.response-body')} role="region">
        {pretty(body.text)}
      </pre>
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
