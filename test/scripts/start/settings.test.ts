import { describe, expect, it } from 'vitest';
import express from 'express';
import { checkEnvironment, readConfig } from '@lanran/api/platform/config/config';
import { parseSearchUrl } from '@lanran/api/platform/config/search-url';
import { parseTrustedProxies } from '@lanran/api/platform/kernel/trusted-proxies';
import { readStartSettings } from '../../../scripts/start/settings.ts';

function refusalOf(act: () => unknown): string {
  try {
    act();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('a variable that can’t be used', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT is "abc": it must be a whole number.'],
    [{ PORT: '80.5' }, 'PORT is "80.5": it must be a whole number.'],
    [{ PORT: '70000' }, 'PORT is "70000": it must be at most 65535.'],
    [{ PORT: '-1' }, 'PORT is "-1": it must be a whole number of at least 0.'],
    [{ LANRAN_DEMO: 'no' }, 'LANRAN_DEMO is "no": it must be one of 0, 1.'],
    [{ LANRAN_ACCREDITOR: 'me' }, 'LANRAN_ACCREDITOR must be an address: 0x and 40 hex digits.'],
    [{ LANRAN_OPERATOR: '0x12' }, 'LANRAN_OPERATOR must be an address: 0x and 40 hex digits.'],
    [{ LANRAN_DATA_DIR: '' }, 'LANRAN_DATA_DIR must not be empty.'],
    [{ LANRAN_DOCUMENT_STORE_PORT: '' }, 'LANRAN_DOCUMENT_STORE_PORT must not be empty.'],
    [{ LANRAN_DOCUMENT_STORE_PORT: 'x' }, 'LANRAN_DOCUMENT_STORE_PORT is "x": it must be a whole number.'],
    [
      { MONGODB_URI: 'http://db/lanran' },
      'MONGODB_URI must be mongodb://HOST/DATABASE or mongodb+srv://HOST/DATABASE.',
    ],
    [
      { CHAIN_RPC_URL: 'ws://node:8546' },
      'CHAIN_RPC_URL must be http://HOST:PORT or https://HOST:PORT, with a path if it is below one.',
    ],
    [
      { IPFS_API_URL: 'kubo:5001' },
      'IPFS_API_URL must be http://HOST:PORT or https://HOST:PORT, with a path if it is below one.',
    ],
    [
      { SEARCH_URL: 'search:9200' },
      'SEARCH_URL must be http://HOST:PORT or https://HOST:PORT of an OpenSearch, with USER:PASSWORD@ before the host if it asks for them, and a path if it is below one.',
    ],
  ])('%j is named by a start, with what it may be', (env, sentence) => {
    expect(refusalOf(() => readStartSettings(env))).toBe(`The environment can't be used:\n  ${sentence}`);
  });

  it.each([
    [{ LANRAN_FIXITY_DAYS: '0' }, 'LANRAN_FIXITY_DAYS is "0": it must be a whole number of at least 1.'],
    [{ WEBHOOK_ALLOW_PRIVATE: 'yes' }, 'WEBHOOK_ALLOW_PRIVATE is "yes": it must be one of true, false.'],
    [{ SMTP_URL: 'mail:25' }, /^SMTP_URL must be smtp:\/\/HOST:PORT or smtps:/],
    [{ SMTP_URL: 'smtp://user:word@mail' }, /^SMTP_FROM must be set with SMTP_URL/],
    [{ SMTP_URL: 'smtp://mail', SMTP_FROM: 'a@b.c\r\nBcc: d@e.f' }, /^SMTP_FROM must be an e-mail address/],
    [{ SMTP_URL_FILE: '/none/smtp', SMTP_FROM: 'a@b.c' }, /^SMTP_URL_FILE: \/none\/smtp can't be read/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud": it must be one of fatal, error, .*silent\.$/],
  ])('%j is named by the platform', (env, sentence) => {
    expect(refusalOf(() => checkEnvironment(env))).toMatch(sentence);
  });

  it.each([
    'javascript:alert(1)',
    'ftp://lanran.example.org',
    'lanran.example.org',
    'http://somebody:word@lanran.example.org',
    'https://lanran.example.org/archive',
    'https://lanran.example.org?',
    'https://lanran.example.org/#top',
    'https:lanran.example.org',
    ' https://lanran.example.org',
    '',
  ])('LANRAN_PUBLIC_URL is not %j', (LANRAN_PUBLIC_URL) => {
    expect(refusalOf(() => checkEnvironment({ LANRAN_PUBLIC_URL }))).toBe(
      'LANRAN_PUBLIC_URL must be http or https with host and port, and nothing else, for example https://lanran.example.org.',
    );
  });

  it.each(['http://192.168.1.20:4000', 'https://lanran.example.org', 'https://[2001:db8::1]:8443/'])(
    'LANRAN_PUBLIC_URL may be %s',
    (LANRAN_PUBLIC_URL) => {
      expect(refusalOf(() => checkEnvironment({ LANRAN_PUBLIC_URL }))).toBe('');
    },
  );

  it('an empty LANRAN_TRUST_PROXY counts as not set', () => {
    expect(refusalOf(() => checkEnvironment({ LANRAN_TRUST_PROXY: '' }))).toBe('');
  });

  it.each([
    'true',
    '-1',
    '33',
    'everybody',
    'loopback,',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '300.0.0.1',
    '1, loopback',
  ])('LANRAN_TRUST_PROXY "%s" is refused, with what it may be', (proxies) => {
    expect(refusalOf(() => checkEnvironment({ LANRAN_TRUST_PROXY: proxies }))).toMatch(
      /^LANRAN_TRUST_PROXY must name the proxies before the platform: their number \(1\), or loopback, .* with commas between\.$/,
    );
  });

  it.each([
    ['1', 1],
    ['0', 0],
    ['loopback', ['loopback']],
    [
      'loopback, 10.0.0.0/8, 2001:db8::/32,192.0.2.7',
      ['loopback', '10.0.0.0/8', '2001:db8::/32', '192.0.2.7'],
    ],
  ])('LANRAN_TRUST_PROXY %s is what Express takes it for', (text, proxies) => {
    expect(refusalOf(() => checkEnvironment({ LANRAN_TRUST_PROXY: text }))).toBe('');
    expect(parseTrustedProxies(text)).toEqual(proxies);
    expect(() => express().set('trust proxy', proxies)).not.toThrow();
  });

  it('is named where it is missing', () => {
    const said = refusalOf(() => readConfig({} as never)).split('\n');
    expect(said).toContain('CHAIN_RPC_URL must be set.');
    expect(said).toContain('LANRAN_RELAYER_KEY must be set.');
  });

  it('is not shown where it may be secret', () => {
    const env = {
      MONGODB_URI: 'lanran:hunter2',
      SEARCH_URL: 'http://lanran:hunter2@search:9200?x',
      LANRAN_RELAYER_KEY: '0xhunter2',
      LANRAN_METRICS_TOKEN: 'hunter2',
      LANRAN_VAULT_KEY: 'hunter2',
    };
    const said = refusalOf(() => checkEnvironment(env));
    expect(said.split('\n')).toHaveLength(5);
    expect(said).not.toContain('hunter2');
  });
});

