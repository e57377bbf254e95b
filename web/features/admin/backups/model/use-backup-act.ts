import { useQueryClient } from '@tanstack/react-query';
import type * as client from '@lanran/sdk/operations/backups';
import type { Platform } from '@lanran/sdk/kernel/session';
import { type Act, useAct } from '../../../../lib/session/act.ts';

export interface BackupActing {
  readonly act: Act<true>;
  /** Does the act under a fresh signature; then closes. */
  sign(perform: (backups: typeof client, platform: Platform) => Promise<unknown>): Promise<void>;
}

/** An act on backups: each is signed, whatever session there is. */
export function useBackupAct(onClose: () => void): BackupActing {
  const cache = useQueryClient();
  const act = useAct<true>();
  const sign: BackupActing['sign'] = async (perform) => {
    const done = await act.run(async (platform) => {
      await perform(await import('@lanran/sdk/operations/backups'), platform);
      return true;
    });
    if (done === null) return;
    await cache.invalidateQueries({ queryKey: ['backups'] });
    onClose();
  };
  return { act, sign };
}
