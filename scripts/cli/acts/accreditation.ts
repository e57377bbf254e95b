import { act, argument, option, parent, required, type ActGroup } from '../act.ts';
import { ASSET, ORGANIZATION } from './parameters.ts';

export const ACCREDITATION: ActGroup = {
  title: 'Admission of organizations',
  acts: [
    act('accredit', 'the accreditor admits an organization that asked for it', {
      takes: [
        ORGANIZATION,
        option('--owner <address>', 'first owner (default: who asked)'),
        option('--payout <address>', 'where its money goes (default: its owner)'),
        option('--council <address>', "a community's council (default: its owner)"),
      ],
      load: async () => (await import('../accreditation.ts')).accredit,
    }),
    act('accredit requests', 'who waits for admission, with contact and letter', {
      load: async () => (await import('../accreditation.ts')).openRequests,
    }),
    act('accredit ask', 'ask an asker something', {
      takes: [ORGANIZATION, required('--question <text>', 'what you want to know')],
      load: async () => (await import('../accreditation.ts')).accreditAsk,
    }),
    act('accredit refuse', 'say no to a request; its short name is free again', {
      takes: [ORGANIZATION, required('--reason <text>', 'why, for who asked')],
      load: async () => (await import('../accreditation.ts')).accreditRefuse,
    }),
    act(
      'accredit suspend',
      'announce that an organization may not publish, offer, buy or dispute, from seven days on',
      {
        takes: [
          argument('<ORGANIZATION>', 'institution, studio or auditor, by id or slug'),
          required('--reason <text>', 'why, for everybody to read'),
        ],
        load: async () => (await import('../accreditation.ts')).accreditSuspend,
      },
    ),
    act('accredit lift', 'end a suspension, announced or in force', {
      takes: [ORGANIZATION],
      load: async () => (await import('../accreditation.ts')).accreditLift,
    }),
    act('accredit allow-dispute', 'let an organization dispute an asset again before 30 days have passed', {
      takes: [ASSET, argument('<ORGANIZATION>', 'whose dispute was resolved, by id or slug')],
      load: async () => (await import('../accreditation.ts')).accreditAllowDispute,
    }),
    parent('organization', 'asking for admission, and what an organization says of itself'),
    act(
      'organization request',
      'ask for an organization, or correct what you asked for; your key is proposed as its first owner',
      {
        takes: [
          argument('<SLUG>', 'short name: a-z, 0-9 and -'),
          required('--kind <kind>', 'institution, studio, community or auditor'),
          required('--name <text>', 'name in English'),
          option('--name-zh <text>', 'name in Chinese'),
          option('--contact <text>', 'e-mail address or telephone number; the accreditor alone sees it'),
          option('--letter <text>', 'who you are and why you ask; the accreditor alone sees it'),
        ],
        load: async () => (await import('../accreditation.ts')).organizationRequest,
      },
    ),
    act('organization requests', 'what your key asked for, and what became of it', {
      load: async () => (await import('../accreditation.ts')).ownRequests,
    }),
    act('organization answer', 'answer what the accreditor asked', {
      takes: [ORGANIZATION, required('--text <text>', 'the answer')],
      load: async () => (await import('../accreditation.ts')).requestAnswer,
    }),
    act(
      'organization describe',
      'change what an organization says of itself: contact, website, what it welcomes, bank details',
      {
        takes: [
          ORGANIZATION,
          option(
            '--file <profile.json>',
            'what to change; null deletes, and what it does not name stays. Without it: print what is said now, as such a file',
          ),
        ],
        load: async () => (await import('../organizations/describe.ts')).describeOrganization,
      },
    ),
    act(
      'organization agreement',
      'the license agreements of an organization: list them, add one, choose which one new versions name',
      {
        takes: [
          ORGANIZATION,
          argument(
            '[FILE]',
            'a .pdf, .txt or .md file of at most 1 MiB to add; new versions name it from then on',
          ),
          option('--name <text>', 'its name in English (default: the name of the file)'),
          option('--name-zh <text>', 'its name in Chinese'),
          option('--default <sha256|none>', 'which one new versions name, in place of FILE'),
          option('--remove <sha256>', 'take one off the list; versions that name it keep it'),
        ],
        load: async () => (await import('../organizations/agreement.ts')).organizationAgreement,
      },
    ),
    act('organization model-agreement', 'write a model license agreement, a draft for your own lawyer', {
      takes: [
        required('--out <file>', 'file to write, *.md or *.txt'),
        option('--language <language>', 'en or zh (default: en)'),
        option('--holder <name>', 'your name in it'),
        option('--law <text>', 'whose law governs it, such as "the laws of France"'),
        option('--forum <text>', 'court or arbitration that settles disputes'),
      ],
      load: async () => (await import('../organizations/model-agreement.ts')).organizationModelAgreement,
    }),
    act('organization withdraw', 'take your request back; its short name is free again', {
      takes: [ORGANIZATION],
      load: async () => (await import('../accreditation.ts')).requestWithdraw,
    }),
    parent('webhook', 'programs of an organization that are called with what its inbox is told'),
    act('webhook add', 'have a program called; prints its secret, once', {
      takes: [
        argument('<ORG>', 'id or slug of the organization'),
        argument('<URL>', 'https:// address on the public Internet'),
        option('--kinds <names>', 'comma-separated, such as asked,license_ends (default: all)'),
      ],
      load: async () => (await import('../desk/webhooks.ts')).add,
    }),
    act('webhook list', 'which webhooks an organization has, and how they stand', {
      takes: [argument('<ORG>', 'id or slug of the organization')],
      load: async () => (await import('../desk/webhooks.ts')).list,
    }),
    act('webhook test', 'call a webhook once', {
      takes: [argument('<WEBHOOK>', 'its id')],
      load: async () => (await import('../desk/webhooks.ts')).test,
    }),
    act('webhook remove', 'delete a webhook with its deliveries', {
      takes: [argument('<WEBHOOK>', 'its id')],
      load: async () => (await import('../desk/webhooks.ts')).remove,
    }),
  ],
};
