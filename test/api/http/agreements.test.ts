import express, { type ErrorRequestHandler } from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, ANONYMOUS } from '@lanran/api/platform/kernel/actor';
import { DomainError, NotFoundError } from '@lanran/api/platform/kernel/errors';
import { agreementsRouter } from '@lanran/api/publishing/http/agreements-router';
import type { AgreementUpload } from '@lanran/api/publishing/services/agreements';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { checkAgreementText } from '@lanran/protocol/licensing/agreement-check';
import { MAX_AGREEMENT_BYTES } from '@lanran/protocol/licensing/license-agreement';

/** Express takes a function of four parameters for one of errors. */
const answer: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof DomainError)
    response.status(error instanceof NotFoundError ? 404 : 400).json({ error: { code: error.code } });
  else next(error);
};

const MUSEUM = organizationIdOf('museum');
const EDITOR: Actor = {
  kind: 'member',
  address: '0x01',
  memberships: [{ organizationId: MUSEUM, kind: 'INSTITUTION', role: 'EDITOR' }],
};

describe('/agreements', () => {
  let server: Server;
  let url: string;
  let added: AgreementUpload[];
  beforeEach(async () => {
    added = [];
    const texts = new Map<string, { content: Uint8Array; fileName: string }>();
    const agreements = {
      add: async (_actor: Actor, _id: string, upload: AgreementUpload) => {
        added.push(upload);
        const checked = checkAgreementText(upload.content, upload.fileName);
        texts.set(checked.sha256, upload);
        return { ...checked, name: { en: upload.name.en ?? '' }, addedAt: new Date(0) };
      },
      text: async (sha256: string) => {
        const text = texts.get(sha256);
        if (text === undefined) throw new NotFoundError(`Agreement ${sha256}`);
        const { content, fileName } = text;
        return {
          ...checkAgreementText(content, fileName),
          organizationId: MUSEUM,
          content,
          addedAt: new Date(0),
        };
      },
    };
    const authenticate = async (token: string) => (token === 'editor' ? EDITOR : ANONYMOUS);
    const app = express().use('/agreements', agreementsRouter({ agreements, authenticate })).use(answer);
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/agreements`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = (body: Uint8Array<ArrayBuffer>, query: Record<string, string> = {}, token = 'editor') =>
    fetch(
      `${url}?${new URLSearchParams({ organization: MUSEUM, file: 'license.pdf', en: 'Film license', ...query }).toString()}`,
      { method: 'POST', body, headers: { authorization: `Bearer ${token}` } },
    );
  const PDF = new Uint8Array(utf8('%PDF-1.7\n%%EOF'));
  const { sha256 } = checkAgreementText(PDF, 'license.pdf');

  it('takes a text from an editor and gives it to everybody, to be run nowhere', async () => {
    const response = await post(PDF, { preselect: 'true' });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      agreement: { sha256, bytes: PDF.length, mediaType: 'application/pdf', name: { en: 'Film license' } },
    });
    expect(added).toMatchObject([{ isPreselected: true, name: { en: 'Film license', zh: null } }]);

    const read = await fetch(`${url}/${sha256}`);
    expect(read.status).toBe(200);
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(PDF);
    expect(Object.fromEntries(read.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="agreement.pdf"',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      etag: `"${sha256}"`,
    });
    const again = await fetch(`${url}/${sha256}`, { headers: { 'if-none-match': `"${sha256}"` } });
    expect(again.status).toBe(304);
    const head = await fetch(`${url}/${sha256}`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(PDF.length));
  });

  it('shows text in place, as UTF-8', async () => {
    const text = new Uint8Array(utf8('许可'));
    await post(text, { file: '许可.md' });
    const read = await fetch(`${url}/${checkAgreementText(text, 'a.md').sha256}`);
    expect(read.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(read.headers.get('content-disposition')).toBe('inline; filename="agreement.md"');
  });

  it('refuses strangers, what is too long, and an address that lacks something', async () => {
    expect((await post(PDF, {}, 'stranger')).status).toBe(400);
    expect((await post(new Uint8Array(MAX_AGREEMENT_BYTES + 1))).status).toBe(400);
    expect((await post(PDF, { organization: 'museum' })).status).toBe(400);
    expect((await post(PDF, { file: '' })).status).toBe(400);
    expect(added).toEqual([]);
    expect((await fetch(`${url}/${sha256}`)).status).toBe(404);
  });

  it('refuses what is too long though nothing announced it, and answers the sender', async () => {
    const portions = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(600_000).fill(65));
      },
    });
    // Endless: it is cut as soon as it is too long.
    const response = await fetch(`${url}?organization=${MUSEUM}&file=a.txt&en=A`, {
      method: 'POST',
      body: portions,
      headers: { authorization: 'Bearer editor' },
      duplex: 'half',
    }).catch((error: unknown) => error);
    if (response instanceof Response) expect(response.status).toBe(400);
    expect(added).toEqual([]);
  });
});
