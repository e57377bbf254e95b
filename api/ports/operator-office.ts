import type { Address } from '@lanran/protocol/signature';

/** Who holds the office of the operator. The installation keeps it, not the chain (ADR 31). */
export interface OperatorOffice {
  /** Null until somebody is named. */
  holder(): Address | null;
}
