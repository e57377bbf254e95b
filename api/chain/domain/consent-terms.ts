import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import type { Window } from '@lanran/protocol/licensing/window';
import type { Hex } from '@lanran/protocol/kernel/bytes';

/** What a council permits. */
export interface ConsentTerms extends Omit<Window, 'firstDay'> {
  /** The holder it names; it ends with custody. */
  readonly holder: OrganizationId;
  readonly shareBps: number;
  /** Which of the rights that need consent licenses may have. */
  readonly rights: RightsBits;
}

/** The same root in the hands of two communities is two collections. */
export interface CollectionKey {
  readonly community: OrganizationId;
  readonly root: Hex;
}
