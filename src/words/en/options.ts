// The options page.

export const options = {
  'options.title': 'Qamera Error Lens: options',
  'options.bases': 'Base URLs',
  'options.bases.why': 'Where your calls go, if not to qamera.ai: a self-hosted API, or a development proxy of it.',
  'options.bases.built-in': 'Always watched: the public API, and this machine on any port where the path is the API’s own.',
  'options.bases.url': 'Base URL',
  'options.bases.surface': 'Which API',
  'options.bases.external': 'External API (/api/external)',
  'options.bases.plugin': 'Plugin API (/api/v1/plugin)',
  'options.bases.add': 'Add',
  'options.bases.remove': (v: { url: string }) => `Remove ${v.url}`,
  'options.bases.bad':
    'This is not a base URL, so nothing was added: it begins with http:// or https://, for example http://localhost:5173/api/external.',
  'options.bases.known': 'This base URL is in the list already; nothing was changed.',
  'options.bases.refused':
    'Added, but the browser did not give its permission: its calls are recorded only while DevTools is open. “Ask for it” asks again.',
  'options.bases.seen': 'Seen: a call to it was noticed.',
  'options.bases.latest': (v: { call: string; status: number | string; at: string }) =>
    `The latest is ${v.call}, ${v.status}, at ${v.at}.`,
  'options.bases.no-answer': 'no answer',
  'options.bases.waits': 'No call to it is on record now: send one, and it is named here.',
  'options.bases.not-granted': 'Its calls are recorded only while DevTools is open: the browser’s permission is missing.',
  'options.bases.ask': 'Ask for it',
  'options.limit': 'Calls a minute of a key',
  'options.limit.why': '60 is documented. Support can raise it for the Plugin API; GET /me tells as rate_limit_per_min.',
  'options.limit.bad': 'The limit stays as it was: it takes a whole number from 1 to 10,000.',
  'options.sites': 'Watched sites',
  'options.sites.why': 'Sites whose calls are recorded with DevTools closed too. The browser asks you for each.',
  'options.sites.none': 'None yet. “Watch this site” is in the popup and in the panel.',
  'options.watch.ask': (v: { site: string }) => `Watch calls to the Qamera API that ${v.site} makes?`,
  'options.watch.why':
    'The browser hides a page’s calls from an extension that may not see the page. It asks you once; you can take it back here.',
  'options.watch.done': (v: { site: string }) => `${v.site} is watched now. You can close this page.`,
  'options.watch.refused': (v: { site: string }) =>
    `${v.site} is not watched: the browser did not give its permission. Press the button to be asked again.`,
  'options.try': 'Try an address',
  'options.try.why': 'Paste the address of a call: would it be seen? Nothing is sent.',
  'options.try.no': 'Not seen: no base URL fits this address. If the API is your own or a proxy, add its base URL above.',
  'options.try.yes': (v: { api: string; path: string; host: string }) => `Seen as ${v.api}, path ${v.path}.`,
  'options.try.not-granted': (v: { api: string; path: string; host: string }) =>
    `Fits ${v.api}, path ${v.path}, but calls to ${v.host} are recorded only while DevTools is open: the browser’s permission is missing.`,
  'options.panel': 'Panel',
  'options.theme': 'Theme',
  'options.theme.auto': 'as DevTools, or the system',
  'options.theme.light': 'light',
  'options.theme.dark': 'dark',
  'options.language': 'Language',
  'options.language.auto': 'as the browser',
  'options.kept': 'What is kept',
  'options.kept.why':
    'Failures of this session, without secrets, in the browser’s memory. Settings stay on this computer. Nothing is sent anywhere.',
  'options.kept.failures': 'How many failures',
  'options.kept.newest': (v: { count: number }) => `the newest ${v.count.toLocaleString('en')}`,
  'options.kept.minutes': 'For how long',
  'options.kept.session': 'until the browser closes',
  'options.kept.for': (v: { minutes: number }) =>
    v.minutes < 60 ? `${v.minutes} minutes` : v.minutes === 60 ? 'an hour' : `${v.minutes / 60} hours`,
  'options.kept.apply': 'Keep it like this',
  'options.kept.less': 'Not saved yet. This keeps less than now: once saved, older failures go at once and for good.',
  'options.kept.unsaved': 'Not saved yet.',
  'options.kept.saved': 'Saved: it is kept like this.',
  'options.kept.stays':
    'Times of calls, without their content, stay until the browser closes: the countdown and the warning of a double payment need them.',
  'options.file': 'Settings as a file',
  'options.file.why': 'To take them to another browser. The file holds no keys and nothing that was recorded.',
  'options.file.export': 'Export the settings',
  'options.file.import': 'Import settings',
  'options.file.done': 'The settings were loaded.',
  'options.file.bad':
    'Nothing was loaded: this is not a settings file of this extension. Choose one that “Export the settings” wrote.',

  'options.notice': 'Notification',
  'options.notice.why':
    'One sentence on the desktop, with DevTools closed too: which call is safe again, and the end of its key’s id. A click shows its tab.',
  'options.notice.on': 'Tell me when a blocked key is free again',
  'options.notice.refused': 'Nothing will be shown: the browser did not give its permission. Tick the box to be asked again.',

  'shortcut.title': 'Keys of the panel',
  'shortcut.why': 'Single keys work in the panel wherever nothing is typed. Each can be another one, or none.',
  'shortcut.none': 'no key',
  'shortcut.change': 'Change',
  'shortcut.change-of': (v: { name: string }) => `Change the key of “${v.name}”`,
  'shortcut.waits': 'Press a key',
  'shortcut.press': (v: { name: string }) =>
    `“${v.name}”: press the new key. Backspace takes the key away, Escape leaves all as it is.`,
  'shortcut.done': (v: { name: string; key: string }) => `“${v.name}” is ${v.key} now.`,
  'shortcut.gone': (v: { name: string }) => `“${v.name}” has no single key now.`,
  'shortcut.taken': (v: { key: string; by: string }) =>
    `${v.key} already stands for “${v.by}”. Press another key, or change that one first.`,
  'shortcut.bad': 'This key belongs to the browser or the page. Press a letter, a digit or a sign.',
  'shortcut.reset': 'All keys as they were',
  'shortcut.reset.done': 'All keys are as they were at first.',
};
