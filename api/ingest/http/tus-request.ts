import { ReadableStream } from 'node:stream/web';
import type { Request as HttpRequest } from 'express';
import { BadInputError } from '../../platform/kernel/errors.ts';

/** The protocol version that is served. */
export const TUS_VERSION = '1.0.0';
const PORTION_TYPE = 'application/offset+octet-stream';
const OVERRIDING_METHODS = ['PATCH', 'HEAD', 'DELETE', 'POST'];

/** Request headers that uploads read. */
export const TAKEN_HEADERS = [
  'Authorization',
  'Content-Type',
  'Tus-Resumable',
  'Upload-Checksum',
  'Upload-Length',
  'Upload-Metadata',
  'Upload-Offset',
  'X-HTTP-Method-Override',
];

/**
 * The method that the client means: tus 1.0 lets `X-HTTP-Method-Override` replace it. Only a POST is replaced, because a request that
 * only reads is not checked for another site's page (own-origin.ts).
 * @throws BadInputError
 */
export function methodOf(request: HttpRequest): string {
  const override = request.get('X-HTTP-Method-Override');
  if (override === undefined || request.method !== 'POST') return request.method;
  if (OVERRIDING_METHODS.includes(override)) return override;
  throw new BadInputError(
    'X-HTTP-Method-Override',
    `must be one of ${OVERRIDING_METHODS.join(', ')}, not ${JSON.stringify(override)}`,
  );
}

export interface TusRefusal {
  readonly status_code: number;
  readonly body: string;
}

/** What the protocol refuses by headers alone, with the statuses that it demands; null for a request to go on with. */
export function headerRefusal(request: HttpRequest, method: string): TusRefusal | null {
  if (method === 'OPTIONS') return null;
  const version = request.get('Tus-Resumable');
  if (version !== TUS_VERSION) {
    const given = version === undefined ? 'is missing' : `${JSON.stringify(version)} is not served`;
    return { status_code: 412, body: `Tus-Resumable ${given}. Send Tus-Resumable: ${TUS_VERSION}.` };
  }
  const type = request.get('Content-Type');
  if (method === 'PATCH' && type !== PORTION_TYPE) {
    const given = type === undefined ? 'is missing' : `${JSON.stringify(type)} is not served`;
    return { status_code: 415, body: `Content-Type ${given}. Send portions as ${PORTION_TYPE}.` };
  }
  return null;
}

export interface WebRequestParts {
  readonly mountPath: string;
  readonly method: string;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** The same request as the tus server takes it. */
export function toWebRequest(request: HttpRequest, { mountPath, method, body }: WebRequestParts): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return new Request(new URL(`${mountPath}${request.path}`, 'http://uploads.invalid'), {
    method,
    headers,
    ...(body !== null && { body: ReadableStream.from(body), duplex: 'half' }),
  });
}
