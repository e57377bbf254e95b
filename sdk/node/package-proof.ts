import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseBundle, type Bundle } from '@lanran/protocol/proofs/bundle';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import { statementHash } from '@lanran/protocol/log/statement';
import type { Trust } from '@lanran/protocol/log/trust';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { writeWhole } from './packages/write-whole.ts';

/** The proof that lies in a package after a download. */
export interface PackageProof {
  /** It was there before, and proves files or words that were taken down since. */
  readonly isEarlier: boolean;
  readonly bundle: Bundle;
  readonly text: string;
}

/**
 * Writes a bundle into a package, unless the one that lies there proves more of the same version: what was taken down since can be
 * proven by nothing else. A bundle that does not hold, or that can't be read, is replaced.
 */
export async function writePackageProof(path: string, text: string, trust: Trust): Promise<PackageProof> {
  const bundle = parseBundle(text);
  const earlier = await findEarlierProof(path, bundle, trust);
  if (earlier !== null) return { isEarlier: true, ...earlier };
  await writeWhole(path, utf8(text));
  return { isEarlier: false, bundle, text };
}

/** The proof that lies there, where it proves more of the same version than `bundle`. */
export async function findEarlierProof(
  path: string,
  bundle: Bundle,
  trust: Trust,
): Promise<Pick<PackageProof, 'bundle' | 'text'> | null> {
  const earlier = await readEarlier(path, trust);
  return earlier !== null && provesMore(earlier.bundle, bundle) ? earlier : null;
}

async function readEarlier(
  path: string,
  trust: Trust,
): Promise<Pick<PackageProof, 'bundle' | 'text'> | null> {
  if (!existsSync(path)) return null;
  const text = await readFile(path, 'utf8');
  try {
    const bundle = parseBundle(text);
    return (await verifyBundleText(text, { trust })).ok ? { bundle, text } : null;
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

function provesMore(earlier: Bundle, later: Bundle): boolean {
  if (statementHash(earlier.statement) !== statementHash(later.statement)) return false;
  const [files, names] = [later.files.map(({ index }) => index), later.body.fields.map(({ name }) => name)];
  return (
    earlier.files.some(({ index }) => !files.includes(index)) ||
    earlier.body.fields.some(({ name }) => !names.includes(name))
  );
}
