import { runCommandLine } from './cli/program.ts';

// stdout may be a pipe: the process ends by itself once everything is written.
process.exitCode = await runCommandLine({ args: process.argv.slice(2), env: process.env });
