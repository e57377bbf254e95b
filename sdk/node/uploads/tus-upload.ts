import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { outageOf, RefusedError, StartingError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { findStarting } from '@lanran/sdk/kernel/starting';
import { authorization, type Platform } from '@lanran/sdk/kernel/session';
import { type FilePart, sendFileParts } from './send-file-parts.ts';

/* tus 1.0: core protocol, creation, creation with upload (https://tus.io/protocols/resumable-upload). */

const PORTION_BYTES = 64 * 1024 * 1024;
/** A file up to this size goes along with its creation: one request instead of three, and too little to resume. */
export const WHOLE_BYTES = 1024 * 1024;
export const RETRY_DELAYS_MS = [250, 500, 1000, 2000, 4000];

export type TusTarget = Pick<Platform, 'apiUrl' | 'token'>;

export interface UploadSource {
  readonly localPath: string;
  readonly bytes: number;
  readonly metadata: Readonly<Record<string, string>>;
  /** Waits between tries without progress; about eight seconds in all unless given. */
  readonly retryDelaysMs?: readonly number[];
}

export interface UploadHooks {
  /** Hears the upload's address as soon as it has one, so that a later run can go on with it. */
  onUrl?(url: string): Promise<void>;
  /** Hears how many bytes the platform has. */
  onOffset?(offset: number): void;
}

class UploadGoneError extends Error {}

const ErrorAnswer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    field: z.string().optional(),
    limit: z.object({ mostBytes: z.number(), usedBytes: z.number().default(0), bytes: z.number() }).nullish(),
  }),
});

/** Sends one file, going on where a broken connection, or an earlier run (`resumeUrl`), left off. */
export class TusUpload {
  readonly #target: TusTarget;
  readonly #source: UploadSource;
  readonly #hooks: UploadHooks;

  constructor(target: TusTarget, source: UploadSource, hooks: UploadHooks = {}) {
    this.#target = target;
    this.#source = source;
    this.#hooks = hooks;
  }

  /** @throws RefusedError with the platform's reason, UnreachableError when it stays away */
  async send(resumeUrl: string | null = null): Promise<void> {
    let url = resumeUrl === null ? null : this.#addressHere(resumeUrl);
    let offset: number | null = null;
    const { retryDelaysMs = RETRY_DELAYS_MS } = this.#source;
    let failures = 0;
    while (offset === null || offset < this.#source.bytes) {
      try {
        if (url === null) ({ url, offset } = await this.#create());
        const before: number = offset ?? (await this.#askOffset(url));
        offset = before < this.#source.bytes ? await this.#sendPortion(url, before) : before;
        this.#hooks.onOffset?.(offset);
        failures = 0;
      } catch (error) {
        if (error instanceof UploadGoneError) url = null;
        else if (!(error instanceof UnreachableError)) throw error;
        const waitMs = retryDelaysMs[failures++];
        if (waitMs === undefined) throw error instanceof UploadGoneError ? this.#lost() : error;
        offset = null;
        await delay(waitMs);
      }
    }
  }

  #lost(): RefusedError {
    return new RefusedError(
      'UPLOAD_LOST',
      `The platform lost the upload of ${this.#source.localPath} repeatedly. Tell the operator.`,
    );
  }

  /** The offset is null where the server has to be asked. */
  async #create(): Promise<{ url: string; offset: number | null }> {
    const { apiUrl } = this.#target;
    const { bytes, localPath } = this.#source;
    const isWhole = bytes > 0 && bytes <= WHOLE_BYTES;
    const metadata = Object.entries(this.#source.metadata)
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',');
    const response = await this.#fetch(`${apiUrl}/uploads`, {
      method: 'POST',
      headers: {
        'upload-length': String(bytes),
        'upload-metadata': metadata,
        ...(isWhole && { 'content-type': 'application/offset+octet-stream' }),
      },
      ...(isWhole && { body: await readFile(localPath) }),
    });
    const location = response.headers.get('location');
    if (location === null)
      throw new RefusedError('UNEXPECTED_ANSWER', 'The platform created an upload without an address.');
    const url = this.#addressHere(location);
    await this.#hooks.onUrl?.(url);
    // Nothing has arrived of what is sent afterwards; an empty file is whole once the server was asked about it.
    const isEmpty = bytes === 0;
    if (!isWhole && !isEmpty) return { url, offset: 0 };
    return { url, offset: response.headers.has('upload-offset') ? offsetOf(response) : null };
  }

  /** An upload keeps its id when the platform has moved to another port or name since. */
  #addressHere(address: string): string {
    const { apiUrl } = this.#target;
    return `${apiUrl}/uploads/${new URL(address, apiUrl).pathname.split('/').at(-1) ?? ''}`;
  }

  async #askOffset(url: string): Promise<number> {
    return offsetOf(await this.#fetch(url, { method: 'HEAD' }));
  }

  async #sendPortion(url: string, offset: number): Promise<number> {
    const end = Math.min(offset + PORTION_BYTES, this.#source.bytes);
    const response = await this.#fetch(url, {
      method: 'PATCH',
      headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      part: { path: this.#source.localPath, start: offset, end },
    });
    return offsetOf(response);
  }

  async #fetch(
    url: string,
    {
      method,
      part,
      body,
      ...init
    }: {
      readonly method: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: Uint8Array<ArrayBuffer>;
      readonly part?: FilePart;
    },
  ): Promise<Response> {
    const headers = { ...init.headers, 'tus-resumable': '1.0.0', ...authorization(this.#target) };
    let response: Response;
    try {
      response =
        part === undefined
          ? await fetch(url, { method, headers, ...(body !== undefined && { body }) })
          : await sendFileParts(url, { method, headers, parts: [part] });
      if (response.ok) return response;
    } catch (cause) {
      if (cause instanceof RefusedError) throw cause;
      throw new UnreachableError(url, cause);
    }
    const isGone =
      url !== `${this.#target.apiUrl}/uploads` && (response.status === 404 || response.status === 410);
    if (isGone) throw new UploadGoneError(url);
    throw await refusalOf(response, url);
  }
}

function offsetOf(response: Response): number {
  const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
  if (!Number.isSafeInteger(offset))
    throw new RefusedError('UNEXPECTED_ANSWER', 'The platform did not say how much of the upload it has.');
  return offset;
}

/** What an HTTP answer with an error status means; 409 and 5xx without our body are worth another try. */
export async function refusalOf(response: Response, url: string): Promise<Error> {
  const text = await response.text().catch(() => '');
  if (findStarting(response.status, text) !== null) return new StartingError(url);
  const parsed = ErrorAnswer.safeParse(parseJson(text));
  if (parsed.success) {
    const { code, message, field, limit = null } = parsed.data.error;
    if (code === 'CONFLICT' && /offset/i.test(message)) return new UnreachableError(url, new Error(message));
    return new RefusedError(code, message, { limit, field });
  }
  if (response.status >= 500) return outageOf(url, response.status);
  return new RefusedError(
    'UPLOAD_REFUSED',
    `The platform refused the upload with status ${response.status}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
