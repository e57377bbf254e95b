import { z } from 'zod';
import {
  requestFilePath,
  requestFilesPath,
  type RequestFileTarget,
} from '@lanran/protocol/files/request-file';
import { toPlainHex } from '@lanran/protocol/kernel/bytes';
import { sha256 } from '@lanran/protocol/kernel/hash';
import { outageOf, RefusedError, UnreachableError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import { authorization, type Platform } from '../kernel/session.ts';
import { quoted, unexpectedAnswer } from '../kernel/transport.ts';

type Place = Pick<Platform, 'apiUrl' | 'token'>;

export const requestFileAnswer = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.number().int(),
  sha256: z.string(),
});
/** A file of a thread. */
export type RequestFile = z.infer<typeof requestFileAnswer>;

const FileAnswer = z.object({ file: requestFileAnswer });
const ErrorAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
});

/** Uploads a file, for an answer or a question to name it within a day. @throws RefusedError, UnreachableError */
export async function uploadRequestFile(
  platform: Place,
  target: RequestFileTarget,
  { name, content }: { readonly name: string; readonly content: Uint8Array<ArrayBuffer> },
): Promise<RequestFile> {
  const url = `${platform.apiUrl}${requestFilesPath(target)}?name=${encodeURIComponent(name)}`;
  const headers = { ...authorization(platform), 'content-type': 'application/octet-stream' };
  const response = await reaching(platform, () => fetch(url, { method: 'POST', headers, body: content }));
  const { file } = await parse(platform, response, FileAnswer);
  return requireSame(file, content);
}

/** @throws RefusedError, UnreachableError; UntrustworthyAnswerError when other bytes come */
export async function downloadRequestFile(
  platform: Place,
  requestId: string,
  file: Pick<RequestFile, 'id' | 'name' | 'sha256'>,
): Promise<Uint8Array> {
  const url = `${platform.apiUrl}${requestFilePath(requestId, file.id)}`;
  const response = await reaching(platform, () => fetch(url, { headers: authorization(platform) }));
  if (!response.ok) await parse(platform, response, FileAnswer);
  const content = new Uint8Array(await reaching(platform, () => response.arrayBuffer()));
  requireSame(file, content);
  return content;
}

function requireSame<T extends Pick<RequestFile, 'name' | 'sha256'>>(file: T, content: Uint8Array): T {
  if (toPlainHex(sha256(content)) === file.sha256) return file;
  throw new UntrustworthyAnswerError(`${file.name} has other bytes there than here`);
}

async function reaching<T>({ apiUrl }: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new UnreachableError(apiUrl, cause);
  }
}

async function parse<T>({ apiUrl }: Place, response: Response, answer: z.ZodType<T>): Promise<T> {
  const text = await reaching({ apiUrl, token: null }, () => response.text());
  try {
    const body: unknown = JSON.parse(text);
    if (response.ok) return answer.parse(body);
    const { code, message, field } = ErrorAnswer.parse(body).error;
    throw new RefusedError(code, message, { field });
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    if (response.status >= 500) throw outageOf(apiUrl, response.status);
    throw unexpectedAnswer(apiUrl, quoted(text), error);
  }
}
