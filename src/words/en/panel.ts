// Labels of panel, popup and options.
export const panel = {
  'verdict.retry': 'retry',
  'verdict.fix-first': 'fix first',
  'verdict.check-first': 'check first',
  'verdict.ask-support': 'ask support',
  'verdict.none': 'not an error',
};
