import { describe, expect, it } from 'vitest';
import { nextPath, withNext } from '../../../web/features/people/signing-in/model/next-path.ts';

describe('where one goes after signing in', () => {
  it.each(['/account', '/assets/0x12?part=files#top', '/?text=%E8%9C%A1%E6%9F%93'])(
    'is %s on this site',
    (path) => {
      expect(nextPath(path)).toBe(path);
    },
  );

  it.each([
    null,
    '',
    'account',
    'https://evil.example/',
    '//evil.example/',
    String.raw`/\evil.example/`,
    '/\t/evil.example/',
    '/.//evil.example/',
    '/a/..//evil.example/',
    'javascript:alert(1)',
  ])('is never elsewhere: %s', (text) => {
    expect(nextPath(text)).toBe('/');
  });

  it('comes through a link unchanged', () => {
    const link = new URL(withNext('/sign-in', '/assets/0x12?part=files'), 'https://lanran.test');
    expect(nextPath(link.searchParams.get('next'))).toBe('/assets/0x12?part=files');
    expect(withNext('/sign-in', '/')).toBe('/sign-in');
  });
});
