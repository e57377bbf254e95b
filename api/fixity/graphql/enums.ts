import { FIXITY_SCOPES, FIXITY_STATES } from '../domain/fixity.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const FixityScopeEnum = enumOf(
  FIXITY_SCOPES,
  'FixityScope',
  'ALL: every original of every version. ASSET: those of one asset.',
);

export const FixityStateEnum = enumOf(
  FIXITY_STATES,
  'FixityState',
  'DAMAGED: other bytes than were published. UNREADABLE: could not be read to its end.',
);
