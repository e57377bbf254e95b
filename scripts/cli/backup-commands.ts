import type { Command } from 'commander';
import type { BackupOptions } from './commands/backup.ts';
import type { RestoreOptions } from './commands/restore.ts';
import type { Start } from './start-command.ts';

/** `backup`, `backup verify`, `restore`: of a data directory on this machine; they ask no platform and need no key. */
export function addBackups(program: Command, start: Start): void {
  const backup = program
    .command('backup')
    .description('copy a data directory into one file, also while the platform runs')
    .option('--data-dir <dir>', 'the data directory (default: LANRAN_DATA_DIR, else .lanran)')
    .option('--out <file>', 'the file to write')
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
    .action(async (file: string, _options: unknown, command: Command) =>
      start(command, async () => {
        const { backupVerify } = await import('./commands/backup-verify.ts');
        return backupVerify(file);
      }),
    );
  program
    .command('restore')
    .description('bring a backup into a new data directory')
    .argument('<FILE>', 'the backup')
    .requiredOption('--data-dir <dir>', 'a directory that is empty or not there')
    .action(async (file: string, options: RestoreOptions, command: Command) =>
      start(command, async () => {
        const { restoreBackup } = await import('./commands/restore.ts');
        return restoreBackup(file, options);
      }),
    );
}
