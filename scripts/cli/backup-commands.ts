import type { Command } from 'commander';
import type { BackupOptions } from './commands/backup.ts';
import type { BackupVerifyOptions } from './commands/backup-verify.ts';
import type { RestoreOptions } from './commands/restore.ts';
import type { Start } from './start-command.ts';

const IDENTITY = 'file of age-keygen that opens it, where it is encrypted';

/**
 * `backup`, `backup verify`, `restore`: of a data directory on this machine; they ask no platform and need no key. `backup
 * create|list|fetch|delete` and `backup recipient`: on a running platform, by its operator.
 */
export function addBackups(program: Command, start: Start): void {
  const backup = program
    .command('backup')
    .description('copy a data directory into one file, also while the platform runs')
    .option('--data-dir <dir>', 'the data directory (default: LANRAN_DATA_DIR, else .lanran)')
    .option('--out <file>', 'the file to write')
    .option(
      '--recipient <age1>',
      'encrypt it to this age key, none for a backup in clear (default: the one set with backup recipient)',
    )
    .action(async (options: BackupOptions, command: Command) =>
      start(command, async (context) => {
        const { backup: run } = await import('./commands/backup.ts');
        return run(context, options);
      }),
    );
  backup
    .command('verify')
    .description('read every byte of a backup and compare it with its manifest')
    .argument('<FILE>', 'the backup')
    .option('--identity <file>', IDENTITY)
    .action(async (file: string, options: BackupVerifyOptions, command: Command) =>
      start(command, async () => {
        const { backupVerify } = await import('./commands/backup-verify.ts');
        return backupVerify(file, options);
      }),
    );
  addKept(backup, start);
  addRecipient(backup, start);
  program
    .command('restore')
    .description('bring a backup into a new data directory')
    .argument('<FILE>', 'the backup')
    .requiredOption('--data-dir <dir>', 'a directory that is empty or not there')
    .option('--identity <file>', IDENTITY)
    .action(async (file: string, options: RestoreOptions, command: Command) =>
      start(command, async () => {
        const { restoreBackup } = await import('./commands/restore.ts');
        return restoreBackup(file, options);
      }),
    );
}

function addKept(backup: Command, start: Start): void {
  backup
    .command('create')
    .description('have the running platform make a backup, and wait for it; by its operator')
    .action(async (_options: unknown, command: Command) =>
      start(command, async (context) => {
        const { backupCreate } = await import('./commands/backups.ts');
        return backupCreate(context);
      }),
    );
  backup
    .command('list')
    .description('the backups that the platform keeps; for its operator')
    .action(async (_options: unknown, command: Command) =>
      start(command, async (context) => {
        const { backupList } = await import('./commands/backups.ts');
        return backupList(context);
      }),
    );
  backup
    .command('fetch')
    .description('download a backup of the platform (--out FILE); run again, it goes on where it was')
    .argument('<ID>', 'the backup')
    .action(async (id: string, _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { backupFetch } = await import('./commands/backups.ts');
        // `backup` itself has --out.
        const { out } = command.optsWithGlobals<BackupOptions>();
        return backupFetch(context, id, out);
      }),
    );
  backup
    .command('delete')
    .description('delete a backup of the platform')
    .argument('<ID>', 'the backup')
    .action(async (id: string, _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { backupDelete } = await import('./commands/backups.ts');
        return backupDelete(context, id);
      }),
    );
}

function addRecipient(backup: Command, start: Start): void {
  const recipient = backup
    .command('recipient')
    .description('the age key that backups are encrypted to; by the operator');
  recipient
    .command('show')
    .description('which one it is')
    .action(async (_options: unknown, command: Command) =>
      start(command, async (context) => {
        const { recipientShow } = await import('./commands/backups.ts');
        return recipientShow(context);
      }),
    );
  recipient
    .command('set')
    .description('encrypt backups to this key from now on')
    .argument('<RECIPIENT>', 'age1…, as age-keygen prints it; keep the identity where the platform is not')
    .action(async (text: string, _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { recipientSet } = await import('./commands/backups.ts');
        return recipientSet(context, text);
      }),
    );
  recipient
    .command('clear')
    .description('make backups in clear from now on')
    .action(async (_options: unknown, command: Command) =>
      start(command, async (context) => {
        const { recipientSet } = await import('./commands/backups.ts');
        return recipientSet(context, null);
      }),
    );
}
