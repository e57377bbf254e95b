import { enumOf } from '../../platform/graphql/enum-of.ts';
import { ENTRY_KINDS, PARTY_ROLES, REQUEST_KINDS } from '../domain/request.ts';
import { REQUEST_STATES } from '../domain/request-state.ts';
import { TERMS_FIELDS } from '../domain/request-terms.ts';

export const RequestKindEnum = enumOf(
  REQUEST_KINDS,
  'RequestKind',
  'USE: a license for one organization. QUESTION: words to the holder, without terms. REVIEW: a holder asks a council to look at assets.',
);

export const PartyRoleEnum = enumOf(
  PARTY_ROLES,
  'PartyRole',
  'What a party of a request is in it. Who asks for a REVIEW is its ASKER.',
);

export const RequestStateEnum = enumOf(
  REQUEST_STATES,
  'RequestState',
  'ASKED: nobody answered. ANSWERED: another party wrote, agreed or named other terms. AGREED: every party agreed to the same terms. BOUGHT: a license within them was sold to who asked. BOUGHT, DECLINED, EXPIRED and WITHDRAWN are final.',
);

export const EntryKindEnum = enumOf(ENTRY_KINDS, 'RequestEntryKind', 'What a party wrote into a thread.');

export const ANSWER_KINDS = ENTRY_KINDS.filter((kind) => kind !== 'ASK');

export const AnswerKindEnum = enumOf(
  ANSWER_KINDS,
  'AnswerKind',
  'COUNTER: other terms, to which who names them agrees. AGREE: to the terms on the table. WITHDRAW: by who asked, of the whole.',
);

export const TermsFieldEnum = enumOf(TERMS_FIELDS, 'TermsField', 'A part of terms.');
