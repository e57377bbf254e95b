import { keySigner, type Signer } from '@lanran/sdk/kernel/signer';
import { runKeyWork } from './run-key-work.ts';

/** Opens a Web3 Secret Storage v3 keystore; under a second, in a worker. @throws KeyRefusedError WRONG_PASSPHRASE */
export async function openKeystore(keystore: string, passphrase: string): Promise<Signer> {
  const { privateKey } = await runKeyWork({ kind: 'open', keystore, passphrase });
  return keySigner(privateKey);
}
