import type { Command } from 'commander';
import type { AccreditOptions } from './commands/accredit.ts';
import type { OrganizationRequestOptions } from './commands/organization-request.ts';
import type { Start } from './start-command.ts';

/** `accredit [requests|ask|refuse|suspend|lift|allow-dispute]`, `organization request|requests|answer|withdraw`. */
export function addOrganizations(program: Command, start: Start): void {
  addAccreditation(program, start);
  const organization = program.command('organization').description('asking for admission');
  organization
    .command('request')
    .description(
      'ask for an organization, or correct what you asked for; your key is proposed as its first owner',
    )
    .argument('<SLUG>', 'short name: a-z, 0-9 and -')
    .requiredOption('--kind <kind>', 'institution, studio, community or auditor')
    .requiredOption('--name <text>', 'name in English')
    .option('--name-zh <text>', 'name in Chinese')
    .option('--contact <text>', 'e-mail address or telephone number; the accreditor alone sees it')
    .option('--letter <text>', 'who you are and why you ask; the accreditor alone sees it')
    .action(async (slug: string, options: OrganizationRequestOptions, command: Command) =>
      start(command, async (context) => {
        const { organizationRequest } = await import('./commands/organization-request.ts');
        return organizationRequest(context, slug, options);
      }),
    );
  organization
    .command('requests')
    .description('what your key asked for, and what became of it')
    .action(async (_: object, command: Command) =>
      start(command, async (context) => {
        const { ownRequests } = await import('./commands/admission-requests.ts');
        return ownRequests(context);
      }),
    );
  organization
    .command('answer')
    .description('answer what the accreditor asked')
    .argument('<ORGANIZATION>', 'id or slug')
    .requiredOption('--text <text>', 'the answer')
    .action(async (name: string, options: { text: string }, command: Command) =>
      start(command, async (context) => {
        const { requestAnswer } = await import('./commands/admission-requests.ts');
        return requestAnswer(context, name, options);
      }),
    );
  organization
    .command('withdraw')
    .description('take your request back; its short name is free again')
    .argument('<ORGANIZATION>', 'id or slug')
    .action(async (name: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { requestWithdraw } = await import('./commands/admission-requests.ts');
        return requestWithdraw(context, name);
      }),
    );
}

function addAccreditation(program: Command, start: Start): void {
  const accredit = addAdmission(program, start);
  addSuspensions(accredit, start);
  accredit
    .command('allow-dispute')
    .description('let an organization dispute an asset again before 30 days have passed')
    .argument('<ASSET>', 'asset id')
    .argument('<ORGANIZATION>', 'whose dispute was resolved, by id or slug')
    .action(async (asset: string, name: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { accreditAllowDispute } = await import('./commands/accredit-allow-dispute.ts');
        return accreditAllowDispute(context, asset, name);
      }),
    );
}

function addSuspensions(accredit: Command, start: Start): void {
  accredit
    .command('suspend')
    .description('announce that an organization may not publish, offer, buy or dispute, from seven days on')
    .argument('<ORGANIZATION>', 'institution, studio or auditor, by id or slug')
    .requiredOption('--reason <text>', 'why, for everybody to read')
    .action(async (name: string, options: { reason: string }, command: Command) =>
      start(command, async (context) => {
        const { accreditSuspend } = await import('./commands/accredit-suspend.ts');
        return accreditSuspend(context, name, options);
      }),
    );
  accredit
    .command('lift')
    .description('end a suspension, announced or in force')
    .argument('<ORGANIZATION>', 'id or slug')
    .action(async (name: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { accreditLift } = await import('./commands/accredit-suspend.ts');
        return accreditLift(context, name);
      }),
    );
}

function addAdmission(program: Command, start: Start): Command {
  const accredit = program
    .command('accredit')
    .description('the accreditor admits an organization that asked for it')
    .argument('<ORGANIZATION>', 'id or slug')
    .option('--owner <address>', 'first owner (default: who asked)')
    .option('--payout <address>', 'where its money goes (default: its owner)')
    .option('--council <address>', "a community's council (default: its owner)")
    .action(async (organization: string, options: AccreditOptions, command: Command) =>
      start(command, async (context) => {
        const { accredit: admit } = await import('./commands/accredit.ts');
        return admit(context, organization, options);
      }),
    );
  accredit
    .command('requests')
    .description('who waits for admission, with contact and letter')
    .action(async (_: object, command: Command) =>
      start(command, async (context) => {
        const { openRequests } = await import('./commands/admission-requests.ts');
        return openRequests(context);
      }),
    );
  accredit
    .command('ask')
    .description('ask an asker something')
    .argument('<ORGANIZATION>', 'id or slug')
    .requiredOption('--question <text>', 'what you want to know')
    .action(async (name: string, options: { question: string }, command: Command) =>
      start(command, async (context) => {
        const { accreditAsk } = await import('./commands/admission-requests.ts');
        return accreditAsk(context, name, options);
      }),
    );
  accredit
    .command('refuse')
    .description('say no to a request; its short name is free again')
    .argument('<ORGANIZATION>', 'id or slug')
    .requiredOption('--reason <text>', 'why, for who asked')
    .action(async (name: string, options: { reason: string }, command: Command) =>
      start(command, async (context) => {
        const { accreditRefuse } = await import('./commands/admission-requests.ts');
        return accreditRefuse(context, name, options);
      }),
    );
  return accredit;
}
