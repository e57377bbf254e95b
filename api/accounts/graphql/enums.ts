import { INVITATION_STATES } from '../domain/invitation.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const InvitationStateEnum = enumOf(
  INVITATION_STATES,
  'InvitationState',
  'ACCEPTED: a key accepted and waits for an owner to add it. DONE: it is a member now. ENDED: it was a member, and is none any more.',
);
