import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseBundle, type Bundle } from '@lanran/protocol/proofs/bundle';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import { statementHash } from '@lanran/protocol/log/statement';
import type { Trust } from '@lanran/protocol/log/trust';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';

/** The proof that lies in a package after a download. */
export interface PackageProof {
  /** It was there before, and proves files or words that were taken down since. */
  readonly isEarlier: boolean;
  readonly bundle: Bundle;
}

/**
 * Writes a bundle into a package, unless the one that lies there proves more of the same version: what was taken down since can be
 * proven by nothing else. A bundle that does not hold, or that can't be read, is replaced.
 */
export async function writePackageProof(path: string, text: string, trust: Trust): Promise<PackageProof> {
  const bundle = parseBundle(text);
  const earlier = await readEarlier(path, trust);
  if (earlier !== null && provesMore(earlier, bundle)) return { isEarlier: true, bundle: earlier };
  await writeFile(path, text);
  return { isEarlier: false, bundle };
}

async function readEarlier(path: string, trust: Trust): Promise<Bundle | null> {
  if (!existsSync(path)) return null;
  const text = await readFile(path, 'utf8');
  try {
    const bundle = parseBundle(text);
    return (await verifyBundleText(text, { trust })).ok ? bundle : null;
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
