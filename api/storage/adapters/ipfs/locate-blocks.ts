import { type FileHandle, open } from 'node:fs/promises';
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

/** Of CIDs, in the address of one request. */
const ASKED_AT_ONCE = 100;

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

/** The same of many; without what `locate` says null of, and what is missing or damaged. */
export async function locateMany(
  cids: readonly string[],
  { apiUrl, token, signal }: Omit<LocateRequest, 'cid'>,
): Promise<Map<string, LocatedFile>> {
  const located = new Map<string, LocatedFile>();
  for (let at = 0; at < cids.length; at += ASKED_AT_ONCE) {
    const asked = cids.slice(at, at + ASKED_AT_ONCE);
    const url = new URL('/api/v0/lanran/locate', apiUrl);
    for (const cid of asked) url.searchParams.append('arg', cid);
    const response = await fetch(url, { method: 'POST', headers: authorization(token), signal });
    const text = await response.text();
    if (!response.ok) throw new IpfsRefusal(response.status, messageOf(JSON.parse(text)));
    const places = text.trimEnd().split('\n');
    for (const [place, cid] of asked.entries()) {
      const answer = Answer.parse(JSON.parse(places[place] ?? ''));
      if (answer.Path === null || !('Offset' in answer)) continue;
      located.set(cid, { path: answer.Path, offset: answer.Offset, bytes: answer.Bytes });
    }
  }
  return located;
}

/** The whole bytes of small files where they lie; what is not one range of a file we may open is absent. */
export async function readManyLocated(
  cids: readonly string[],
  request: Omit<LocateRequest, 'cid'>,
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const files = new Map<string, FileHandle | null>();
  try {
    for (const [cid, { path, offset, bytes: length }] of await locateMany(cids, request)) {
      if (!files.has(path)) files.set(path, await open(path, 'r').catch(() => null));
      const handle = files.get(path) ?? null;
      if (handle === null) continue;
      const bytes = Buffer.allocUnsafe(length);
      const { bytesRead } = await handle.read(bytes, 0, length, offset);
      if (bytesRead === length) found.set(cid, bytes);
    }
    return found;
  } finally {
    for (const handle of files.values()) await handle?.close();
  }
}
