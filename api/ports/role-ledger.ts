import type { Hex } from '@lanran/protocol/bytes';

/** Who holds the Authority's roles, as the chain says now. */
export interface RoleLedger {
  /** Has the key the role that admits organizations? */
  isAccreditor(address: Hex): Promise<boolean>;
  /** Who was given that role last and has it still, lower case; null until somebody is named. */
  accreditor(): Promise<Hex | null>;
}
