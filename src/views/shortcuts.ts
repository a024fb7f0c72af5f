// The keys of the panel: which key does what. Single keys work only outside of fields, and can be switched off.
export const SHORTCUTS = [
  { keys: ['ArrowDown', 'j'], act: 'next', isSingle: true },
  { keys: ['ArrowUp', 'k'], act: 'previous', isSingle: true },
  { keys: ['/'], act: 'find', isSingle: true },
  { keys: ['Escape'], act: 'back', isSingle: false },
  { keys: ['d'], act: 'detail', isSingle: true },
  { keys: ['l'], act: 'list', isSingle: true },
  { keys: ['t'], act: 'scope', isSingle: true },
  { keys: ['p'], act: 'polling', isSingle: true },
  { keys: ['w'], act: 'waiting', isSingle: true },
  { keys: ['n'], act: 'newest', isSingle: true },
  { keys: ['s'], act: 'save', isSingle: true },
  { keys: ['?'], act: 'help', isSingle: true },
] as const;
export type Act = (typeof SHORTCUTS)[number]['act'];

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** The focus is where keys are text. */
  isTyping: boolean;
}

/** What a key does, null when it is the browser's, a field's, or single keys are off. Arrows belong to what has the focus. */
export function actOf({ key, ctrlKey, metaKey, altKey, isTyping }: Pressed, singleKeys: boolean): Act | null {
  if (ctrlKey || metaKey || altKey || key.startsWith('Arrow')) return null;
  const found = SHORTCUTS.find(({ keys }) => (keys as readonly string[]).includes(key));
  if (!found || (found.isSingle && (isTyping || !singleKeys))) return null;
  return found.act;
}
