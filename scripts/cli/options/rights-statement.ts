import { findRightsStatement, type RightsStatement } from '@lanran/protocol/assets/rights-statement';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { ArgumentError } from '@lanran/sdk/kernel/errors';

export interface RightsStatementOptions {
  /** A code or address, or `none`. */
  readonly copyright?: string;
  readonly rightsHolder?: string;
  readonly inTrustFor?: string;
  readonly basisOfTitle?: string;
}

const NAMES = {
  status: '--copyright',
  rightsHolder: '--rights-holder',
  inTrustFor: '--in-trust-for',
  basis: '--basis-of-title',
} as const;

/** Null for `--copyright none`; undefined where none of the options is given. @throws ArgumentError naming the option */
export function parseRightsStatementOptions(
  options: RightsStatementOptions,
): RightsStatement | null | undefined {
  const { copyright, rightsHolder, inTrustFor, basisOfTitle } = options;
  const others = [rightsHolder, inTrustFor, basisOfTitle];
  if (copyright === 'none') {
    if (others.every((each) => each === undefined)) return null;
    throw new ArgumentError(
      NAMES.status,
      `none states nothing: leave out ${NAMES.rightsHolder}, ${NAMES.inTrustFor} and ${NAMES.basis}.`,
    );
  }
  if ([copyright, ...others].every((each) => each === undefined)) return undefined;
  const parts = {
    status: copyright ?? null,
    rightsHolder: rightsHolder ?? null,
    inTrustFor: inTrustFor ?? null,
    basis: basisOfTitle ?? null,
  };
  try {
    return findRightsStatement(parts, NAMES);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new ArgumentError(cause.field, `${cause.message.slice(cause.field.length + 2)}.`, { cause });
  }
}
