// The POSTs of External that spend credits: validate, find what they name, reserve, start the order.
import type { Answer } from '../exchange.ts';
import { jsonAnswer } from '../exchange.ts';
import { oneOf, optionalText, readBody, requiredText, wholeNumber } from '../fields.ts';
import { FieldProblem, Refusal } from '../refusal.ts';
import { outcomeOf, startWork } from '../work.ts';
import { reserveCredits } from '../world.ts';
import { makeRecord } from './content.ts';
import type { ContentRecord, Plural } from './content.ts';
import type { ExternalCall } from './external-api.ts';

/** Credits a record. No page states unit costs (qamera-api.md section 12, 13): these are the sandbox's own. */
const UNIT_COST: Readonly<Partial<Record<Plural, number>>> = { models: 1, sceneries: 1, packshots: 1, images: 1, videos: 5 };
const DEFAULT_COUNT = 10;
/** Where a body may name existing content: dotted path, list, and the word of its "not found" message. */
const REFERENCES: readonly [path: string, plural: Plural, word: string][] = [
  ['config.product.id', 'products', 'Product'],
  ['config.preset.id', 'presets', 'Preset'],
  ['config.scenery.id', 'sceneries', 'Scenery'],
  ['config.model.id', 'models', 'Model'],
];

export const registerIdeas =
  (plural: Plural, rules: { required: readonly string[]; maxCount: number }) =>
  (external: ExternalCall): Answer => {
    const body = readBody(external.call);
    for (const path of rules.required) requiredText(body, path);
    const count = wholeNumber(body, 'count', { min: 1, max: rules.maxCount, otherwise: DEFAULT_COUNT });
    for (const [path, list, word] of REFERENCES) findNamed(external, { id: optionalText(body, path), list, word });
    const productId = optionalText(body, 'config.product.id');
    const hint = optionalText(body, 'preferences') ?? optionalText(body, 'config.suggestions') ?? '';
    return startOrder(external, { plural, count, hint, more: productId === null ? {} : { productId } });
  };

export function registerVideos(external: ExternalCall): Answer {
  const body = readBody(external.call);
  const imageId = optionalText(body, 'imageId') ?? optionalText(body, 'generatedImageId');
  if (imageId === null) throw new FieldProblem("'imageId' or 'generatedImageId'", 'is required');
  oneOf(optionalText(body, 'provider'), 'provider', ['pollo'], 'pollo');
  findNamed(external, { id: imageId, list: 'images', word: 'Image' });
  return startOrder(external, { plural: 'videos', count: 1, hint: optionalText(body, 'suggestion') ?? '', more: {} });
}

function findNamed({ key, world }: ExternalCall, named: { id: string | null; list: Plural; word: string }): void {
  if (named.id === null) return;
  const records = world.content.get(key.account)?.[named.list] ?? [];
  if (!records.some(({ id }) => id === named.id)) throw new Refusal(404, 'not_found', `${named.word} not found.`);
}

interface Order {
  plural: Plural;
  count: number;
  /** Free text of the request; the word `fail` in it makes the order fail and refund. */
  hint: string;
  more: Partial<ContentRecord>;
}
function startOrder({ call, key, world }: ExternalCall, { plural, count, hint, more }: Order): Answer {
  const credits = count * (UNIT_COST[plural] ?? 1);
  const reservationId = reserveCredits(world, key.account, credits);
  const records = Array.from({ length: count }, (_, index) =>
    makeRecord(world.newId(), `Idea ${index + 1}`, call.arrivedAt, more),
  );
  const work = startWork(world.newId(), outcomeOf(hint), call.arrivedAt);
  world.pending.push({ ...work, account: key.account, reservationId, plural, records });
  return jsonAnswer(200, {
    createdRecordIds: records.map(({ id }) => id),
    batchId: world.newId(),
    orderId: work.id,
    reservationId,
    creditsReserved: credits,
  });
}
