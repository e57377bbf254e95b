import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  NonceUsedError,
  SignInRequiredError,
  TooManyRequestsError,
} from '../../../api/platform/kernel/errors.ts';
import type { HttpAppOptions } from '../../../api/http-app.ts';
import { identify } from '../../../api/platform/http/session.ts';
import type { SignInProof } from '../../../api/accounts/services/sign-in.ts';
import { FilesPlatform, SESSIONS } from './platform.ts';

const ADDRESS = `0x${'11'.repeat(20)}` as const;
const HOUR_MS = 3_600_000;

/** Sign-in as the service does it, its tokens those of the people in these tests. */
class SignInDouble {
  readonly ended: string[] = [];
  readonly networks: string[] = [];

  async signIn(network: string, { message }: SignInProof) {
    this.networks.push(network);
    if (message === 'too often') throw new TooManyRequestsError('Too many failed sign-ins. Wait.');
    if (SESSIONS[message] === undefined) throw new NonceUsedError('message: ask for a new nonce.');
    return { token: message, address: ADDRESS, expiresAt: new Date(Date.now() + HOUR_MS) };
  }

  async signOut(token: string) {
    this.ended.push(token);
  }
}

const signIn = new SignInDouble();
const authenticate = async (token: string) => {
  const actor = SESSIONS[token];
  if (actor === undefined || signIn.ended.includes(token)) throw new SignInRequiredError();
  return actor;
};

const start = (isSecure: boolean, app: Partial<HttpAppOptions> = {}) =>
  FilesPlatform.start({
    app: {
      ...app,
      session: { signIn, isSecure },
      authenticate,
      mountGraphql: (app) => {
        app.all('/whoami', async (request, response) => {
          const { actor } = await identify(request, authenticate);
          response.json({ role: actor.kind === 'member' ? actor.memberships[0]?.role : null });
        });
      },
    },
  });

let platform: FilesPlatform;
beforeAll(async () => void (platform = await start(false)));
afterAll(() => platform.close());

