// Two sources tell of the same call and share no id: this pairs what webRequest saw with what devtools.network saw, so that a call
// stands in the list once, counts once, and never gets the body of another one.
//
// Rules (measured in the real browsers, docs/architecture.md): within tab + method + URL both lists keep the order in which the calls
// started; nearest-time matching is wrong for most identical concurrent calls. So: align in start order, gaps allowed, and where a
// gap leaves a choice between answers that differ, attach none.
import { MASK } from './capture/secret-patterns.ts';
import { digest } from './digest.ts';
import type { Observation, ResponseBody } from './observation.ts';
import type { DurationMs, EpochMs } from './units.ts';

/** What pairing needs of an observation. */
export interface Sighting {
  id: string;
  /** null on the webRequest side: a service worker's call, which devtools count to each tab whose page it serves. */
  tabId: number | null;
  startedAt: EpochMs;
  /** When its headers went out; absent where the source does not tell. */
  sentAt?: EpochMs;
  /** null: under way (webRequest side only). */
  endedAt: EpochMs | null;
  /** When the head of the answer came; null where the source does not tell. */
  answeredAt: EpochMs | null;
  status: number | null;
  /** Values of headers that tell answers apart, as `name=value`. */
  marks: string[];
  /** Digest of the body's text; null when it was not read. */
  body: string | null;
  /** devtools side: nothing could be its partner, so it was received as a call of its own. */
  isAlone?: boolean;
  /** webRequest side: it was received as a failure, so that a missing entry has been cleared since and must stay away. */
  isFailure?: boolean;
}
/** Unpaired sightings of the last few seconds of one `method url`. */
export interface Group {
  web: Sighting[];
  har: Sighting[];
}

export interface Pair {
  webId: string;
  harId: string;
  /** false: it is one of these calls, but which answer belongs to which cannot be told. */
  sure: boolean;
}

/**
 * Chromium's devtools stamp a start up to 379 ms earlier than webRequest (measured). Firefox's stamp it when the call is about to
 * connect, which is the moment of webRequest's onSendHeaders, however long the call was held before (docs/architecture.md).
 */
const START_LEAD_MS: DurationMs = 1_500;
const START_LAG_MS: DurationMs = 30;
/** Between two stamps of one moment a busy browser may stand still. */
const STANDSTILL_MS: DurationMs = 1_000;
/**
 * The ends differ by at most 48 ms one way and 237 ms the other (measured in Chromium). Firefox behind a proxy tells too short
 * times, so that its ends are too early by any amount; but its starts agree (measured).
 */
const END_SLACK_MS: DurationMs = 450;
/** How long a devtools sighting waits for the calls around it to end, so that the order can be told. */
export const SETTLE_MS: DurationMs = 300;
const PATIENCE_MS: DurationMs = 1_500;
/** A devtools sighting waits so long for a webRequest event that is late. */
const HAR_KEPT_MS: DurationMs = 8_000;
/** A webRequest sighting waits longer: Chromium's devtools tell of an answer only when the page has read its body (measured). */
const WEB_KEPT_MS: DurationMs = 10 * 60_000;
/** So many of the same call are kept that long (all of the last seconds are); with DevTools closed no partner ever comes. */
const WEB_KEPT = 64;
/** A gap in the alignment costs as much as this difference of ends. */
const GAP_COST = 1_000_000;
const MARKING_HEADERS = new Set([
  'x-correlation-id',
  'x-request-id',
  'cf-ray',
  'x-ratelimit-remaining',
  'ratelimit',
  'date',
  'etag',
  'content-length',
]);
/** Headers of which no two answers share a value. */
const UNIQUE_HEADERS = /^(x-correlation-id|x-request-id|cf-ray)=/;

/** By the raw URL's name: the two sources may have masked it differently. */
export const groupOf = ({ method, url, address }: Observation): string => `${method} ${address ?? url}`;

export function sightingOf(observation: Observation): Sighting {
  return {
    id: observation.id,
    tabId: observation.tabId,
    startedAt: observation.startedAt,
    ...(observation.sentAt === undefined ? {} : { sentAt: observation.sentAt }),
    endedAt: observation.endedAt,
    answeredAt: observation.answeredAt ?? null,
    status: observation.status,
    marks: (observation.responseHeaders ?? [])
      // A value that one source has masked is none to compare by.
      .filter(([name, value]) => MARKING_HEADERS.has(name) && !value.includes(MASK))
      .map(([name, value]) => `${name}=${value}`),
    body: observation.responseBody.text === null ? null : digest(observation.responseBody.text),
  };
}

/**
 * Pairs what can be paired now. `alone`: devtools sightings that nothing can be the partner of (marked so in the group, in case the
 * partner is late). `waiting`: the group should be looked at again in SETTLE_MS.
 */
