import { readFile } from 'node:fs/promises';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { parseProfileInput, readProfile, updateProfile } from '@lanran/sdk/organizations/profile';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

interface DescribeOptions {
  readonly file?: string;
}

/** Changes what an organization says of itself, or prints it as such a file. */
export async function describeOrganization(
  context: CommandContext,
  name: string,
  { file }: DescribeOptions,
): Promise<CommandResult> {
  if (file === undefined) {
    const api = await context.openApi();
    const { id } = await getOrganization(api, name, 'ORGANIZATION');
    const profile = await readProfile(api, id);
    return {
      json: { organizationId: id, profile },
      lines: JSON.stringify(profile, null, 2).split('\n'),
    };
  }
  const input = parseProfileInput(await readJson(file), '--file');
  const { api } = await context.connect();
  const { id, slug } = await getOrganization(api, name, 'ORGANIZATION');
  await updateProfile(api, id, input);
  return {
    json: { organizationId: id, profile: await readProfile(api, id) },
    lines: [`saved what ${slug} says of itself`],
  };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ArgumentError('--file', `${path} can't be read as JSON: ${reasonOf(error)}.`);
  }
}
