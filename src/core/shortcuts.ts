// The keys of the panel: which key does what, and how the reader changed that. Single keys work only outside of fields.
export const SHORTCUTS = [
  { act: 'next', fixed: 'ArrowDown', key: 'j' },
  { act: 'previous', fixed: 'ArrowUp', key: 'k' },
  { act: 'find', key: '/' },
  { act: 'back', fixed: 'Escape' },
  { act: 'detail', key: 'd' },
  { act: 'list', key: 'l' },
  { act: 'scope', key: 't' },
  { act: 'polling', key: 'p' },
  { act: 'waiting', key: 'w' },
  { act: 'newest', key: 'n' },
  { act: 'save', key: 's' },
  { act: 'help', key: '?' },
] as const satisfies readonly Shortcut[];

interface Shortcut {
  act: string;
  /** Belongs to what has the focus: never changed. */
  fixed?: string;
  /** A single character; the reader may choose another, or none. */
  key?: string;
}
export type Act = (typeof SHORTCUTS)[number]['act'];
/** What the reader changed: the act's key, '' for none. */
export type ChosenKeys = Readonly<Partial<Record<Act, string>>>;

/** The single key of an act, null where it has none. */
export function keyOf(act: Act, chosen: ChosenKeys): string | null {
  const shortcut: Shortcut | undefined = SHORTCUTS.find((one) => one.act === act);
  return shortcut?.key === undefined ? null : (chosen[act] ?? shortcut.key) || null;
}

/** All keys of an act, as help and options list them. */
export function keysOf(act: Act, chosen: ChosenKeys): string[] {
  const shortcut: Shortcut | undefined = SHORTCUTS.find((one) => one.act === act);
  return [shortcut?.fixed, keyOf(act, chosen)].filter((key) => typeof key === 'string');
}

/** A `KeyboardEvent.key` that may stand for an act: one visible character, of any alphabet; capitals count as small ones. */
export function singleKey(key: string): string | null {
  return /^[^\s\p{C}]$/u.test(key) ? key.toLowerCase() : null;
}

export type Remapped = { chosen: ChosenKeys } | { takenBy: Act };

/** `act` gets `key` ('': none); refused where another act has it. A key that is the act's own default leaves no trace. */
export function remapped(chosen: ChosenKeys, act: Act, key: string): Remapped {
  const takenBy = key === '' ? undefined : SHORTCUTS.find((one) => one.act !== act && keyOf(one.act, chosen) === key)?.act;
  if (takenBy) return { takenBy };
  const { [act]: _before, ...rest } = chosen;
  return { chosen: keyOf(act, rest) === key ? rest : { ...rest, [act]: key } };
}

/** Stored choices. One that is no key, of no act that has one, or that another act has already, is left out alone. */
export function chosenKeysFrom(stored: unknown): ChosenKeys {
  if (typeof stored !== 'object' || stored === null) return {};
  let chosen: ChosenKeys = {};
  // Keys are given up before they are taken: a file may hold two that changed places.
  const wanted = SHORTCUTS.flatMap(({ act }) => {
    const key = (stored as Record<string, unknown>)[act];
    const fits = typeof key === 'string' && (key === '' || singleKey(key) === key) && keyOf(act, {}) !== null;
    return fits ? [{ act, key }] : [];
  });
  for (const { act } of wanted) chosen = { ...chosen, [act]: '' };
  for (const { act, key } of wanted) {
    const next = remapped(chosen, act, key);
    if ('chosen' in next) chosen = next.chosen;
    else chosen = withoutOwn(chosen, act);
  }
  return chosen;
}

/** The act's own key again, if nobody has it by now; else none. */
function withoutOwn(chosen: ChosenKeys, act: Act): ChosenKeys {
  const own = keyOf(act, {}) ?? '';
  const back = remapped(chosen, act, own);
  return 'chosen' in back ? back.chosen : chosen;
}

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** The focus is where keys are text. */
  isTyping: boolean;
}

/** What a key does, null when it is the browser's, a field's, or single keys are off. Arrows belong to what has the focus. */
export function actOf({ key, ctrlKey, metaKey, altKey, isTyping }: Pressed, singleKeys: boolean, chosen: ChosenKeys): Act | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === 'Escape') return 'back';
  const single = singleKey(key);
  if (single === null || isTyping || !singleKeys) return null;
  return SHORTCUTS.find(({ act }) => keyOf(act, chosen) === single)?.act ?? null;
}
