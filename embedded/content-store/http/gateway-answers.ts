import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request to the gateway and its answer. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** RFC 6266: to be saved under the name, in ASCII as it is and else in UTF-8. */
export function dispositionOf(name: string): string {
  if (/^[\w.-]+$/.test(name)) return `attachment; filename="${name}"`;
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename*=UTF-8''${encoded}`;
}
