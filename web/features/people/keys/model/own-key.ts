import { RefusedError } from '@lanran/sdk/kernel/errors';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import type { OnKeyStep } from '../../../../lib/keys/accounts.ts';
import type { Key } from '../../../../lib/keys/key-work.ts';

const OWN_KEYSTORE = graphql(`
  query OwnKeystore {
    me {
      account {
        keystore
      }
    }
  }
`);

/** The ciphertext of the key that is signed in. @throws RefusedError */
export async function fetchOwnKeystore(): Promise<string> {
  const { me } = await request(OWN_KEYSTORE, {});
  if (me.account !== null) return me.account.keystore;
  throw new RefusedError('NOT_FOUND', 'The key that is signed in has no account.');
}

/** The key itself, with its words. @throws RefusedError, KeyRefusedError WRONG_PASSPHRASE */
export async function openOwnKey(passphrase: string, onStep: OnKeyStep): Promise<Key> {
  onStep('fetching');
  const keystore = await fetchOwnKeystore();
  const { runKeyWork } = await import('../../../../lib/keys/run-key-work.ts');
  onStep('opening');
  return runKeyWork({ kind: 'open', keystore, passphrase });
}
