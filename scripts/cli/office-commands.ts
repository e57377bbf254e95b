import type { Command } from 'commander';
import type { Start } from './start-command.ts';

/** `operator` and `accreditor`: who holds the installation's two offices, and who is to follow. */
export function addOffices(program: Command, start: Start): void {
  addOperator(program, start);
  addAccreditor(program, start);
}

function addOperator(program: Command, start: Start): void {
  const operator = program.command('operator').description('who runs the platform');
  operator
    .command('hand-on')
    .description('the operator asks another key to follow; it stays the operator until that key accepts')
    .argument('<ADDRESS>', "the successor's key")
    .action(async (address: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { operatorHandOn } = await import('./commands/operator.ts');
        return operatorHandOn(context, address);
      }),
    );
  operator
    .command('take-back')
    .description('the operator asks nobody to follow any longer')
    .action(async (_: object, command: Command) =>
      start(command, async (context) => {
        const { operatorTakeBack } = await import('./commands/operator.ts');
        return operatorTakeBack(context);
      }),
    );
  operator
    .command('accept')
    .description('become the operator, as the present one asked you')
    .action(async (_: object, command: Command) =>
      start(command, async (context) => {
        const { operatorAccept } = await import('./commands/operator.ts');
        return operatorAccept(context);
      }),
    );
  operator
    .command('reset')
    .description("vacate the office when the operator's key is lost; a new one-time link names the next one")
    .option('--data-dir <dir>', 'the data directory (default: LANRAN_DATA_DIR, else .lanran)')
    .action(async (options: { readonly dataDir?: string }, command: Command) =>
      start(command, async (context) => {
        const { operatorReset } = await import('./commands/operator-reset.ts');
        return operatorReset(context, options);
      }),
    );
}

function addAccreditor(program: Command, start: Start): void {
  const accreditor = program.command('accreditor').description('who decides which organizations take part');
  accreditor
    .command('hand-on')
    .description('the accreditor asks another key to follow; both have the role until that key accepts')
    .argument('<ADDRESS>', "the successor's key")
    .action(async (address: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { accreditorHandOn } = await import('./commands/accreditor.ts');
        return accreditorHandOn(context, address);
      }),
    );
  accreditor
    .command('take-back')
    .description('the accreditor takes the role back from whom it asked to follow')
    .action(async (_: object, command: Command) =>
      start(command, async (context) => {
        const { accreditorTakeBack } = await import('./commands/accreditor.ts');
        return accreditorTakeBack(context);
      }),
    );
  accreditor
    .command('accept')
    .description('become the only accreditor, as the present one asked you')
    .action(async (_: object, command: Command) =>
      start(command, async (context) => {
        const { accreditorAccept } = await import('./commands/accreditor.ts');
        return accreditorAccept(context);
      }),
    );
}
