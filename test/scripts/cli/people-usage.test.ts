import { describe, expect, it } from 'vitest';
import { lanran, lanranJson } from '../command-line.ts';

const ASSET = `0x${'ab'.repeat(32)}`;
const KEY = `0x${'12'.repeat(20)}`;
const SAFE = `0x${'5a'.repeat(20)}`;
const NOBODY = ['--api', 'http://127.0.0.1:9'];

describe('commands about people, their keys, custody and disputes, badly used', () => {
  it.each<[string, string[], string]>([
    ['members without a verb', ['members'], 'command'],
    ['a member without a role', ['members', 'add', 'museum', KEY], '--role'],
    ['a role that is none', ['members', 'add', 'museum', KEY, '--role', 'boss'], '--role'],
    ['a key that is no address', ['members', 'remove', 'museum', '0x12'], 'KEY'],
    [
      'a leaf that is no number',
      ['members', 'remove', 'museum', KEY, '--compromised-since', 'May'],
      '--compromised-since',
    ],
    ['a replacement by nobody', ['members', 'replace', 'museum', KEY], '--by'],
    ['a replacement by the key itself', ['members', 'replace', 'museum', KEY, '--by', KEY], '--by'],
    [
      'a replacement paid at no address',
      ['members', 'replace', 'museum', KEY, '--by', SAFE, '--payout', 'bank'],
      '--payout',
    ],
    ['a refusal without a reason', ['accredit', 'refuse', 'museum'], '--reason'],
    ['a suspension without a reason', ['accredit', 'suspend', 'museum'], '--reason'],
    ['a suspension whose reason is empty', ['accredit', 'suspend', 'museum', '--reason', ' '], '--reason'],
    ['an earlier dispute of no asset', ['accredit', 'allow-dispute', '0x12', 'museum'], 'ASSET'],
    ['a question that asks nothing', ['accredit', 'ask', 'museum'], '--question'],
    ['an answer that says nothing', ['organization', 'answer', 'museum'], '--text'],
    ['a payout that is no address', ['payout', 'museum', 'bank'], 'ADDRESS'],
    [
      'a Safe whose owner is named twice',
      ['council', 'create', '--owner', KEY, '--owner', KEY, '--threshold', '1'],
      '--owner',
    ],
    [
      'a Safe of more signatures than owners',
      ['council', 'create', '--owner', KEY, '--threshold', '2'],
      '--threshold',
    ],
    ['a Safe of no signatures', ['council', 'create', '--owner', KEY, '--threshold', '0'], '--threshold'],
    ['a succession by nobody', ['council', 'succeed', 'miao-villages'], '--candidate'],
    ['a desk of no Safe', ['council', 'desk', 'villages'], 'SAFE'],
    ['a proposal that is no hash', ['council', 'sign', '0x12'], 'HASH'],
    ['a transfer to nobody', ['transfer', ASSET], '--to'],
    ['a transfer that is canceled as well', ['transfer', ASSET, '--to', 'museum', '--cancel'], '--to'],
    ['an acceptance for nobody', ['accept', ASSET], '--for'],
    ['a withdrawal of no asset', ['withdraw', '0x12'], 'ASSET'],
    ['a dispute without a reason', ['dispute', ASSET], '--reason'],
    ['a dispute whose reason is empty', ['dispute', ASSET, '--reason', ' '], '--reason'],
    ['a reason of too many words', ['dispute', ASSET, '--reason', '纹'.repeat(2_001)], '--reason'],
    ['a resolution of nobody’s dispute', ['dispute-resolve', ASSET, '--reason', 'A.'], '--organization'],
    [
      'a recovery key that is its secret part',
      ['recovery', 'set', 'museum', `AGE-SECRET-KEY-1${'Q'.repeat(58)}`],
      'RECIPIENT',
    ],
    ['a recovery key that is none', ['recovery', 'set', 'museum', KEY], 'RECIPIENT'],
    ['a vault key for no data directory', ['vault', 'new-key', '--data-dir', '/nowhere'], '--data-dir'],
    ['new secrets for no data directory', ['secrets', 'renew', '--data-dir', '/nowhere'], '--data-dir'],
    ['a pause without a key', ['pause'], '--key-file'],
    ['a Safe that is no address', ['pause', '--safe', 'council'], '--safe'],
  ])('refuses %s with exit 2 and names it', async (_, args, field) => {
    const { exitCode, document } = await lanranJson(args);
    expect({ exitCode, document }).toMatchObject({
      exitCode: 2,
      document: { error: { code: 'BAD_USAGE', field } },
    });
  });

  it.each([
    [['withdraw', ASSET], 'for good'],
    [['transfer', ASSET, '--to', 'museum'], 'the consent and all offers of the asset end'],
    [['accept', ASSET, '--for', 'museum'], 'all offers of the old holder end'],
  ])('has a person confirm %j and says what would happen', async (args, consequence) => {
    const refused = await lanran([...args, ...NOBODY]);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain(consequence);
    expect(refused.stderr).toContain('add --yes');

    const confirmed = await lanran([...args, '--yes', ...NOBODY]);
    expect(confirmed.stderr).toContain('--key-file');
  });

  it('does not ask a program that reads JSON', async () => {
    const { document } = await lanranJson(['withdraw', ASSET]);
    expect(document).toMatchObject({ error: { field: '--key-file' } });
  });

  it.each([
    ['members', '--help'],
    ['council', '--help'],
    ['council', 'sign', '--help'],
    ['show', '--help'],
  ])('helps with %s %s and exits 0', async (...args) => {
    const { exitCode, stdout } = await lanran(args);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage: lanran');
  });

  it('takes a Safe for every act', async () => {
    const { document } = await lanranJson(['withdraw', ASSET, '--safe', SAFE]);
    expect(document).toMatchObject({ error: { field: '--key-file' } });
  });
});
