// The one import of webextension-polyfill: where the browser has a native `browser` (Firefox, Chromium from 152) it is that object.
import browser from 'webextension-polyfill';

export { browser };
