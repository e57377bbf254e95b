import type { Command } from 'commander';
import type { CouncilCreateOptions } from './commands/council-create.ts';
import type { CouncilSucceedOptions } from './commands/council-succeed.ts';
import type { PayoutOption } from './payout-lines.ts';
import type { Start } from './start-command.ts';

const PAYOUT = 'where the community is paid from then on, by the same signature (default: as before)';

/** `council create|desk|sign` of Safes, `council succeed|veto|accept` of the seat. */
export function addCouncils(program: Command, start: Start): void {
  const council = program.command('council').description("communities' councils");
  addDesk(council, start);
  addSuccession(council, start);
}

function addDesk(council: Command, start: Start): void {
  council
    .command('create')
    .description('make a Safe, whose owners act together')
    .requiredOption('--owner <address...>', "an owner's key; once for each")
    .requiredOption('--threshold <n>', 'how many of them have to sign')
    .action(async (options: CouncilCreateOptions, command: Command) =>
      start(command, async (context) => {
        const { councilCreate } = await import('./commands/council-create.ts');
        return councilCreate(context, options);
      }),
    );
  council
    .command('desk')
    .description("what a Safe's owners signed and are asked to sign")
    .argument('<SAFE>', 'address of the Safe')
    .action(async (safe: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { councilDesk } = await import('./commands/council-desk.ts');
        return councilDesk(context, safe);
      }),
    );
  council
    .command('sign')
    .description('sign what another owner proposed; the last signature that is needed executes it')
    .argument('<HASH>', 'hash of the proposal, as the desk shows it')
    .action(async (hash: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { councilSign } = await import('./commands/council-sign.ts');
        return councilSign(context, hash);
      }),
    );
}

function addSuccession(council: Command, start: Start): void {
  seatCommand(council, 'succeed', 'name the next council; of the accreditor, a proposal')
    .requiredOption('--candidate <address>', 'key or Safe that is to be the council')
    .option('--payout <address>', `${PAYOUT}; not for the accreditor`)
    .action(async (community: string, options: CouncilSucceedOptions, command: Command) =>
      start(command, async (context) => {
        const { councilSucceed } = await import('./commands/council-succeed.ts');
        return councilSucceed(context, community, options);
      }),
    );
  seatCommand(council, 'veto', 'the present council ends a succession').action(
    async (community: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { councilVeto } = await import('./commands/council-veto.ts');
        return councilVeto(context, community);
      }),
  );
  seatCommand(council, 'accept', 'the candidate takes the seat')
    .option('--payout <address>', PAYOUT)
    .action(async (community: string, options: PayoutOption, command: Command) =>
      start(command, async (context) => {
        const { councilAccept } = await import('./commands/council-accept.ts');
        return councilAccept(context, community, options);
      }),
    );
}

function seatCommand(council: Command, name: string, description: string): Command {
  return council.command(name).description(description).argument('<COMMUNITY>', 'id or slug');
}
