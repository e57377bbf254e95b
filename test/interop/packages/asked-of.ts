import type { Installation } from '../../support/installation.ts';
import type { SoldPackage } from './sold-package.ts';

/** What each suite over a sold package gets. */
export interface AskedOf {
  readonly here: Installation;
  readonly access: 'open' | 'licensed';
  /** Known once the tests run. */
  readonly sold: () => SoldPackage;
}
