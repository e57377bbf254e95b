import { IpfsRefusal } from './ipfs-errors.ts';

export interface AdoptRequest {
  readonly apiUrl: string;
  readonly token: string | null;
  /** Absolute path inside the folder both processes share. */
  readonly filePath: string;
  readonly isPrivate: boolean;
  /** Pinned if the file has it. */
  readonly expectedCid: string;
  readonly signal: AbortSignal;
}

/** The embedded store's own call beside Kubo's: takes a finished file over by path. Resolves to its CID. */
export async function adoptFile({
  apiUrl,
  token,
  filePath,
  isPrivate,
  expectedCid,
  signal,
}: AdoptRequest): Promise<string> {
  const url = new URL('/api/v0/lanran/adopt', apiUrl);
  url.searchParams.set('path', filePath);
  url.searchParams.set('pin', 'false');
  const headers = { ...authorization(token), ...privacy(isPrivate), ...pinning(expectedCid) };
  const response = await fetch(url, { method: 'POST', headers, signal });
  const answer: unknown = await response.json();
  if (!response.ok) throw new IpfsRefusal(response.status, messageOf(answer));
  return hashOf(answer);
}

/** The same of several private files at once, each with the CID that is expected of it. Resolves to the CIDs of what came. */
export async function adoptFiles(
  files: readonly Pick<AdoptRequest, 'filePath' | 'expectedCid'>[],
  { apiUrl, token, signal }: Pick<AdoptRequest, 'apiUrl' | 'token' | 'signal'>,
): Promise<string[]> {
  const url = new URL('/api/v0/lanran/adopt', apiUrl);
  for (const { filePath } of files) url.searchParams.append('path', filePath);
  url.searchParams.set('each', 'true');
  url.searchParams.set('pin', 'false');
  const expected = files.map(({ expectedCid }) => expectedCid).join(',');
  const headers = { ...authorization(token), ...privacy(true), ...pinning(expected) };
  const response = await fetch(url, { method: 'POST', headers, signal });
  const text = await response.text();
  if (!response.ok) throw new IpfsRefusal(response.status, messageOf(JSON.parse(text)));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => hashOf(JSON.parse(line)));
}

function hashOf(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'Hash' in answer && typeof answer.Hash === 'string')
    return answer.Hash;
  throw new IpfsRefusal(200, 'adopt answered without a Hash');
}

export function authorization(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** A header, because Kubo, which has no private content, passes over it. */
export function privacy(isPrivate: boolean): Record<string, string> {
  return isPrivate ? { 'lanran-private': 'true' } : {};
}

/** Pins what is added if it has the CID, at once: an embedded store's garbage collection never sees it without a pin. */
export function pinning(expectedCid: string): Record<string, string> {
  return { 'lanran-pin': expectedCid };
}

/** Kubo's error shape: https://docs.ipfs.tech/reference/kubo/rpc/#http-status-codes. */
export function messageOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('Message' in answer)) return 'no reason given';
  return typeof answer.Message === 'string' ? answer.Message : 'no reason given';
}
