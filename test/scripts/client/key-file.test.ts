import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { readKeyFile } from '../../../sdk/node/key-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('readKeyFile', () => {
  const wallet = new Wallet(`0x${'5a'.repeat(32)}`);
  const address = wallet.address.toLowerCase();
  let path: string;
  beforeAll(async () => {
    path = join(await temporaryFolder(), 'key');
  });

  it.each([wallet.privateKey, wallet.privateKey.slice(2).toUpperCase(), `${wallet.privateKey}\n`])(
    'reads 64 hex digits',
    async (text) => {
      await writeFile(path, text);
      expect(await readKeyFile(path, undefined)).toMatchObject({ address });
    },
  );

  it('opens a keystore by its passphrase alone', async () => {
    const keystore = await wallet.encrypt('indigo');
    await writeFile(path, keystore);
    expect(await readKeyFile(path, 'indigo')).toMatchObject({ address });
    await expect(readKeyFile(path, 'madder')).rejects.toMatchObject({
      code: 'BAD_USAGE',
      argument: 'keyFile',
    });
    await expect(readKeyFile(path, undefined)).rejects.toThrow('LANRAN_PASSPHRASE');
  });
});
