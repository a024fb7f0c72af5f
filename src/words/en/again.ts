// The last call that worked beside the one that failed, and sending a free call again.
const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const again = {
  'worked.title': 'Why did it work before?',
  'worked.differs': (v: { count: number; time: string; status: number }) =>
    `This call differs in ${plural(v.count, 'place', 'places')} from the last one to this endpoint that worked (${v.time}, ${v.status}). Likeliest first:`,
  'worked.same': (v: { time: string; status: number }) =>
    `As far as both were seen, this is the same request as the last one to this endpoint that worked (${v.time}, ${v.status}).`,
  'worked.same.credits': 'The change seems to be in the account: all its keys draw on one balance of credits.',
  'worked.same.budget': 'The change seems to be in the use of the key: how many calls it made in the last minute.',
  'worked.same.jobs': 'The change seems to be in the account: how many of its jobs run at once.',
  'worked.same.key':
    'The change seems to be at the server or in the account: a key can be revoked or expire. Or in the secret part of the key, which is not kept here.',
  'worked.same.scope': 'The change seems to be at the server or in the account: what the key, or its installation, may do.',
  'worked.same.resource':
    'The change seems to be at the server: what the call asks for may have been deleted, or be in another state by now.',
  'worked.same.server': 'The change seems to be at the server, not in your request.',
  'worked.same.way': 'The change seems to be on the way to the server, or at the server.',
  'worked.same.unknown': 'The change seems to be at the server or in the account.',
  'worked.aside.credits': 'The answer speaks of credits: this call may need more of them, or fewer may be left than then.',
  'worked.aside.budget': 'The answer speaks of how many calls were made, so these differences need not matter.',
  'worked.aside.jobs': 'The answer speaks of how many jobs run, so these differences need not matter.',
  'worked.aside.server': 'The answer speaks of trouble at the server, so these differences need not matter.',
  'worked.aside.way': 'No answer says why, so whether these differences matter cannot be seen.',
  'worked.blind': (v: { places: string }) => `Not compared, since it is not kept or was not seen: ${v.places}.`,
  'worked.more': (v: { count: number }) => `And ${plural(v.count, 'more difference', 'more differences')}.`,
  'worked.was': 'Then',
  'worked.is': 'In this call',
  'worked.absent': 'not there',
  'worked.key-header': 'header of the key',
  'worked.key': 'API key',
  'worked.base': 'server',
  'worked.body': 'body',
  'worked.kind.json': 'JSON',
  'worked.kind.form': 'a form',
  'worked.kind.none': 'none',
  'worked.kind.broken': 'broken JSON',
  'worked.kind.other': 'no JSON',
  'worked.rank.named': 'the answer names it',
  'worked.rank.evidence': 'a cause above points at it',
  'worked.rank.key': 'the key decides what may be done',
  'worked.rank.base': 'another server',
  'worked.rank.content-type': 'tells the server how to read the body',
  'worked.rank.required': 'a required field',
  'worked.rank.type': 'another type',
  'worked.rank.id': 'another id',
  'worked.rank.removed': 'no longer sent',
  'worked.rank.changed': 'another value',
  'worked.rank.added': 'not sent then',

  'again.title': 'Send this GET again',
  'again.now': 'Send again now',
  'again.at-zero': 'Send again at zero',
  'again.cancel': 'Cancel',
  'again.early': 'The wait is not over: a call sent now may be refused too, and may count.',
  'again.how':
    'The inspected page sends it once more, as its own call. The key is taken from the browser’s network log at that moment and is not kept.',
  'again.how.keyless': 'The inspected page sends it once more, as its own call. It carried no key.',
  'again.without': (v: { names: string }) => `Sent without these headers, whose values are not kept: ${v.names}.`,
  'again.armed': (v: { time: string }) => `Will be sent in ${v.time}. Keep this panel open.`,
  'again.sending': 'Sending…',
  'again.sent': (v: { time: string }) => `Sent at ${v.time}, waiting for the answer.`,
  'again.worked': (v: { time: string; status: number }) => `Sent at ${v.time}: ${v.status}. It works now.`,
  'again.failed': (v: { time: string; status: string; category: string }) =>
    `Sent at ${v.time}: ${v.status}, ${v.category}. It stands in the list as one more attempt.`,
  'again.no-answer': (v: { time: string }) => `Sent at ${v.time}. No answer was seen within a minute.`,
  'again.no-key':
    'Not sent: the browser’s network log holds no call with this key any more. Let the page make one call with it while DevTools is open, then press again.',
  'again.moved': 'Not sent: another page is in the tab now.',
  'again.not-reached': 'Not sent: the page could not be asked.',
  'again.not-get': 'Only a GET can be sent again from here: any other method changes something, and may cost credits.',
  'again.not-free':
    'It cannot be sent again from here: only endpoints that are known to be free can, and this one is not among them.',
  'again.masked': 'It cannot be sent again from here: a secret in its address was masked, so the whole address is not known.',
  'again.key-unknown': 'It cannot be sent again from here: which key it carried was not seen.',
  'again.other-page':
    'It cannot be sent again from here: it came from another page than the one that is inspected, and only that page may send it.',
};
