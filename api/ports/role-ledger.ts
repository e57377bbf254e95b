import type { Hex } from '@lanran/protocol/bytes';

/** Who holds the Authority's roles, as the chain says now. */
export interface RoleLedger {
  isAccreditor(address: Hex): Promise<boolean>;
}
