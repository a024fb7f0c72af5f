// Options: base URLs, calls a minute, watched sites, how the panel looks and behaves. Each thing explained in one line; saved as it is changed, but for what is kept.
import type { ReadonlySignal } from '@preact/signals';
import type { SeenCall } from '../../../core/last-seen.ts';
import type { Settings } from '../../../core/settings.ts';
import type { Preferences } from '../../../core/preferences.ts';
import { label } from '../../speak.ts';
import { Bases } from './Bases.tsx';
import { Kept } from './Kept.tsx';
import { Limit } from './Limit.tsx';
import { Notices } from './Notices.tsx';
import { PanelChoices } from './PanelChoices.tsx';
import { SettingsFile } from './SettingsFile.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { Ask, Sites } from './Sites.tsx';
import { TryAddress } from './TryAddress.tsx';

export interface OptionsProps {
  settings: ReadonlySignal<Settings>;
  preferences: ReadonlySignal<Preferences>;
  /** Match patterns that the user granted. */
  sites: ReadonlySignal<string[]>;
  /** Match patterns granted at install. */
  ownHosts: readonly string[];
  /** The latest call to a base URL that the session has seen, live. */
  lastSeen: (base: string) => SeenCall | null;
  /** An origin that the panel asks to watch. */
  asked: string | null;
  save: (settings: Settings) => Promise<void>;
  savePreferences: (changed: Partial<Preferences>) => Promise<void>;
  /** Straight from a click: the browser asks the user. */
  watch: (origin: string) => Promise<boolean>;
  unwatch: (pattern: string) => void;
  /** Whether the user is told when a key is free again. */
  notices: ReadonlySignal<boolean>;
  /** Straight from a click; false: refused. */
  switchNotices: (isOn: boolean) => Promise<boolean>;
}

export function Options(props: OptionsProps) {
  return (
    <main class="options">
      <h1>{label('options.title')}</h1>
      {props.asked === null ? null : <Ask {...props} site={props.asked} />}
      <Bases {...props} />
      <TryAddress {...props} />
      <Limit {...props} />
      <Sites {...props} />
      <Notices {...props} />
      <PanelChoices {...props} />
      <Shortcuts {...props} />
      <Kept {...props} />
      <SettingsFile {...props} />
    </main>
  );
}
