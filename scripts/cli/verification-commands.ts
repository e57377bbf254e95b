import type { Command } from 'commander';
import type { DownloadOptions } from './commands/download.ts';
import type { VerifyOptions } from './commands/verify.ts';
import type { Start } from './start-command.ts';

/** `download`, `proof`, `verify`. */
export function addVerification(program: Command, start: Start): void {
  program
    .command('download')
    .description('fetch the files of a version that a license opens, with their proof')
    .argument('<LICENSE>', 'license number')
    .requiredOption('--out <dir>', 'folder to write to')
    .option('--version <n>', 'of which version (default: the newest that it opens)')
    .action(async (license: string, options: DownloadOptions, command: Command) =>
      start(command, async (context) => {
        const { download } = await import('./commands/download.ts');
        return download(context, license, options);
      }),
    );
  program
    .command('proof')
    .description('export the proof bundle of an asset or license')
    .argument('<ASSET|LICENSE>', 'asset id or license number')
    .requiredOption('--out <file>', 'file to write, *.lanran.json')
    .action(async (subject: string, options: { out: string }, command: Command) =>
      start(command, async (context) => {
        const { proof } = await import('./commands/proof.ts');
        return proof(context, subject, options);
      }),
    );
  program
    .command('verify')
    .description('check a file, folder or bundle, without the platform')
    .argument('<PATH>', 'file, folder or *.lanran.json')
    .option('--bundle <file>', 'the proof bundle (default: the one beside the file)')
    .option('--trust <file>', 'trust file: which log, key, chain and contracts are the real ones')
    .option('--rpc <url>', 'a node of the chain to ask')
    .option('--offline', 'ask nobody (default without --rpc)')
    .option('--strict', 'accept nothing unknown')
    .option('--witness <vkey...>', 'keys of witnesses you trust')
    .action(async (path: string, options: VerifyOptions, command: Command) =>
      start(command, async (context) => {
        const { verify } = await import('./commands/verify.ts');
        return verify(context, path, options);
      }),
    );
}
