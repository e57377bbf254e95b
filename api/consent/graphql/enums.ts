import { CONSENT_ENDS } from '../domain/consent.ts';
import { USE_CONSENT_STATES } from '../domain/use-consent.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const ConsentEndEnum = enumOf(
  CONSENT_ENDS,
  'ConsentEnd',
  'WITHDRAWN: the council withdrew it. EXPIRED: its last day is past. CUSTODY: the holder it named has the asset no more.',
);

export const UseConsentStateEnum = enumOf(
  USE_CONSENT_STATES,
  'UseConsentState',
  'WITHDRAWN: by the council. SPENT: a license was sold by it. CUSTODY: the holder whom it names has the asset no more.',
);
