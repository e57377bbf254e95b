import { afterEach, describe, expect, it, vi } from 'vitest';
import { askSession } from '../../../web/lib/session/ask-session.ts';

describe('ending a session', () => {
  afterEach(() => vi.unstubAllGlobals());

  const answerWith = (answer: () => Promise<Response>) => vi.stubGlobal('fetch', answer);

  it('is done when the platform says so', async () => {
    answerWith(async () => new Response(null, { status: 204 }));
    await expect(askSession({ method: 'DELETE' })).resolves.toBeUndefined();
  });

  it('is not done when the platform refuses or fails', async () => {
    answerWith(async () =>
      Response.json({ error: { code: 'UNAVAILABLE', message: 'later' } }, { status: 503 }),
    );
    await expect(askSession({ method: 'DELETE' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    answerWith(async () => new Response('<html>', { status: 502 }));
    await expect(askSession({ method: 'DELETE' })).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('is not done when nothing answers', async () => {
    answerWith(() => Promise.reject(new TypeError('Failed to fetch')));
    vi.stubGlobal('window', { location: { origin: 'http://127.0.0.1:4000' } });
    await expect(askSession({ method: 'DELETE' })).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });
});
