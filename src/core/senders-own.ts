// Which request headers say nothing of the call itself. Name in, claim out. Used where calls are compared, sent again or written as code.

/** Added by whatever sends the call, or about the page that sent it; the key's headers are told apart from the others. */
const SENDERS_OWN =
  /^(?:host|content-length|connection|keep-alive|accept-encoding|transfer-encoding|user-agent|referer|origin|cookie|priority|dnt|te|save-data|pragma|cache-control|upgrade-insecure-requests|(?:sec|proxy|access-control-request)-.*|x-api-key|authorization)$/;

/** `name` in lower case. Repeating such a header says nothing and can break the call. */
export const isSendersOwn = (name: string): boolean => SENDERS_OWN.test(name);
