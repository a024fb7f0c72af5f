// The path of a call with its variable parts set apart, so that the endpoint is seen at a glance.
import type { Observation } from '../../../core/observation.ts';
import { queryText } from '../../format.ts';
import { templateOf } from '../../endpoint-of.ts';

export function Endpoint({ observation }: { observation: Observation }) {
  const template = templateOf(observation);
  const query = queryText(observation.query);
  return (
    <bdi class="endpoint">
      {template === null ? observation.path : parts(template, observation.path)}
      {query === '' ? null : <span class="quiet">{query}</span>}
    </bdi>
  );
}

function parts(template: string, path: string) {
  const wanted = template.split('/').slice(1);
  const given = path.split('/').slice(1);
  return given.map((segment, place) => {
    const name = wanted[place] ?? '';
    return name.startsWith('{') ? (
      <span key={place}>
        /<var title={name}>{segment}</var>
      </span>
    ) : (
      `/${segment}`
    );
  });
}
