// Opened files and pasted text: what is said about them when something in them cannot be used.
const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const offline = {
  'har.blank': 'The file is empty. Export the HAR again from the Network panel.',
  'har.markup': 'This is a web page or XML, not a HAR file. In the Network panel, choose “Export HAR” and open that file.',
  'har.not-json': 'This is not a HAR file: HAR is JSON and starts with “{”. A log line or a curl transcript goes to “Paste”.',
  'har.broken-json': 'The file is not valid JSON, so its calls cannot be read. It may have been edited by hand; export it again.',
  'har.cut':
    'The file ends in the middle, as after a download or a copy that was cut short. Export it again and open the whole file.',
  'har.not-har': 'The file is JSON, but it has no list of calls (“log.entries”), so it is not a HAR file.',
  'har.no-entries': 'The HAR file holds no calls. Keep the Network panel open while the calls are made, then export.',
  'har.no-calls': (v: { entries: number }) =>
    `The file holds ${plural(v.entries, 'call', 'calls')}, none to the Qamera API. A self-hosted address can be added in the options.`,
  'har.hosted': (v: { base: string }) =>
    `Calls to ${v.base} are read as calls to a Qamera API of your own, by its path together with a Qamera key or host name.`,
  'har.unreadable': (v: { entries: number }) =>
    `${plural(v.entries, 'entry has', 'entries have')} no request address and cannot be read.`,
  'har.timeless': (v: { calls: number }) =>
    `${plural(v.calls, 'call carries', 'calls carry')} no time, so waits and the use of the key cannot be worked out for ${v.calls === 1 ? 'it' : 'them'}.`,
  'har.keys-stripped':
    'This export leaves out key headers: answers are there that need a key, and no key is. Chrome keeps them with “Export HAR (with sensitive data)”; they are masked here all the same.',
  'har.no-bodies': (v: { calls: number }) =>
    `${plural(v.calls, 'failed call has', 'failed calls have')} no answer text in this file, so the API's own message cannot be shown.`,
  'har.no-failures': (v: { calls: number }) => `${plural(v.calls, 'API call', 'API calls')} in this file, none of them failed.`,
  'paste.empty': 'Nothing was pasted.',
  'paste.too-long': 'The text is too long for one call. Open it as a file if it is a HAR.',
  'paste.har': 'This looks like a HAR file. Open it with “Open HAR”.',
  'paste.no-answer':
    'The text shows a request, but no answer to it. Paste the answer as well: its status line, headers and body.',
  'paste.unrecognised':
    'No API answer is recognised in this text. Paste the output of “curl -i”, a raw HTTP response, one JSON log line, or the JSON error body.',
  'paste.healthy': 'The pasted answer is no error: there is nothing to mend.',
  'paste.no-status': 'The text shows no HTTP status, so the error is read from its body alone.',
};
