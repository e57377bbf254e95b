import { vi } from 'vitest';
import { within } from './time-limits.ts';

const { waitFor, waitUntil } = vi;

/** vitest waits for a second unless a call says otherwise; `expect.poll` follows the configuration. */
Object.assign(vi, {
  waitFor: ((callback, options) => waitFor(callback, limited(options))) satisfies typeof waitFor,
  waitUntil: ((callback, options) => waitUntil(callback, limited(options))) satisfies typeof waitUntil,
});

function limited(options: Parameters<typeof waitFor>[1] = {}) {
  return { timeout: within(), ...(typeof options === 'number' ? { timeout: options } : options) };
}
