import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Mailbox } from '../domain/mailbox.ts';

export type MailboxChanges = Partial<Omit<Mailbox, 'address' | 'unsubscribeKey'>>;

export interface MailboxStore {
  find(address: Hex): Promise<Mailbox | null>;
  findMany(addresses: readonly Hex[]): Promise<Mailbox[]>;
  /** Of a person without one, `absent` is changed and kept. */
  change(absent: Mailbox, changes: MailboxChanges): Promise<void>;
  /** Uses the code, once, before it is over. Null when it is unknown, used or over. */
  confirm(codeHash: Hex, now: Date): Promise<Mailbox | null>;
  findByUnsubscribeKey(key: string): Promise<Mailbox | null>;
  /** For this e-mail address alone; false when another was named meanwhile. */
  stop(
    { address, email }: { readonly address: Hex; readonly email: string },
    stopped: Mailbox['stopped'],
  ): Promise<boolean>;
}
