// Every address the product may link to. Where the documentation gives none (status page, support, billing), the way is told in words.
export const LINKS = {
  errors: 'https://qamera.ai/docs/api-reference/error-codes',
  rateLimiting: 'https://qamera.ai/docs/api-reference/rate-limiting',
  credits: 'https://qamera.ai/docs/api-reference/credits',
  plugin: 'https://qamera.ai/docs/plugin-api',
  app: 'https://app.qamera.ai',
} as const;

/** The page of a Plugin error code. @example pluginErrorPage('forbidden') // https://qamera.ai/docs/plugin-api/errors/forbidden */
export const pluginErrorPage = (code: string): string => `${LINKS.plugin}/errors/${code}`;
