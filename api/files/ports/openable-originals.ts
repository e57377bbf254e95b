import type { Actor } from '../../platform/kernel/actor.ts';

/** Opens an original for whoever may have it. */
export interface OpenableOriginals {
  /**
   * `licenseAgeMs`: how old the answer may be whether a license stands.
   * @throws NotFoundError, also for what the actor may not have
   */
  open(
    actor: Actor,
    fileId: string,
    options: { readonly licenseAgeMs: number },
  ): Promise<{ readonly file: { readonly sha256: string }; readonly isOpen: boolean }>;
}
