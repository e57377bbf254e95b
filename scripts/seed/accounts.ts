import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Signer } from '@lanran/sdk/kernel/signer';
import { signerOf } from '@lanran/sdk/node/key-file';
import { writeFileDurably } from '../start/data-directory.ts';

/** Whose key files the demo keeps. The first six names stay as they are, because people and tests use their files; the others play further parts. */
export const DEMO_ACCOUNTS = [
  'institution',
  'council',
  'studio',
  'auditor',
  'accreditor',
  'operator',
  'institution-liping',
  'institution-anshun',
  'council-dong',
  'council-buyi',
  'studio-animation',
] as const;
export type DemoAccount = (typeof DEMO_ACCOUNTS)[number];

export function demoAccountsFolder(dataDir: string): string {
  return join(dataDir, 'demo-accounts');
}

/** Present once the demo data is complete. */
export function demoSeededPath(dataDir: string): string {
  return join(demoAccountsFolder(dataDir), 'seeded.json');
}

function keyPath(dataDir: string, account: DemoAccount): string {
  return join(demoAccountsFolder(dataDir), `${account}.key`);
}

/** Makes the key files that are missing, mode 600, and gives every account's address. Takes milliseconds. */
export function ensureDemoAccounts(dataDir: string): Readonly<Record<DemoAccount, Address>> {
  mkdirSync(demoAccountsFolder(dataDir), { recursive: true, mode: 0o700 });
  const addresses = DEMO_ACCOUNTS.map((account): [DemoAccount, Address] => {
    const path = keyPath(dataDir, account);
    if (!existsSync(path)) writeFileDurably(path, `${Wallet.createRandom().privateKey}\n`, 0o600);
    chmodSync(path, 0o600);
    return [account, readDemoAccount(dataDir, account).address];
  });
  // One entry for each member of DemoAccount, hence the cast.
  return Object.fromEntries(addresses) as Record<DemoAccount, Address>;
}

/** @throws when the file is missing or holds no key */
export function readDemoAccount(dataDir: string, account: DemoAccount): Signer {
  return signerOf(readDemoKey(dataDir, account), keyPath(dataDir, account));
}

/** @throws when the file is missing or holds no key */
export function readDemoKey(dataDir: string, account: DemoAccount): Hex {
  const path = keyPath(dataDir, account);
  const text = readFileSync(path, 'utf8').trim();
  if (!/^0x[0-9a-f]{64}$/.test(text))
    throw new Error(`${path} holds no key. Restore it, or start on a new data directory.`);
  return text as Hex; // the pattern above is what Hex means
}
