import type { Command } from 'commander';
import type { AccreditOptions } from './commands/accredit.ts';
import type { OrganizationRequestOptions } from './commands/organization-request.ts';
import type { Start } from './start-command.ts';

/** `accredit`, `organization request`. */
export function addOrganizations(program: Command, start: Start): void {
  program
    .command('accredit')
    .description('the accreditor admits an organization that asked for it')
    .argument('<ORGANIZATION>', 'id or slug')
    .option('--owner <address>', 'first owner (default: who asked)')
    .option('--payout <address>', 'where its money goes (default: its owner)')
    .option('--council <address>', "a community's council (default: its owner)")
    .action(async (organization: string, options: AccreditOptions, command: Command) =>
      start(command, async (context) => {
        const { accredit } = await import('./commands/accredit.ts');
        return accredit(context, organization, options);
      }),
    );
  program
    .command('organization')
    .description('organizations')
    .command('request')
    .description('ask for an organization; your key is proposed as its first owner')
    .argument('<SLUG>', 'short name: a-z, 0-9 and -')
    .requiredOption('--kind <kind>', 'institution, studio, community or auditor')
    .requiredOption('--name <text>', 'name in English')
    .option('--name-zh <text>', 'name in Chinese')
    .action(async (slug: string, options: OrganizationRequestOptions, command: Command) =>
      start(command, async (context) => {
        const { organizationRequest } = await import('./commands/organization-request.ts');
        return organizationRequest(context, slug, options);
      }),
    );
}
