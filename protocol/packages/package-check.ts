import { ProtocolError } from '../kernel/errors.ts';
import { fail, type Check, type Outcome } from '../proofs/check.ts';

/** What is checked of a package beside its proof. */
export type PackageCheckName = 'bag' | 'history' | 'receipt' | 'papers' | 'odrl' | 'window' | BinderCheckName;

/** The two checks that a binder has and a package has not. */
type BinderCheckName = 'binder' | 'schedule';

export type PackageCheck = Omit<Check, 'name'> & { readonly name: PackageCheckName };

/** Runs a check; what this package refuses by throwing is a failure. */
export function runPackageCheck(name: PackageCheckName, check: () => Outcome): PackageCheck {
  try {
    return { name, ...check() };
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    return { name, ...fail(cause.message) };
  }
}
