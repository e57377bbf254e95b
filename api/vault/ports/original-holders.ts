import type { OrganizationId } from '@lanran/protocol/kernel/ids';

/** Whose originals a stored content is, as the log says. */
export interface OriginalHolders {
  /** Looks at leaves that it has not looked at. */
  follow(): Promise<'more' | 'done'>;
  /** Leaves not looked at. */
  behind(): Promise<number>;
  /** Holders of the assets that have, or had in a former version, this content. */
  holdersOf(content: { readonly cid: string; readonly sha256: string }): Promise<OrganizationId[]>;
}
