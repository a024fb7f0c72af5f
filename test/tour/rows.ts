// Reads the list of the real panel. In: the panel's document, by the contract of `role="row"` and its `data-*`. Out: plain rows.

export interface PanelRow {
  status: string;
  count: string;
  call: string;
  what: string;
  verdict: string;
  retry: string;
}

/** Runs in the panel: sent as source text, so it uses nothing from outside itself. */
export function readRows(): PanelRow[] {
  return [...document.querySelectorAll<HTMLElement>('[role=row][data-status]')].map((row) => {
    const text = (selector: string): string => row.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    const { status = '', verdict = '', count = '1' } = row.dataset;
    return {
      status: status === '0' ? 'none' : status,
      count: count === '1' ? '' : `×${count}`,
      call: `${text('.c-method')} ${text('.c-path')}`,
      what: text('.c-what .says'),
      verdict,
      retry: text('.c-retry'),
    };
  });
}
