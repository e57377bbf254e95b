import type { Command } from 'commander';
import type { Start } from './start-command.ts';

/** `vault new-key|rotate|reencrypt`, by the operator; `recovery show|set|remove`, by an organization's owners. */
export function addVault(program: Command, start: Start): void {
  const vault = program.command('vault').description('the keys that originals at rest are encrypted to');
  vault
    .command('new-key')
    .description('make a new vault key in a data directory on this machine; the next start takes it')
    .option('--data-dir <dir>', 'the data directory (default: LANRAN_DATA_DIR, else .lanran)')
    .action(async (options: { readonly dataDir?: string }, command: Command) =>
      start(command, async (context) => {
        const { vaultNewKey } = await import('./commands/vault.ts');
        return vaultNewKey(context, options);
      }),
    );
  vault
    .command('rotate')
    .description('encrypt the keys of all files to the newest vault key; the files themselves stay')
    .action(async (_options: unknown, command: Command) =>
      start(command, async (context) => {
        const { vaultRotate } = await import('./commands/vault.ts');
        return vaultRotate(context);
      }),
    );
  vault
    .command('reencrypt')
    .description('encrypt files anew under fresh keys, when a key is in other hands')
    .option('--organization <org>', 'those of one organization (default: all)')
    .action(async (options: { readonly organization?: string }, command: Command) =>
      start(command, async (context) => {
        const { vaultReencrypt } = await import('./commands/vault.ts');
        return vaultReencrypt(context, options);
      }),
    );
  addRecovery(program, start);
}

function addRecovery(program: Command, start: Start): void {
  const recovery = program
    .command('recovery')
    .description('the age key that opens your originals without the platform');
  recovery
    .command('show')
    .description('which one it is')
    .argument('<ORG>', 'organization')
    .action(async (organization: string, _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { recoveryShow } = await import('./commands/vault.ts');
        return recoveryShow(context, organization);
      }),
    );
  recovery
    .command('set')
    .description('encrypt its originals to this key too, those there are soon; by an owner')
    .argument('<ORG>', 'organization')
    .argument('<RECIPIENT>', 'age1…, as age-keygen prints it; keep the identity where the platform is not')
    .action(async (organization: string, recipient: string, _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { recoverySet } = await import('./commands/vault.ts');
        return recoverySet(context, organization, recipient);
      }),
    );
  recovery
    .command('remove')
    .description('encrypt its originals to the vault alone; by an owner')
    .argument('<ORG>', 'organization')
    .action(async (organization: string, _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { recoverySet } = await import('./commands/vault.ts');
        return recoverySet(context, organization, null);
      }),
    );
}
