import type { AssetId, LicenseId, OrganizationId, StatementHash } from '../kernel/ids.ts';
import type { BilingualText } from '../kernel/language.ts';
import type { Currency } from '../kernel/money.ts';
import type { Address } from '../kernel/signature.ts';
import type { Terms } from '../licensing/terms.ts';

/** A party of a license, as a package names it. */
export interface PackageParty {
  readonly id: OrganizationId;
  /** Its name in addresses. */
  readonly slug: string;
  /** In one language at least. */
  readonly name: Partial<BilingualText>;
}

/** What a package says of its license, beside what its terms say. */
export interface LicenseFacts {
  readonly licenseId: LicenseId;
  readonly terms: Terms;
  /** Who sold it. */
  readonly holder: PackageParty;
  /** Who has it now. */
  readonly licensee: PackageParty;
  readonly asset: {
    readonly id: AssetId;
    readonly title: Partial<BilingualText>;
    readonly creditLine: string | null;
  };
  /** The version in the package: the one that was sold, or one taken since. */
  readonly version: { readonly number: number; readonly statementHash: StatementHash };
  /** Of the terms’ price; null for a token that the platform does not name. */
  readonly currency: Currency | null;
  /** RFC 3339, UTC. */
  readonly soldAt: string;
  /** That issued it. */
  readonly transaction: string;
  readonly chainId: string;
  /** Contract that has the license. */
  readonly contract: Address;
  /** Place in the log of the statement that publishes the version. */
  readonly leaf: { readonly logId: string; readonly index: number };
  /** Host of the platform, as `lanran.example`. */
  readonly hostname: string;
  /** The text that the license refers to, where there is one. */
  readonly agreement: { readonly path: string; readonly sha256: string } | null;
}
