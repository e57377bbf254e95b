import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { QuotaExceededError } from '../../platform/kernel/errors.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { DraftFiles } from '../ports/draft-files.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';

/** So long is a count good, while no other process lets in more. */
const COUNTED_FOR_MS = 60_000;

export interface QuotaOptions {
  readonly drafts: Pick<DraftFiles, 'usedBytes'>;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly quotaBytes: number;
  /** Does this process alone take files? */
  readonly isAlone: () => boolean;
  readonly clock: Clock;
}

export interface FileToCome {
  readonly draftId: string;
  readonly path: string;
  readonly bytes: number;
}

interface Count {
  /** What was let in since counts as added, also in place of another file: near the limit all is counted again. */
  usedAtMost: number;
  readonly countedAt: Date;
}

/** How much an organization may have uploaded. All of its drafts are read now and then, not for each file of an import. */
export class Quota {
  readonly #options: QuotaOptions;
  readonly #counts = new Map<OrganizationId, Count>();

  constructor(options: QuotaOptions) {
    this.#options = options;
  }

  /** Takes the room. One call at a time for an organization. @throws QuotaExceededError */
  async requireRoom(owner: OrganizationId, file: FileToCome): Promise<void> {
    const { drafts, quotaBytes, isAlone, clock } = this.#options;
    const now = clock.now();
    const count = this.#counts.get(owner);
    const isGood =
      isAlone() && count !== undefined && now.getTime() - count.countedAt.getTime() < COUNTED_FOR_MS;
    if (isGood && count.usedAtMost + file.bytes <= quotaBytes) {
      count.usedAtMost += file.bytes;
      return;
    }
    const usedBytes = await drafts.usedBytes(owner, file);
    if (usedBytes + file.bytes > quotaBytes) {
      const { path, bytes } = file;
      throw new QuotaExceededError(await this.#nameOf(owner), {
        path,
        mostBytes: quotaBytes,
        usedBytes,
        bytes,
      });
    }
    this.#counts.set(owner, { usedAtMost: usedBytes + file.bytes, countedAt: now });
  }

  /** As its people call it. */
  async #nameOf(owner: OrganizationId): Promise<string> {
    const { en, zh } = (await this.#options.organizations.find(owner))?.name ?? {};
    return en ?? zh ?? owner;
  }
}
