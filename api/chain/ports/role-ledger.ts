import type { Hex } from '@lanran/protocol/kernel/bytes';

/** Who holds the Authority's roles, as the chain says now. */
export interface RoleLedger {
  /** Has the key the role that admits organizations? */
  isAccreditor(address: Hex): Promise<boolean>;
  /** Has the key any of the roles? */
  hasRole(address: Hex): Promise<boolean>;
  /** Who has had that role longest of those who have it now, lower case; null until somebody is named. */
  accreditor(): Promise<Hex | null>;
  /** Who was given the role last, while the accreditor still has it: the office is being handed on. Null else. */
  accreditorSuccessor(): Promise<Hex | null>;
}
