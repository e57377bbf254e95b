import type { Command } from 'commander';
import type { MembersAddOptions } from './commands/members-add.ts';
import type { MembersRemoveOptions } from './commands/members-remove.ts';
import type { MembersReplaceOptions } from './commands/members-replace.ts';
import type { Start } from './start-command.ts';

const PAYOUT = 'where the organization is paid from then on, by the same signature (default: as before)';

/** `members list|add|remove|replace`, `payout`, `whoami`. */
export function addMembers(program: Command, start: Start): void {
  const members = program.command('members').description("an organization's keys");
  addMemberChanges(members, start);
  members
    .command('list')
    .description('the keys that act for an organization')
    .argument('<ORGANIZATION>', 'id or slug')
    .action(async (organization: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { membersList } = await import('./commands/members-list.ts');
        return membersList(context, organization);
      }),
    );
  program
    .command('payout')
    .description("an owner names where the organization's money goes")
    .argument('<ORGANIZATION>', 'id or slug')
    .argument('<ADDRESS>', 'where it is paid from now on')
    .action(async (organization: string, address: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { payout } = await import('./commands/payout.ts');
        return payout(context, organization, address);
      }),
    );
  program
    .command('whoami')
    .description("your key's address, and the organizations it acts for")
    .action(async (_: object, command: Command) =>
      start(command, async (context) => {
        const { whoami } = await import('./commands/whoami.ts');
        return whoami(context);
      }),
    );
}

function addMemberChanges(members: Command, start: Start): void {
  changeCommand(members, 'add', 'an owner adds a key')
    .requiredOption('--role <role>', 'owner, editor or viewer')
    .action(async (organization: string, key: string, options: MembersAddOptions, command: Command) =>
      start(command, async (context) => {
        const { membersAdd } = await import('./commands/members-add.ts');
        return membersAdd(context, organization, key, options);
      }),
    );
  changeCommand(members, 'remove', 'an owner ends a key, for good')
    .option('--payout <address>', PAYOUT)
    .option('--compromised-since <leaf>', 'what it signed from this leaf of the log on does not count')
    .action(async (organization: string, key: string, options: MembersRemoveOptions, command: Command) =>
      start(command, async (context) => {
        const { membersRemove } = await import('./commands/members-remove.ts');
        return membersRemove(context, organization, key, options);
      }),
    );
  changeCommand(members, 'replace', "an owner puts a new key in an old one's place and role")
    .requiredOption('--by <address>', 'the new key')
    .option('--payout <address>', PAYOUT)
    .action(async (organization: string, key: string, options: MembersReplaceOptions, command: Command) =>
      start(command, async (context) => {
        const { membersReplace } = await import('./commands/members-replace.ts');
        return membersReplace(context, organization, key, options);
      }),
    );
}

function changeCommand(members: Command, name: string, description: string): Command {
  return members
    .command(name)
    .description(description)
    .argument('<ORGANIZATION>', 'id or slug')
    .argument('<KEY>', "the key's address");
}
