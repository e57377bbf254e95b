import { z } from 'zod';
import {
  type ClientError,
  outageOf,
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
import { Outage, type OutageWait } from './outage.ts';
import { readHttpError } from '../http-error.ts';

const Line = z.object({
  id: z.string(),
  path: z.string(),
  bytes: z.unknown(),
  sha256: z.unknown(),
  cid: z.unknown(),
  xxh64: z.unknown(),
  // What follows is absent at platforms of earlier releases.
  license: z.string().nullish(),
  asset: z.string().nullish(),
  version: z.number().int().nullish(),
  frame: z.object({ number: z.number().int() }).nullish(),
  licenseEnds: z.string().nullish(),
});
const ClosedLine = z.object({
  license: z.string(),
  asset: z.string(),
  closed: z.object({ code: z.string(), message: z.string() }),
});
/** A file that a delivery token opens. */
export interface DeliveredFile {
  /** What `/files/` knows it by. */
  readonly fileId: string;
  readonly entry: ProvenFile;
  /** Null where the platform does not tell. */
  readonly license: string | null;
  readonly asset: string | null;
  readonly version: number | null;
  /** Its number, of a file that belongs to a sequence. */
  readonly frame: number | null;
  /** Last day of the license, YYYY-MM-DD. */
  readonly licenseEnds: string | null;
}

/** A license of the token that opens no files now, and why. */
export interface ClosedLicense {
  readonly license: string;
  readonly asset: string;
  readonly code: string;
  readonly message: string;
}

export interface Delivery {
  readonly files: readonly DeliveredFile[];
  readonly closed: readonly ClosedLicense[];
}

interface DeliveryQuestion {
  readonly apiUrl: string;
  readonly token: string;
  /** Number of one that the license opens; null: the newest of those. */
  readonly version: number | null;
  /** While the platform does not answer; left out or null: it is asked once. */
  readonly wait?: OutageWait | null;
}

/** What a delivery token opens, and what it opens no more. @throws RefusedError with the platform's code, UnreachableError, UntrustworthyAnswerError */
export async function listDelivery(question: DeliveryQuestion): Promise<Delivery> {
  const { wait = null } = question;
  const outage = new Outage(wait);
  for (;;)
    try {
      return await listOnce(question);
    } catch (error) {
      if (wait === null) throw error;
      await outage.pause(error);
    }
}

async function listOnce({ apiUrl, token, version }: DeliveryQuestion): Promise<Delivery> {
  const url = `${apiUrl}/delivery?closed=list${version === null ? '' : `&version=${version}`}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } }).catch(
    (cause: unknown) => {
      throw new UnreachableError(url, cause);
    },
  );
  const text = await response.text();
  if (findStarting(response.status, text) !== null) throw new StartingError(url);
  if (!response.ok) throw refusalOf(response.status, text, url);
  const files: DeliveredFile[] = [];
  const closed: ClosedLicense[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const parsed = parseLine(line);
    if ('entry' in parsed) files.push(parsed);
    else closed.push(parsed);
  }
  return { files, closed };
}

function parseLine(line: string): DeliveredFile | ClosedLicense {
  try {
    const value: unknown = JSON.parse(line);
    const shut = ClosedLine.safeParse(value);
    if (shut.success) return { license: shut.data.license, asset: shut.data.asset, ...shut.data.closed };
    const { id, path, bytes, sha256, cid, xxh64, ...told } = Line.parse(value);
    return {
      fileId: id,
      // A path comes from elsewhere: it must stay below the folder that was named.
      entry: { path: parsePath(path), ...parseFileDigest({ bytes, sha256, cid, xxh64 }) },
      license: told.license ?? null,
      asset: told.asset ?? null,
      version: told.version ?? null,
      frame: told.frame?.number ?? null,
      licenseEnds: told.licenseEnds ?? null,
    };
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

function refusalOf(status: number, text: string, url: string): ClientError {
  const told = readHttpError(text);
  if (told === null && status >= 500) return outageOf(url, status);
  if (told === null)
    return new RefusedError('DELIVERY_REFUSED', `The platform refused the delivery with status ${status}.`);
  return new RefusedError(told.code, told.message, { reasons: told.reasons });
}
