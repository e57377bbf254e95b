import { act, argument, option, parent, required, type ActGroup } from '../act.ts';

const COMMUNITY = argument('<COMMUNITY>', 'id or slug');
const COUNCIL_PAYOUT = 'where the community is paid from then on, by the same signature (default: as before)';

export const COUNCIL: ActGroup = {
  title: 'Councils',
  acts: [
    parent('council', "communities' councils"),
    act('council create', 'make a Safe, whose owners act together', {
      takes: [
        required('--owner <address...>', "an owner's key; once for each"),
        required('--threshold <n>', 'how many of them have to sign'),
      ],
      load: async () => (await import('../council.ts')).councilCreate,
    }),
    act('council desk', "what a Safe's owners signed and are asked to sign", {
      takes: [argument('<SAFE>', 'address of the Safe')],
      load: async () => (await import('../council.ts')).councilDesk,
    }),
    act('council sign', 'sign what another owner proposed; the last signature that is needed executes it', {
      takes: [argument('<HASH>', 'hash of the proposal, as the desk shows it')],
      load: async () => (await import('../council.ts')).councilSign,
    }),
    act('council succeed', 'name the next council; of the accreditor, a proposal', {
      takes: [
        COMMUNITY,
        required('--candidate <address>', 'key or Safe that is to be the council'),
        option('--payout <address>', `${COUNCIL_PAYOUT}; not for the accreditor`),
      ],
      load: async () => (await import('../council.ts')).councilSucceed,
    }),
    act('council veto', 'the present council ends a succession', {
      takes: [COMMUNITY],
      load: async () => (await import('../council.ts')).councilVeto,
    }),
    act('council accept', 'the candidate takes the seat', {
      takes: [COMMUNITY, option('--payout <address>', COUNCIL_PAYOUT)],
      load: async () => (await import('../council.ts')).councilAccept,
    }),
  ],
};
