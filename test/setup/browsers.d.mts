export const OVERRIDES: { chromium: string; firefox: string };
export function findBrowser(name: 'chromium' | 'firefox'): string | null;