describe('the address of MongoDB', () => {
  it.each([
    'mongodb://db/lanran',
    'mongodb://user:secret@db:27017/lanran?tls=true',
    'mongodb://one:27017,two:27018,three:27019/lanran?replicaSet=museum',
    'mongodb+srv://cluster.example.org/lanran',
    'mongodb://%2Fvar%2Frun%2Fmongodb-27017.sock/lanran',
  ])('may be %s', (uri) => {
    expect(readStartSettings({ MONGODB_URI: uri }).mongoUri).toBe(uri);
    expect(refusalOf(() => checkEnvironment({ MONGODB_URI: uri }))).toBe('');
  });
});

describe('the address of OpenSearch', () => {
  it.each([
    ['http://search:9200', 'http://search:9200', null],
    ['https://search.example.org', 'https://search.example.org', null],
    ['http://[::1]:9200/', 'http://[::1]:9200', null],
    ['https://lanran:a%40b@search:9200/os/', 'https://search:9200/os', { user: 'lanran', password: 'a@b' }],
  ])('may be %s', (text, url, login) => {
    expect(parseSearchUrl(text)).toEqual({ url, login });
    expect(refusalOf(() => checkEnvironment({ SEARCH_URL: text }))).toBe('');
  });

  it.each([
    'search:9200',
    'ftp://search',
    'http://',
    'http://lanran@search',
    'http://:secret@search',
    'http://a:%zz@search',
    'http://search?x=1',
    'http://search#x',
  ])('is not %s', (text) => {
    expect(parseSearchUrl(text)).toBeNull();
    expect(refusalOf(() => checkEnvironment({ SEARCH_URL: text }))).toMatch(/^SEARCH_URL must be http:/);
  });

  it('counts as not set when it is empty', () => {
    expect(refusalOf(() => checkEnvironment({ SEARCH_URL: '' }))).toBe('');
  });
});
