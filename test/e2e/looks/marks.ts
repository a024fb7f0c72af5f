// How far the marks of the panel stand out from what is behind them. Runs in the panel: sent as source text, so it uses nothing from
// outside itself.

/** The system's own pair for what is selected; nothing can stand out more from it. */
export const SYSTEM_PAIR = 'HighlightText on Highlight';

/** By mark: the contrast ratio (WCAG 2.2) of its colour with the nearest ground behind it. A mark that is absent is left out. */
export function contrastsOfMarks(): Record<string, number> {
  const marks: [selector: string, property: 'color' | 'fill' | 'stroke' | 'backgroundColor', pseudo?: string][] = [
    ['.ring text', 'fill'],
    ['.ring-left', 'stroke'],
    ['.gauge-own', 'fill'],
    ['.tick-limited', 'stroke'],
    ['.row .status', 'color'],
    ['.row[aria-selected=true] .status', 'color'],
    ['.row[aria-selected=true] .says', 'color'],
    ['.row[aria-selected=true] .verdict', 'color'],
    ['.row[aria-selected=true] .verdict', 'backgroundColor', '::before'],
    ['.row[aria-selected=true] .wait-bar span', 'backgroundColor'],
    ['.row:not([aria-selected=true]) .wait-bar span', 'backgroundColor'],
    ['.row .verdict-fix-first', 'backgroundColor', '::before'],
    ['.row .verdict-check-first', 'backgroundColor', '::before'],
    ['.chip', 'color'],
    ['.switch button[aria-pressed=true]', 'color'],
    ['.toolbar button:not([aria-pressed])', 'color'],
    ['th .sort', 'color'],
    ['.evidence', 'color'],
    ['.search', 'color'],
  ];
  const parts = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
  const isSeeThrough = (color: string): boolean => color === 'transparent' || parts(color)[3] === 0;
  const groundOf = (element: Element | null): string => {
    if (element === null) return getComputedStyle(document.documentElement).backgroundColor;
    const ground = getComputedStyle(element).backgroundColor;
    return isSeeThrough(ground) ? groundOf(element.parentElement) : ground;
  };
  const light = (color: string): number => {
    const [r = 0, g = 0, b = 0] = parts(color)
      .slice(0, 3)
      .map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string): number => {
    const [dark = 0, bright = 0] = [light(one), light(other)].toSorted((a, b) => a - b);
    return Math.round(((bright + 0.05) / (dark + 0.05)) * 100) / 100;
  };
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.cssText = 'forced-color-adjust: none; color: HighlightText; background: Highlight';
  const own = contrast(getComputedStyle(probe).color, getComputedStyle(probe).backgroundColor);
  probe.remove();
  const found = Object.fromEntries(
    marks.flatMap(([selector, property, pseudo]) => {
      const element = document.querySelector(selector);
      if (element === null) return [];
      const behind = pseudo === undefined && property === 'backgroundColor' ? element.parentElement?.parentElement : element;
      return [[`${selector}${pseudo ?? ''}`, contrast(getComputedStyle(element, pseudo)[property], groundOf(behind ?? null))]];
    }),
  );
  return { ...found, 'HighlightText on Highlight': own };
}
