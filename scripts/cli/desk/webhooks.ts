import { INBOX_KINDS, type InboxKind } from '@lanran/sdk/desk/inbox-kinds';
import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  testWebhook,
  type Webhook,
} from '@lanran/sdk/desk/webhooks';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

interface AddOptions {
  readonly kinds?: string;
}

/** Has a program called with what the inbox is told. */
export async function add(
  context: CommandContext,
  name: string,
  url: string,
  options: AddOptions,
): Promise<CommandResult> {
  const kinds = parseKinds(options.kinds);
  const { api } = await context.connect();
  const { id: organizationId } = await getOrganization(api, name, 'ORG');
  const { webhook, secret } = await createWebhook(api, { organizationId, url, kinds });
  return {
    json: { webhookId: webhook.id, url: webhook.url, secret },
    lines: [`webhook ${webhook.id}`, `secret  ${secret}`, 'The secret is shown this once. Keep it.'],
  };
}

/** How the webhooks of an organization stand. */
export async function list(context: CommandContext, name: string): Promise<CommandResult> {
  const { api } = await context.connect();
  const { id } = await getOrganization(api, name, 'ORG');
  const webhooks = await listWebhooks(api, id);
  return { json: { webhooks }, lines: webhooks.map((each) => `${each.id}  ${each.url}  ${stateOf(each)}`) };
}

/** Calls it once; refused by its program is a failure. */
export async function test(context: CommandContext, id: string): Promise<CommandResult> {
  const { api } = await context.connect();
  const delivery = await testWebhook(api, id);
  const { status, error, durationMs } = delivery;
  const answered = status == null ? '' : ` (${status}, ${durationMs ?? 0} ms)`;
  return {
    json: delivery,
    lines: [error == null ? `arrived${answered}` : `did not arrive${answered}: ${error}`],
    exitCode: error == null ? 0 : 1,
  };
}

/** With its deliveries. */
export async function remove(context: CommandContext, id: string): Promise<CommandResult> {
  const { api } = await context.connect();
  await deleteWebhook(api, id);
  return { json: { webhookId: id }, lines: [`removed webhook ${id}`] };
}

function stateOf({ offAt, failingSince }: Webhook): string {
  if (offAt != null) return `switched off ${offAt}`;
  return failingSince == null ? 'on' : `nothing arrived since ${failingSince}`;
}

function parseKinds(text: string | undefined): readonly InboxKind[] {
  if (text === undefined) return INBOX_KINDS;
  return text.split(',').map((each) => {
    const name = each.trim().toUpperCase().replaceAll('-', '_');
    const kind = INBOX_KINDS.find((known) => known === name);
    if (kind === undefined)
      throw new ArgumentError('--kinds', `${each} is none of ${INBOX_KINDS.join(', ').toLowerCase()}.`);
    return kind;
  });
}
