import { z } from 'zod';
import {
  RefusedError,
  StartingError,
  UnreachableError,
  UntrustworthyAnswerError,
} from '@lanran/sdk/kernel/errors';
import { findStarting } from '@lanran/sdk/kernel/starting';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { parseFileDigest } from '@lanran/protocol/files/file-digest';
import { parsePath } from '@lanran/protocol/kernel/path';
import type { ProvenFile } from './file-download.ts';

const Line = z.object({
  id: z.string(),
  path: z.string(),
  bytes: z.unknown(),
  sha256: z.unknown(),
  cid: z.unknown(),
  xxh64: z.unknown(),
});
const Refusal = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    reasons: z
      .array(z.object({ code: z.string(), en: z.string(), zh: z.string() }))
      .optional()
      .transform((reasons = []) => reasons.map((reason) => ({ ...reason, data: {} }))),
  }),
});

/** A file that a delivery token opens. */
export interface DeliveredFile {
  /** What `/files/` knows it by. */
  readonly fileId: string;
  readonly entry: ProvenFile;
}

/** What a delivery token opens. @throws RefusedError with the platform's code, UnreachableError, UntrustworthyAnswerError */
export async function listDelivery({
  apiUrl,
  token,
  version,
}: {
  readonly apiUrl: string;
  readonly token: string;
  /** Number of one that the license opens; null: the newest of those. */
  readonly version: number | null;
}): Promise<DeliveredFile[]> {
  const url = `${apiUrl}/delivery${version === null ? '' : `?version=${version}`}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } }).catch(
    (cause: unknown) => {
      throw new UnreachableError(url, cause);
    },
  );
  const text = await response.text();
  if (findStarting(response.status, text) !== null) throw new StartingError(url);
  if (!response.ok) throw refusalOf(response.status, text);
  return text.split('\n').filter(Boolean).map(parseLine);
}

function parseLine(line: string): DeliveredFile {
  try {
    const { id, path, ...digest } = Line.parse(JSON.parse(line));
    // A path comes from elsewhere: it must stay below the folder that was named.
    return { fileId: id, entry: { path: parsePath(path), ...parseFileDigest(digest) } };
  } catch (cause) {
    if (!(cause instanceof FormatError || cause instanceof SyntaxError || cause instanceof z.ZodError))
      throw cause;
    throw new UntrustworthyAnswerError(
      `/delivery answered a line that names no file: ${line.slice(0, 200)}`,
      {
        cause,
      },
    );
  }
}

function refusalOf(status: number, text: string): RefusedError {
  try {
    const { error } = Refusal.parse(JSON.parse(text));
    return new RefusedError(error.code, error.message, { reasons: error.reasons });
  } catch {
    return new RefusedError('DELIVERY_REFUSED', `The platform refused the delivery with status ${status}.`);
  }
}
