import {
  parseRightsStatement,
  rightsStatementText,
  type RightsStatement,
} from '../assets/rights-statement.ts';
import type { Bundle } from './bundle.ts';
import { pass, unknown, type Outcome } from './check.ts';
import { revealed } from './verify-content.ts';

/** What the statement says of copyright and title; null where it says nothing that is shown. @throws FormatError */
export function rightsStatementOf(bundle: Pick<Bundle, 'body'>): RightsStatement | null {
  const value = revealed(bundle, 'rightsStatement');
  return value === undefined ? null : parseRightsStatement(value);
}

/** The holder stated copyright and title of the version that was sold, under its signature. Whether it is so nobody can compute. */
export function checkTitleStated(bundle: Bundle): Outcome {
  const stated = rightsStatementOf(bundle);
  if (stated !== null)
    return pass(`the holder stated: ${rightsStatementText(stated, 'en')} (${stated.status})`);
  return bundle.body.fields.length === bundle.body.size
    ? unknown('the holder stated neither copyright status nor basis of title when it published')
    : unknown('a field of the statement is not shown: whether the holder stated its title can’t be told');
}
