// Reads the list of the real panel. In: the panel's document, by the contract of `role="row"` and its `data-*`. Out: plain rows.

export interface PanelRow {
  status: string;
  count: string;
  /** Which of the two APIs the call went to. */
  api: string;
  call: string;
  what: string;
  verdict: string;
  retry: string;
}

/** Runs in the panel: sent as source text, so it uses nothing from outside itself. */
export function readRows(): PanelRow[] {
  return [...document.querySelectorAll<HTMLElement>('[role=row][data-status]')].map((row) => {
    const text = (selector: string): string => row.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    const { verdict = '', count = '1' } = row.dataset;
    const url = row.querySelector('.c-path')?.getAttribute('title') ?? '';
    return {
      status: text('.status'),
      count: count === '1' ? '' : `×${count}`,
      api: url.includes('/api/v1/plugin/') ? 'Plugin' : 'External',
      call: `${text('.c-method')} ${text('.c-path')}`,
      what: text('.c-what .says'),
      verdict,
      retry: text('.c-retry'),
    };
  });
}
