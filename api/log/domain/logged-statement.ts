import type { StoredBody } from '@lanran/protocol/log/body';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { Statement } from '@lanran/protocol/log/statement';

/** One leaf of the log with everything stored beside it: evidence and body are read through the access rule. */
export interface LoggedStatement {
  readonly index: number;
  readonly statement: Statement;
  readonly statementHash: StatementHash;
  /** Compare-and-set key (docs/formats.md); unique over the whole log. */
  readonly slot: string;
  readonly evidence: Uint8Array;
  /** 224 bytes. */
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
  /** Without salts and values of what was taken down. */
  readonly body: StoredBody['fields'];
  /** What opens the commitments in the statement; never revealed without need. */
  readonly openings: StatementOpenings | null;
  readonly appendedAt: Date;
}

export interface StatementOpenings {
  readonly organizationId: OrganizationId;
  readonly assetSalt: Hex;
  /** Null when no community stands behind the asset. */
  readonly community: { readonly id: OrganizationId; readonly salt: Hex } | null;
}
