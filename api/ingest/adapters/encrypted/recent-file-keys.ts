import { openHeader } from '../../../age/header.ts';
import type { VaultKeys } from '../../../age/vault-keys.ts';
import { KEPT_MS, RecentAnswers } from '../../../platform/concurrency/recent-answers.ts';

/** Kept for a second: an upload that arrives needs its key again and again, and opening a header costs more than all else. */
const recent = new WeakMap<VaultKeys, RecentAnswers<Buffer>>();

/** @throws AgeHeaderError, NoIdentityError */
export function fileKeyOf(vault: VaultKeys, header: string): Promise<Buffer> {
  return recentOf(vault).find(header, KEPT_MS, async () => openHeader(header, vault.identities));
}

/** Of a header that was just made. */
export async function keepFileKey(vault: VaultKeys, header: string, fileKey: Buffer): Promise<void> {
  await recentOf(vault).find(header, KEPT_MS, async () => fileKey);
}

function recentOf(vault: VaultKeys): RecentAnswers<Buffer> {
  const known = recent.get(vault);
  if (known !== undefined) return known;
  const begun = new RecentAnswers<Buffer>();
  recent.set(vault, begun);
  return begun;
}
