import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeUploadBatch, UPLOAD_BATCH_TYPE } from '@lanran/protocol/files/upload-batch';
import { sendTogether } from '../../../web/lib/files/send-together.ts';

/** A request that the test answers. */
class FakeRequest {
  static sent: FakeRequest[] = [];
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  readonly headers = new Map<string, string>();
  url = '';
  body = new Uint8Array();
  status = 0;
  responseText = '';
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  open(_method: string, url: string) {
    this.url = url;
  }
  setRequestHeader(name: string, value: string) {
    this.headers.set(name, value);
  }
  send(body: Uint8Array<ArrayBuffer>) {
    this.body = body;
    FakeRequest.sent.push(this);
  }
  abort() {
    this.onabort?.();
  }
  answer(status: number, body: unknown) {
    Object.assign(this, { status, responseText: typeof body === 'string' ? body : JSON.stringify(body) });
    this.onload?.();
  }
}

beforeEach(() => {
  FakeRequest.sent = [];
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
});
afterEach(() => vi.unstubAllGlobals());

const FILES = ['aaaa', 'bb', 'cccc'].map((text, at) => ({
  path: `${String(at)}.txt`,
  file: new File([text], `${String(at)}.txt`),
  sha256: String(at).repeat(64),
}));

async function begin(files = FILES) {
  const abort = new AbortController();
  const sent = new Map<string, number>();
  const onProgress = (path: string, bytes: number) => void sent.set(path, bytes);
  const sending = sendTogether('draft 1', files, { signal: abort.signal, onProgress });
  const outcome = sending.catch((error: unknown) => error);
  const request = await vi.waitFor(() => {
    const [found] = FakeRequest.sent;
    if (found === undefined) throw new Error('nothing is sent yet');
    return found;
  });
  return { abort, sent, outcome, request };
}

describe('small files of a draft', () => {
  it('are sent in one request as it is documented, and told of as they go', async () => {
    const { sent, outcome, request } = await begin();
    expect(request.url).toBe('/uploads/batch?draft=draft%201');
    expect(request.headers.get('Content-Type')).toBe(UPLOAD_BATCH_TYPE);
    const decoded = decodeUploadBatch(request.body);
    expect(decoded.map(({ path, sha256 }) => ({ path, sha256 }))).toEqual(
      FILES.map(({ path, sha256 }) => ({ path, sha256 })),
    );
    request.upload.onprogress?.({ loaded: 50, total: 100 });
    expect([...sent]).toEqual([
      ['0.txt', 4],
      ['1.txt', 1],
    ]);
    request.answer(200, { files: FILES.map(({ path }) => ({ path, error: null })) });
    expect(await outcome).toEqual(new Map());
  });

  it('are each refused alone, with the reason', async () => {
    const { outcome, request } = await begin();
    const error = { code: 'CONTENT_MISMATCH', field: null, message: '1.txt: another' };
    request.answer(200, { files: [{ error: null }, { error }, { error: null }] });
    const refused = (await outcome) as ReadonlyMap<string, unknown>;
    expect([...refused.keys()]).toEqual(['1.txt']);
    expect(refused.get('1.txt')).toMatchObject({ code: 'CONTENT_MISMATCH', message: '1.txt: another' });
  });

  it('that can’t be read are left out, and the others sent', async () => {
    const gone = new File(['x'], 'gone.txt');
    gone.arrayBuffer = async () => Promise.reject(new Error('gone'));
    const { outcome, request } = await begin([{ path: 'gone.txt', file: gone, sha256: '' }, ...FILES]);
    expect(decodeUploadBatch(request.body)).toHaveLength(FILES.length);
    request.answer(200, { files: FILES.map(() => ({ error: null })) });
    const refused = (await outcome) as ReadonlyMap<string, unknown>;
    expect(refused.get('gone.txt')).toMatchObject({ code: 'UNREADABLE' });
    expect(refused.size).toBe(1);
  });

  it.each([
    [507, { error: { code: 'STORAGE_FULL', message: 'full' } }, 'STORAGE_FULL'],
    [502, '<html>Bad Gateway</html>', 'UNREACHABLE'],
  ])('are all refused by an answer of status %i', async (status, body, code) => {
    const { outcome, request } = await begin();
    request.answer(status, body);
    expect(await outcome).toMatchObject({ code });
  });

  it('stop when they are told to', async () => {
    const { abort, outcome } = await begin();
    abort.abort();
    expect(await outcome).toMatchObject({ name: 'AbortError' });
  });
});