export function settle(group: Group, now: EpochMs): { group: Group; pairs: Pair[]; alone: string[]; waiting: boolean } {
  const pairs: Pair[] = [];
  let waiting = false;
  let rest = group;
  for (const canPair of [isFeasible, isFeasibleAfterStandstill]) {
    for (const cluster of clusters(rest, canPair)) {
      if (isSettled(cluster, now)) pairs.push(...align(cluster, canPair));
      else waiting = true;
    }
    rest = withoutPartners(rest, canPair);
  }
  const paired = new Set(pairs.flatMap(({ webId, harId }) => [webId, harId]));
  const isFree = ({ id }: Sighting): boolean => !paired.has(id);
  const unpaired = group.web.filter((one) => isFree(one) && isFresh(one, WEB_KEPT_MS, now));
  const web = unpaired.filter((one, place) => place >= unpaired.length - WEB_KEPT || isFresh(one, HAR_KEPT_MS, now));
  const isNewlyAlone = (har: Sighting): boolean =>
    !har.isAlone && !paired.has(har.id) && !web.some((one) => isFeasibleAfterStandstill(one, har));
  const alone = group.har.filter(isNewlyAlone).map(({ id }) => id);
  const kept = group.har.filter((one) => isFree(one) && isFresh(one, HAR_KEPT_MS, now));
  const har = kept.map((one) => (alone.includes(one.id) ? { ...one, isAlone: true } : one));
  return { group: { web, har }, pairs, alone, waiting };
}

type CanPair = (web: Sighting, har: Sighting) => boolean;

/** Whether the two can be the same call. An unfinished webRequest call can be, once patience ends. */
export const isFeasible: CanPair = (web, har) => agree(web, har, 0);

/** The same where nothing better fits: one of the two clocks was read late, since the browser stood still. */
export const isFeasibleAfterStandstill: CanPair = (web, har) => agree(web, har, STANDSTILL_MS);

function agree(web: Sighting, har: Sighting, standstillMs: DurationMs): boolean {
  if (web.tabId !== null && web.tabId !== har.tabId) return false;
  const lead = web.startedAt - har.startedAt;
  const startSlack = START_LAG_MS + standstillMs;
  if (lead > START_LEAD_MS || har.startedAt - (web.sentAt ?? web.startedAt) > startSlack) return false;
  if (web.endedAt === null) return true;
  const later = answered(har) - answered(web);
  const endSlack = END_SLACK_MS + standstillMs;
  if (later > endSlack || (later < -endSlack && lead > startSlack)) return false;
  if (web.status !== null && har.status !== null && web.status !== har.status) return false;
  return !contradicts(web.marks, har.marks);
}

/** True when both show a header and the values differ. */
function contradicts(a: readonly string[], b: readonly string[]): boolean {
  const values = new Map(a.map((mark) => [mark.slice(0, mark.indexOf('=')), mark]));
  return b.some((mark) => {
    const other = values.get(mark.slice(0, mark.indexOf('=')));
    return other !== undefined && other !== mark;
  });
}

type Cluster = Group;

/** What has no possible partner. */
function withoutPartners({ web, har }: Group, canPair: CanPair): Group {
  return {
    web: web.filter((one) => !har.some((other) => !other.isAlone && canPair(one, other))),
    har: har.filter((one) => !web.some((other) => canPair(other, one))),
  };
}

/** The sightings that could be each other's, directly or through others; both sides in start order. */
function* clusters({ web, har }: Group, canPair: CanPair): Iterable<Cluster> {
  const left = new Set(web.toSorted(byStart));
  const right = new Set(har.filter(({ isAlone }) => !isAlone).toSorted(byStart));
  for (const seed of right) {
    if (!right.delete(seed)) continue;
    const cluster: Cluster = { web: [], har: [seed] };
    for (let h = 0, w = 0; h < cluster.har.length || w < cluster.web.length;) {
      if (h < cluster.har.length) {
        const from = cluster.har[h++]!;
        for (const to of left) if (canPair(to, from) && left.delete(to)) cluster.web.push(to);
      } else {
        const from = cluster.web[w++]!;
        for (const to of right) if (canPair(from, to) && right.delete(to)) cluster.har.push(to);
      }
    }
    if (cluster.web.length > 0) yield { web: cluster.web.toSorted(byStart), har: cluster.har.toSorted(byStart) };
  }
}

function isSettled({ web, har }: Cluster, now: EpochMs): boolean {
  if (web.length === 1 && har.length === 1 && web[0]!.endedAt !== null) return true;
  const ends = [...web, ...har].map(({ endedAt }) => endedAt ?? 0);
  const latest = Math.max(...ends);
  const isOpen = web.some(({ endedAt }) => endedAt === null);
  const firstWaits = now - Math.min(...har.map(({ endedAt }) => endedAt ?? now));
  return firstWaits >= PATIENCE_MS || (!isOpen && now - latest >= SETTLE_MS);
}

