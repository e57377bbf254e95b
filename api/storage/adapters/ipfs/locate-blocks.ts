import { z } from 'zod';
import { authorization, messageOf } from './adopt-file.ts';
import { IpfsRefusal } from './ipfs-errors.ts';

export interface LocateRequest {
  readonly apiUrl: string;
  readonly token: string | null;
  readonly cid: string;
  readonly signal: AbortSignal;
}

/** A file, where in it the content begins, and how long it is, in bytes. */
export interface LocatedFile {
  readonly path: string;
  readonly offset: number;
  readonly bytes: number;
}

const Answer = z.union([
  z.object({ Path: z.string(), Offset: z.number(), Bytes: z.number() }),
  z.object({ Path: z.null() }),
]);

/**
 * The embedded store's own call beside Kubo's: where what is stored under a CID lies, on the disk both processes share. Null where
 * it has to be sent: it is no one range of a file.
 */
export async function locate({ apiUrl, token, cid, signal }: LocateRequest): Promise<LocatedFile | null> {
  const url = new URL('/api/v0/lanran/locate', apiUrl);
  url.searchParams.set('arg', cid);
  const response = await fetch(url, { method: 'POST', headers: authorization(token), signal });
  const answer: unknown = await response.json();
  if (!response.ok) throw new IpfsRefusal(response.status, messageOf(answer));
  const located = Answer.parse(answer);
  return located.Path === null ? null : { path: located.Path, offset: located.Offset, bytes: located.Bytes };
}
