import type { LogId } from '../kernel/ids.ts';

/** What the operator does with backups. Each act is signed, because a backup may hold every secret of an installation. */
export type BackupAct =
  | { readonly kind: 'create' }
  | { readonly kind: 'fetch'; readonly backupId: string }
  | { readonly kind: 'delete'; readonly backupId: string }
  /** `recipient` is `age1…`. */
  | { readonly kind: 'set-recipient'; readonly recipient: string }
  | { readonly kind: 'clear-recipient' };

export interface BackupActPlace {
  readonly logId: LogId;
  /** Host and port under which the platform is reached. */
  readonly site: string;
  /** Of the platform, for one signature. */
  readonly nonce: string;
}

/** What the operator's key signs (EIP-191) before each act. */
export function backupActText(act: BackupAct, { logId, site, nonce }: BackupActPlace): string {
  return `Lanran backup\nact: ${wordsOf(act)}\nsite: ${site}\nlog: ${logId}\nnonce: ${nonce}`;
}

function wordsOf(act: BackupAct): string {
  switch (act.kind) {
    case 'create':
      return 'create a backup';
    case 'fetch':
      return `fetch backup ${act.backupId}`;
    case 'delete':
      return `delete backup ${act.backupId}`;
    case 'set-recipient':
      return `encrypt backups to ${act.recipient}`;
    case 'clear-recipient':
      return 'encrypt backups to nobody';
  }
}