/** Order-preserving alignment of a cluster: as many pairs as possible, then the least difference of ends. */
function align({ web, har }: Cluster, canPair: CanPair): Pair[] {
  const cost = Array.from({ length: web.length + 1 }, () => new Float64Array(har.length + 1));
  for (let i = web.length; i >= 0; i--) {
    for (let j = har.length; j >= 0; j--) {
      if (i === web.length || j === har.length) {
        cost[i]![j] = (web.length - i + har.length - j) * GAP_COST;
        continue;
      }
      const skip = Math.min(cost[i + 1]![j]!, cost[i]![j + 1]!) + GAP_COST;
      const both = canPair(web[i]!, har[j]!) ? difference(web[i]!, har[j]!) + cost[i + 1]![j + 1]! : Infinity;
      cost[i]![j] = Math.min(skip, both);
    }
  }
  const pairs: Pair[] = [];
  const isComplete = web.length === har.length;
  const sameAnswer = areAlike(web, har);
  for (let i = 0, j = 0; i < web.length && j < har.length;) {
    const both = canPair(web[i]!, har[j]!) ? difference(web[i]!, har[j]!) + cost[i + 1]![j + 1]! : Infinity;
    if (both <= cost[i]![j]!) {
      const sure =
        isComplete || sameAnswer || hasOwnMark(web[i]!, har[j]!) || web.filter((one) => canPair(one, har[j]!)).length === 1;
      pairs.push({ webId: web[i++]!.id, harId: har[j++]!.id, sure });
    } else if (cost[i + 1]![j]! <= cost[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}

const byStart = (a: Sighting, b: Sighting): number => a.startedAt - b.startedAt;
const difference = (web: Sighting, har: Sighting): DurationMs => Math.min(Math.abs(answered(web) - answered(har)), END_SLACK_MS);
/** The answer's head where the source tells: Chromium's devtools end an answer only once the page has read it, maybe never (measured). */
const answered = ({ answeredAt, endedAt }: Sighting): EpochMs => answeredAt ?? endedAt ?? 0;
const hasOwnMark = (web: Sighting, har: Sighting): boolean =>
  web.marks.some((mark) => UNIQUE_HEADERS.test(mark) && har.marks.includes(mark));

const isFresh = ({ endedAt }: Sighting, keptMs: DurationMs, now: EpochMs): boolean => endedAt === null || now - endedAt < keptMs;

/**
 * A devtools sighting that comes long after its answer: where webRequest sees the page's calls it was seen there, and only its
 * sighting is gone by now.
 */
export const isLate = ({ answeredAt, endedAt, startedAt }: Observation, now: EpochMs): boolean =>
  now - (answeredAt ?? endedAt ?? startedAt) > HAR_KEPT_MS;

/** All answers that devtools shows are the same text, and those it does not show have at least its length: any body will do. */
function areAlike(web: readonly Sighting[], har: readonly Sighting[]): boolean {
  const lengths = new Set([...web, ...har].map(({ marks }) => marks.find((mark) => mark.startsWith('content-length='))));
  return new Set(har.map(({ body }) => body)).size === 1 && lengths.size === 1 && !lengths.has(undefined);
}

/** One observation from the two: the browser's network layer knows times and status best, devtools the body. */
export function merged(web: Observation, har: Observation, sure: boolean): Observation {
  const isOpen = web.endedAt === null;
  const bodyDigest = web.bodyDigest ?? (sure ? har.bodyDigest : undefined);
  return {
    ...web,
    source: 'both',
    initiator: web.initiator ?? har.initiator,
    endedAt: web.endedAt ?? har.endedAt,
    status: web.status ?? har.status,
    failure: web.failure ?? (isOpen || har.failure?.kind === 'cors' ? har.failure : null),
    key: web.key.via === 'unseen' ? har.key : web.key,
    requestHeaders: web.requestHeaders ?? har.requestHeaders,
    requestBody: web.requestBody.kind === 'unseen' || web.requestBody.kind === 'none' ? har.requestBody : web.requestBody,
    ...(bodyDigest === undefined ? {} : { bodyDigest }),
    responseHeaders: web.responseHeaders ?? har.responseHeaders,
    responseBody: bodyOf(web.responseBody, har.responseBody, sure),
  };
}

/** What Firefox's filter read belongs to its call for sure, but is cut sooner than what devtools shows. */
function bodyOf(web: ResponseBody, har: ResponseBody, sure: boolean): ResponseBody {
  if (web.text !== null && !(web.truncated && sure && har.text !== null)) return web;
  return sure || har.text === null ? har : { text: null, truncated: false, missing: 'ambiguous' };
}
