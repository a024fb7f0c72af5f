// Units of the whole product. Instants and durations are both milliseconds, so their names keep them apart.

/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;
/** A length of time in milliseconds. */
export type DurationMs = number;
/** An HTTP status code, 100..599. */
export type HttpStatus = number;
/** One header, `[name, value]`; names are lower case once captured. */
export type Header = [name: string, value: string];
/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
