import type { Hex } from '@lanran/protocol/kernel/bytes';

/** Up to which item each account has read. */
export interface InboxReadStore {
  /** A sequence number; 0 for who read nothing. */
  readUpTo(account: Hex): Promise<number>;
  /** Only grows. */
  markRead(account: Hex, upTo: number): Promise<void>;
}
