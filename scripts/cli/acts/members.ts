import { act, argument, option, parent, required, type ActGroup } from '../act.ts';
import { ORGANIZATION } from './parameters.ts';

const MEMBER = [ORGANIZATION, argument('<KEY>', "the key's address")] as const;
const MEMBER_PAYOUT =
  'where the organization is paid from then on, by the same signature (default: as before)';

export const MEMBERS: ActGroup = {
  title: 'Keys of an organization',
  acts: [
    parent('members', "an organization's keys"),
    act('members add', 'an owner adds a key', {
      takes: [...MEMBER, required('--role <role>', 'owner, editor or viewer')],
      load: async () => (await import('../members.ts')).membersAdd,
    }),
    act('members remove', 'an owner ends a key, for good', {
      takes: [
        ...MEMBER,
        option('--payout <address>', MEMBER_PAYOUT),
        option('--compromised-since <leaf>', 'what it signed from this leaf of the log on does not count'),
      ],
      load: async () => (await import('../members.ts')).membersRemove,
    }),
    act('members replace', "an owner puts a new key in an old one's place and role", {
      takes: [
        ...MEMBER,
        required('--by <address>', 'the new key'),
        option('--payout <address>', MEMBER_PAYOUT),
      ],
      load: async () => (await import('../members.ts')).membersReplace,
    }),
    act('members list', 'the keys that act for an organization', {
      takes: [ORGANIZATION],
      load: async () => (await import('../members.ts')).membersList,
    }),
    act('payout', "an owner names where the organization's money goes", {
      takes: [ORGANIZATION, argument('<ADDRESS>', 'where it is paid from now on')],
      load: async () => (await import('../members.ts')).payout,
    }),
    act('whoami', "your key's address, and the organizations it acts for", {
      load: async () => (await import('../finding/show.ts')).whoami,
    }),
  ],
};
