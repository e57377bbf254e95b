import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SendPage, webRouter } from '../../../api/platform/http/web-router.ts';

const sendTemplate: SendPage = async (template, _request, response) => {
  response.set('Cache-Control', 'no-cache').type('html').send(template);
};

describe('the web client over HTTP', () => {
  let webDir: string;
  let server: Server;
  let url: string;

  beforeEach(async () => {
    webDir = mkdtempSync(join(tmpdir(), 'lanran-web-'));
    mkdirSync(join(webDir, 'assets'));
    mkdirSync(join(webDir, '.vite'));
    writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>page</title>');
    writeFileSync(join(webDir, 'assets/index-abc.js'), 'console.log(1)');
    writeFileSync(join(webDir, 'assets/index-abc.js.br'), brotliCompressSync('console.log(1)'));
    writeFileSync(join(webDir, '.vite/manifest.json'), '{}');
    const app = express();
    const router = webRouter(webDir, sendTemplate);
    if (router !== null) app.use(router);
    app.use((_request, response) => void response.status(404).json({ error: { code: 'NOT_FOUND' } }));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(webDir, { recursive: true });
  });

  const open = (path: string, headers: Record<string, string> = { accept: 'text/html,*/*' }) =>
    fetch(url + path, { headers });

  it('gives its page for every address a person opens, under a policy without inline scripts', async () => {
    for (const path of ['/', '/assets/0xab', '/check/1']) {
      const response = await open(path);
      expect(response.status, path).toBe(200);
      expect(await response.text()).toContain('<title>page</title>');
      const policy = response.headers.get('content-security-policy');
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      const permissions = response.headers.get('permissions-policy');
      expect(permissions).toContain('camera=(), ');
      for (const ours of ['clipboard-write', 'fullscreen', 'autoplay'])
        expect(permissions).not.toContain(ours);
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('gives its page to programs that take anything, as previews of shared links do', async () => {
    const response = await open('/assets/0xab', { accept: '*/*' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  it('leaves what asks for JSON, scripts of a page, names of files, and what is no GET, to the API', async () => {
    expect((await open('/nothing', { accept: 'application/json' })).status).toBe(404);
    expect((await open('/nothing', { accept: '*/*', 'sec-fetch-dest': 'empty' })).status).toBe(404);
    expect((await open('/assets/index-old.js', { accept: '*/*' })).status).toBe(404);
    expect((await open('/', { accept: 'application/json, text/html;q=0.5' })).status).toBe(404);
    expect((await fetch(`${url}/nothing`, { method: 'POST' })).status).toBe(404);
  });

  it('sends hashed files compressed and to be kept for good', async () => {
    const response = await open('/assets/index-abc.js', { 'accept-encoding': 'br', accept: '*/*' });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(await response.text()).toBe('console.log(1)');
  });

  it('does not serve what the build keeps for itself, nor anything outside its folder', async () => {
    for (const path of [
      '/.vite/manifest.json',
      '/..%2f..%2fetc%2fpasswd',
      '/assets/%2e%2e/.vite/manifest.json',
    ]) {
      const response = await open(path, { accept: 'application/json' });
      expect(response.status, path).toBe(404);
    }
  });

  it('is absent where it was not built', () => {
    expect(webRouter(join(webDir, 'missing'), sendTemplate)).toBeNull();
  });
});
