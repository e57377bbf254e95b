import { type Act, type ActGroup, type Argument, isRequired, type Option } from '../cli/act.ts';
import { ACTS, GLOBAL_OPTIONS } from '../cli/acts.ts';

const INTRODUCTION = `# Command line

This file is generated from [\`scripts/cli/acts.ts\`](../scripts/cli/acts.ts). Do not edit it; run \`npm run generate\`.

\`npx lanran --help\` lists the commands, and \`npx lanran COMMAND --help\` describes one of them. \`npx lanran --version\` prints the version, and the hash by which processes of one platform compare. A command exits with 0 when it is done, 1 when the platform refused it or a check failed, and 2 when it was used wrongly. Values in \`<…>\` are required, those in \`[…]\` are optional, and \`...\` means one or more.`;

/** docs/cli.md: every command with its arguments, its options and what its help says. */
export function commandReference(): string {
  return `${[
    INTRODUCTION,
    '## Options of every command',
    GLOBAL_OPTIONS.map(partLine).join('\n'),
    ...ACTS.flatMap(groupParts),
  ].join('\n\n')}\n`;
}

function groupParts({ title, acts }: ActGroup): string[] {
  return [`## ${title}`, ...acts.flatMap(actParts)];
}

function actParts({ name, help, takes, load }: Act): string[] {
  const usage = ['lanran', name, ...takes.filter(isInUsage).map(({ flags }) => flags)].join(' ');
  return [
    `### ${name}`,
    `${help.slice(0, 1).toUpperCase()}${help.slice(1)}.`,
    ...(load === null ? [] : [`    ${usage}`]),
    ...(takes.length === 0 ? [] : [takes.map(partLine).join('\n')]),
  ];
}

function isInUsage(part: Argument | Option): boolean {
  return part.kind === 'argument' || isRequired(part);
}

function partLine(part: Argument | Option): string {
  const value = part.kind === 'option' && part.default !== null ? ` (default: ${part.default})` : '';
  return `- \`${part.flags}\`${isRequired(part) ? ' (required)' : ''}: ${part.help}${value}`;
}