const ask = (path: string, method = 'GET', headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${platform.url}${path}`, { method, headers });
const open = (
  { url }: FilesPlatform,
  body: unknown = { message: 'editor', signature: '0x' },
  headers: Readonly<Record<string, string>> = {},
) =>
  fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const cookieOf = (token: string) => ({ cookie: `theme=dark; lanran_session=${token}` });
const errorOf = async (response: Response) => ((await response.json()) as { error: object }).error;
const CLEARED = 'lanran_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict';

describe('/session', () => {
  it('opens a session in a cookie that scripts can’t read and other sites don’t send, and tells no token', async () => {
    const response = await open(platform);
    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Set-Cookie')).toMatch(
      /^lanran_session=editor; Max-Age=(3600|3599); Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(await response.json()).toEqual({ address: ADDRESS, expiresAt: expect.stringMatching(/Z$/) });
  });

  it('sends the cookie over HTTPS alone where the platform is reached by it', async () => {
    const secure = await start(true);
    try {
      expect((await open(secure)).headers.get('Set-Cookie')).toMatch(/; Secure$/);
    } finally {
      await secure.close();
    }
  });

  it.each([
    ['a message that signs nobody in', { message: 'nobody', signature: '0x' }, 409, 'NONCE_USED'],
    ['no signature', { message: 'editor' }, 400, 'BAD_INPUT'],
    ['a list', [], 400, 'BAD_INPUT'],
  ])('refuses %s and sets no cookie', async (_what, body, status, code) => {
    const response = await open(platform, body);
    expect(response.status).toBe(status);
    expect(response.headers.get('Set-Cookie')).toBeNull();
    expect(await errorOf(response)).toMatchObject({ code });
  });

  it('counts who signs in by network, which a trusted proxy names', async () => {
    const behind = await start(false, { trustedProxies: ['loopback'] });
    try {
      signIn.networks.length = 0;
      await open(behind, undefined, { 'x-forwarded-for': '2001:db8:1:2:3:4:5:6' });
      await open(platform, undefined, { 'x-forwarded-for': '203.0.113.9' });
      expect(signIn.networks).toEqual(['2001:db8:1:2::/64', '127.0.0.1']);
    } finally {
      await behind.close();
    }
  });

  it('says when there were too many tries, and how long to wait', async () => {
    const response = await open(platform, { message: 'too often', signature: '0x' });
    expect(response.status).toBe(429);
    expect(response.headers.get('Retry-After')).toBe('60');
    expect(await errorOf(response)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('lets no page of another site sign anybody in, nor a form', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }])
      expect((await open(platform, undefined, headers)).status).toBe(403);
    const form = await open(platform, undefined, { 'content-type': 'text/plain' });
    expect(form.status).toBe(400);
  });

  it('signs in again over a session that is over', async () => {
    const headers = { ...cookieOf('expired'), 'sec-fetch-site': 'same-origin' };
    expect((await open(platform, undefined, headers)).status).toBe(200);
  });

  it('ends the session and takes the cookie back, also of a session that is over already', async () => {
    for (const token of ['viewer', 'expired']) {
      const headers = { ...cookieOf(token), 'sec-fetch-site': 'same-origin' };
      const response = await ask('/session', 'DELETE', headers);
      expect(response.status).toBe(204);
      expect(response.headers.get('Set-Cookie')).toBe(CLEARED);
    }
    expect(signIn.ended).toEqual(['viewer', 'expired']);
    expect((await ask('/whoami', 'GET', cookieOf('viewer'))).status).toBe(401);
  });
});

describe('a request with the session cookie', () => {
  it('is its member’s, unless it says who it is by Authorization', async () => {
    expect(await (await ask('/whoami', 'GET', cookieOf('editor'))).json()).toEqual({ role: 'EDITOR' });
    const both = { ...cookieOf('editor'), authorization: 'Bearer stranger' };
    expect(await (await ask('/whoami', 'GET', both)).json()).toEqual({ role: 'OWNER' });
    expect(await (await ask('/whoami')).json()).toEqual({ role: null });
  });

  it('opens uploads and files as a bearer does', async () => {
    const unknown = `/files/0x${'00'.repeat(32)}-0`;
    expect((await ask(unknown, 'GET', cookieOf('editor'))).status).toBe(404);
    expect((await ask(unknown, 'GET', cookieOf('expired'))).status).toBe(401);
    const upload = { 'tus-resumable': '1.0.0', 'upload-length': '1' };
    const own = { ...upload, 'sec-fetch-site': 'same-origin' };
    expect((await ask('/uploads', 'POST', upload)).status).toBe(401);
    expect((await ask('/uploads', 'POST', { ...own, ...cookieOf('editor') })).status).toBe(400);
    expect((await ask('/uploads', 'POST', { ...upload, ...cookieOf('editor') })).status).toBe(403);
  });

  it.each(['expired', '', '"<script>"'])(
    'that stands for nobody (%j) is refused and taken back',
    async (token) => {
      const response = await ask('/whoami', 'GET', cookieOf(token));
      expect(response.status).toBe(401);
      expect(await errorOf(response)).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
      expect(response.headers.get('Set-Cookie')).toBe(CLEARED);
    },
  );

  it('keeps its cookie when a bearer is what stands for nobody', async () => {
    const response = await ask('/whoami', 'GET', { ...cookieOf('editor'), authorization: 'Bearer nobody' });
    expect(response.status).toBe(401);
    expect(response.headers.get('Set-Cookie')).toBeNull();
  });

  const host = () => new URL(platform.url).host;
  it.each<[string, () => Record<string, string>]>([
    ['as the browser says', () => ({ 'sec-fetch-site': 'same-origin', origin: 'https://proxied.example' })],
    ['by its Origin over plain HTTP', () => ({ origin: `http://${host()}` })],
  ])('acts from a page of ours: %s', async (_how, headers) => {
    expect((await ask('/whoami', 'POST', { ...cookieOf('editor'), ...headers() })).status).toBe(200);
  });

  it.each<[string, () => Record<string, string>]>([
    ['of another site', () => ({ 'sec-fetch-site': 'cross-site' })],
    [
      'of another port of this machine',
      () => ({ 'sec-fetch-site': 'same-site', origin: `http://${host()}` }),
    ],
    ['that was typed in', () => ({ 'sec-fetch-site': 'none' })],
    ['of another Origin', () => ({ origin: 'http://evil.example' })],
    ['of a page without one', () => ({ origin: 'null' })],
    ['that says nothing', () => ({})],
  ])('acts from no page %s, at any path', async (_what, headers) => {
    for (const path of ['/whoami', '/uploads', '/graphql', '/nowhere']) {
      const response = await ask(path, 'POST', { ...cookieOf('editor'), ...headers() });
      expect(response.status).toBe(403);
      expect(await errorOf(response)).toMatchObject({
        code: 'CROSS_SITE',
        message: expect.stringContaining('Open'),
      });
    }
    expect((await ask('/whoami', 'GET', { ...cookieOf('editor'), ...headers() })).status).toBe(200);
  });

  it('acts from anywhere by a bearer, which no browser sends unasked', async () => {
    const headers = { ...cookieOf('editor'), authorization: 'Bearer editor', origin: 'http://evil.example' };
    expect((await ask('/whoami', 'POST', headers)).status).toBe(200);
  });
});
