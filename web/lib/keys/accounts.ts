import { accountText, parseAccountName } from '@lanran/protocol/accounts/account';
import { keySigner, type Signer } from '@lanran/sdk/kernel/signer';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { request } from '../session/api.ts';
import { graphql } from '../session/graphql.ts';
import type { Identity } from './identity.ts';
import type { Key } from './key-work.ts';
import { openKeystore } from './keystore.ts';
import { runKeyWork } from './run-key-work.ts';

const OPEN_ACCOUNT = graphql(`
  mutation OpenAccount($name: String!, $retrieval: String!) {
    openAccount(name: $name, retrieval: $retrieval) {
      name
      address
      keystore
    }
  }
`);

const CREATE_ACCOUNT = graphql(`
  mutation CreateAccount($input: CreateAccountInput!) {
    createAccount(input: $input) {
      name
      address
      keystore
    }
  }
`);

const UPDATE_ACCOUNT = graphql(`
  mutation UpdateAccount($input: UpdateAccountInput!) {
    updateAccount(input: $input) {
      name
      address
      keystore
    }
  }
`);

/** The steps that take a moment, in their order. */
export type KeyStep = 'deriving' | 'fetching' | 'opening' | 'making' | 'sealing' | 'storing';

export type OnKeyStep = (step: KeyStep) => void;

export interface Credentials {
  readonly name: string;
  readonly passphrase: string;
}

/** Who can sign from now on, and what this browser remembers of them. */
export interface OpenedAccount {
  readonly signer: Signer;
  readonly identity: Extract<Identity, { readonly kind: 'account' }>;
}

/** Fetches the keystore of a name and opens it, on this computer or another. @throws RefusedError, KeyRefusedError */
export async function openAccountByName(
  { name: text, passphrase }: Credentials,
  onStep: OnKeyStep,
): Promise<OpenedAccount> {
  const name = parseAccountName(text);
  onStep('deriving');
  const retrieval = await runKeyWork({ kind: 'retrieval', name, passphrase });
  onStep('fetching');
  const { openAccount } = await request(OPEN_ACCOUNT, { name, retrieval });
  onStep('opening');
  const signer = await openKeystore(openAccount.keystore, passphrase);
  return { signer, identity: { kind: 'account', ...openAccount } };
}

export interface NewAccount extends Credentials {
  readonly displayName: string;
  readonly key: Key;
}

/** Encrypts a key here and keeps the ciphertext on the platform under a name. @throws RefusedError */
export async function createAccount(
  { name: text, displayName, passphrase, key }: NewAccount,
  onStep: OnKeyStep,
): Promise<OpenedAccount> {
  const name = parseAccountName(text);
  const { keystore, retrieval } = await sealKey({ name, passphrase, key }, onStep);
  const signer = keySigner(key.privateKey);
  const { address } = signer;
  onStep('storing');
  const signature = await signer.signMessage(accountText({ name, address, keystore }));
  try {
    const { createAccount: account } = await request(CREATE_ACCOUNT, {
      input: { name, displayName, address, keystore, retrieval, signature },
    });
    return { signer, identity: { kind: 'account', ...account } };
  } catch (error) {
    const own = await findOwn(error, { name, retrieval, address });
    if (own === null) throw error;
    return { signer, identity: { kind: 'account', ...own } };
  }
}

/** A name that is taken may be taken by us: the first try arrived, and its answer did not. */
async function findOwn(
  error: unknown,
  {
    name,
    retrieval,
    address,
  }: { readonly name: string; readonly retrieval: string; readonly address: string },
) {
  if (!(error instanceof RefusedError) || error.field !== 'input.name') return null;
  try {
    const { openAccount } = await request(OPEN_ACCOUNT, { name, retrieval });
    return openAccount.address === address ? openAccount : null;
  } catch {
    // Somebody else's, as it seems; what is said is that the name is taken.
    return null;
  }
}

/** Another passphrase for the account of the key that is signed in. @throws RefusedError */
export async function resealAccount(
  { name, passphrase, key }: Omit<NewAccount, 'displayName'>,
  onStep: OnKeyStep,
): Promise<OpenedAccount> {
  const sealed = await sealKey({ name, passphrase, key }, onStep);
  onStep('storing');
  const { updateAccount } = await request(UPDATE_ACCOUNT, { input: sealed });
  return { signer: keySigner(key.privateKey), identity: { kind: 'account', ...updateAccount } };
}

export async function renameAccount(displayName: string): Promise<void> {
  await request(UPDATE_ACCOUNT, { input: { displayName } });
}

async function sealKey(
  { name, passphrase, key }: Credentials & { readonly key: Key },
  onStep: OnKeyStep,
): Promise<{ readonly keystore: string; readonly retrieval: string }> {
  onStep('sealing');
  const keystore = await runKeyWork({ kind: 'seal', key, passphrase });
  onStep('deriving');
  return { keystore, retrieval: await runKeyWork({ kind: 'retrieval', name, passphrase }) };
}
