import { HDNodeWallet, Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { doKeyWork, type Key } from '../../../../web/lib/keys/key-work.ts';

const PASSPHRASE = '清水江边的靛蓝 at seven';

describe('work on a key', () => {
  it('makes a key that any wallet restores from its twelve words', async () => {
    const { privateKey, words } = (await doKeyWork({ kind: 'make' })) as Key;
    expect(words).toHaveLength(12);
    expect(HDNodeWallet.fromPhrase(words?.join(' ') ?? '').privateKey).toBe(privateKey);
    expect(await doKeyWork({ kind: 'restore', words: words ?? [] })).toEqual({ privateKey, words });
  });

  it('seals it so that the passphrase alone, however it was typed, gives back key and words', async () => {
    const key = (await doKeyWork({ kind: 'make' })) as Key;
    const keystore = (await doKeyWork({ kind: 'seal', key, passphrase: PASSPHRASE })) as string;
    expect(Buffer.byteLength(keystore)).toBeLessThan(4_096);
    for (const word of key.words ?? []) expect(keystore).not.toContain(` ${word} `);
    const open = (passphrase: string) => doKeyWork({ kind: 'open', keystore, passphrase });
    expect(await open(PASSPHRASE.normalize('NFD'))).toEqual(key);
    await expect(open(`${PASSPHRASE} `)).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' });
    const { address } = new Wallet(key.privateKey);
    expect((await Wallet.fromEncryptedJson(keystore, PASSPHRASE)).address).toBe(address);
  }, 60_000);

  it('seals a key without words too', async () => {
    const key: Key = { privateKey: Wallet.createRandom().privateKey as Hex, words: null };
    const keystore = (await doKeyWork({ kind: 'seal', key, passphrase: PASSPHRASE })) as string;
    expect(await doKeyWork({ kind: 'open', keystore, passphrase: PASSPHRASE })).toEqual(key);
  }, 60_000);

  it('names the words that are on no sheet, and refuses words in another order', async () => {
    const { words } = (await doKeyWork({ kind: 'make' })) as Key;
    const [first = '', ...rest] = words ?? [];
    const mistyped = ['indgo', ...rest];
    await expect(doKeyWork({ kind: 'restore', words: mistyped })).rejects.toMatchObject({
      code: 'UNKNOWN_WORDS',
      message: 'indgo',
    });
    // Eleven words and their own: the checksum is then of another phrase, or there is none.
    await expect(doKeyWork({ kind: 'restore', words: [first, ...rest.slice(0, 10)] })).rejects.toMatchObject({
      code: 'UNKNOWN_WORDS',
      message: '',
    });
  });
});
