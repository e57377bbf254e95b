import { describe, expect, it } from 'vitest';
import { addressLines, localUrl, networkUrls } from '../../../scripts/start/addresses.ts';

describe('the addresses of a platform', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:4000'],
    ['0.0.0.0', 'http://127.0.0.1:4000'],
    ['::', 'http://127.0.0.1:4000'],
    ['::1', 'http://[::1]:4000'],
    ['192.0.2.7', 'http://192.0.2.7:4000'],
  ])('can be opened on its machine: %s as %s', (host, url) => {
    expect(localUrl({ host, port: 4000 })).toBe(url);
  });

  it('are those of every network when it listens on all of them', () => {
    const own = ['192.0.2.7', '198.51.100.4'];
    const urls = ['http://192.0.2.7:4000', 'http://198.51.100.4:4000'];
    expect(networkUrls({ host: '0.0.0.0', port: 4000 }, own)).toEqual(urls);
    expect(networkUrls({ host: '127.0.0.1', port: 4000 }, own)).toEqual([]);
    expect(networkUrls({ host: '192.0.2.7', port: 4000 }, own)).toEqual([]);
  });

  it('come with what is missing for sign-in while LANRAN_PUBLIC_URL is not set', () => {
    const lines = addressLines(['http://192.0.2.7:4000'], null);
    expect(lines[0]).toBe('address http://192.0.2.7:4000');
    expect(lines[1]).toContain('LANRAN_PUBLIC_URL=http://192.0.2.7:4000');
    expect(addressLines(['http://192.0.2.7:4000'], 'https://lanran.example.org')).toEqual([]);
    expect(addressLines([], null)).toEqual([]);
  });
});
